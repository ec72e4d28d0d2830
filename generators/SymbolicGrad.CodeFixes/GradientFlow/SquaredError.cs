using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.CodeFixes.GradientFlow;

/// <summary>c·(y − t)² with y = activation(z), written as a product or a power, with or without variables for y and for y − t.</summary>
/// <param name="Activation">The call.</param>
/// <param name="Target">t.</param>
/// <param name="Factor">c, where there is one.</param>
internal sealed record SquaredError(IInvocationOperation Activation, IOperation Target, IOperation? Factor)
{
    /// <summary>The square at a place, of that output; null where it is written in another way.</summary>
    public static SquaredError? At(Place place, SyntaxNode output)
    {
        if (place.Operation is not { } square || SquaredIn(square) is not var (squared, factor) || place.Model.Value(squared).Operands(BinaryOperatorKind.Subtract) is not var (left, right))
        {
            return null;
        }

        foreach ((IOperation activated, IOperation target) in new[] { (left, right), (right, left) })
        {
            if (place.Model.Value(activated) is IInvocationOperation activation && activation.Syntax == output && target.IsPure() && IsOfOneType(place, activation, target))
            {
                return new SquaredError(activation, target, factor);
            }
        }

        return null;
    }

    /// <summary>d and c of d·d, c·d·d, d·(c·d) and pow(d, 2).</summary>
    private static (IOperation Squared, IOperation? Factor)? SquaredIn(IOperation square)
    {
        if (square.ArgumentsOf(Powers.Pow) is [var power, var exponent])
        {
            return exponent.Is(2) ? (power, null) : null;
        }

        if (square.Operands(BinaryOperatorKind.Multiply) is not var (left, right))
        {
            return null;
        }

        (IOperation first, IOperation? factor) = Scaled(left);
        (IOperation second, IOperation? other) = Scaled(right);
        return SyntaxFactory.AreEquivalent(first.Syntax, second.Syntax) && first.IsPure() && (factor is null || other is null) ? (first, factor ?? other) : null;
    }

    private static (IOperation Squared, IOperation? Factor) Scaled(IOperation operation) =>
        operation.Operands(BinaryOperatorKind.Multiply) is not var (left, right) ? (operation, null)
        : left.Number() is not null ? (right, left)
        : right.Number() is not null ? (left, right)
        : (operation, null);

    /// <summary>Whether what is written in their place is calculated in the same type.</summary>
    private static bool IsOfOneType(Place place, IInvocationOperation activation, IOperation target) =>
        activation.Type is { } type && type.IsFloating() && SymbolEqualityComparer.Default.Equals(type, place.Operation?.Type)
        && activation.Arguments() is [{ Type: { } argument }] && SymbolEqualityComparer.Default.Equals(argument, type)
        && (target.Type is { } of && (SymbolEqualityComparer.Default.Equals(of, type) || of.SpecialType == SpecialType.System_Int32));
}
