using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.CodeFixes.Numerics;

/// <summary>A function of the library that a formula is, of an argument or its opposite, perhaps with another sign.</summary>
/// <param name="Function">The library's function; tanh stands for tanh′, which has none of its own.</param>
/// <param name="Argument">What it is taken of.</param>
/// <param name="IsOfOpposite">f(−x)</param>
/// <param name="IsOpposite">−f(x)</param>
internal sealed record StableForm(Operation Function, IOperation Argument, bool IsOfOpposite = false, bool IsOpposite = false)
{
    /// <summary>The form of a formula that the user wrote, through variables that only name a part of it; null where it is none.</summary>
    public static StableForm? Of(IOperation formula, SemanticModel model) =>
        formula.ArgumentsOf(Logarithms.Log) is [var argument] ? OfLogarithm(argument, model)
        : (formula.ArgumentsOf(Logarithms.LogP1) ?? formula.ArgumentsOf(AccurateElementary.AccurateLogP1)) is [var added] ? OfOneAnd(added, model)
        : formula.ArgumentsOf(Exponentials.ExpM1) is [var exponent] ? new StableForm(AccurateElementary.AccurateExpM1, exponent)
        : formula.Operands(BinaryOperatorKind.Add) is var (first, second) ? MinusOne(first, second, -1, model) ?? MinusOne(second, first, -1, model)
        : formula.Operands(BinaryOperatorKind.Subtract) is var (left, right) ? MinusOne(left, right, 1, model) ?? (left.Is(1) ? OneMinus(right, model) : null)
        : null;

    /// <summary>The call of the package's that the argument is taken from, whose spelling is followed; null where there is none.</summary>
    public IInvocationOperation? Call => Argument.Parent is IArgumentOperation { Parent: IInvocationOperation call } ? call : (Argument.Parent?.Parent as IArgumentOperation)?.Parent as IInvocationOperation;

    /// <summary>As the user would write it.</summary>
    public ExpressionSyntax Write(Spelling spelling, IInvocationOperation? like)
    {
        ExpressionSyntax argument = (ExpressionSyntax)Argument.Syntax;
        if (Function == Hyperbolic.Tanh)
        {
            return Spelling.Binary(SyntaxKind.MultiplyExpression, Spelling.Binary(SyntaxKind.MultiplyExpression, spelling.Number(4), SigmoidOf(2)), SigmoidOf(-2));
        }

        ExpressionSyntax call = spelling.Call(Function, like, IsOfOpposite ? Spelling.Opposite(argument) : argument);
        return IsOpposite ? Spelling.Opposite(call) : call;

        ExpressionSyntax SigmoidOf(double factor) => spelling.Call(Sigmoids.Sigmoid, like, Spelling.Binary(SyntaxKind.MultiplyExpression, spelling.Number(factor), argument));
    }

    /// <summary>ln σ, ln(1 − σ), ln(1 + u) and ln(1 − u)</summary>
    private static StableForm? OfLogarithm(IOperation argument, SemanticModel model) =>
        Logistic(argument, model) is { } logistic ? logistic
        : model.Value(argument).Operands(BinaryOperatorKind.Add) is var (left, right) ? (left.Is(1) ? OfOneAnd(right, model) : right.Is(1) ? OfOneAnd(left, model) : null)
        : model.Value(argument).Operands(BinaryOperatorKind.Subtract) is var (one, taken) && one.Is(1) ? new StableForm(AccurateElementary.AccurateLogP1, taken, IsOfOpposite: true)
        : null;

    private static StableForm OfOneAnd(IOperation added, SemanticModel model) =>
        model.Value(added).ArgumentsOf(Exponentials.Exp) is [var exponent] ? new StableForm(Sigmoids.Softplus, exponent) : new StableForm(AccurateElementary.AccurateLogP1, added);

    /// <summary>ln of σ(z), of 1/(1 + exp(z)), of exp(z)/(1 + exp(z)), and of 1 less one of these.</summary>
    public static StableForm? Logistic(IOperation operation, SemanticModel model)
    {
        IOperation value = model.Value(operation);
        if (value.ArgumentsOf(Sigmoids.Sigmoid) is [var argument])
        {
            return new StableForm(Sigmoids.LogSigmoid, argument);
        }

        if (value.Operands(BinaryOperatorKind.Subtract) is var (one, taken) && one.Is(1))
        {
            return Logistic(taken, model) is { } complement ? complement with { IsOfOpposite = !complement.IsOfOpposite } : null;
        }

        if (value.Operands(BinaryOperatorKind.Divide) is not var (above, below) || model.Value(below).Operands(BinaryOperatorKind.Add) is not var (left, right)
            || !(left.Is(1) || right.Is(1)) || model.Value(left.Is(1) ? right : left).ArgumentsOf(Exponentials.Exp) is not [var exponent])
        {
            return null;
        }

        return above.Is(1) ? new StableForm(Sigmoids.LogSigmoid, exponent, IsOfOpposite: true)
            : model.Value(above).ArgumentsOf(Exponentials.Exp) is [var same] && SyntaxFactory.AreEquivalent(same.Syntax, exponent.Syntax) ? new StableForm(Sigmoids.LogSigmoid, exponent)
            : null;
    }

    /// <summary>eˣ − 1</summary>
    private static StableForm? MinusOne(IOperation power, IOperation one, double number, SemanticModel model) =>
        one.Is(number) && model.Value(power).ArgumentsOf(Exponentials.Exp) is [var exponent] ? new StableForm(AccurateElementary.AccurateExpM1, exponent) : null;

    /// <summary>1 − eˣ and 1 − tanh² x</summary>
    private static StableForm? OneMinus(IOperation taken, SemanticModel model)
    {
        IOperation value = model.Value(taken);
        if (value.ArgumentsOf(Exponentials.Exp) is [var exponent])
        {
            return new StableForm(AccurateElementary.AccurateExpM1, exponent, IsOpposite: true);
        }

        IOperation? squared = value.ArgumentsOf(Powers.Pow) is [var power, var two] && two.Is(2) ? power
            : value.Operands(BinaryOperatorKind.Multiply) is var (left, right) && SyntaxFactory.AreEquivalent(left.Syntax, right.Syntax) ? left
            : null;
        return squared is not null && model.Value(squared).ArgumentsOf(Hyperbolic.Tanh) is [var argument] ? new StableForm(Hyperbolic.Tanh, argument) : null;
    }
}
