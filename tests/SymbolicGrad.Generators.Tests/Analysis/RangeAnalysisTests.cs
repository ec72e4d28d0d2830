using SymbolicGrad.Compiler.Analysis.Ranges;
using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Generators.Tests.Analysis;

/// <summary>Ranges that the code implies or the user has declared.</summary>
public class RangeAnalysisTests
{
    [Theory]
    [InlineData("double x", "Sigmoid(x)", "[0, 1]")]
    [InlineData("double x", "Math.Tanh(x) * Sigmoid(x)", "[-1, 1]")]
    [InlineData("double x", "1 - Sigmoid(x)", "[0, 1]")]
    [InlineData("double x", "x * x", "[0, Infinity]")]
    [InlineData("double x", "x - x", "[0, 0]")]
    [InlineData("double x", "Math.Exp(x)", "[0, Infinity]")]
    [InlineData("double x", "Math.Clamp(x, -2, 3)", "[-2, 3]")]
    [InlineData("double x", "Math.Max(Math.Min(x, 4), 1)", "[1, 4]")]
    [InlineData("[InRange(-2, 3)] double x", "2 * x + 1", "[-3, 7]")]
    [InlineData("[InRange(-2, 3)] double x", "Math.Abs(x)", "[0, 3]")]
    [InlineData("[InRange(1, 2)] double[] x", "x[0] - x[1]", "[-1, 1]")]
    [InlineData("double x", "x > 0 ? x : 0", "[0, Infinity]")]
    [InlineData("double x", "x < 0 ? 0 : x", "[0, Infinity]")]
    [InlineData("double x", "x < -1 ? -1 : x > 1 ? 1 : x", "[-1, 1]")]
    [InlineData("double x", "x >= -1 && x <= 1 ? x : 0", "[-1, 1]")]
    [InlineData("double x", "!(x < -1 || x > 1) ? x : 0", "[-1, 1]")]
    [InlineData("[InRange(0, 1)] double x, [InRange(3, 4)] double y", "x < y ? x : y", "[0, 1]")]
    [InlineData("[InRange(2, 1)] double x", "x", "[-Infinity, Infinity]")]
    public void Expressions(string parameters, string expression, string range) =>
        OfResult($"[Differentiable] public static double F({parameters}) => {expression};").ToString().ShouldBe(range);

    [Fact]
    public void A_stated_result_narrows_what_is_returned() =>
        OfResult("[Differentiable, InRange(0, 5)] public static double F(double x) => 2 * x;").ToString().ShouldBe("[0, 5]");

    [Theory]
    [InlineData("double s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * x[i]; return s;", "[0, Infinity]")]
    [InlineData("double s = 0.5; for (int i = 0; i < x.Length; i++) s = Sigmoid(s + x[i]); return s;", "[0, 1]")]
    [InlineData("double s = 0; for (int i = 0; i < x.Length; i++) s = Math.Tanh(s + x[i]); return s;", "[-1, 1]")]
    [InlineData("double m = 0; for (int i = 0; i < x.Length; i++) m = Math.Max(m, x[i]); return m;", "[0, Infinity]")]
    [InlineData("double s = x[0]; for (int i = 0; i < 5; i++) s = Sigmoid(s); return s;", "[0, 1]")]
    [InlineData("double s = 0; int i = 0; while (i < 4) { s = Math.Tanh(s) + x[i]; i++; } return Sigmoid(s);", "[0, 1]")]
    [InlineData("double s = 0; for (int i = 2; i < 7; i++) s = i * 0.5 * Math.Sin(x[i]); return s;", "[-3, 3]")]
    [InlineData("double[] h = new double[4]; for (int t = 0; t < x.Length; t++) for (int k = 0; k < 4; k++) h[k] = Sigmoid(h[k] + x[t]); return h[0];", "[0, 1]")]
    [InlineData("double[] p = new double[3]; for (int k = 0; k < 3; k++) p[k] = Math.Exp(x[k]); return p[0] + p[1];", "[0, Infinity]")]
    [InlineData("return x.Length * Sigmoid(x[0]);", "[0, 2147483647]")]
    public void Loops_and_memory(string body, string range) =>
        OfResult($$"""[Differentiable] public static double F(double[] x) { {{body}} }""").ToString().ShouldBe(range);

    [Fact]
    public void Float_results_are_rounded_outwards()
    {
        Interval range = OfResult("[Differentiable] public static float F([InRange(0, 1)] float x) => x * 0.1f;");
        range.Contains(0.1f).ShouldBeTrue();
        range.High.ShouldBeLessThan(0.1 * (1 + 1e-6));
    }

    [Fact]
    public void A_statement_under_a_condition_sees_what_the_condition_says()
    {
        Function function = Reading.Reading.Function("[Differentiable] public static double F(double x) { if (x > 8) return Math.Tanh(x); return x; }");
        Compute tanh = function.Body.AllStatements.OfType<Compute>().Single(compute => compute.Operation.Name == "Tanh");
        RangeAnalysis.Of(function).OperandOf(tanh, 0).Low.ShouldBeGreaterThan(8);
    }

    private static Interval OfResult(string program)
    {
        Function function = Reading.Reading.Function(program);
        return RangeAnalysis.Of(function).Of(function.Body.Yields[0]);
    }
}
