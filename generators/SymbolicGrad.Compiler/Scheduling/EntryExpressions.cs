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
    private readonly Definitions _definitions = new(function.Body);
    private readonly Dictionary<int, Operand> _computed = [];
    private readonly List<Statement> _statements = [];

    /// <summary>What computes the operands asked for so far.</summary>
    public IReadOnlyList<Statement> Statements => _statements;

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
            case Compute { Operation: var operation } divide when operation == Arithmetic.IntegerDivide && divide.Operands[1] is Constant { IsZero: false }:
                if (Find(divide.Operands[0]) is not { } numerator)
                {
                    return null;
                }

                copy = ids.NewValue(value.Type, value.Name);
                _statements.Add(divide with { Result = copy, Operands = [numerator, divide.Operands[1]] });
                break;
            default:
                return null;
        }

        _computed.Add(value.Id, copy);
        return copy;
    }

    public Value Emit(Operation operation, params Operand[] operands)
    {
        Value result = ids.NewValue(ScalarType.Int32);
        _statements.Add(new Compute(result, operation, operands.ToEquatableArray()));
        return result;
    }
}
