using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Differentiation;

/// <summary>What both modes multiply by: an operation's slopes in terms of its operands, its result and what is passed through it.</summary>
internal static class SlopeFormulas
{
    /// <summary>For each operand its slope; where the table states adjoints, slope times <see cref="Term.UpstreamTerm"/>.</summary>
    public static Term[] Of(Operation operation)
    {
        Term[] operands = Enumerable.Range(0, operation.Arity).Select(i => (Term)new Term.OperandTerm(i)).ToArray();
        Term.ResultTerm result = new();
        return operation.Adjoints is { } stated
            ? stated(operands, result, new Term.UpstreamTerm())
            : operation.Slopes is { } slopes
                ? slopes(operands, result)
                : TermDifferentiation.Slopes(operation);
    }
}
