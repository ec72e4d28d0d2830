using System.Runtime.CompilerServices;
using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Analysis.Ranges;

/// <summary>
/// For every value of a function an interval that holds it in every run (abstract interpretation over intervals). Loops are walked until nothing grows,
/// with ends that keep growing moved to the next of a few round numbers, then to infinity; the branches of an If are walked under its condition; an
/// array has one interval for all its elements. See <see cref="Interval"/> for what is said of NaN.
/// </summary>
public sealed partial class RangeAnalysis
{
    private readonly Interval[] _ranges;
    private readonly Interval[]?[] _operands;
    private readonly Definitions _definitions;

    /// <summary>Which statement defines a value of the function.</summary>
    internal Definitions Definitions => _definitions;

    private RangeAnalysis(Function function)
    {
        _ranges = new Interval[function.NextId];
        _operands = new Interval[function.NextId][];
        _definitions = function.Body.Definitions;
        for (int i = 0; i < _ranges.Length; i++)
        {
            _ranges[i] = Interval.Nothing;
        }
    }

    /// <summary>The ranges of all values and arrays of the function.</summary>
    public static RangeAnalysis Of(Function function)
    {
        RangeAnalysis analysis = new(function);
        foreach (Parameter parameter in function.Parameters)
        {
            analysis.Enter(parameter, function.Body);
        }

        analysis.Walk(function.Body);
        if (function.ResultRange is { } stated)
        {
            foreach (Value returned in function.Body.Yields.Take(function.Returns.Count).OfType<Value>())
            {
                analysis._ranges[returned.Id] = analysis._ranges[returned.Id].Intersect(stated);
            }
        }

        return analysis;
    }

    /// <summary>What the value can be; nothing where the statement that defines it never runs.</summary>
    public Interval Of(Operand operand) => operand switch
    {
        Constant constant => Interval.Of(constant.Number),
        Value value => _ranges[value.Id],
        _ => Interval.Everything,
    };

    /// <summary>What the elements of the array can be, whenever they are read.</summary>
    public Interval Of(ArrayVariable array) => _ranges[array.Id];

    /// <summary>What the operand can be where the statement stands: less than elsewhere, under a condition.</summary>
    public Interval OperandOf(Compute compute, int position) => _operands[compute.Result.Id] is { } operands ? operands[position] : Interval.Nothing;

    private void Enter(Parameter parameter, Block body)
    {
        (int id, ScalarType type, bool isCount) = parameter switch
        {
            ScalarParameter scalar => (scalar.Value.Id, scalar.Value.Type, scalar.Value.IsCount),
            ArrayParameter array => (array.Array.Id, array.Array.Element, array.Array.Storage == ArrayStorage.RowLengths),
            _ => throw new InvalidOperationException("Unknown parameter."),
        };
        Interval all = TypeRanges.Of(type);

        // An output that is only stated to be one may be read first.
        _ranges[id] = parameter is ArrayParameter { Role: ParameterRole.Output } output && WrittenFirst.IsWritten(body, output.Array) ? Interval.Nothing
            : parameter.StatedRange is { } stated ? TypeRanges.Held(stated, type, isRoundedOnce: true).Intersect(all)
            : isCount ? all.Intersect(Interval.NonNegative)
            : all;
    }

    private Interval[] Walk(Block block)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (Statement statement in block.Statements)
        {
            Walk(statement);
        }

        return [.. block.Yields.Select(Of)];
    }

    private void Walk(Statement statement)
    {
        switch (statement)
        {
            case Compute compute:
                Walk(compute);
                break;
            case Dimension dimension:
                _ranges[dimension.Result.Id] = new Interval(0, int.MaxValue);
                break;
            case Load load:
                _ranges[load.Result.Id] = Of(load.Array);
                break;
            case Store store:
                _ranges[store.Array.Id] = Of(store.Array).Join(Of(store.Value));
                break;
            case Accumulate accumulate:
                Interval sum = TypeRanges.Held(Of(accumulate.Array) + Of(accumulate.Value), accumulate.Array.Element, isRoundedOnce: true);
                _ranges[accumulate.Array.Id] = Of(accumulate.Array).Join(sum);
                break;
            case Allocate { Within: null } allocate:
                _ranges[allocate.Array.Id] = allocate.Zeroed ? Interval.Of(0) : TypeRanges.Of(allocate.Array.Element);
                break;
            case If branch:
                Walk(branch);
                break;
            case For loop:
                Walk(loop);
                break;
            default:
                Forget(statement);
                break;
        }
    }

    /// <summary>A call of a method that nobody here sees, and what passes make later on.</summary>
    private void Forget(Statement statement)
    {
        foreach (Value result in statement.Results())
        {
            _ranges[result.Id] = TypeRanges.Of(result.Type);
        }

        foreach (ArrayVariable array in statement.Arrays())
        {
            _ranges[array.Id] = TypeRanges.Of(array.Element);
        }
    }

    private void Walk(Compute compute)
    {
        Interval[] operands = new Interval[compute.Operands.Count];
        for (int i = 0; i < operands.Length; i++)
        {
            operands[i] = Of(compute.Operands[i]);
        }

        _operands[compute.Result.Id] = operands;
        bool isRoundedOnce = compute.Operation.Spelling is Spelling.Infix or Spelling.Prefix or Spelling.Cast;
        Interval held = TypeRanges.Held(ImageOf(compute, operands), compute.Result.Type, isRoundedOnce);
        Interval range = new(compute.Operation.Range.Low, compute.Operation.Range.High);
        _ranges[compute.Result.Id] = held.Intersect(TypeRanges.Held(range, compute.Result.Type, isRoundedOnce: true));
    }

    private Interval ImageOf(Compute compute, Interval[] operands)
    {
        EquatableArray<Operand> given = compute.Operands;
        if (given.Count == 2 && given[0] is Value left && given[1] is Value right && left.Id == right.Id)
        {
            // An infinite value would give NaN, of which nothing is said.
            return compute.Operation == Arithmetic.Multiply ? Interval.Square(operands[0])
                : compute.Operation == Arithmetic.Subtract && !operands[0].IsEmpty ? Interval.Of(0)
                : compute.Operation.ImageOf(operands);
        }

        if (compute.Operation == Arithmetic.Multiply && (IsOpposite(given[0], given[1]) || IsOpposite(given[1], given[0])))
        {
            return -Interval.Square(operands[0]);
        }

        if (compute.Operation == Comparisons.Select)
        {
            Interval then = Under(given[0], true, () => Of(given[1])), otherwise = Under(given[0], false, () => Of(given[2]));
            return then.Join(otherwise);
        }

        return compute.Operation == Arithmetic.Divide && IsCount(given[1], operands[1]) ? PerCount(operands[0], operands[1]) : compute.Operation.ImageOf(operands);
    }

    /// <summary>−x of x, as in −x·x.</summary>
    private bool IsOpposite(Operand opposite, Operand operand) =>
        operand is Value value && _definitions.Find(opposite) is Compute { Operands: [Value negated] } compute && compute.Operation == Arithmetic.Negate && negated.Id == value.Id;

    /// <summary>An integer as a floating number: from 1 on, or 0, of which there is no negative one.</summary>
    private bool IsCount(Operand operand, Interval range) =>
        range.Low == 0 && _definitions.Find(operand) is Compute { Operands: [{ Type.IsInteger: true }] } compute && compute.Operation == Arithmetic.Convert;

    /// <summary>A mean keeps its sign, where there is anything to take the mean of; else it is infinite with that sign, or not a number.</summary>
    private static Interval PerCount(Interval sum, Interval count)
    {
        Interval ofNone = (sum.High > 0 ? Interval.Of(double.PositiveInfinity) : Interval.Nothing).Join(sum.Low < 0 ? Interval.Of(double.NegativeInfinity) : Interval.Nothing);
        return (sum / count.Intersect(new Interval(1, double.PositiveInfinity))).Join(ofNone);
    }

    private void Walk(If branch)
    {
        Interval[] then = Under(branch.Condition, true, () => Walk(branch.Then)) ?? [];
        Interval[] otherwise = Under(branch.Condition, false, () => Walk(branch.Else)) ?? [];
        for (int i = 0; i < branch.Results.Count; i++)
        {
            _ranges[branch.Results[i].Id] = (then.Length > 0 ? then[i] : Interval.Nothing).Join(otherwise.Length > 0 ? otherwise[i] : Interval.Nothing);
        }
    }
}
