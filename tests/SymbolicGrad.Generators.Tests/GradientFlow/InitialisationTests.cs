using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.GradientFlow;

/// <summary>SYG1008–1010: how weights are filled, before they are given to the derivative of a network.</summary>
public class InitialisationTests
{
    private const string Networks = """
        [Differentiable] public static double Mlp(double[] x, double[,] w1, double[] b1, double[,] w2, [NoGradient] double t)
        {
            double[] h = new double[b1.Length];
            for (int j = 0; j < h.Length; j++) { double z = b1[j]; for (int i = 0; i < x.Length; i++) z += w1[j, i] * x[i]; h[j] = Math.Tanh(z); }
            double y = 0;
            for (int j = 0; j < h.Length; j++) y += w2[0, j] * h[j];
            return (y - t) * (y - t);
        }
        [Differentiable] public static double Rect([NoGradient] double[] x, ReadOnlySpan2D<double> w1, ReadOnlySpan<double> b1, ReadOnlySpan<double> v, [NoGradient] double t)
        {
            double y = -t;
            for (int j = 0; j < b1.Length; j++) y += v[j] * Relu(TensorPrimitives.Dot(w1.GetRowSpan(j), x) + b1[j]);
            return y * y;
        }
        [Differentiable] public static double Linear([NoGradient] double[] x, double[,] w, double[] b, int label)
        {
            double s = 0;
            for (int k = 0; k < b.Length; k++) { double z = b[k]; for (int i = 0; i < x.Length; i++) z += w[k, i] * x[i]; s += Math.Exp(z); }
            double picked = b[label];
            for (int i = 0; i < x.Length; i++) picked += w[label, i] * x[i];
            return Math.Log(s) - picked;
        }
        [Differentiable] public static double Rnn([NoGradient] double[,] x, double[,] w, double[,] u, double[] b, double[] v)
        {
            double[] h = new double[b.Length];
            for (int t = 0; t < x.GetLength(0); t++)
            {
                double[] next = new double[b.Length];
                for (int j = 0; j < b.Length; j++)
                {
                    double z = b[j];
                    for (int i = 0; i < x.GetLength(1); i++) z += w[j, i] * x[t, i];
                    for (int k = 0; k < b.Length; k++) z += u[j, k] * h[k];
                    next[j] = Math.Tanh(z);
                }
                for (int j = 0; j < b.Length; j++) h[j] = next[j];
            }
            double y = 0;
            for (int j = 0; j < b.Length; j++) y += v[j] * h[j];
            return y;
        }
        [Differentiable] public static double Lstm([NoGradient] double[] x, double wf, double wi, double wg, double wo, double bf, double bi, double bg, double bo)
        {
            double c = 0, h = 0;
            for (int t = 0; t < x.Length; t++)
            {
                double f = Sigmoid(wf * x[t] + h + bf), i = Sigmoid(wi * x[t] + h + bi), g = Math.Tanh(wg * x[t] + h + bg), o = Sigmoid(wo * x[t] + h + bo);
                c = f * c + i * g;
                h = o * Math.Tanh(c);
            }
            return h;
        }
        [Differentiable] public static void Cell([NoGradient] ReadOnlySpan<double> x, ReadOnlySpan<double> cPrev, ReadOnlySpan2D<double> w, ReadOnlySpan<double> b, Span<double> c)
        {
            int n = cPrev.Length;
            for (int j = 0; j < n; j++)
            {
                double f = Sigmoid(TensorPrimitives.Dot(w.GetRowSpan(j), x) + b[j]), i = Sigmoid(TensorPrimitives.Dot(w.GetRowSpan(n + j), x) + b[n + j]);
                c[j] = i * Math.Tanh(TensorPrimitives.Dot(w.GetRowSpan(2 * n + j), x) + b[2 * n + j]) + cPrev[j] * f;
            }
        }
        [Differentiable] public static double Gru([NoGradient] double[] x, double wz, double bz, double wg, double bg)
        {
            double h = 0;
            for (int t = 0; t < x.Length; t++) { double z = Sigmoid(wz * x[t] + h + bz); h = (1 - z) * h + z * Math.Tanh(wg * x[t] + h + bg); }
            return h;
        }
        """;

    private const string Train = "double[] x = [1, 2, 3], dx = new double[3]; double[,] dw1 = new double[4, 3], dw2 = new double[1, 4]; double[] db1 = new double[4]; Random r = new(1); ";
    private const string NetCall = " for (int step = 0; step < 9; step++) { MlpGradient(x, w1, b1, w2, 1, dx, dw1, db1, dw2); w1[0, 0] -= dw1[0, 0]; }";
    private const string RectCall = " double[] v = [1, 2, 3, 4], dv = new double[4]; RectGradient(x, w1, b1, v, 1, dw1, db1, dv);";
    private const string LstmCall = " LstmGradient([1, 2], 1, 1, 1, 1, bf, 0, 0, 0, out _, out _, out _, out _, out double df, out _, out _, out _); bf -= df;";
    private const string CellCall = " double[] c = new double[2], dc = new double[2], db = new double[6]; double[,] w = { { 1 }, { 2 }, { 3 }, { 4 }, { 5 }, { 6 } }, dw = new double[6, 1]; CellBackward([1.0], c, w, b, dc, dc, dw, db);";
    private const string RnnCall = " double[] v = [1, 1], db = new double[2], dv = new double[2]; double[,] x2 = { { 1, 2 } }, dw = new double[2, 2]; RnnGradient(x2, w, u, b, v, dw, dw, db, dv);";

    [Theory]
    [InlineData("SYG1008", "0", "double bf = 0;" + LstmCall)]
    [InlineData("SYG1008", "-1.5", "double bf = -1.5; for (int i = 0; i < 3; i++) { " + LstmCall + " }")]
    [InlineData("SYG1008", "new double[6]", "double[] b = new double[6];" + CellCall)]
    [InlineData("SYG1008", "Array.Fill(b, -1)", "double[] b = new double[6]; Array.Fill(b, -1);" + CellCall)]
    [InlineData("SYG1008", "b.AsSpan().Clear()", "var b = new double[6]; b.AsSpan().Clear();" + CellCall)]
    [InlineData("SYG1008", "SymbolicGrad.Nn.Initialisation.Constant<double>(b, 0)", "var b = new double[6]; SymbolicGrad.Nn.Initialisation.Constant<double>(b, 0);" + CellCall)]
    [InlineData("SYG1009", "new double[4, 3]", Train + "double[,] w1 = new double[4, 3], w2 = new double[2, 4]; double[] b1 = new double[4];" + NetCall)]
    [InlineData("SYG1009", "w1.AsSpan2D().Fill(0.5)", Train + "double[,] w1 = new double[4, 3], w2 = new double[2, 4]; w1.AsSpan2D().Fill(0.5); w2.AsSpan2D().Fill(0.1); double[] b1 = new double[4];" + NetCall)]
    [InlineData("SYG1009", "SymbolicGrad.Nn.Initialisation.Constant(w1.AsSpan(), 1)", Train + "var w1 = new double[4, 3]; var w2 = new double[2, 4]; SymbolicGrad.Nn.Initialisation.Constant(w1.AsSpan(), 1); double[] b1 = new double[4]; Array.Fill(b1, 0.1);" + NetCall)]
    [InlineData("SYG1009", "new double[2, 2]", "double[,] w = new double[2, 2], u = new double[2, 2]; double[] b = new double[2];" + RnnCall)]
    [InlineData("SYG1009", "Array.Clear(w1)", Train + "double[,] w1 = new double[4, 3], w2 = new double[2, 4]; Array.Clear(w1); double[] b1 = new double[4];" + " MlpBackward(x, w1, b1, w2, 1, 1, dx, dw1, db1, dw2);", "Array.Clear(w1)")]
    [InlineData("SYG1010", "SymbolicGrad.Nn.Initialisation.XavierUniform(w1.AsSpan(), 3, 4, r)", Train + "var w1 = new double[4, 3]; double[] b1 = new double[4]; SymbolicGrad.Nn.Initialisation.XavierUniform(w1.AsSpan(), 3, 4, r);" + RectCall)]
    [InlineData("SYG1010", "SymbolicGrad.Nn.Initialisation.XavierNormal(w1.AsSpan(), 3, 4, r)", Train + "var w1 = new double[4, 3]; double[] b1 = [1, 2, 3, 4]; SymbolicGrad.Nn.Initialisation.XavierNormal(w1.AsSpan(), 3, 4, r);" + RectCall)]
    [InlineData("SYG1010", "SymbolicGrad.Nn.Initialisation.XavierTruncatedNormal(w1.AsSpan(), 3, 4, r)", Train + "var w1 = new double[4, 3]; SymbolicGrad.Nn.Initialisation.XavierTruncatedNormal(w1.AsSpan(), 3, 4, r); double[] b1 = new double[w1.GetLength(0)]; for (int i = 0; i < 9; i++) {" + RectCall + "}")]
    [InlineData("SYG1010", "SymbolicGrad.Nn.Initialisation.HeNormal(w1.AsSpan(), 3, r)", Train + "var w1 = new double[4, 3]; var w2 = new double[2, 4]; double[] b1 = new double[4]; SymbolicGrad.Nn.Initialisation.HeNormal(w1.AsSpan(), 3, r);" + NetCall)]
    [InlineData("SYG1010", "SymbolicGrad.Nn.Initialisation.HeUniform(w1.AsSpan(), 3, r)", Train + "var w1 = new double[4, 3]; var w2 = new double[2, 4]; double[] b1 = new double[4]; SymbolicGrad.Nn.Initialisation.HeUniform(w1.AsSpan(), 3, r);" + NetCall)]
    public void Found(string id, string at, string body, string? exactly = null)
    {
        (Compilation compilation, IReadOnlyList<Diagnostic> found) = Analyze(body);
        Findings.ShouldBeFound(id, exactly ?? at, compilation, found, body);
    }

    [Theory]
    [InlineData("double bf = 1;" + LstmCall)]
    [InlineData("double bf = 0; bf = 1;" + LstmCall)]
    [InlineData("double bf = double.Parse(\"1\");" + LstmCall)]
    [InlineData("double bf = 0; if (DateTime.Now.Year > 2000) bf += 1;" + LstmCall)]
    [InlineData("double[] b = new double[6]; b.AsSpan(0, 2).Fill(1);" + CellCall)]
    [InlineData("double[] b = new double[6]; b[0] = b[1] = 1;" + CellCall)]
    [InlineData("double[] b = [1, 1, 0, 0, 0, 0];" + CellCall)]
    [InlineData("double[] b = new double[6]; if (b.Length > 3) Array.Fill(b, -1); Array.Fill(b, 1);" + CellCall)]
    [InlineData("double[] b = new double[6]; Array.Fill(b, 1); if (b.Length > 9) Array.Fill(b, -1);" + CellCall)]
    [InlineData("double bz = 0; GruGradient([1, 2], 1, bz, 1, 0, out _, out double d, out _, out _); bz -= d;")]
    [InlineData("double bi = 0; LstmGradient([1, 2], 1, 1, 1, 1, 1, bi, 0, 0, out _, out _, out _, out _, out _, out double d, out _, out _); bi -= d;")]
    [InlineData(Train + "double[,] w1 = new double[4, 3], w2 = new double[2, 4]; SymbolicGrad.Nn.Initialisation.XavierUniform(w1.AsSpan(), 3, 4, r); double[] b1 = new double[4];" + NetCall)]
    [InlineData(Train + "double[,] w1 = new double[4, 3], w2 = new double[2, 4]; SymbolicGrad.Nn.Initialisation.Normal(w2.AsSpan(), 0.1, r); double[] b1 = new double[4];" + NetCall)]
    [InlineData(Train + "double[,] w1 = new double[4, 3], w2 = new double[2, 4]; double[] b1 = [1, 2, 3, 4];" + NetCall)]
    [InlineData(Train + "double[,] w1 = new double[4, 3], w2 = new double[1, 4]; double[] b1 = new double[4]; w1[0, 0] = 1;" + NetCall)]
    [InlineData(Train + "double[,] w1 = new double[4, 3], w2 = new double[2, 4]; double[] b1 = new double[4]; Draw(w1);" + NetCall)]
    [InlineData("double[,] w = new double[2, 3], dw = new double[2, 3]; double[] b = new double[2], db = new double[2]; LinearGradient([1, 2, 3], w, b, 1, dw, db);")]
    [InlineData("double[,] w = new double[2, 2], u = { { 1, 2 }, { 3, 4 } }; double[] b = new double[2];" + RnnCall)]
    [InlineData(Train + "var w1 = new double[4, 3]; double[] b1 = new double[4]; SymbolicGrad.Nn.Initialisation.HeUniform(w1.AsSpan(), 3, r);" + RectCall)]
    [InlineData(Train + "var w1 = new double[4, 3]; double[] b1 = new double[4]; SymbolicGrad.Nn.Initialisation.XavierUniform(w1.AsSpan(), 3, 4, r, Math.Sqrt(2));" + RectCall)]
    [InlineData(Train + "var w1 = new double[4, 3]; double[] b1 = new double[4]; SymbolicGrad.Nn.Initialisation.XavierUniform(w1.AsSpan(), 3, 4, r); w1[0, 0] *= 2;" + RectCall)]
    [InlineData(Train + "var w1 = new double[4, 3]; double[] b1 = new double[4]; SymbolicGrad.Nn.Initialisation.XavierUniform(w1.AsSpan(), 3, 4, r); SymbolicGrad.Nn.Initialisation.HeUniform(w1.AsSpan(), 3, r);" + RectCall)]
    public void Left_alone(string body) => Analyze(body).Found.Select(found => found.ToString()).ShouldBeEmpty(body);

    private static (Compilation Compilation, IReadOnlyList<Diagnostic> Found) Analyze(string body)
    {
        CSharpCompilation compilation = GeneratorHost.CompileMembers(
            $"public static void Train() {{ {body} }} private static void Draw(double[,] w) => w[0, 0] = 1;\n{Networks}");
        GeneratorHost.Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation updated, out _);
        CSharpCompilation complete = (CSharpCompilation)updated;
        complete.GetDiagnostics().Where(problem => problem.Severity == DiagnosticSeverity.Error).Select(problem => problem.ToString()).ShouldBeEmpty(body);
        return (complete, [.. GeneratorHost.AnalyzeFlow(complete).Where(found => found.Id is "SYG1008" or "SYG1009" or "SYG1010")]);
    }
}
