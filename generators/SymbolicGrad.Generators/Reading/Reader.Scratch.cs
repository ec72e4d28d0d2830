using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>Memory that the method makes for itself: new, stackalloc, initialisers, collection expressions, copies, rented arrays.</summary>
internal sealed partial class Reader
{
    /// <summary>By the id of a rented array, in how many loops it was rented.</summary>
    private readonly Dictionary<int, int> _rented = [];
    private readonly HashSet<int> _returned = [];

    /// <summary>The memory that an expression makes, under the user's name where it has one; null where it makes none.</summary>
    private ArrayView? ReadNew(IOperation operation, string? name)
    {
        IOperation inner = operation;
        while (inner is IConversionOperation or IParenthesizedOperation)
        {
            inner = inner is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)inner).Operand;
        }

        return inner switch
        {
            IArrayCreationOperation creation => ReadCreation(creation, name),
            ICollectionExpressionOperation collection => ReadCollection(collection, name),
            IArrayElementReferenceOperation { Indices: [IRangeOperation range] } part => ReadPart(part, range, name),
            IInvocationOperation invocation => ReadNewByCall(invocation, name),
            _ when IsStackAllocation(inner) => ReadStackAllocation(inner, operation, name),
            _ => null,
        };
    }

    /// <summary>A range of an array is a copy; one of a jagged array has the same rows, of which none is ever replaced.</summary>
    private ArrayView ReadPart(IArrayElementReferenceOperation part, IRangeOperation range, string? name)
    {
        ArrayView view = Slice(ReadMemory(part.ArrayReference), range, part);
        return view.RowLengths is null ? Copied(view, name, part) : view;
    }

    private ArrayView Allocate(string name, ScalarType element, EquatableArray<Operand> lengths, IOperation at)
    {
        ArrayVariable array = ids.NewArray(name, element, lengths.Count, ArrayStorage.Scratch);
        _block.Add(new Allocate(array, lengths, Zeroed: true) { Origin = OriginOf(at) });
        return new ArrayView(array, null, lengths.Select(_ => (Operand)Constant.Int(0)).ToEquatableArray(), lengths);
    }

    private ArrayView ReadCreation(IArrayCreationOperation creation, string? name)
    {
        TypeReader.ArrayType type = RequireArray(creation);
        EquatableArray<Operand> lengths = creation.DimensionSizes.Select(size => ConvertTo(ReadScalar(size), ScalarType.Int32, size)).ToEquatableArray();
        ArrayView view = Allocate(name ?? "scratch", type.Element, lengths, creation);
        if (creation.Initializer is { } initializer)
        {
            Initialise(view, initializer, []);
        }

        return view;
    }

    private TypeReader.ArrayType RequireArray(IOperation creation) =>
        (TypeReader.Array(creation.Type, _frame.TypeArguments) is { Storage: not ArrayStorage.Jagged } type ? type : null)
            ?? throw Refuse(Descriptors.Type, creation, creation.Type?.ToDisplayString() ?? "?", TypeReader.AdviceFor(creation.Type) ?? "use arrays of numbers, of one or two dimensions");

    private void Initialise(ArrayView view, IArrayInitializerOperation initializer, List<Operand> outer)
    {
        for (int i = 0; i < initializer.ElementValues.Length; i++)
        {
            List<Operand> indices = [.. outer, Constant.Int(i)];
            if (initializer.ElementValues[i] is IArrayInitializerOperation row)
            {
                Initialise(view, row, indices);
            }
            else
            {
                StoreElement(view.Array, indices.ToEquatableArray(), ReadScalar(initializer.ElementValues[i]), initializer);
            }
        }
    }

    /// <summary>[a, .. x, b]: the elements in order, those of spread memory copied.</summary>
    private ArrayView ReadCollection(ICollectionExpressionOperation collection, string? name)
    {
        TypeReader.ArrayType type = RequireArray(collection);
        List<(Operand? Scalar, ArrayView? Spread, IOperation At)> elements = [];
        Operand length = Constant.Int(collection.Elements.Count(element => element is not ISpreadOperation));
        foreach (IOperation element in collection.Elements)
        {
            if (element is ISpreadOperation spread)
            {
                ArrayView view = TypeReader.Array(spread.Operand.Type, _frame.TypeArguments) is { Rank: 1 }
                    ? ReadArray(spread.Operand)
                    : throw Refuse(Descriptors.Expression, spread, TextOf(spread), "spread arrays and spans only");
                elements.Add((null, view, element));
                length = Sum(length, view.Lengths[0], element);
            }
            else
            {
                elements.Add((ReadScalar(element), null, element));
            }
        }

        ArrayView made = Allocate(name ?? "scratch", type.Element, [length], collection);
        Operand position = Constant.Int(0);
        foreach ((Operand? scalar, ArrayView? spread, IOperation at) in elements)
        {
            if (spread is not null)
            {
                CopyElements(spread, made with { Offsets = [position], Lengths = spread.Lengths }, at);
                position = Sum(position, spread.Lengths[0], at);
                continue;
            }

            StoreElement(made.Array, [position], scalar!, at);
            position = position is Constant known ? Constant.Int((int)known.Number + 1) : Sum(position, Constant.Int(1), at);
        }

        return made;
    }

    // Roslyn's operation tree has no node of its own for stackalloc: it is told by its syntax.
    private static bool IsStackAllocation(IOperation operation) =>
        operation.Syntax is StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax && operation is not IConversionOperation;

    private ArrayView ReadStackAllocation(IOperation operation, IOperation typed, string? name)
    {
        if (TypeReader.Array(typed.Type, _frame.TypeArguments) is not { } type
            || operation.ChildOperations.ToList() is not { Count: > 0 } children)
        {
            throw Refuse(Descriptors.Expression, operation, TextOf(operation), "write stackalloc T[n] into a Span<T>");
        }

        ArrayView view = Allocate(name ?? "scratch", type.Element, [ReadScalar(children[0])], operation);
        for (int i = 1; i < children.Count; i++)
        {
            StoreElement(view.Array, [Constant.Int(i - 1)], ReadScalar(children[i]), operation);
        }

        return view;
    }

    /// <summary>Methods of the library that hand out new memory.</summary>
    private ArrayView? ReadNewByCall(IInvocationOperation invocation, string? name)
    {
        IMethodSymbol target = invocation.TargetMethod;
        List<IOperation> arguments = [.. invocation.Arguments.OrderBy(a => a.Parameter?.Ordinal ?? 0).Select(a => a.Value)];
        switch (target.ContainingType.Name, target.Name)
        {
            case ("Array", "Clone") or ("Span" or "ReadOnlySpan" or "Span2D" or "ReadOnlySpan2D" or "RefEnumerable" or "ReadOnlyRefEnumerable", "ToArray")
                when invocation.Instance is { } source && TypeReader.Array(source.Type, _frame.TypeArguments) is not null:
                return Copied(ReadArray(source), name, invocation);
            case ("Array", "Empty") when target.IsStatic:
                return Allocate(name ?? "scratch", RequireArray(invocation).Element, [Constant.Int(0)], invocation);
            case ("GC", "AllocateArray" or "AllocateUninitializedArray"):
                return Allocate(name ?? "scratch", RequireArray(invocation).Element, [ReadScalar(arguments[0])], invocation);
            case ("ArrayPool", "Rent"):
                RequireSlicesOfRented(invocation);
                ArrayView rented = Allocate(name ?? "rented", RequireArray(invocation).Element, [ReadScalar(arguments[0])], invocation);
                _rented[rented.Array.Id] = _loopDepth;
                return rented;
            default:
                return null;
        }
    }

    /// <summary>From here on the array may be anyone's.</summary>
    private void ReadReturnOfRented(IInvocationOperation invocation, IOperation returned)
    {
        ArrayVariable array = ReadArray(returned).Array;
        if (!_rented.TryGetValue(array.Id, out int depth) || depth != _loopDepth)
        {
            throw Refuse(Descriptors.Expression, invocation, TextOf(invocation), "return what was rented in the same block");
        }

        _returned.Add(array.Id);
    }

    private void RequireNotReturned(ArrayVariable array, IOperation at)
    {
        if (_returned.Contains(array.Id))
        {
            throw Refuse(Descriptors.Expression, at, TextOf(at), "its array has been returned to the pool; return it after the last use");
        }
    }

    /// <summary>A rented array may be longer than asked for: nothing may depend on its own length.</summary>
    private static void RequireSlicesOfRented(IInvocationOperation rent)
    {
        const string Advice = "use it through elements and AsSpan(0, n) only: a rented array may be longer than asked for";
        IOperation outermost = rent;
        IVariableDeclaratorOperation? declarator = null;
        for (IOperation? around = rent.Parent; around is not null; around = around.Parent)
        {
            declarator ??= around is IVariableDeclaratorOperation found ? found
                : around is IVariableDeclarationOperation { Declarators: [var single] } ? single
                : null;
            outermost = around;
        }

        if (declarator is null || rent.Parent is not (IVariableInitializerOperation or IVariableDeclarationOperation))
        {
            throw Refuse(Descriptors.Expression, rent, TextOf(rent), "rent into a local of its own, and " + Advice);
        }

        foreach (ILocalReferenceOperation use in outermost.Descendants().OfType<ILocalReferenceOperation>())
        {
            if (!SymbolEqualityComparer.Default.Equals(use.Local, declarator.Symbol))
            {
                continue;
            }

            IOperation? parent = use.Parent;
            bool isAllowed = parent switch
            {
                IArrayElementReferenceOperation { Indices: [var index] } => !index.DescendantsAndSelf().Any(IsFromEnd),
                IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "AsSpan", Parameters.Length: 3 } or { Name: "Return", ContainingType.Name: "ArrayPool" } } call } =>
                    call.Arguments.All(argument => !argument.Value.DescendantsAndSelf().Any(IsFromEnd)),
                _ => false,
            };
            if (!isAllowed)
            {
                throw Refuse(Descriptors.Expression, use, use.Local.Name, Advice);
            }
        }
    }

    private static bool IsFromEnd(IOperation operation) =>
        operation is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } or IRangeOperation { RightOperand: null };
}
