namespace SymbolicGrad.Generators.Tests.Reading;
public class ProbeTests(Xunit.Abstractions.ITestOutputHelper output)
{
    [Theory]
    [InlineData("doubleBound", "[Differentiable] public static double F(double x) { double s = 0; for (int i = 0; i < 2.5; i++) s += x; return s; }", 2.0)]
    [InlineData("tupleReturn", "[Differentiable] public static (double, double) F(double x) => (1, x);", 2.0)]
    [InlineData("twoRefs", "[Differentiable] public static double F(double x) { double a = x; G(ref a, ref a); return a; } static void G(ref double p, ref double q) { p += 1; q *= 2; p += 3; }", 2.0)]
    [InlineData("captureRef", "[Differentiable] public static double F(double x) { double a = x; void G(ref double p) { p += 1; a *= 2; p += 3; } G(ref a); return a; }", 2.0)]
    [InlineData("definite", "[Differentiable] public static double F(double x) { double y; if (x > 0) { if (x > 1) y = x; else return 0; } else y = 2; return y * x; }", 2.0)]
    [InlineData("and", "[Differentiable] public static double F(double x) { if (x > 0 && x < 5) return x * x; return x; }", 2.0)]
    [InlineData("negStep", "[Differentiable] public static double F(double x, int s) { double t = 0; for (int i = 0; i < 3; i += s) t += x; return t; }", 2.0, 2)]
    [InlineData("stack", "[Differentiable] public static double F(double x) { Span<double> s = stackalloc[] { x, 2 * x }; return s[0] * s[1]; }", 2.0)]
    [InlineData("notEqual", "[Differentiable] public static double F(double x) { double t = 0; for (int i = 0; i != 3; ++i) t += x; return t; }", 2.0)]
    [InlineData("bound", "[Differentiable] public static double F(double x) { Span<int> n = stackalloc int[1]; n[0] = 3; double t = 0; for (int i = 0; i < n[0]; ++i) { t += x; n[0] = 2; } return t; }", 2.0)]
    public void Probe(string name, string members, params object[] arguments)
    {
        var program = SourceProgram.OfMembers(members);
        var r = program.Read();
        if (r.Refusal is not null) { output.WriteLine(name + ": REFUSED " + r.Refusal.Descriptor.Id + " " + string.Join(" | ", r.Refusal.Arguments)); return; }
        output.WriteLine(SymbolicGrad.Compiler.Ir.Printer.Print(r.Method!.Function));
        Reading.AgreesWithCSharp(members, arguments);
    }
}
