using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace SymbolicGrad.CodeFixes;

/// <summary>Attributes of the library on parameters.</summary>
internal static class ParameterAttributes
{
    /// <summary>The parameter with one more attribute, before those it has.</summary>
    public static ParameterSyntax With(this ParameterSyntax parameter, string name, string? arguments = null)
    {
        AttributeSyntax attribute = SyntaxFactory.Attribute(
            SyntaxFactory.ParseName($"global::SymbolicGrad.{name}").WithAdditionalAnnotations(Simplifier.Annotation),
            arguments is null ? null : SyntaxFactory.ParseAttributeArgumentList(arguments));
        AttributeListSyntax list = Spelling.Laid(SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute)))
            .WithLeadingTrivia(parameter.GetLeadingTrivia())
            .WithTrailingTrivia(SyntaxFactory.Space);
        return parameter.WithLeadingTrivia().WithAttributeLists(parameter.WithLeadingTrivia().AttributeLists.Insert(0, list));
    }

    public static bool Has(this IParameterSymbol? parameter, string name) => parameter?.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == name) == true;
}
