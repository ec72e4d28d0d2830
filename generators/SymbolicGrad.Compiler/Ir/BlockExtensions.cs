namespace SymbolicGrad.Compiler.Ir;

/// <summary>Rebuilding blocks statement by statement.</summary>
public static class BlockExtensions
{
    /// <summary>The block with each statement, innermost first, replaced by what <paramref name="map"/> gives for it.</summary>
    public static Block SelectStatements(this Block block, Func<Statement, IEnumerable<Statement>> map)
    {
        List<Statement> statements = [];
        foreach (Statement statement in block.Statements)
        {
            statements.AddRange(map(statement switch
            {
                If branch => branch.With(branch.Then.SelectStatements(map), branch.Else.SelectStatements(map)),
                For loop => loop.With(loop.Body.SelectStatements(map)),
                _ => statement,
            }));
        }

        return block.With(statements);
    }

    /// <summary>The block with other statements; itself where they are the same objects.</summary>
    public static Block With(this Block block, List<Statement> statements)
    {
        EquatableArray<Statement> kept = statements.ToEquatableArray(block.Statements);
        return kept.IsSameAs(block.Statements) ? block : block with { Statements = kept };
    }

    /// <summary>The branch with other blocks; itself where they are the same objects.</summary>
    public static If With(this If branch, Block then, Block otherwise) =>
        ReferenceEquals(then, branch.Then) && ReferenceEquals(otherwise, branch.Else) ? branch : branch with { Then = then, Else = otherwise };

    /// <summary>The loop with another body; itself where it is the same object.</summary>
    public static For With(this For loop, Block body) => ReferenceEquals(body, loop.Body) ? loop : loop with { Body = body };
}
