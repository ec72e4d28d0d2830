using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>Assignments that mean to happen at once: every source is read before any target is written.</summary>
internal sealed class ParallelCopy
{
    private readonly List<(Variable Target, Expression Source, string? Comment)> _moves = [];

    /// <summary>What will be written.</summary>
    public IEnumerable<Variable> Targets => _moves.Select(move => move.Target);

    public void Add(Variable target, Expression source, string? comment = null)
    {
        if (source is not VariableExpression self || !ReferenceEquals(self.Variable, target))
        {
            _moves.Add((target, source, comment));
        }
    }

    /// <summary>Appends the assignments one after the other; those that need each other's old values as one of tuples.</summary>
    public void AppendTo(List<CSharpStatement> output)
    {
        List<(Variable Target, Expression Source, string? Comment)> remaining = [.. _moves];
        while (remaining.Count > 0)
        {
            int next = remaining.FindIndex(move => !remaining.Any(other =>
                !ReferenceEquals(other.Target, move.Target) && other.Source.Variables.Contains(move.Target)));
            if (next < 0)
            {
                output.Add(new Assignment(
                    new TupleExpression(remaining.Select(Expression (move) => new VariableExpression(move.Target)).ToEquatableArray()),
                    "=",
                    new TupleExpression(remaining.Select(move => move.Source).ToEquatableArray())));
                return;
            }

            (Variable target, Expression source, string? comment) = remaining[next];
            remaining.RemoveAt(next);
            if (!JoinsPrevious(output, target, source))
            {
                output.Add(Operators.Assign(new VariableExpression(target), source, comment));
            }
        }
    }

    /// <summary>Parameters that are set to one constant are set in one statement.</summary>
    private static bool JoinsPrevious(List<CSharpStatement> output, Variable target, Expression source)
    {
        if (target.IsParameter && source is LiteralExpression
            && output.Count > 0
            && output[output.Count - 1] is Assignment { Symbol: "=", Target: VariableExpression { Variable: { IsParameter: true } first } } previous
            && first.Type == target.Type && previous.Source == source)
        {
            previous.FurtherTargets.Add(new VariableExpression(target));
            return true;
        }

        return false;
    }
}
