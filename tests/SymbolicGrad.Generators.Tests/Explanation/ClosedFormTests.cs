using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Explanation;

/// <summary>What the documentation of a gradient says: a formula in the user's names that means one thing.</summary>
public class ClosedFormTests
{
    [Theory]
    [InlineData("double F(double x, double y) => x * y;", "y")]
    [InlineData("double F(double x, double y) { x = x * y; return x * x; }", "2·x₂·y, where x₂ = x·y")]
    [InlineData("double F(double x, double y) { x = x * y; y = Math.Sin(x); return x * y; }", "[x₂·cos(x₂) + y₂]·y, where x₂ = x·y, y₂ = sin(x₂)")]
    [InlineData("double F(double x, double y) { double t = x * y; t = t * t; return t * t; }", "4·t₂·t₁·y, where t₁ = x·y, t₂ = t₁·t₁")]
    [InlineData("double F(double x, double y) { double t = x * y; return t * t; }", "2·t·y")]
    public void TheFormulaSaysWhichValueOfAVariableIsMeant(string method, string expected)
    {
        string generated = GeneratorHost.Generate(GeneratorHost.CompileMembers("[Differentiable] public static " + method)).Single().Value;
        generated.ShouldContain($"""<param name="dx">Set to ∂L/∂x = {expected}.</param>""");
    }
}
