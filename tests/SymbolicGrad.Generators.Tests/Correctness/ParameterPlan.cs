using System.Globalization;
using Microsoft.CodeAnalysis;

namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>What the contract of generated signatures makes of one parameter.</summary>
internal sealed class ParameterPlan
{
    public ParameterPlan(IParameterSymbol symbol, ArgumentText text)
    {
        (Symbol, Text) = (symbol, text);
        ITypeSymbol element = symbol.Type switch
        {
            IArrayTypeSymbol { ElementType: IArrayTypeSymbol row } => row.ElementType,
            IArrayTypeSymbol array => array.ElementType,
            INamedTypeSymbol { IsGenericType: true, TypeArguments: [var argument] } => argument,
            var scalar => scalar,
        };
        IsArray = !SymbolEqualityComparer.Default.Equals(element, symbol.Type);
        Element = element is ITypeParameterSymbol ? "double" : element.ToDisplayString();
        bool isFloating = Element is "double" or "float";
        IsOutput = isFloating && (text.IsOutput || symbol.RefKind == RefKind.Out);
        IsInOut = isFloating && !IsOutput && (symbol.RefKind == RefKind.Ref || (IsArray && (text.IsInOut ?? IsWritten(symbol))));
        IsConstant = isFloating && !IsOutput && symbol.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "NoGradientAttribute");
        IsDifferentiable = isFloating && !IsOutput && !IsConstant;
        IsMatrix = IsArray && text.Lengths.Count == 2;
        IsJagged = symbol.Type is IArrayTypeSymbol { ElementType: IArrayTypeSymbol };
    }

    public IParameterSymbol Symbol { get; }

    public ArgumentText Text { get; }

    public bool IsArray { get; }

    public bool IsMatrix { get; }

    public bool IsJagged { get; }

    /// <summary>Whether the contract takes it as a span.</summary>
    public bool IsSpan => IsArray && !IsMatrix && !IsJagged;

    public string Element { get; }

    public bool IsOutput { get; }

    public bool IsInOut { get; }

    public bool IsConstant { get; }

    public bool IsDifferentiable { get; }

    /// <summary>How many numbers it holds.</summary>
    public int Count => Text.Lengths.Aggregate(1, (product, length) => product * length);

    /// <summary>The names of its argument, gradient and upstream in the calling program.</summary>
    public string Argument => "a_" + Symbol.Name;

    public string Gradient => "g_" + Symbol.Name;

    public string Upstream => "u_" + Symbol.Name;

    public string Type => !IsArray ? Element : IsMatrix ? Element + "[,]" : IsJagged ? Element + "[][]" : Element + "[]";

    /// <summary>How a call of a derivative passes its value: as the contract's type, since arrays convert to many.</summary>
    public string ReadOnly => IsSpan ? $"(ReadOnlySpan<{Element}>){Argument}" : Argument;

    /// <summary>How a call of F passes it.</summary>
    public string Passed => Symbol.RefKind switch
    {
        RefKind.Ref => "ref " + Argument,
        RefKind.Out => "out " + Argument,
        _ => Argument,
    };

    /// <summary>A gradient or its like as the contract's type.</summary>
    public string Writable(string name) => IsSpan ? $"(Span<{Element}>){name}" : name;

    /// <summary>An expression that takes its numbers out of a vector; with a flag, one element or row too few.</summary>
    public string From(string vector, int start, string shorter = "0") => (IsArray, IsMatrix) switch
    {
        (false, _) => $"({Element}){vector}[{start}]",
        (true, _) when IsJagged => Invariant($"Rows<{Element}>({vector}, {start}, {shorter}, {string.Join(", ", Text.Rows!)})"),
        (true, var isMatrix) when Text.Lengths.Count != (isMatrix ? 2 : 1) =>
            throw new InvalidOperationException($"The row gives {Text.Name} another shape than {Symbol.Type}."),
        (true, false) => Invariant($"Part<{Element}>({vector}, {start}, {Text.Lengths[0]} - {shorter})"),
        _ => Invariant($"Matrix<{Element}>({vector}, {start}, {Text.Lengths[0]} - {shorter}, {Text.Lengths[1]})"),
    };

    // Arrays and spans that F writes are in/out where the row does not call them outputs; which are written is seen in the text.
    private static bool IsWritten(IParameterSymbol symbol)
    {
        string body = symbol.ContainingSymbol.DeclaringSyntaxReferences[0].GetSyntax().ToString();
        string name = System.Text.RegularExpressions.Regex.Escape(symbol.Name);
        return System.Text.RegularExpressions.Regex.IsMatch(body, $@"\b{name}(\[[^\]]*\])+\s*([-+*/]?=[^=]|\+\+|--)|/\* writes {name} \*/|\b{name}\[[^\]]*\], {name}\[[^\]]*\]\) =");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
