using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>
/// Trip counts that the forward sweep computed inside a branch are computed again where the reverse of that branch needs them:
/// integers of parameters and lengths, which are the same there.
/// </summary>
internal sealed class CountScopes
{
    private readonly Definitions _definitions;
    private readonly IdSource _ids;

    private CountScopes(Block body, IdSource ids) => (_definitions, _ids) = (body.Definitions, ids);

    /// <param name="function">Whose parameters are in scope everywhere.</param>
    /// <param name="body">The body with both sweeps, nothing mirrored any more.</param>
    /// <param name="ids">Gives new values their ids.</param>
    public static Block Run(Function function, Block body, IdSource ids) =>
        !body.Statements.Any(statement => statement is If) ? body : new CountScopes(body, ids).Rebuild(body, new Scope(null, function.Parameters.OfType<ScalarParameter>().Select(parameter => parameter.Value.Id)));

    /// <summary>What statements of a block can use.</summary>
    private sealed class Scope(Scope? outer, IEnumerable<int> ids)
    {
        private readonly HashSet<int> _own = [.. ids];

        public bool Sees(int id) => _own.Contains(id) || (outer?.Sees(id) ?? false);

        public void Add(int id) => _own.Add(id);
    }

    private Block Rebuild(Block block, Scope scope)
    {
        Rewriter rewriter = new();
        List<Statement> statements = [];
        foreach (Statement original in block.Statements)
        {
            Statement statement = rewriter.Rewrite(original);
            if (statement is If branch)
            {
                // Not before the branch: what a count reads may not be there where the branch is not taken.
                Bring(branch.Condition, scope, rewriter, statements);
                branch = (If)rewriter.Rewrite(statement);
                statement = branch.With(Rebuild(branch.Then, new Scope(scope, [])), Rebuild(branch.Else, new Scope(scope, [])));
            }
            else
            {
                HashSet<int> inside = [.. statement.AllDefinitions().Select(value => value.Id)];
                foreach (Operand operand in statement.AllOperands().Where(operand => operand is Value value && !inside.Contains(value.Id)).ToList())
                {
                    Bring(operand, scope, rewriter, statements);
                }

                statement = rewriter.Rewrite(statement);
            }

            statements.Add(statement);
            foreach (Value result in statement.Results())
            {
                scope.Add(result.Id);
            }
        }

        return (block with { Yields = rewriter.Rewrite(block.Yields) }).With(statements);
    }

    private void Bring(Operand operand, Scope scope, Rewriter rewriter, List<Statement> statements)
    {
        bool isRepeatable = operand is Value && _definitions.Find(operand) is Dimension or Compute { Operation.MayThrow: false, Result.Type.Kind: ScalarKind.Int32 } or Load { Array.Storage: ArrayStorage.RowLengths };
        if (operand is not Value value || scope.Sees(value.Id) || !isRepeatable || !ReferenceEquals(rewriter.Rewrite(value), value))
        {
            return;
        }

        Statement definition = _definitions.Find(value)!;
        foreach (Operand part in definition.Operands())
        {
            Bring(part, scope, rewriter, statements);
        }

        Value again = _ids.NewValue(value.Type, value.Name);
        statements.Add(rewriter.Rewrite(definition) switch
        {
            Dimension dimension => dimension with { Result = again },
            Compute compute => compute with { Result = again },
            Load load => load with { Result = again },
            _ => throw new InvalidOperationException($"{value} cannot be computed again."),
        });
        rewriter.Replace(value, again);
        scope.Add(again.Id);
    }
}
