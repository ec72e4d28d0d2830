using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Compiler.Scheduling;

namespace SymbolicGrad.Compiler.Fission;

/// <summary>One or two loops, each but the last with nothing in it but the next (and integers): units, or units of samples.</summary>
internal sealed class LoopNest
{
    private const int Deepest = 2;

    private readonly List<For> _loops;

    private LoopNest(List<For> loops) => _loops = loops;

    public IReadOnlyList<For> Loops => _loops;

    public For Innermost => _loops[_loops.Count - 1];

    /// <summary>The integers on the way to the innermost loop.</summary>
    public IEnumerable<Statement> Integers => _loops.Take(_loops.Count - 1).SelectMany(loop => loop.Body.Statements.Where(statement => statement is not For));

    /// <summary>The nest that begins with the loop; null where its loops are not counted from 0 in steps of 1, to ends that are known before it.</summary>
    public static LoopNest? Of(For outer)
    {
        List<For> loops = [outer];
        while (loops.Count < Deepest && InnerOf(loops[loops.Count - 1]) is { } inner && inner.Body.Statements.OfType<For>().Any())
        {
            loops.Add(inner);
        }

        bool isPlain = loops.All(loop => LoopShape.IsUnitStride(loop) && loop is { Range.Start: Constant { IsZero: true }, Mirrors: null, Checkpointing: null });
        bool carriesInside = loops.Take(loops.Count - 1).All(loop => loop.Carried.Count == 0);

        // Scratch is rectangular.
        HashSet<int> inside = [.. outer.AllDefinitions().Select(value => value.Id)];
        bool isRectangular = loops.All(loop => LoopShape.IsOutside(loop.Range.End, inside));
        return isPlain && carriesInside && isRectangular ? new LoopNest(loops) : null;
    }

    /// <summary>The nest with another body in its innermost loop.</summary>
    public LoopNest With(For innermost)
    {
        List<For> loops = [innermost];
        for (int depth = _loops.Count - 2; depth >= 0; depth--)
        {
            For inner = loops[0];
            loops.Insert(0, _loops[depth] with { Body = _loops[depth].Body.SelectStatements(statement => statement is For loop && loop.Index.Equals(inner.Index) ? [inner] : [statement]) });
        }

        return new LoopNest(loops);
    }

    private static For? InnerOf(For loop)
    {
        List<Statement> others = loop.Body.Statements.Where(statement => statement is not For).ToList();
        return loop.Body.Statements.Count == others.Count + 1 && others.All(IsInteger) ? loop.Body.Statements.OfType<For>().Single() : null;
    }

    /// <summary>A length, or what is calculated of integers.</summary>
    public static bool IsInteger(Statement statement) => statement is Dimension or Compute { Operation.MayThrow: false, Result.Type.Kind: ScalarKind.Int32 };
}
