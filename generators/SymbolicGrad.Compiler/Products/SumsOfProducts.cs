using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Products;

/// <summary>
/// Two products of matrices and vectors that go into one target, as a recurrent cell's W·x + U·h, become one call: the sums over the lanes of a row
/// are formed once for both. Before <see cref="StackedProducts"/>, for sums whose second operands differ, and after it, where stacks have become neighbours.
/// </summary>
internal static class SumsOfProducts
{
    public static Function Run(Function function)
    {
        if (!function.Body.AllStatements.Any(statement => statement is Kernel))
        {
            return function;
        }

        Block body = Rewrite(function.Body);
        return ReferenceEquals(body, function.Body) ? function : function with { Body = body };
    }

    private static Block Rewrite(Block block)
    {
        List<Statement> statements = [.. block.Statements.Replace(statement => statement switch
        {
            For loop => loop.With(Rewrite(loop.Body)),
            If branch => branch.With(Rewrite(branch.Then), Rewrite(branch.Else)),
            _ => statement,
        })];
        for (int i = 0; i + 1 < statements.Count; i++)
        {
            if (statements[i] is Kernel first && statements[i + 1] is Kernel { Operation: var operation } second && operation == KernelOperation.AddProductWithVector
                && SumOf(first.Operation) is { } sum && first.Arguments[0].Equals(second.Arguments[0]))
            {
                statements[i] = first with { Operation = sum, Arguments = [.. first.Arguments, second.Arguments[1], second.Arguments[2]] };
                statements.RemoveAt(i + 1);
            }
        }

        return block.With(statements);
    }

    private static KernelOperation? SumOf(KernelOperation first) =>
        first == KernelOperation.ProductWithVector ? KernelOperation.SumOfProductsWithVectors
        : first == KernelOperation.AddProductWithVector ? KernelOperation.AddSumOfProductsWithVectors
        : null;
}
