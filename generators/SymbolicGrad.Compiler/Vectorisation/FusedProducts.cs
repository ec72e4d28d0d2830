using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Vectorisation;

/// <summary>Products that are used in one sum only become part of it: one instruction and one rounding, which the JIT never makes of two.</summary>
internal static class FusedProducts
{
    public static Block Run(Block body)
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
                else if (compute.Operation == Arithmetic.Add && ProductIn(compute, products) is { } position)
                {
                    Compute product = products[((Value)compute.Operands[position]).Id];
                    fused.Add(product.Result.Id);
                    statements.Add(compute with
                    {
                        Operation = LaneOperations.MultiplyAdd,
                        Operands = [product.Operands[0], product.Operands[1], compute.Operands[1 - position]],
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
