using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>
/// Computes integers at the very start of a function, from parameters and their lengths alone: what sizes scratch memory
/// and tapes.
/// </summary>
internal sealed class EntryExpressions(Function function, IdSource ids)
{
    private readonly Definitions _definitions = function.Body.Definitions;
    private readonly Dictionary<int, Operand> _computed = [];
    private readonly List<Statement> _statements = [];

    /// <summary>What computes the operands asked for so far.</summary>
    public IReadOnlyList<Statement> Statements => _statements;

    /// <summary>True for lengths, strides, and their sums and products: what is never negative, whatever the arguments are.</summary>
    public bool IsNeverNegative(Operand operand) =>
        NonNegative.Is(operand, value => _statements.Find(statement => statement.Results().Contains(value)) ?? _definitions.Find(value));

    /// <summary>The operand, available at the start; null where it depends on more than parameters and lengths.</summary>
    public Operand? Find(Operand operand)
    {
        if (operand is not Value value || !_definitions.IsDefined(value.Id))
        {
            return operand;
        }

        if (_computed.TryGetValue(value.Id, out Operand? known))
        {
            return known;
        }

        Value copy;
        switch (_definitions.Find(value))
        {
            case Dimension dimension:
                copy = ids.NewValue(value.Type, value.Name);
                _statements.Add(dimension with { Result = copy });
                break;
            case Compute { Operation.MayThrow: false } compute when compute.Operands.All(o => o.Type.IsInteger):
                List<Operand?> operands = compute.Operands.Select(Find).ToList();
                if (operands.Any(found => found is null))
                {
                    return null;
                }

                copy = ids.NewValue(value.Type, value.Name);
                _statements.Add(compute with { Result = copy, Operands = operands.Select(found => found!).ToEquatableArray() });
                break;
            case Compute { Operation: var operation } divide when operation == Arithmetic.IntegerDivide && IsNeverZero(divide.Operands[1]):
                if (Find(divide.Operands[0]) is not { } numerator || Find(divide.Operands[1]) is not { } denominator)
                {
                    return null;
                }

                copy = ids.NewValue(value.Type, value.Name);
                _statements.Add(divide with { Result = copy, Operands = [numerator, denominator] });
                break;
            default:
                return null;
        }

        _computed.Add(value.Id, copy);
        return copy;
    }

    private bool IsNeverZero(Operand operand) =>
        operand is Constant { IsZero: false }
        || (_definitions.Find(operand) is Compute compute
            && (compute.Operation.Range.Low > 0 || (compute.Operation == Extrema.Max && compute.Operands.Any(bound => bound is Constant { Number: > 0 }))));

    /// <summary>
    /// Bounds of an integer that changes with loops around it, from the bounds of their indices; null where it is not a sum,
    /// difference or multiple of such.
    /// </summary>
    public (Operand Low, Operand High)? FindBounds(Operand operand)
    {
        if (Find(operand) is { } exact)
        {
            return (exact, exact);
        }

        switch (_definitions.Find(operand))
        {
            case Load { Array.RowsOf: { } rows }:
                return (Constant.Int(0), LongestRow(rows));
            case For { Range.IsUnbounded: false } loop when loop.Index.Equals(operand):
                (Operand Low, Operand High)? start = FindBounds(loop.Range.Start), end = FindBounds(loop.Range.End);
                return start is null || end is null ? null
                    : loop.Range.IsAscending ? (start.Value.Low, end.Value.High)
                    : (end.Value.Low, start.Value.High);
            case Compute { Operands.Count: 2 } compute when FindBounds(compute.Operands[0]) is { } left && FindBounds(compute.Operands[1]) is { } right:
                return compute.Operation == Arithmetic.Add ? (Emit(Arithmetic.Add, left.Low, right.Low), Emit(Arithmetic.Add, left.High, right.High))
                    : compute.Operation == Arithmetic.Subtract ? (Emit(Arithmetic.Subtract, left.Low, right.High), Emit(Arithmetic.Subtract, left.High, right.Low))
                    : compute.Operation == Extrema.Max || compute.Operation == Extrema.Min
                        ? (Emit(compute.Operation, left.Low, right.Low), Emit(compute.Operation, left.High, right.High))
                    : compute.Operation == Arithmetic.Multiply && left.Low is Constant { Number: >= 0 } factor && left.High.Equals(factor)
                        ? (Emit(Arithmetic.Multiply, factor, right.Low), Emit(Arithmetic.Multiply, factor, right.High))
                    : compute.Operation == Arithmetic.Multiply && right.Low is Constant { Number: >= 0 } second && right.High.Equals(second)
                        ? (Emit(Arithmetic.Multiply, second, left.Low), Emit(Arithmetic.Multiply, second, left.High))
                    : compute.Operation == Arithmetic.Multiply && IsNeverNegative(left.Low) && IsNeverNegative(right.Low)
                        ? (Emit(Arithmetic.Multiply, left.Low, right.Low), Emit(Arithmetic.Multiply, left.High, right.High))
                    : null;
            default:
                return null;
        }
    }

    private readonly Dictionary<int, Value> _longest = [];

    private Value LongestRow(ArrayVariable rows)
    {
        if (!_longest.TryGetValue(rows.Id, out Value? longest))
        {
            _longest.Add(rows.Id, longest = ids.NewValue(ScalarType.Int32, "longest"));
            _statements.Add(new Dimension(longest, rows, 1));
        }

        return longest;
    }

    public Value Emit(Operation operation, params Operand[] operands)
    {
        Value result = ids.NewValue(ScalarType.Int32);
        _statements.Add(new Compute(result, operation, operands.ToEquatableArray()));
        return result;
    }
}
