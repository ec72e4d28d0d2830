using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Vectorisation.Outer;

/// <summary>
/// Whether a loop computes enough for what it takes to bring rows into lanes: that passes over each row once, so the inner loops have to do more
/// than one or two operations for each element.
/// </summary>
internal static class OuterWork
{
    /// <summary>What an inner loop is taken to run.</summary>
    private const int Times = 8;

    /// <summary>What moving one element of a row takes, in operations.</summary>
    private const int CostOfMove = 4;

    public static bool Pays(For loop)
    {
        bool hasInner = loop.Body.AllStatements.Any(statement => statement is For);
        int rows = loop.Body.AllStatements
            .Where(statement => statement is Load or Store or Accumulate && statement.Place() is [Value first, _] && first.Equals(loop.Index))
            .Select(statement => statement.Array()!.Id)
            .Distinct().Count();
        return hasInner && Work(loop.Body) > rows * CostOfMove * Times;
    }

    private static double Work(Block block) => block.Statements.Sum(statement => statement switch
    {
        Compute { Result.Type.IsFloating: true } compute => compute.Operation.Cost,
        For inner => Times * Work(inner.Body),
        _ => statement.Blocks().Sum(Work),
    });
}
