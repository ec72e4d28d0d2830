using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Fission;

/// <summary>W·x + U·h: the second sum begins with what the first one has come to, so that both need one place.</summary>
internal static class SumChains
{
    /// <summary>The nest's innermost loop with chained sums; the loop itself where there are none.</summary>
    public static For Join(LoopNest nest)
    {
        For loop = nest.Innermost;
        List<Statement> body = [.. loop.Body.Statements];
        Rewriter rewriter = new();
        foreach (Compute added in loop.Body.Statements.OfType<Compute>().Where(compute => compute.Operation == Arithmetic.Add).ToList())
        {
            int first = SumAt(body, nest, rewriter.Rewrite(added.Operands[0])), second = SumAt(body, nest, rewriter.Rewrite(added.Operands[1]));
            if (first < 0 || second < 0 || first == second)
            {
                continue;
            }

            (first, second) = (Math.Min(first, second), Math.Max(first, second));
            For before = (For)body[first], after = (For)body[second];
            bool areForThis = new[] { before, after }.All(sum => loop.Body.AllOperands().Count(operand => rewriter.Rewrite(operand).Equals(sum.Results[0])) == 1);
            if (!areForThis || after.Carried[0].Initial is not Constant { IsZero: true })
            {
                continue;
            }

            body[second] = after with { Carried = [after.Carried[0] with { Initial = before.Results[0] }] };
            body.RemoveAll(statement => statement is Compute compute && compute.Result.Equals(added.Result));
            rewriter.Replace(added.Result, after.Results[0]);
        }

        return body.Count == loop.Body.Statements.Count
            ? loop
            : loop with { Body = rewriter.Rewrite(loop.Body with { Statements = body.ToEquatableArray() }) };
    }

    private static int SumAt(List<Statement> body, LoopNest nest, Operand operand) =>
        body.FindIndex(statement => statement is For { Carried.Count: 1 } sum && sum.Results[0].Equals(operand) && Contractions.IsContraction(sum, nest));
}
