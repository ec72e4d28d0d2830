using Microsoft.CodeAnalysis;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>What counts as a constant though it varies: differences cannot tell, so the closed form does. And what happens at a loop that never runs.</summary>
public class ConstantTests
{
    private static double[] Run(string members, string body)
    {
        Compilation complete = GeneratorHost.Complete(GeneratorHost.CompileMembers($"{members} public static double[] Call() {{ {body} }}"));
        return (double[])GeneratorHost.Run(complete, "Net", "Call")!;
    }

    [Theory]
    [InlineData("Grad.Stop(x) * x", 3)]
    [InlineData("Grad.Stop(x * x) * x + x", 10)]
    [InlineData("x * Grad.Stop(x + Grad.Stop(x))", 6)]
    [InlineData("Math.Floor(x) * x + Math.Round(x) + Math.Sign(x)", 3)]
    [InlineData("(int)x * x", 3)]
    [InlineData("Relu(x - 3) + Math.Abs(x - 3)", 0)]
    [InlineData("Math.Max(x, 3.0) + Math.Min(3.0, x)", 1)]
    [InlineData("Math.Clamp(x, 3.0, 4.0)", 1)]
    public void DerivativeAtThree(string expression, double derivative) =>
        Run($"[Differentiable] public static double F(double x) => {expression};", "FGradient(3, out double d); return [d];").ShouldBe([derivative]);

    [Fact]
    public void BranchNotTakenLeaksNoNaN() =>
        Run("[Differentiable] public static double F(double x) => x > 0 ? Math.Sqrt(x) * Math.Log(x) : 2 * x;", "FGradient(-1, out double d); return [d];").ShouldBe([2.0]);

    [Theory]
    [InlineData("double s = a; for (int i = 0; i < x.Length; i++) s = Math.Sin(s * x[i]); return s;", 1)]
    [InlineData("double s = 2; for (int i = x.Length - 1; i >= 0; i--) s *= a * x[i]; return s;", 0)]
    [InlineData("double s = 0; for (int i = 0; i < x.Length; i++) for (int j = i; j < x.Length; j++) s += a * x[i] * x[j]; return s;", 0)]
    [InlineData("double s = 0; foreach (double v in x) s += v * a; return s;", 0)]
    [InlineData("double[] h = new double[x.Length]; for (int i = 1; i < x.Length; i++) h[i] = h[i - 1] * a + x[i]; return TensorPrimitives.Sum(h) + a * a;", 6)]
    public void LoopThatNeverRunsHasNoGradient(string body, double derivative)
    {
        string members = $"[Differentiable(Derivatives.Taped)] public static double F(double a, double[] x) {{ {body} }}";
        const string Call = """
            FGradient(3, new double[0], out double set, new Span<double>());
            double added = 10, taped = 20;
            FBackward(3, new double[0], 1, ref added, new Span<double>());
            double[] tape = new double[FTapeLength(3, new double[0])];
            FForward(3, new double[0], tape);
            FBackward(3, new double[0], 1, ref taped, new Span<double>(), tape);
            return [set, added - 10, taped - 20];
            """;
        Run(members, Call).ShouldBe([derivative, derivative, derivative]);
    }

    [Fact]
    public void NullArraysAndEmptySpansAreRefusedBeforeAnythingIsWritten()
    {
        const string Members = "[Differentiable] public static double F(double[] x, double[,] m) { double s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * x[i] * m[i, 0]; return s; }";
        const string Call = """
            double[] dx = [7, 7, 7];
            double[,] dm = { { 7 }, { 7 }, { 7 } };
            int refused = 0;
            try { FGradient(default, new double[3, 1], dx, dm); } catch (ArgumentException) { refused++; }
            try { FGradient(new double[] { 1, 2, 3 }, null!, dx, dm); } catch (ArgumentException) { refused++; }
            try { FGradient(new double[] { 1, 2, 3 }, new double[2, 1], dx, dm); } catch (ArgumentException) { refused++; }
            try { FGradient(new double[] { 1, 2, 3 }, new double[3, 1], default, dm); } catch (ArgumentException) { refused++; }
            try { FGradient(new double[] { 1, 2, 3 }, new double[3, 1], dx, null!); } catch (ArgumentException) { refused++; }
            return [refused, dx[0], dx[1], dx[2], dm[0, 0], dm[1, 0], dm[2, 0]];
            """;
        Run(Members, Call).ShouldBe([5.0, 7, 7, 7, 7, 7, 7]);
    }

    [Fact]
    public void MessagesNameTheParameterAndBothLengths()
    {
        const string Members = """
            [Differentiable] public static double F(double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * x[i]; return s; }
            public static string Message() { try { FGradient(new double[13], new double[11]); return ""; } catch (ArgumentException e) { return e.ParamName + ": " + e.Message; } }
            """;
        string message = (string)GeneratorHost.Run(GeneratorHost.Complete(GeneratorHost.CompileMembers(Members)), "Net", "Message")!;
        message.ShouldStartWith("dx: ");
        message.ShouldContain("13");
        message.ShouldContain("11");
    }
}
