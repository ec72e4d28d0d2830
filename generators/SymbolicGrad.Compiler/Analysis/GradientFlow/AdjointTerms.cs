using System.Collections.Concurrent;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Analysis.GradientFlow;

/// <summary>
/// Adjoints as formulas over operands and, after them, the upstream: whether a 0 that arrives at the result stays one. Where the table has slopes alone, the
/// adjoint is their product with the upstream and as unbounded as they are, since 0·∞ is no number: the slopes stand for it.
/// </summary>
internal static class AdjointTerms
{
    private static readonly ConcurrentDictionary<Operation, Term[]> Known = new();

    /// <summary>The adjoint of each operand; position <see cref="Operation.Arity"/> is the upstream.</summary>
    public static Term[] Of(Operation operation) => Known.GetOrAdd(operation, static found =>
    {
        Term[] operands = [.. Enumerable.Range(0, found.Arity).Select(position => (Term)new Term.OperandTerm(position))];
        Term upstream = new Term.OperandTerm(found.Arity);
        return found.Adjoints is { } adjoints
            ? adjoints(operands, found.Of(operands), upstream)
            : SlopeTerms.Of(found);
    });
}
