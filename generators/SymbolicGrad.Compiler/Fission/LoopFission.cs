using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Compiler.Scheduling;

namespace SymbolicGrad.Compiler.Fission;

/// <summary>
/// Loops over units whose body mixes sums of products with elementwise mathematics are taken apart: the sums of all units
/// first, then the mathematics of all units, then what is added to vectors and matrices. Each part is then of one kind, which
/// later passes know how to run fast: products of matrices, and loops that vectors take. What passes from part to part lies
/// in scratch.
/// </summary>
internal sealed class LoopFission
{
    private readonly Function _function;
    private readonly IdSource _ids;
    private readonly Definitions _definitions;

    private LoopFission(Function function)
    {
        _function = function;
        _ids = new IdSource(function.NextId);
        _definitions = function.Body.Definitions;
    }

    /// <summary>Whether there is anything that could be taken apart.</summary>
    public static bool HasNests(Function function) =>
        function.Body.AllStatements.OfType<For>().Any(loop => loop.Body.AllStatements.Any(inner => inner is For));

    public static Function Run(Function function)
    {
        LoopFission fission = new(function);
        Block body = fission.Rewrite(function.Body);
        return function with { Body = body, NextId = fission._ids.Next };
    }

    private Block Rewrite(Block block) => block.With(block.Statements.SelectMany(statement => statement switch
    {
        For loop => TakeApart(loop) ?? Distribute(loop) ?? [loop.With(Rewrite(loop.Body))],
        If branch => [branch.With(Rewrite(branch.Then), Rewrite(branch.Else))],
        _ => new[] { statement },
    }).ToList());

    private IReadOnlyList<Statement>? Distribute(For samples) =>
        LoopDistribution.Of(samples, _definitions, new EntryExpressions(_function, _ids), _ids) is { } parts
            ? [.. Rewrite(new Block(parts.ToEquatableArray(), [])).Statements]
            : null;

    private IReadOnlyList<Statement>? TakeApart(For outer)
    {
        if (LoopNest.Of(outer) is not { } nest || !nest.Innermost.Body.Statements.Any(statement => Contractions.IsContraction(statement, nest)))
        {
            return null;
        }

        nest = nest.With(SumChains.Join(nest));
        if (IsOneStoredSum(nest))
        {
            return null;
        }

        // Scratch is sized when the function begins.
        EntryExpressions entry = new(_function, _ids);
        return nest.Loops.All(loop => entry.FindBounds(loop.Range.End) is { High: not null })
            && Phases.Assign(nest) is { } phases
            ? new PhaseWriter(nest, phases, _definitions, _ids).Write()
            : null;
    }

    /// <summary>y[k] = c + Σ …: the sum is formed where it shall lie.</summary>
    private static bool IsOneStoredSum(LoopNest nest)
    {
        List<Statement> rest = [.. nest.Innermost.Body.Statements.Where(statement => statement is not (Load or Dimension) && !LoopNest.IsInteger(statement))];
        return rest.OfType<For>().Count() == 1 && rest.OfType<Store>().Count() == 1
            && rest.All(statement => statement is For or Store || (statement is Compute compute && compute.Operation == Arithmetic.Add))
            && rest.Count <= 3;
    }
}
