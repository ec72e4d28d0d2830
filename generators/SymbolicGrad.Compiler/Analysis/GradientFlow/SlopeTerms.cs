using System.Collections.Concurrent;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Analysis.GradientFlow;

/// <summary>Slopes as formulas over operands alone: where the table speaks of the result, the operation stands.</summary>
internal static class SlopeTerms
{
    private static readonly ConcurrentDictionary<Operation, Term[]> Known = new();

    /// <summary>∂result/∂operand for each operand, in terms of the operands.</summary>
    public static Term[] Of(Operation operation) => Known.GetOrAdd(operation, static found =>
    {
        Term result = found.Of([.. Enumerable.Range(0, found.Arity).Select(position => (Term)new Term.OperandTerm(position))]);
        return [.. TermDifferentiation.Slopes(found).Select(slope => Replace(TermFolding.Fold(slope), result))];
    });

    private static Term Replace(Term term, Term result) => term switch
    {
        Term.ResultTerm => result,
        Term.ApplyTerm apply => new Term.ApplyTerm(apply.Operation, apply.Arguments.Select(argument => Replace(argument, result)).ToEquatableArray()),
        _ => term,
    };
}
