using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.GradientFlow;

/// <summary>The rules about numbers: what they find, in several spellings and on the exact expression, and what they leave alone.</summary>
public class NumericalHazardTests
{
    [Theory]
    [InlineData("SYG2002", "Math.Log(1 + Math.Exp(x))", "public static double F(double x) => Math.Log(1 + Math.Exp(x));")]
    [InlineData("SYG2002", "MathF.Log(MathF.Exp(x) + 1)", "public static float F([InRange(-5, 100)] float x) => MathF.Log(MathF.Exp(x) + 1);")]
    [InlineData("SYG2002", "T.Log(T.One + T.Exp(x))", "public static T F<T>(T x) where T : IFloatingPointIeee754<T> => T.Log(T.One + T.Exp(x));")]
    [InlineData("SYG2002", "double.LogP1(double.Exp(x))", "public static double F(double x) => double.LogP1(double.Exp(x));")]
    [InlineData("SYG2002", "Elementary.LogP1(Math.Exp(x))", "public static double F([InRange(-5, 800)] double x) => Elementary.LogP1(Math.Exp(x));")]
    [InlineData("SYG2002", "Math.Log(s)", "public static double F(double x) { double e = Math.Exp(x); double s = 1 + e; return Math.Log(s); }")]
    [InlineData("SYG2002", "Math.Log(1 + E(x))", "public static double F(double x) => Math.Log(1 + E(x)); private static double E(double z) => Math.Exp(z);")]
    [InlineData("SYG2002", "TensorPrimitives.Log(y, y)", "public static void F(ReadOnlySpan<double> x, Span<double> y) { TensorPrimitives.Exp(x, y); TensorPrimitives.Add(y, 1, y); TensorPrimitives.Log(y, y); }")]
    [InlineData("SYG2002", "Math.Log(1 + Math.Exp(-Math.Abs(x)))", "public static double F(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));")]
    [InlineData("SYG2002", "Math.Log(Sigmoid(x))", "public static double F(double x) => Math.Log(Sigmoid(x));")]
    [InlineData("SYG2002", "float.Log(Sigmoid(x))", "public static float F([InRange(-110, 0)] float x) => float.Log(Sigmoid(x));")]
    [InlineData("SYG2002", "Math.Log(1 / (1 + Math.Exp(-x)))", "public static double F(double x) => Math.Log(1 / (1 + Math.Exp(-x)));")]
    [InlineData("SYG2002", "Math.Log(Math.Exp(x) / (1 + Math.Exp(x)))", "public static double F(double x) => Math.Log(Math.Exp(x) / (1 + Math.Exp(x)));")]
    [InlineData("SYG2002", "Math.Log(1 - Sigmoid(x))", "public static double F(double x) => Math.Log(1 - Sigmoid(x));")]
    [InlineData("SYG2002", "Math.Log(1 - p)", "public static double F([InRange(-20, 20)] double x) { double p = Sigmoid(x); return Math.Log(1 - p); }")]
    [InlineData("SYG2002", "1 - h * h", "public static double F(double x) { double h = Math.Tanh(x); return 1 - h * h; }")]
    [InlineData("SYG2002", "1 - Math.Pow(Math.Tanh(x), 2)", "public static double F(double x) => 1 - Math.Pow(Math.Tanh(x), 2);")]
    [InlineData("SYG2002", "1 - MathF.Tanh(x) * MathF.Tanh(x)", "public static float F([InRange(-6, 6)] float x) => 1 - MathF.Tanh(x) * MathF.Tanh(x);")]
    [InlineData("SYG2002", "Math.Exp(x) - 1", "public static double F(double x) => Math.Exp(x) - 1;")]
    [InlineData("SYG2002", "Math.Exp(x) - 1", "public static double F(double x) => x > 0 ? x : Math.Exp(x) - 1;")]
    [InlineData("SYG2002", "MathF.Exp(x) - 1", "public static float F([InRange(1e-5, 5)] float x) => MathF.Exp(x) - 1;")]
    [InlineData("SYG2002", "-1 + Math.Exp(-x)", "public static double F([InRange(0, 5)] double x) => -1 + Math.Exp(-x);")]
    [InlineData("SYG2002", "1 - Math.Exp(-x)", "public static double F([InRange(0, 5)] double x) => 1 - Math.Exp(-x);")]
    [InlineData("SYG2002", "double.ExpM1(x)", "public static double F(double x) => double.ExpM1(x);")]
    [InlineData("SYG2002", "Math.Log(1 + x * x)", "public static double F(double x) => Math.Log(1 + x * x);")]
    [InlineData("SYG2002", "Math.Log(1 - p)", "public static double F([InRange(0, 0.5)] double p) => Math.Log(1 - p);")]
    [InlineData("SYG2002", "Math.Log(1 + x[i])", "public static double F([InRange(0, 9)] double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Log(1 + x[i]); return s; }")]
    public void Found(string id, string at, string member)
    {
        CSharpCompilation compilation = GeneratorHost.CompileMembers("[Differentiable] " + member);
        Diagnostic found = GeneratorHost.AnalyzeFlow(compilation).ShouldHaveSingleItem(member);
        found.Id.ShouldBe(id);
        compilation.SyntaxTrees[0].GetText().ToString(found.Location.SourceSpan).ShouldBe(at);
    }

    [Theory]

    // SYG2002
    [InlineData("public static double F([InRange(-5, 700)] double x) => Math.Log(1 + Math.Exp(x));")]
    [InlineData("public static float F([InRange(-5, 88)] float x) => MathF.Log(MathF.Exp(x) + 1);")]
    [InlineData("public static double F([InRange(-9, 99)] float x) => Math.Log(1 + Math.Exp(x));")]
    [InlineData("public static double F(double x) => Math.Max(x, 0) + Elementary.LogP1(Math.Exp(-Math.Abs(x)));")]
    [InlineData("public static double F([InRange(-9, double.PositiveInfinity)] double x) { if (x < 30) return Math.Log(1 + Math.Exp(x)); return x; }")]
    [InlineData("public static double F(double x) => Math.Log(2 + Math.Exp(-x * x));")]
    [InlineData("public static double F([InRange(-700, 9)] double x) => Math.Log(Sigmoid(x));")]
    [InlineData("public static double F([InRange(-30, 9)] double x) => Math.Log(1 / (1 + Math.Exp(-x)));")]
    [InlineData("public static double F([InRange(-99, 18)] double x) => Math.Log(1 - Sigmoid(x));")]
    [InlineData("public static double F(double x) => LogSigmoid(x) + LogSigmoid(-x) + Softplus(x);")]
    [InlineData("public static double F([InRange(-9, 9)] double x) => 1 - Math.Tanh(x) * Math.Tanh(x);")]
    [InlineData("public static double F(double x, double y) => 1 - Math.Tanh(x) * Math.Tanh(y);")]
    [InlineData("public static double F(double x) => 4 * Sigmoid(2 * x) * Sigmoid(-2 * x);")]
    [InlineData("public static double F([InRange(0.1, 5)] double x) => Math.Exp(x) - 1;")]
    [InlineData("public static double F(double x) => Math.Exp(x) - 2;")]
    [InlineData("public static double F(double x) => Elementary.ExpM1(x) + Elementary.LogP1(x * x);")]
    [InlineData("public static double F([InRange(1e-6, 5)] double x) => double.ExpM1(x) + double.LogP1(x);")]
    [InlineData("public static double F(double x, [NoGradient] double t) => x * (Math.Exp(t) - 1);")]
    [InlineData("public static double F([InRange(0.5, 9)] double x) => Math.Log(1 + x * x);")]
    [InlineData("public static double F([InRange(0, 9)] double x) => Math.Log(2 + x);")]
    public void Left_alone(string member) =>
        GeneratorHost.AnalyzeFlow(GeneratorHost.CompileMembers("[Differentiable] " + member)).Select(found => found.ToString()).ShouldBeEmpty(member);

    [Theory]
    [InlineData("Math.Log(1 + Math.Exp(x))", "Softplus(x)", 800, 800, 1)]
    [InlineData("Math.Log(Sigmoid(x))", "LogSigmoid(x)", -800, -800, 1)]
    [InlineData("Math.Log(1 / (1 + Math.Exp(-x)))", "LogSigmoid(x)", -720, -720, 1)]
    [InlineData("Math.Log(1 - Sigmoid(x))", "LogSigmoid(-x)", 40, -40, -1)]
    [InlineData("1 - Math.Tanh(x) * Math.Tanh(x)", "4 * Sigmoid(2 * x) * Sigmoid(-2 * x)", 20, 1.6993417021166355e-17, -3.398683404233271e-17)]
    [InlineData("Math.Exp(x) - 1", "Elementary.ExpM1(x)", 1e-12, 1.0000000000005e-12, 1.000000000001)]
    [InlineData("double.ExpM1(x)", "Elementary.ExpM1(x)", 1e-12, 1.0000000000005e-12, 1.000000000001)]
    [InlineData("Math.Log(1 + x)", "Elementary.LogP1(x)", 1e-12, 9.999999999995e-13, 0.999999999999)]
    [InlineData("double.LogP1(x)", "Elementary.LogP1(x)", 1e-12, 9.999999999995e-13, 0.999999999999)]
    public void What_the_advice_says_is_better(string faulty, string advised, double x, double value, double slope)
    {
        Compilation complete = GeneratorHost.Complete(GeneratorHost.CompileMembers(
            $"[Differentiable] public static double F(double x) => {faulty}; [Differentiable] public static double G(double x) => {advised};"));
        (double, double) Run(string method)
        {
            object?[] arguments = [x, 0.0];
            return ((double)GeneratorHost.Run(complete, "Net", method, arguments)!, (double)arguments[1]!);
        }

        static bool AreRight((double Value, double Slope) found, (double Value, double Slope) exact) =>
            Math.Abs(found.Value - exact.Value) <= 1e-13 * Math.Abs(exact.Value) && Math.Abs(found.Slope - exact.Slope) <= 1e-13 * Math.Abs(exact.Slope);

        AreRight(Run("FGradient"), (value, slope)).ShouldBeFalse();
        AreRight(Run("GGradient"), (value, slope)).ShouldBeTrue($"{Run("GGradient")}");
    }
}
