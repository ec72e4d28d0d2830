using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Simplification;

/// <summary>An adjoint that a loop begins with 0 and hands on as 0 is 0: a selection of nothing but zeros, or a number times it.</summary>
internal static class ZeroAdjoints
{
    public static Function Remove(Function function, int firstAdjointId)
    {
        Definitions definitions = function.Body.Definitions;
        Rewriter rewriter = new();
        foreach (For loop in function.Body.AllStatements.OfType<For>())
        {
            for (int i = 0; i < loop.Carried.Count; i++)
            {
                (Operand initial, Value entry) = (loop.Carried[i].Initial, loop.Carried[i].Entry);
                if (entry.Id >= firstAdjointId && entry.Type.IsFloating && IsZero(initial, entry, definitions, rewriter) && IsZero(loop.Body.Yields[i], entry, definitions, rewriter))
                {
                    Constant zero = new(entry.Type, 0);
                    rewriter.Replace(entry, zero);
                    rewriter.Replace(loop.Results[i], zero);
                }
            }
        }

        return function with { Body = rewriter.Rewrite(function.Body) };
    }

    private static bool IsZero(Operand operand, Value zero, Definitions definitions, Rewriter known)
    {
        operand = known.Rewrite(operand);
        if (operand is Constant { IsZero: true } || operand.Equals(zero))
        {
            return true;
        }

        return definitions.Find(operand) switch
        {
            Compute compute => compute.Operation == Comparisons.Select ? All(compute.Operands[1], compute.Operands[2])
                : compute.Operation == Arithmetic.Negate ? All(compute.Operands[0])

                // Not a value times zero: it might be infinite.
                : compute.Operation == Arithmetic.Multiply && compute.Operands.Any(factor => factor is Constant) && All([.. compute.Operands.OfType<Value>()]),
            If branch when branch.Results.ToList().IndexOf((Value)operand) is var position => All(branch.Then.Yields[position], branch.Else.Yields[position]),
            _ => false,
        };

        bool All(params Operand[] parts) => parts.All(part => IsZero(part, zero, definitions, known));
    }
}
