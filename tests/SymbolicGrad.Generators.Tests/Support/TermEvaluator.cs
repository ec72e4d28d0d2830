using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Generators.Tests.Support;

/// <summary>
/// The value of a formula of the table for given operands. Sides of a selection that are not taken are not evaluated, as in
/// generated code.
/// </summary>
public sealed class TermEvaluator(Operation operation, params object[] operands)
{
    private readonly object _result = ResultOf(operation, operands);

    public double? Upstream { get; init; }

    public double Result => _result is double number ? number : throw new InvalidOperationException($"{operation} has no floating result.");

    /// <summary>∂result/∂operand.</summary>
    public double Slope(int position) => Evaluate(TermDifferentiation.Slopes(operation)[position]);

    /// <summary>∂²result/∂operand∂operand.</summary>
    public double SecondDerivative(int first, int second) =>
        Evaluate(TermDifferentiation.Derivative(TermDifferentiation.Slopes(operation)[first], second, operation));

    /// <summary>What reverse mode adds to the operand's adjoint: by the entry's Adjoints, or the slope's selected side times the upstream.</summary>
    public double Adjoint(int position, double upstream)
    {
        if (operation.Adjoints is not { } adjoints)
        {
            return Scale(upstream, TermDifferentiation.Slopes(operation)[position]);
        }

        Term[] placeholders = operands.Select((_, i) => (Term)new Term.OperandTerm(i)).ToArray();
        Term adjoint = adjoints(placeholders, new Term.ResultTerm(), new Term.UpstreamTerm())[position];
        return new TermEvaluator(operation, operands) { Upstream = upstream }.Evaluate(adjoint);
    }

    public double Evaluate(Term term) => EvaluateObject(term) switch
    {
        double number => number,
        long number => number,
        var other => throw new InvalidOperationException($"{term} is a {other.GetType().Name}."),
    };

    private double Scale(double upstream, Term slope) => slope switch
    {
        Term.ConstantTerm { Number: 0 } => 0,
        Term.ApplyTerm apply when apply.Operation == Comparisons.Select =>
            Scale(upstream, Holds(apply.Arguments[0]) ? apply.Arguments[1] : apply.Arguments[2]),
        Term.ApplyTerm apply when apply.Operation == Arithmetic.Negate => -Scale(upstream, apply.Arguments[0]),
        _ => upstream * Evaluate(slope),
    };

    private object EvaluateObject(Term term) => term switch
    {
        Term.OperandTerm operand => operands[operand.Position],
        Term.ResultTerm => _result,
        Term.UpstreamTerm => Upstream ?? throw new InvalidOperationException("A slope does not know the upstream."),
        Term.ConstantTerm constant => constant.Number,
        Term.ApplyTerm apply when apply.Operation == Comparisons.Select =>
            EvaluateObject(Holds(apply.Arguments[0]) ? apply.Arguments[1] : apply.Arguments[2]),
        Term.ApplyTerm apply => Apply(apply),
        _ => throw new InvalidOperationException($"Unknown term {term.GetType().Name}."),
    };

    private bool Holds(Term condition) => (bool)EvaluateObject(condition);

    /// <summary>An integer operand, such as the n of an n-th root, takes part in formulas as a floating number.</summary>
    private object Apply(Term.ApplyTerm apply)
    {
        object[] arguments = apply.Arguments.Select(EvaluateObject).Select(argument => argument is long number ? (double)number : argument).ToArray();
        ScalarType type = apply.Operation.Result == ResultKind.Boolean ? ScalarType.Boolean : ScalarType.Double;
        return OperationEvaluator.Evaluate(apply.Operation, type, arguments);
    }

    private static object ResultOf(Operation operation, object[] operands)
    {
        ScalarType type = operation.Result switch
        {
            ResultKind.Boolean => ScalarType.Boolean,
            ResultKind.Int32 => ScalarType.Int32,
            ResultKind.SameAsOperands when operands[0] is long => ScalarType.Int64,
            _ => ScalarType.Double,
        };
        return OperationEvaluator.Evaluate(operation, type, operands);
    }
}
