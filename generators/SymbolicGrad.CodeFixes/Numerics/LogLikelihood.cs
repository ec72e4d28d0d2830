using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.CodeFixes.Numerics;

/// <summary>±(t·ln p + (1 − t)·ln(1 − p)) with p = σ(z), which is ±(t·z − softplus(z)).</summary>
/// <param name="Probability">ln σ of its argument.</param>
/// <param name="Target">t</param>
/// <param name="IsOpposite">True of the loss, false of the likelihood.</param>
internal sealed record LogLikelihood(StableForm Probability, IOperation Target, bool IsOpposite)
{
    // What people add to a probability against ln 0.
    private const double LargestGuard = 1e-3;

    /// <summary>Null where it is written in another way, or of a probability whose logit is not known.</summary>
    public static LogLikelihood? Of(IOperation formula, SemanticModel model)
    {
        List<(bool IsOpposite, IOperation Operation)> terms = [.. Terms(formula, false)];
        if (terms.Count != 2 || terms[0].IsOpposite != terms[1].IsOpposite
            || Weighted(terms[0].Operation, model) is not { } first || Weighted(terms[1].Operation, model) is not { } second)
        {
            return null;
        }

        return Of(first, second, terms[0].IsOpposite) ?? Of(second, first, terms[0].IsOpposite);
    }

    private static LogLikelihood? Of((IOperation Weight, StableForm Log) hit, (IOperation Weight, StableForm Log) miss, bool isOpposite) =>
        miss.Weight.Operands(BinaryOperatorKind.Subtract) is var (one, target) && one.Is(1) && Same(target, hit.Weight)
        && Same(hit.Log.Argument, miss.Log.Argument) && hit.Log.IsOfOpposite != miss.Log.IsOfOpposite
            ? new LogLikelihood(hit.Log, hit.Weight, isOpposite)
            : null;

    /// <summary>What a formula is a sum of, with the signs.</summary>
    private static IEnumerable<(bool IsOpposite, IOperation Operation)> Terms(IOperation operation, bool isOpposite) => operation switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus } negated => Terms(negated.Operand.Bare(), !isOpposite),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => Terms(sum.LeftOperand.Bare(), isOpposite).Concat(Terms(sum.RightOperand.Bare(), isOpposite)),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } difference when !difference.LeftOperand.Bare().Is(1) =>
            Terms(difference.LeftOperand.Bare(), isOpposite).Concat(Terms(difference.RightOperand.Bare(), !isOpposite)),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply, LeftOperand: var left } product when left.Bare() is IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus } => [(!isOpposite, product)],
        _ => [(isOpposite, operation)],
    };

    /// <summary>w·ln p, of which a sign has been told already.</summary>
    private static (IOperation Weight, StableForm Log)? Weighted(IOperation term, SemanticModel model)
    {
        if (term.Operands(BinaryOperatorKind.Multiply) is not var (left, right))
        {
            return null;
        }

        left = left is IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus } negated ? negated.Operand.Bare() : left;
        return Logarithm(right, model) is { } log ? (left, log) : Logarithm(left, model) is { } other ? (right, other) : null;
    }

    /// <summary>ln σ(z) and ln(1 − σ(z)), also with a small number against ln 0.</summary>
    private static StableForm? Logarithm(IOperation factor, SemanticModel model)
    {
        if (factor.ArgumentsOf(Logarithms.Log) is not [var argument])
        {
            return null;
        }

        IOperation guarded = model.Value(argument).Operands(BinaryOperatorKind.Add) is var (left, right)
            ? (right.Number() is > 0 and < LargestGuard ? left : left.Number() is > 0 and < LargestGuard ? right : argument)
            : argument;
        return StableForm.Logistic(guarded, model);
    }

    private static bool Same(IOperation left, IOperation right) => SyntaxFactory.AreEquivalent(left.Syntax, right.Syntax);
}
