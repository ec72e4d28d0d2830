using Microsoft.CodeAnalysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>
/// What the parts of the reader share: the block under construction, what names mean at this point, the calls being inlined.
/// The parts (expressions, statements, loops, calls, arrays) are this class's other files.
/// </summary>
internal sealed partial class Reader(Compilation compilation, IdSource ids, string method, CancellationToken cancellation)
{
    // Inlined calls multiply; beyond this the generated method would be of no use to anyone.
    private const int LargestExpansion = 5_000;

    private static readonly Dictionary<ITypeParameterSymbol, ITypeSymbol> NoTypeArguments = new(SymbolEqualityComparer.Default);

    private BlockBuilder _block = new(ids);
    private Bindings _bindings = new();
    private CallFrame _frame = new(null, NoTypeArguments);
    private SyntaxTree? _file;
    private int _loopDepth;
    private readonly List<EqualLengths> _equalLengths = [];

    public BlockBuilder Block => _block;

    public Bindings Names => _bindings;

    public IReadOnlyList<EqualLengths> EqualLengths => _equalLengths;

    /// <summary>A method whose body is being read: the annotated one, or one inlined into it.</summary>
    private sealed record CallFrame(IMethodSymbol? Method, IReadOnlyDictionary<ITypeParameterSymbol, ITypeSymbol> TypeArguments)
    {
        public CallFrame? Caller { get; init; }

        /// <summary>Of the call; null in the annotated method itself.</summary>
        public Origin? Site { get; init; }
    }

    private static RefusedException Refuse(DiagnosticDescriptor descriptor, IOperation at, params string[] arguments) =>
        new(new ReadRefusal(descriptor, at.Syntax.GetLocation(), arguments));

    /// <summary>Before each step into a nested operation: a stack overflow would take the compiler with it.</summary>
    private void Enter(IOperation operation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        }
        catch (InsufficientExecutionStackException)
        {
            throw Refuse(Descriptors.Expression, operation, TextOf(operation), "it is nested too deeply; compute parts of it into locals");
        }
    }

    private static string TextOf(IOperation operation)
    {
        string text = operation.Syntax.ToString();
        int end = text.IndexOf('\n');
        text = end < 0 ? text : text.Substring(0, end).TrimEnd() + " …";
        return text.Length <= 60 ? text : text.Substring(0, 57) + "…";
    }

    /// <summary>Positions are those of the annotated method's file: what stands in another one is at the call that leads there.</summary>
    private Origin OriginOf(IOperation operation) => _frame.Site is { } site && operation.Syntax.SyntaxTree != _file
        ? site
        : new Origin(operation.Syntax.SpanStart, operation.Syntax.Span.Length);

    private Value Compute(Operation operation, IOperation at, params Operand[] operands)
    {
        cancellation.ThrowIfCancellationRequested();
        if (ids.Next > LargestExpansion * 4)
        {
            throw Refuse(Descriptors.CallSize, at, method, LargestExpansion.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return _block.Compute(operation, operands.ToEquatableArray(), origin: OriginOf(at));
    }

    private Operand Sum(Operand left, Operand right, IOperation at) =>
        right is Constant { IsZero: true } ? left
        : left is Constant { IsZero: true } ? right
        : Compute(Arithmetic.Add, at, left, right);

    private Operand Difference(Operand left, Operand right, IOperation at) =>
        right is Constant { IsZero: true } ? left : Compute(Arithmetic.Subtract, at, left, right);

    /// <summary>Runs a part with a block and bindings of its own, and gives both back.</summary>
    private (BlockBuilder Block, Bindings Bindings) InBranch(Action read)
    {
        (BlockBuilder outerBlock, Bindings outerBindings) = (_block, _bindings);
        (_block, _bindings) = (outerBlock.Nested(), outerBindings.Copy());
        try
        {
            read();
            return (_block, _bindings);
        }
        finally
        {
            (_block, _bindings) = (outerBlock, outerBindings);
        }
    }

    /// <summary>As <see cref="InBranch"/>, for code that may not run.</summary>
    private (BlockBuilder Block, Bindings Bindings) InConditional(Action read)
    {
        _conditional++;
        (BlockBuilder, Bindings) branch = InBranch(read);
        _conditional--;
        return branch;
    }

    /// <summary>
    /// Ends a split of control flow: scalars that mean different things in the branches become results of an If. The extra
    /// operands, one from each branch, are merged too and come back in order.
    /// </summary>
    private List<Operand> Merge(
        Operand condition,
        (BlockBuilder Block, Bindings Bindings) then,
        (BlockBuilder Block, Bindings Bindings) otherwise,
        List<(Operand Then, Operand Else)> extra,
        IOperation at)
    {
        List<Operand> thenYields = [], elseYields = [];
        List<Value> results = [];
        foreach (Place place in _bindings.Places.ToList())
        {
            Binding left = then.Bindings.Find(place)!, right = otherwise.Bindings.Find(place)!;
            switch (left, right)
            {
                // A side that has not assigned it has returned, or C#'s definite assignment forbids a later use: any value will do.
                case (ScalarBinding l, ScalarBinding r) when Equals(l.Value, r.Value):
                    _bindings.Set(place, left);
                    break;
                case var _ when !left.Equals(right) && DifferInStateOnly(left, right):
                    _bindings.Set(place, WithState(left, MergeState(place, left, right, thenYields, elseYields, results)));
                    break;
                case (ReferenceBinding l, ReferenceBinding r) when !Equals(l, r):
                    throw Refuse(Descriptors.Alias, at, place.Name, "let it refer to the same variable or element in both branches");
                case (ArrayBinding l, ArrayBinding r) when !Equals(l.View, r.View):
                    throw Refuse(Descriptors.Alias, at, place.Name, "give each branch's memory a variable of its own");
                default:
                    _bindings.Set(place, left);
                    break;
            }
        }

        List<Operand> merges = [];
        foreach ((Operand thenYield, Operand elseYield) in extra)
        {
            Value merged = ids.NewValue(thenYield.Type);
            thenYields.Add(thenYield);
            elseYields.Add(elseYield);
            results.Add(merged);
            merges.Add(merged);
        }

        _block.Add(new If(
            condition,
            then.Block.ToBlock(thenYields.ToEquatableArray()),
            otherwise.Block.ToBlock(elseYields.ToEquatableArray()),
            results.ToEquatableArray())
        {
            Origin = OriginOf(at),
        });
        return merges;
    }

    /// <summary>The numbers of a variable after a split: a result of the If for each that differs.</summary>
    private List<Operand> MergeState(Place place, Binding left, Binding right, List<Operand> thenYields, List<Operand> elseYields, List<Value> results)
    {
        List<Operand> then = StateOf(left), otherwise = StateOf(right), merged = [];
        List<string?> names = StateNames(place, left);
        for (int i = 0; i < then.Count; i++)
        {
            // A scalar has come here because it differs, if only in whether it is assigned.
            if (left is not ScalarBinding && then[i].Equals(otherwise[i]))
            {
                merged.Add(then[i]);
                continue;
            }

            Value result = ids.NewValue(then[i].Type, names[i]);
            thenYields.Add(then[i]);
            elseYields.Add(otherwise[i]);
            results.Add(result);
            merged.Add(result);
        }

        return merged;
    }
}
