using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Simplification;

/// <summary>Drops Grad.Stop where no further derivative is taken: it is the identity.</summary>
internal static class BarrierRemoval
{
    public static Function Run(Function function)
    {
        Rewriter rewriter = new();
        Block body = function.Body.SelectStatements(statement =>
        {
            if (statement is Compute compute && compute.Operation == Barriers.Stop)
            {
                rewriter.Replace(compute.Result, compute.Operands[0]);
                return [];
            }

            return [statement];
        });
        return function with { Body = rewriter.Rewrite(body) };
    }
}
