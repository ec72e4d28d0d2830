using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Parallelism;

/// <summary>A loop as a function of a range of its samples, and what is known of that function's lengths.</summary>
internal sealed record SplitLoop(RangeFunction Range, LengthClasses Lengths);

/// <summary>
/// Takes the loops over samples out of a member: what it does to a range of samples becomes a function of its own, which the
/// passes after this one treat like any other; the member calls what shares the ranges among workers.
/// </summary>
internal sealed class SampleSplitting
{
    private readonly Function _function;
    private readonly LengthClasses _lengths;
    private readonly Definitions _definitions;
    private readonly Dictionary<int, Allocate> _allocations;
    private readonly IdSource _ids;
    private readonly string _typeArguments;
    private readonly Func<int, string> _nameOf;
    private readonly List<SplitLoop> _loops = [];

    private SampleSplitting(Function function, LengthClasses lengths, EquatableArray<string> typeParameters, Func<int, string> nameOf)
    {
        _function = function with { Body = StoredAdditions.ToAccumulations(function.Body) };
        _lengths = lengths;
        _nameOf = nameOf;
        _definitions = _function.Body.Definitions;
        _allocations = _function.Body.AllStatements.OfType<Allocate>().ToDictionary(allocate => allocate.Array.Id);
        _ids = new IdSource(function.NextId);
        _typeArguments = typeParameters.Count == 0 ? "" : $"<{string.Join(", ", typeParameters)}>";
    }

    /// <param name="function">A member whose sweeps are joined.</param>
    /// <param name="lengths">Which of its lengths are equal.</param>
    /// <param name="typeParameters">Those of the method.</param>
    /// <param name="nameOf">Names the loops, from 0.</param>
    /// <exception cref="RefusalException">A loop's iterations depend on each other.</exception>
    public static (Function Member, IReadOnlyList<SplitLoop> Loops) Run(
        Function function, LengthClasses lengths, EquatableArray<string> typeParameters, Func<int, string> nameOf)
    {
        SampleSplitting splitting = new(function, lengths, typeParameters, nameOf);
        Block body = splitting.Rewrite(splitting._function.Body);
        return (function with { Body = body, NextId = splitting._ids.Next }, splitting._loops);
    }

    private Block Rewrite(Block block)
    {
        List<Statement> output = [], between = [];
        LoopGroup? group = null;
        foreach (Statement statement in block.Statements)
        {
            if (statement is For loop && SampleLoop.IsCandidate(loop))
            {
                EquatableArray<SharedArray> arrays = SampleLoop.Analyze(loop, _definitions, _lengths, isDerivative: true);
                if (group is null || !group.TryAdd(loop, arrays, between))
                {
                    Close();
                    group = new LoopGroup(_definitions, _lengths);
                    group.TryAdd(loop, arrays, []);
                }

                between.Clear();
                continue;
            }

            Statement other = statement is If branch ? branch with { Then = Rewrite(branch.Then), Else = Rewrite(branch.Else) } : statement;
            (group is null ? output : between).Add(other);
        }

        Close();
        return block with { Statements = output.ToEquatableArray() };

        void Close()
        {
            output.AddRange(group is null ? [] : Split(group));
            output.AddRange(between);
        }
    }

    private IReadOnlyList<Statement> Split(LoopGroup group)
    {
        RangeBody body = new(_function, group, _definitions, _allocations, _lengths, _ids);
        RangeFunction range = body.Write(_nameOf(_loops.Count), _function.Name);
        _loops.Add(new SplitLoop(range, body.Lengths));

        BlockBuilder before = new(_ids);
        before.AddRange(group.Before);
        before.AddRange(body.Before);
        (Operand start, Operand trips) = Bounds(group.Loops[0].Range, before);
        OperationCounts counts = new(_definitions, _ids);
        Operand operations = counts.Of(group.Loops);
        before.AddRange(counts.Statements);

        List<CalleeParameter> parameters = [];
        List<KernelArgument> arguments = [];
        foreach ((ArrayParameter parameter, SharedArray shared) in range.Arrays.Select(passed => passed.Parameter).Zip(body.Passed, (parameter, shared) => (parameter, shared)))
        {
            ParameterRole role = shared.IsWritten ? ParameterRole.InOut : ParameterRole.Input;
            parameters.Add(new CalleeParameter(parameter.Name, shared.Array.Element, shared.Array.Rank, role, shared.Array.Element.IsFloating) { IsAddedTo = shared.Sharing == Sharing.Sum });
            arguments.Add(Whole(shared.Array));
        }

        foreach ((ScalarParameter number, Operand value) in range.Numbers.Zip(body.Numbers, (number, value) => (number, value)))
        {
            parameters.Add(new CalleeParameter(number.Name, value.Type, 0, ParameterRole.Input, false));
            arguments.Add(new ScalarArgument(value));
        }

        foreach ((ScalarParameter sum, Carried carried) in range.Sums.Zip(group.Loops.SelectMany(loop => loop.Carried), (sum, carried) => (sum, carried)))
        {
            parameters.Add(new CalleeParameter(sum.Name, carried.Entry.Type, 0, ParameterRole.InOut, carried.Entry.Type.IsFloating));
            arguments.Add(new ScalarArgument(carried.Initial));
        }

        foreach ((string name, Operand value) in new[] { ("start", start), ("trips", trips), ("operations", operations) })
        {
            parameters.Add(new CalleeParameter(name, value.Type, 0, ParameterRole.Input, false));
            arguments.Add(new ScalarArgument(value));
        }

        Callee callee = new($"{range.Name}{_typeArguments}.{RangeFunction.Entry}", parameters.ToEquatableArray(), null, null);
        before.Add(new Call(callee, arguments.ToEquatableArray(), group.Loops.SelectMany(loop => loop.Results).ToEquatableArray()) { Origin = group.Loops[0].Origin });
        before.AddRange(group.After);
        return before.Statements;
    }

    /// <summary>The lowest sample, and how many there are (less than one where there is none).</summary>
    private static (Operand Start, Operand Trips) Bounds(LoopRange range, BlockBuilder builder)
    {
        (Operand low, Operand high) = range.IsAscending ? (range.Start, range.End) : (range.End, range.Start);
        if (range.Comparison == LoopComparison.Greater)
        {
            low = builder.Compute(Arithmetic.Add, [low, Constant.Int(1)]);
        }

        Operand end = range.Comparison == LoopComparison.Less ? high : builder.Compute(Arithmetic.Add, [high, Constant.Int(1)]);
        return (low, low is Constant { IsZero: true } ? end : builder.Compute(Arithmetic.Subtract, [end, low]));
    }

    /// <summary>All of an array; its lengths are said for scratch, which may be longer than it was asked for.</summary>
    private KernelArgument Whole(ArrayVariable array)
    {
        EquatableArray<Operand> lengths = _allocations.TryGetValue(array.Id, out Allocate? allocate) ? allocate.Lengths : [Constant.Int(0), Constant.Int(0)];
        return array.Rank == 2
            ? new MatrixArgument(array, Constant.Int(0), lengths[0], Constant.Int(0), lengths[1], IsWhole: true)
            : new SectionArgument(array, null, Constant.Int(0), lengths[0], IsWhole: true);
    }
}
