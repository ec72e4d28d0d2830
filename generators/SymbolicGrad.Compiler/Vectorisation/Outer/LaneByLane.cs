using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Vectorisation.Outer;

/// <summary>A short loop over lanes, for elements that integers of the iteration name: labels, tables.</summary>
/// <param name="loop">The loop of single iterations.</param>
/// <param name="definitions">What defines its values.</param>
/// <param name="dependence">What differs from iteration to iteration.</param>
/// <param name="index">The first of the iterations that run at once.</param>
/// <param name="count">How many run at once.</param>
/// <param name="ids">Gives new values their ids.</param>
internal sealed class LaneByLane(For loop, Definitions definitions, LaneDependence dependence, Value index, Value count, IdSource ids)
{
    /// <summary>The loop; null where an index is not made of integers alone.</summary>
    /// <param name="indices">The indices in one iteration.</param>
    /// <param name="scalar">What stands for a value that all iterations share.</param>
    /// <param name="access">What is done with the lane and with the indices of its iteration.</param>
    public For? Over(EquatableArray<Operand> indices, Func<Operand, Operand?> scalar, Func<Value, EquatableArray<Operand>, IEnumerable<Statement>> access)
    {
        BlockBuilder body = new(ids);
        Value lane = ids.NewValue(ScalarType.Int32, "lane");
        Dictionary<int, Operand> known = new() { [loop.Index.Id] = body.Compute(Arithmetic.Add, [index, lane]) };
        Operand? Copy(Operand operand)
        {
            if (!dependence.IsVarying(operand))
            {
                return scalar(operand);
            }

            Value value = (Value)operand;
            if (!known.TryGetValue(value.Id, out Operand? copy))
            {
                Statement? definition = definitions.Find(value);
                List<Operand?> operands = definition is Compute or Load ? [.. definition.Operands().Select(Copy)] : [null];
                if (operands.Contains(null) || !value.Type.IsInteger)
                {
                    return null;
                }

                Value result = ids.NewValue(value.Type, value.Name);
                EquatableArray<Operand> used = operands.Select(part => part!).ToEquatableArray();
                body.Add(definition is Load load ? load with { Result = result, Indices = used } : (Compute)definition! with { Result = result, Operands = used });
                known.Add(value.Id, copy = result);
            }

            return copy;
        }

        List<Operand?> at = [.. indices.Select(Copy)];
        if (at.Contains(null))
        {
            return null;
        }

        body.AddRange(access(lane, at.Select(part => part!).ToEquatableArray()));
        return new For(lane, LoopRange.UpTo(count), [], body.ToBlock([]), []);
    }
}
