using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Simplification;
using SymbolicGrad.Compiler.Ops;
using Written = SymbolicGrad.Compiler.Ops.Spelling;

namespace SymbolicGrad.CodeFixes;

/// <summary>
/// Writes formulas as the user does: <c>Math.Tanh</c> beside <c>Math.Exp</c>, <c>double.Tanh</c> beside <c>double.Exp</c>, <c>Elu</c> beside <c>Sigmoid</c>.
/// </summary>
/// <param name="model">What the document means.</param>
/// <param name="type">The type that is calculated in: double, float or a type parameter.</param>
/// <param name="at">Where it is written.</param>
internal sealed class Spelling(SemanticModel model, ITypeSymbol type, SyntaxNode at)
{
    private readonly string _type = type.ToMinimalDisplayString(model, at.SpanStart);

    /// <summary>The function of the arguments.</summary>
    /// <param name="function">An entry of the table.</param>
    /// <param name="like">The call whose spelling is followed, where there is one.</param>
    /// <param name="arguments">Formulas.</param>
    public ExpressionSyntax Call(Operation function, IInvocationOperation? like, params ExpressionSyntax[] arguments) =>
        SyntaxFactory.InvocationExpression(
            Callee(function, like, arguments),
            SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList(arguments.Select(argument => SyntaxFactory.Argument(argument.WithoutTrivia())))).NormalizeWhitespace());

    public ExpressionSyntax Number(double number)
    {
        bool isWhole = Math.Floor(number).Equals(number) && Math.Abs(number) < 1e6;
        string digits = number.ToString(isWhole ? "F0" : "R", CultureInfo.InvariantCulture).Replace("E-0", "e-").Replace("E", "e");
        string text = type.SpecialType switch
        {
            SpecialType.System_Double => digits,
            SpecialType.System_Single => isWhole ? digits : digits + "f",
            _ => number switch { 0 => $"{_type}.Zero", 1 => $"{_type}.One", _ => $"{_type}.CreateChecked({digits})" },
        };
        return SyntaxFactory.ParseExpression(text);
    }

    /// <summary>With a space on both sides.</summary>
    public static SyntaxToken Token(SyntaxKind kind) => SyntaxFactory.Token(kind).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space);

    /// <summary>As an operand of whatever operator: the parentheses go again where they are not needed.</summary>
    public static ExpressionSyntax Operand(ExpressionSyntax expression) => expression is IdentifierNameSyntax or LiteralExpressionSyntax or InvocationExpressionSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax
        ? expression.WithoutTrivia()
        : SyntaxFactory.ParenthesizedExpression(expression.WithoutTrivia()).WithAdditionalAnnotations(Simplifier.Annotation);

    public static ExpressionSyntax Binary(SyntaxKind kind, ExpressionSyntax left, ExpressionSyntax right) =>
        SyntaxFactory.BinaryExpression(kind, Operand(left), Token(TokenOf(kind)), Operand(right));

    /// <summary>−x; x, where it is the opposite of something.</summary>
    public static ExpressionSyntax Opposite(ExpressionSyntax expression) => expression switch
    {
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } negated => negated.Operand.WithTrailingTrivia(negated.GetTrailingTrivia()),
        ParenthesizedExpressionSyntax parenthesized => Opposite(parenthesized.Expression),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.MultiplyExpression or (int)SyntaxKind.DivideExpression } product when BeginsWithMinus(product.Left) => product.WithLeft(Opposite(product.Left)),
        _ => SyntaxFactory.PrefixUnaryExpression(SyntaxKind.UnaryMinusExpression, Operand(expression)),
    };

    private static bool BeginsWithMinus(ExpressionSyntax factor) => factor is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression }
        || (factor is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.MultiplyExpression or (int)SyntaxKind.DivideExpression } product && BeginsWithMinus(product.Left));

    /// <summary>Short enough for a menu, as it will be when names have been simplified.</summary>
    public static string Shown(ExpressionSyntax expression, string otherwise) =>
        expression.ToString().Replace("global::SymbolicGrad.", "").Replace("global::System.", "") is { Length: <= 60 } text ? text : otherwise;

    /// <summary>Puts the replacement where the original stood, whose parentheses may be needed no more.</summary>
    public static void Replace(SyntaxEditor editor, SyntaxNode original, ExpressionSyntax replacement)
    {
        SyntaxNode whole = original;
        while (whole.Parent is ParenthesizedExpressionSyntax)
        {
            whole = whole.Parent;
        }

        editor.ReplaceNode(whole, Instead(replacement, whole));
    }

    /// <summary>The replacement where the original stood: in its trivia, in parentheses where the place asks for them.</summary>
    public static ExpressionSyntax Instead(ExpressionSyntax replacement, SyntaxNode original)
    {
        bool isApart = original.Parent is ArgumentSyntax or EqualsValueClauseSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or ParenthesizedExpressionSyntax;
        return Laid(isApart ? replacement : Operand(replacement)).WithTriviaFrom(original);
    }

    /// <summary>As it is laid out: no formatter has to look at it, and at the lines around it.</summary>
    public static T Laid<T>(T node)
        where T : SyntaxNode => node.ReplaceTokens(node.DescendantTokens(), (_, token) => token
            .WithLeadingTrivia(token.LeadingTrivia.Where(trivia => !trivia.HasAnnotation(SyntaxAnnotation.ElasticAnnotation)))
            .WithTrailingTrivia(token.TrailingTrivia.Where(trivia => !trivia.HasAnnotation(SyntaxAnnotation.ElasticAnnotation))));

    private ExpressionSyntax Callee(Operation function, IInvocationOperation? like, ExpressionSyntax[] arguments)
    {
        switch (function.Spelling)
        {
            case Written.PackageCall package:
                SimpleNameSyntax member = Array.TrueForAll(arguments, IsOfType)
                    ? SyntaxFactory.IdentifierName(package.Member)
                    : SyntaxFactory.GenericName(SyntaxFactory.Identifier(package.Member), SyntaxFactory.TypeArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.ParseTypeName(_type))));
                return Renamed(like, "SymbolicGrad", package.Owner, member) ?? Qualified($"global::SymbolicGrad.{package.Owner}", member);
            case Written.MathCall math when type is not ITypeParameterSymbol && like?.TargetMethod.ContainingType.SpecialType is not (SpecialType.System_Double or SpecialType.System_Single):
                string owner = type.SpecialType == SpecialType.System_Single ? "MathF" : "Math";
                SimpleNameSyntax name = SyntaxFactory.IdentifierName(math.Member);
                return Renamed(like, "System", owner, name) ?? Qualified($"global::System.{owner}", name);
            case Written.MathCall math:
                return SyntaxFactory.ParseExpression($"{_type}.{math.Member}");
            case Written.NumericCall numeric:
                return SyntaxFactory.ParseExpression($"{_type}.{numeric.Member}");
            default:
                throw new InvalidOperationException($"{function} is not written as a call.");
        }
    }

    /// <summary>The callee of a call of the same class with another name.</summary>
    private ExpressionSyntax? Renamed(IInvocationOperation? like, string space, string owner, SimpleNameSyntax member)
    {
        if (like?.TargetMethod.ContainingType is not { } type || type.Name != owner || type.ContainingNamespace.ToDisplayString() != space
            || like.Syntax is not InvocationExpressionSyntax { Expression: var callee })
        {
            return null;
        }

        return callee switch
        {
            MemberAccessExpressionSyntax access => access.WithName(member).WithoutTrivia(),
            SimpleNameSyntax when model.LookupSymbols(at.SpanStart, name: member.Identifier.ValueText).All(found => SymbolEqualityComparer.Default.Equals(found.ContainingType, type)) => member,
            _ => null,
        };
    }

    private static MemberAccessExpressionSyntax Qualified(string owner, SimpleNameSyntax member) =>
        SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, SyntaxFactory.ParseExpression(owner), member).WithAdditionalAnnotations(Simplifier.Annotation);

    /// <summary>Whether C# would infer the type from it. Of variables that are not declared yet we know.</summary>
    private bool IsOfType(ExpressionSyntax argument) =>
        model.GetSpeculativeTypeInfo(at.SpanStart, argument, SpeculativeBindingOption.BindAsExpression).Type is { TypeKind: not TypeKind.Error } inferred
            ? SymbolEqualityComparer.Default.Equals(inferred, type)
            : true;

    private static SyntaxKind TokenOf(SyntaxKind kind) => kind switch
    {
        SyntaxKind.AddExpression => SyntaxKind.PlusToken,
        SyntaxKind.SubtractExpression => SyntaxKind.MinusToken,
        SyntaxKind.MultiplyExpression => SyntaxKind.AsteriskToken,
        SyntaxKind.DivideExpression => SyntaxKind.SlashToken,
        SyntaxKind.GreaterThanExpression => SyntaxKind.GreaterThanToken,
        SyntaxKind.LessThanOrEqualExpression => SyntaxKind.LessThanEqualsToken,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
