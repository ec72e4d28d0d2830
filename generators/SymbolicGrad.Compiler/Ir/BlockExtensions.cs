namespace SymbolicGrad.Compiler.Ir;

/// <summary>Rebuilding blocks statement by statement.</summary>
public static class BlockExtensions
{
    /// <summary>The block with each statement, innermost first, replaced by what <paramref name="map"/> gives for it.</summary>
    public static Block SelectStatements(this Block block, Func<Statement, IEnumerable<Statement>> map) =>
        block with
        {
            Statements = block.Statements
                .SelectMany(statement => map(statement switch
                {
                    If branch => branch with { Then = branch.Then.SelectStatements(map), Else = branch.Else.SelectStatements(map) },
                    For loop => loop with { Body = loop.Body.SelectStatements(map) },
                    _ => statement,
                }))
                .ToEquatableArray(),
        };
}
