using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Scheduling;

namespace SymbolicGrad.Compiler.Vectorisation.Outer;

/// <summary>
/// A loop over independent iterations (points, rows, samples) whose inner loops are too short to fill vectors takes as many iterations at once
/// as the hardware has lanes: what an iteration computes with is a vector then, and inner loops run as they are. How long inner loops are is
/// asked when the method runs; long ones, and the iterations that fill no vector, are done by the loop as it was.
/// </summary>
internal sealed class OuterVectorisation
{
    private readonly Function _function;
    private readonly IdSource _ids;
    private readonly Definitions _definitions;
    private readonly LoopShape _shape;
    private readonly Dictionary<int, For> _expanded;

    private OuterVectorisation(Function function, LengthClasses lengths)
    {
        _function = function;
        _ids = new IdSource(function.NextId);

        // In lanes, what had become a call of the library is a loop again.
        Block expanded = function.Body.SelectStatements(statement => statement is Kernel kernel && KernelLoops.Of(kernel, _ids) is { } loop ? loop : [statement]);
        expanded = FirstSums.Rewrite(expanded);
        _definitions = expanded.Definitions;
        _expanded = expanded.AllStatements.OfType<For>().ToDictionary(loop => loop.Index.Id);
        _shape = new LoopShape(_definitions, lengths, function.Body.AllStatements.OfType<Allocate>());
    }

    public static Function Run(Function function, LengthClasses lengths)
    {
        if (!function.Body.AllStatements.OfType<For>().Any(loop => loop.Body.Statements.Any(inner => inner is For or Kernel)))
        {
            return function;
        }

        OuterVectorisation pass = new(function, lengths);
        Block body = pass.Rewrite(function.Body);
        return ReferenceEquals(body, function.Body) ? function : function with { Body = body, NextId = pass._ids.Next };
    }

    /// <summary>Loops that stand in no other one: memory of vectors is taken once.</summary>
    private Block Rewrite(Block block) => block.With(block.Statements.SelectMany(statement => statement switch
    {
        For loop => new OuterLoop(loop, _expanded[loop.Index.Id], _function, _definitions, _shape, _ids).Build() ?? [loop],
        If branch => [branch.With(Rewrite(branch.Then), Rewrite(branch.Else))],
        _ => new[] { statement },
    }).ToList());
}
