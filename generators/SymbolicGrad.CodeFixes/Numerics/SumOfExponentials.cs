using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Simplification;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.CodeFixes.Numerics;

/// <summary>
/// s = Σ exp(z[i]) by a loop over all of a parameter z, of which ln s and exp(z[k])/s are taken and nothing else: with the maximum m of z, s = Σ exp(z[i] − m), m + ln s and
/// exp(z[k] − m)/s. The maximum is a constant to the derivative, for it changes no value.
/// </summary>
internal sealed class SumOfExponentials
{
    private readonly LocalDeclarationStatementSyntax _declaration;
    private readonly IParameterSymbol _exponents;
    private readonly ITypeSymbol _type;
    private readonly List<ExpressionSyntax> _elements = [];
    private readonly List<ExpressionSyntax> _logarithms = [];

    private SumOfExponentials(LocalDeclarationStatementSyntax declaration, IParameterSymbol exponents, ITypeSymbol type) => (_declaration, _exponents, _type) = (declaration, exponents, type);

    /// <summary>The sum that a logarithm or a quotient is taken of; null where it is made, or used, in another way.</summary>
    public static SumOfExponentials? Of(Place place, IOperation formula)
    {
        IOperation? used = formula.ArgumentsOf(Logarithms.Log) is [var argument] ? argument : formula.Operands(BinaryOperatorKind.Divide)?.Right;
        if (used is not ILocalReferenceOperation { Local: var sum } || Locals.StatementOf(sum) is not { Parent: BlockSyntax, Declaration.Variables: [{ Initializer.Value: { } first }] } declaration
            || place.Model.GetOperation(first)?.Bare().Is(0) != true)
        {
            return null;
        }

        List<IdentifierNameSyntax> references = [.. place.Model.ReferencesTo(sum)];
        List<AssignmentExpressionSyntax> additions = [.. references.Select(name => name.Parent).OfType<AssignmentExpressionSyntax>().Where(assignment => assignment.IsKind(SyntaxKind.AddAssignmentExpression))];
        if (additions is not [{ Right: var added } addition] || Element(place, added) is not { } element || place.Model.GetSymbolInfo(element.Expression).Symbol is not IParameterSymbol exponents
            || !IsOverAll(place, element, addition, exponents) || !IsOnlyRead(place, exponents))
        {
            return null;
        }

        SumOfExponentials found = new(declaration, exponents, sum.Type) { _elements = { element } };
        return references.Where(name => name != addition.Left).All(name => found.Takes(place, name)) ? found : null;
    }

    public void Shift(SemanticModel model, SyntaxEditor editor)
    {
        IdentifierNameSyntax max = SyntaxFactory.IdentifierName(Locals.FreeName(_declaration, "max"));
        string of = _exponents.Type is IArrayTypeSymbol ? $"<{_type.ToMinimalDisplayString(model, _declaration.SpanStart)}>" : "";
        StatementSyntax maximum = SyntaxFactory.ParseStatement(
            $"{_type.ToMinimalDisplayString(model, _declaration.SpanStart)} {max} = global::SymbolicGrad.Grad.Stop(global::System.Numerics.Tensors.TensorPrimitives.Max{of}({_exponents.Name}));");
        maximum = maximum.ReplaceNodes(maximum.DescendantNodes().OfType<MemberAccessExpressionSyntax>(), (_, access) => access.WithAdditionalAnnotations(Simplifier.Annotation));
        editor.InsertAbove(_declaration, maximum);
        _elements.ForEach(element => Spelling.Replace(editor, element, Spelling.Binary(SyntaxKind.SubtractExpression, element, max)));
        _logarithms.ForEach(logarithm => Spelling.Replace(editor, logarithm, Spelling.Binary(SyntaxKind.AddExpression, max, logarithm)));
    }

    /// <summary>ln s, and exp(z[k])/s.</summary>
    private bool Takes(Place place, IdentifierNameSyntax name)
    {
        switch (name.Parent)
        {
            case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } when place.OperationOf(call)?.ArgumentsOf(Logarithms.Log) is not null:
                _logarithms.Add(call);
                return true;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.DivideExpression } quotient when quotient.Right == name && Element(place, quotient.Left) is { } element
                && SymbolEqualityComparer.Default.Equals(place.Model.GetSymbolInfo(element.Expression).Symbol, _exponents):
                _elements.Add(element);
                return true;
            default:
                return false;
        }
    }

    /// <summary>z[i] of exp(z[i])</summary>
    private static ElementAccessExpressionSyntax? Element(Place place, ExpressionSyntax exponential) =>
        place.OperationOf(exponential)?.ArgumentsOf(Exponentials.Exp) is [{ Syntax: ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax, ArgumentList.Arguments.Count: 1 } element }] ? element : null;

    /// <summary>for (int i = 0; i &lt; z.Length; i++) s += exp(z[i])</summary>
    private static bool IsOverAll(Place place, ElementAccessExpressionSyntax element, AssignmentExpressionSyntax addition, IParameterSymbol exponents) =>
        addition.FirstAncestorOrSelf<ForStatementSyntax>() is
        {
            Declaration.Variables: [{ Initializer.Value: LiteralExpressionSyntax { Token.Value: 0 } } index],
            Condition: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LessThanExpression, Left: IdentifierNameSyntax left, Right: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" } length },
        }
        && place.Model.GetDeclaredSymbol(index) is { } counted
        && SymbolEqualityComparer.Default.Equals(place.Model.GetSymbolInfo(left).Symbol, counted)
        && SymbolEqualityComparer.Default.Equals(place.Model.GetSymbolInfo(length.Expression).Symbol, exponents)
        && SymbolEqualityComparer.Default.Equals(place.Model.GetSymbolInfo(element.ArgumentList.Arguments[0].Expression).Symbol, counted);

    /// <summary>Nobody writes an element, or hands the memory on.</summary>
    private static bool IsOnlyRead(Place place, IParameterSymbol exponents) => place.Model.ReferencesTo(exponents).All(name => name.Parent switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" } => true,
        ElementAccessExpressionSyntax element => element.Parent is not (AssignmentExpressionSyntax or PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax or RefExpressionSyntax)
            && element.Parent is not ArgumentSyntax { RefKindKeyword.RawKind: not 0 }
            || (element.Parent is AssignmentExpressionSyntax assignment && assignment.Right == element)
            || element.Parent is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression },
        _ => false,
    });
}
