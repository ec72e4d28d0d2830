using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Compiler.Scheduling;

namespace SymbolicGrad.Compiler.Vectorisation;

/// <summary>
/// Innermost loops over consecutive elements take as many elements at once as the hardware has lanes; what is left over is
/// done by the loop as it was. Last of all passes: vectors are values of the IR like others, but nothing after it has to
/// know them except emission.
/// </summary>
internal sealed class LoopVectorisation
{
    /// <summary>Loops that are known to be shorter are left alone: they would not fill a vector twice.</summary>
    private const int ShortestLoop = 16;

    private readonly IdSource _ids;
    private readonly LoopShape _shape;
    private readonly Definitions _definitions;

    private LoopVectorisation(Function function, LengthClasses lengths)
    {
        _ids = new IdSource(function.NextId);
        _definitions = function.Body.Definitions;
        _shape = new LoopShape(_definitions, lengths, function.Body.AllStatements.OfType<Allocate>());
    }

    public static Function Run(Function function, LengthClasses lengths)
    {
        LoopVectorisation pass = new(function, lengths);
        Block body = pass.Rewrite(function.Body);
        return function with { Body = body, NextId = pass._ids.Next };
    }

    private Block Rewrite(Block block)
    {
        // Loops over one range have one end of their whole vectors.
        Dictionary<(Operand Length, ScalarType Element), Value> ends = [];
        List<Statement> statements = [];
        foreach (Statement statement in block.Statements)
        {
            switch (statement is For any ? ExtremumStart.Include(any, statements) : statement)
            {
                case For loop when IsCandidate(loop) && new VectorLoop(loop, null, _shape, _definitions, _ids, ends).Build() is { } vectorised:
                    statements.AddRange(vectorised);
                    break;
                case For loop when Ascending(loop) is var (length, turned) && IsCandidate(turned) && new VectorLoop(turned, null, _shape, _definitions, _ids, ends) { IsTurned = true }.Build() is { } vectorised:
                    statements.AddRange(length);
                    statements.AddRange(vectorised);
                    break;
                case For rows when rows.Body.Statements is [.., For columns] && IsCandidate(columns) && new RowNest(_shape, _definitions, _ids).Build(rows, columns) is { } nest:
                    statements.AddRange(nest);
                    break;
                case For loop:
                    statements.Add(loop.With(Rewrite(loop.Body)));
                    break;
                case If branch:
                    statements.Add(branch.With(Rewrite(branch.Then), Rewrite(branch.Else)));
                    break;
                default:
                    statements.Add(statement);
                    break;
            }
        }

        return block.With(statements);
    }

    /// <summary>A loop that counts down to 0, turned round: what vectors can do is independent of the order of iterations.</summary>
    private (IReadOnlyList<Statement> Length, For Loop)? Ascending(For loop)
    {
        if (loop is not { Guard: null, Range: { Comparison: LoopComparison.GreaterOrEqual, Step: Constant { Number: -1 } } range } || loop.Index.Type != ScalarType.Int32)
        {
            return null;
        }

        For Upwards(Operand end) => loop with { Range = new LoopRange(range.End, LoopComparison.Less, end, Constant.Int(1)) };
        if (_definitions.Find(range.Start) is Compute last && last.Operation == Arithmetic.Subtract && last.Operands[1] is Constant { IsOne: true })
        {
            return ([], Upwards(last.Operands[0]));
        }

        Value length = _ids.NewValue(ScalarType.Int32);
        return ([new Compute(length, Arithmetic.Add, [range.Start, Constant.Int(1)])], Upwards(length));
    }

    private static bool IsCandidate(For loop) =>
        LoopShape.IsUnitStride(loop)
        && !(loop.Range is { Start: Constant start, End: Constant end } && end.Number - start.Number < ShortestLoop)
        && loop.Body.AllStatements.All(inner => inner is Compute { Operation.MayThrow: false } or Load or Store or Accumulate or Dimension or If);
}
