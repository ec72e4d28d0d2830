using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Vectorisation;

/// <summary>Products that are used in one sum only become part of it: one instruction and one rounding, which the JIT never makes of two.</summary>
internal static class FusedProducts
{
    public static Block Run(Block body, IdSource ids)
    {
        Dictionary<int, int> uses = body.AllOperands().OfType<Value>().GroupBy(value => value.Id).ToDictionary(group => group.Key, group => group.Count());
        Dictionary<int, Compute> products = [];
        HashSet<int> fused = [];
        List<Statement> statements = [];
        foreach (Statement statement in body.Statements)
        {
            if (statement is Compute { Result.Type.IsVector: true } compute)
            {
                if (compute.Operation == Arithmetic.Multiply && uses.TryGetValue(compute.Result.Id, out int count) && count == 1)
                {
                    products.Add(compute.Result.Id, compute);
                }
                else if ((compute.Operation == Arithmetic.Add || compute.Operation == Arithmetic.Subtract) && ProductIn(compute, products) is { } position
                    && (compute.Operation == Arithmetic.Add || (position == 1 && compute.Operands[0] is not Constant)))
                {
                    Compute product = products[((Value)compute.Operands[position]).Id];
                    fused.Add(product.Result.Id);
                    Operand factor = product.Operands[0];
                    if (compute.Operation == Arithmetic.Subtract)
                    {
                        // The hardware has an instruction for the negated product. (1 − y² stays what everybody recognises.)
                        factor = Negated(factor, statements, ids);
                    }

                    statements.Add(compute with
                    {
                        Operation = LaneOperations.MultiplyAdd,
                        Operands = [factor, product.Operands[1], compute.Operands[1 - position]],
                    });
                    continue;
                }
            }

            statements.Add(statement);
        }

        return body with
        {
            Statements = statements.Where(statement => !(statement is Compute { Result: var result } && fused.Contains(result.Id))).ToEquatableArray(),
        };
    }

    private static Operand Negated(Operand factor, List<Statement> statements, IdSource ids)
    {
        if (factor is Constant constant)
        {
            return constant with { Number = -constant.Number };
        }

        Value negated = ids.NewValue(factor.Type);
        statements.Add(new Compute(negated, Arithmetic.Negate, [factor]));
        return negated;
    }

    /// <summary>Of two products the later one, whose factors are at hand.</summary>
    private static int? ProductIn(Compute sum, Dictionary<int, Compute> products)
    {
        for (int position = 1; position >= 0; position--)
        {
            if (sum.Operands[position] is Value value && products.ContainsKey(value.Id))
            {
                return position;
            }
        }

        return null;
    }
}
