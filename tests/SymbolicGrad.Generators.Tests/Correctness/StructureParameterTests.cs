using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>
/// Structs and tuples in signatures: each program calls F's members as the contract says, names included, and the members of the same
/// function of plain numbers G; their differences are what it returns.
/// </summary>
public class StructureParameterTests
{
    private const string Taped = "[Differentiable(Derivatives.Taped)] public static ";

    /// <summary>A sentence, members of Net, further types, and a body that adds differences to a list d.</summary>
    public static TheoryData<string, string, string, string> Programs => new()
    {
        {
            "a tuple",
            Taped + "double F((double a, double b) p, double x) => p.a * Math.Sin(p.Item2 * x);" + Taped + "double G(double a, double b, double x) => a * Math.Sin(b * x);",
            "",
            """
            double f = Net.FGradient((2, 3), 0.5, dp: out (double a, double b) dp, dx: out double dx);
            double g = Net.GGradient(2, 3, 0.5, out double da, out double db, out double dx2);
            Add(f, g); Add(dp.a, da); Add(dp.b, db); Add(dx, dx2);
            (double, double) ep = (1, 2); double ex = 3;
            Net.FBackward((2, 3), 0.5, 2, ref ep, ref ex);
            Add(ep.Item1, 1 + 2 * da); Add(ep.Item2, 2 + 2 * db); Add(ex, 3 + 2 * dx);
            double[] tape = new double[Net.FTapeLength((2, 3), 0.5)];
            Add(Net.FForward((2, 3), 0.5, tape), f);
            (double a, double b) tp = default; double tx = 0;
            Net.FBackward((2, 3), 0.5, 1, ref tp, ref tx, (ReadOnlySpan<double>)tape);
            Add(tp.a, da); Add(tp.b, db);
            """
        },
        {
            "a nested tuple without names, reassigned",
            Taped + "double F(((double, double), double) p) { p.Item1.Item1 *= p.Item2; (p.Item2, p.Item1.Item2) = (p.Item1.Item2, p.Item1.Item1); return p.Item1.Item1 * p.Item1.Item2 + p.Item2; }"
            + Taped + "double G(double a, double b, double c) { a *= c; (c, b) = (b, a); return a * b + c; }",
            "",
            """
            double f = Net.FGradient(((2, 3), 5), out ((double, double), double) dp);
            Add(f, Net.GGradient(2, 3, 5, out double da, out double db, out double dc));
            Add(dp.Item1.Item1, da); Add(dp.Item1.Item2, db); Add(dp.Item2, dc);
            """
        },
        {
            "a struct of scalars, by value, in, and constant",
            Taped + "double F(P p, in P q, [NoGradient] P r) { p.X *= q.Y * p.N; return p.X * q.X + p.Y * r.X; }"
            + Taped + "double G(double x, double y, int n, double qx, double qy, [NoGradient] double rx) { x *= qy * n; return x * qx + y * rx; }",
            "public struct P { public double X, Y; public int N; }",
            """
            P p = new() { X = 2, Y = 3, N = 2 }, q = new() { X = 5, Y = 7 }, r = new() { X = 11 };
            double f = Net.FGradient(p, in q, r, dp: out PGradient dp, dq: out PGradient dq);
            Add(f, Net.GGradient(2, 3, 2, 5, 7, 11, out double dx, out double dy, out double dqx, out double dqy));
            Add(dp.X, dx); Add(dp.Y, dy); Add(dq.X, dqx); Add(dq.Y, dqy);
            Net.FBackward(p, in q, r, dResult: 3, ref dp, ref dq);
            Add(dp.X, 4 * dx); Add(dq.Y, 4 * dqy);
            double[] tape = new double[Net.FTapeLength(p, q, r)];
            Add(Net.FForward(p, q, r, tape), f);
            """
        },
        {
            "a readonly record struct inside a struct, by properties",
            Taped + "double F(in Body b) => b.Mass * b.At.Norm * b.Speed.X;" + Taped + "double G(double x, double y, double s, double m) => m * (x * x + y * y) * s;",
            "public readonly record struct P(double X, double Y) { public double Norm => X * X + Y * Y; } public class Holder { } public struct Body { public P At { get; init; } public P Speed { get; init; } public double Mass { get; set; } public bool IsFixed; }",
            """
            Body b = new() { At = new(2, 3), Speed = new(5, 1), Mass = 7 };
            Add(Net.FGradient(b, out BodyGradient db), Net.GGradient(2, 3, 5, 7, out double dx, out double dy, out double ds, out double dm));
            Add(db.At.X, dx); Add(db.At.Y, dy); Add(db.Speed.X, ds); Add(db.Speed.Y, 0); Add(db.Mass, dm);
            """
        },
        {
            "ref and out structs",
            "[Differentiable(Derivatives.Taped)] public static void F(ref P p, double k, out P r) { p.X = p.X * p.Y * k; r = p; r.Y *= k; }"
            + "[Differentiable(Derivatives.Taped)] public static void G(ref double x, ref double y, double k, out double a, out double b) { x = x * y * k; a = x; b = y * k; }",
            "public struct P { public double X, Y; }",
            """
            P p = new() { X = 2, Y = 3 };
            PGradient dp = new() { X = 1, Y = 2 }, dr = new() { X = 3, Y = 4 };
            double dk = 0, ek = 0, dx = 1, dy = 2;
            Net.FBackward(p, 0.5, dr: in dr, dp: ref dp, dk: ref dk);
            Net.GBackward(2, 3, 0.5, 3, 4, ref dx, ref dy, ref ek);
            Add(dp.X, dx); Add(dp.Y, dy); Add(dk, ek);
            double[] tape = new double[Net.FTapeLength(p, 0.5)];
            P q = p; P r;
            Net.FForward(ref q, 0.5, out r, tape);
            Net.F(ref p, 0.5, out P s);
            Add(q.X, p.X); Add(r.X, s.X); Add(r.Y, s.Y);
            PGradient tp = new() { X = 1, Y = 2 }; double tk = 0;
            Net.FBackward(0.5, dr, ref tp, ref tk, (ReadOnlySpan<double>)tape);
            Add(tp.X, dx); Add(tp.Y, dy); Add(tk, dk);
            """
        },
        {
            "a returned struct, and one in a tuple",
            Taped + "P F(P p, double k) => new(p.X * k, p.Y * p.X);" + Taped + "(double n, P q) H(P p) => (p.X * p.Y, new P(p.X, p.X * p.X));" + Taped + "(double a, double b) G(double x, double y, double k) => (x * k, y * x);",
            "public readonly record struct P(double X, double Y);",
            """
            PGradient u = new() { X = 3, Y = 4 }, dp = default; double dk = 0, ek = 0, dx = 0, dy = 0;
            Net.FBackward(new P(2, 5), 7, dResult: u, dp: ref dp, dk: ref dk);
            Net.GBackward(2, 5, 7, 3, 4, ref dx, ref dy, ref ek);
            Add(dp.X, dx); Add(dp.Y, dy); Add(dk, ek);
            double[] tape = new double[Net.FTapeLength(new P(2, 5), 7)];
            P made = Net.FForward(new P(2, 5), 7, tape);
            Add(made.X, 14); Add(made.Y, 10);
            PGradient hp = default;
            Net.HBackward(new P(2, 5), dn: 1, dq: new PGradient { X = 10, Y = 100 }, ref hp);
            Add(hp.X, 5 + 10 + 400); Add(hp.Y, 2);
            double[] other = new double[Net.HTapeLength(new P(2, 5))];
            (double n, P q) = Net.HForward(new P(2, 5), other);
            Add(n, 10); Add(q.Y, 4);
            """
        },
        {
            "Vector3",
            Taped + "float F(Vector3 v, Vector2 w) => v.X * v.Y * w.X + v.Z * w.Y;" + Taped + "float G(float x, float y, float z, float a, float b) => x * y * a + z * b;",
            "",
            """
            float f = Net.FGradient(new Vector3(2, 3, 5), new Vector2(7, 11), dv: out Vector3 dv, dw: out Vector2 dw);
            Add(f, Net.GGradient(2, 3, 5, 7, 11, out float dx, out float dy, out float dz, out float da, out float db));
            Add(dv.X, dx); Add(dv.Y, dy); Add(dv.Z, dz); Add(dw.X, da); Add(dw.Y, db);
            """
        },
        {
            "a struct with rows of different lengths, one of them written",
            Taped + "double F(in W w, double[][] x) { double s = w.B; for (int i = 0; i < w.A.Length; i++) for (int j = 0; j < w.A[i].Length; j++) s = Math.Sin(s * w.A[i][j]) + x[i][j] * s; return s; }"
            + Taped + "double G(double[][] a, double b, double[][] x) { double s = b; for (int i = 0; i < a.Length; i++) for (int j = 0; j < a[i].Length; j++) s = Math.Sin(s * a[i][j]) + x[i][j] * s; return s; }"
            + Taped + "void H(in W w) { for (int i = 0; i < w.A.Length; i++) for (int j = 1; j < w.A[i].Length; j++) w.A[i][j] *= w.A[i][j - 1] * w.B; }",
            "public struct W { public double[][] A; public double B; }",
            """
            W w = new() { A = [[1, 2, 0.5], [], [3]], B = 0.7 };
            double[][] x = [[0.5, 0.2, 0.1], [], [0.3]], dx = [[9, 9, 9], [], [9]], ex = [[8, 8, 8], [], [8]], ea = [[7, 7, 7], [], [7]];
            WGradient dw = new() { A = [[9, 9, 9], [], [9]] };
            Add(Net.FGradient(w, x, ref dw, dx), Net.GGradient(w.A, 0.7, x, ea, out double eb, ex));
            Add(dw.B, eb); Add(dw.A[0][2], ea[0][2]); Add(dw.A[2][0], ea[2][0]); Add(dx[0][1], ex[0][1]); Add(dx[2][0], ex[2][0]);
            double[] tape = new double[Net.FTapeLength(w, x)];
            Net.FForward(w, x, tape);
            Net.FBackward(w, x, 1, ref dw, dx, (ReadOnlySpan<double>)tape);
            Add(dw.A[0][0], 2 * ea[0][0]); Add(dx[0][2], 2 * ex[0][2]);

            WGradient fresh = new() { A = [[3, 4, 5], [], [6]] }, taped = new() { A = [[3, 4, 5], [], [6]] };
            Net.HBackward(w, ref fresh);
            double[] records = new double[Net.HTapeLength(w)];
            Net.HForward(w, records);
            Net.HBackward(w, ref taped, (ReadOnlySpan<double>)records);
            Add(w.A[0][2], 0.5 * 1.4 * 0.7); Add(fresh.A[0][0], taped.A[0][0]); Add(fresh.A[0][0], 3 + (4 + 5 * 0.5 * 0.7) * 2 * 0.7); Add(fresh.A[2][0], 6); Add(fresh.B, taped.B);
            Add(fresh.A[0][2], 5 * 1.4 * 0.7);
            """
        },
        {
            "a ref struct of spans and scalars, generic",
            """
            [Differentiable(Derivatives.Taped)] public static T F<T>(in W<T> w, ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T>
            { T s = w.Bias; for (int k = 0; k < w.A.Height; k++) s += T.Tanh(TensorPrimitives.Dot(w.A.GetRowSpan(k), x) + w.B[k]) * w.Bias; return s; }
            [Differentiable(Derivatives.Taped)] public static T G<T>(ReadOnlySpan2D<T> a, ReadOnlySpan<T> b, T bias, ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T>
            { T s = bias; for (int k = 0; k < a.Height; k++) s += T.Tanh(TensorPrimitives.Dot(a.GetRowSpan(k), x) + b[k]) * bias; return s; }
            """,
            "public ref struct W<T> where T : IFloatingPointIeee754<T> { public ReadOnlySpan2D<T> A; public ReadOnlySpan<T> B; public T Bias; public ReadOnlySpan<int> Labels; }",
            """
            double[,] a = { { 0.1, 0.2, 0.3 }, { 0.4, -0.5, 0.6 } }, da = new double[2, 3], ea = new double[2, 3];
            double[] b = [0.7, -0.8], x = [1, -2, 3], db = new double[2], eb = new double[2], dx = new double[3], ex = new double[3];
            W<double> w = new() { A = a, B = b, Bias = 0.9 };
            WGradient<double> dw = new() { A = da, B = db, Bias = double.NaN };
            Add(Net.FGradient<double>(w, x, dw: ref dw, dx: dx), Net.GGradient<double>(a, b, 0.9, x, ea, eb, out double bias, ex));
            for (int i = 0; i < 6; i++) Add(da[i / 3, i % 3], ea[i / 3, i % 3]);
            for (int i = 0; i < 3; i++) Add(dx[i], ex[i]);
            Add(db[0], eb[0]); Add(db[1], eb[1]); Add(dw.Bias, bias);
            Net.FBackward<double>(in w, x, 2, ref dw, dx);
            Add(db[1], 3 * eb[1]); Add(dw.Bias, 3 * bias); Add(da[1, 2], 3 * ea[1, 2]);
            double[] tape = new double[Net.FTapeLength<double>(w, x)];
            Net.FForward<double>(w, x, tape);
            Net.FBackward<double>(in w, x, 1, ref dw, dx, (ReadOnlySpan<double>)tape);
            Add(db[1], 4 * eb[1]); Add(dw.Bias, 4 * bias);
            dw.B = new double[1];
            try { Net.FBackward<double>(in w, x, 1, ref dw, dx); Add(0, 1); } catch (ArgumentException e) { Add(e.ParamName == "dw.B" && e.Message.Contains("w.B.Length") ? 0 : 1, 0); }
            """
        },
        {
            "a struct of arrays that are written",
            """
            [Differentiable(Derivatives.Taped)] public static void F(State s, double k) { for (int i = 0; i < s.H.Length; i++) s.H[i] = s.H[i] * s.X[i] * k + s.M[0, i]; }
            [Differentiable(Derivatives.Taped)] public static void G(double[] h, double[] x, double[,] m, double k) { for (int i = 0; i < h.Length; i++) h[i] = h[i] * x[i] * k + m[0, i]; }
            """,
            "public struct State { public double[] H, X; public double[,] M; }",
            """
            double[] h = [2, 3], x = [5, 7], dh = [1, 2], eh = [1, 2], dx = [0, 0], ex = [0, 0]; double[,] m = { { 1, 1 } }, dm = new double[1, 2], em = new double[1, 2];
            StateGradient ds = new() { H = dh, X = dx, M = dm }; double dk = 0, ek = 0;
            Net.FBackward(new State { H = h, X = x, M = m }, 0.5, ref ds, ref dk);
            Net.GBackward(h, x, m, 0.5, eh, ex, em, ref ek);
            Add(dk, ek); for (int i = 0; i < 2; i++) { Add(dh[i], eh[i]); Add(dx[i], ex[i]); Add(dm[0, i], em[0, i]); }
            """
        },
        {
            "names that are taken, and keywords",
            Taped + "double F(P p, double dp, double @in) => p.@class * dp * p.Item.X * @in;" + Taped + "double G(double a, double b, double c, double e) => a * b * c * e;",
            "public struct Inner { public double X; } public struct P { public double @class; public Inner Item; }",
            """
            P p = new() { @class = 2, Item = { X = 5 } };
            Add(Net.FGradient(p, 3, 7, dp1: out PGradient dp1, dDp: out double ddp, dIn: out double din), Net.GGradient(2, 3, 5, 7, out double da, out double db, out double dc, out double de));
            Add(dp1.@class, da); Add(ddp, db); Add(dp1.Item.X, dc); Add(din, de);
            """
        },
        {
            "private nested structs, and structs of other namespaces",
            "private struct Pair { public double A, B; } [Differentiable(Derivatives.Taped)] private static double Hidden(Pair p) => p.A * p.B; public static double Call() { Hidden(default); return HiddenGradient(new Pair { A = 2, B = 3 }, out PairGradient dp) + dp.A; }"
            + Taped + "double F(Far.Away.P p, Far.Q<float> q) => p.X * p.X * q.V;",
            "namespace Far { public record struct Q<T>(T V) where T : IFloatingPointIeee754<T>; namespace Away { public struct P { public double X; internal Far.Q<double> Inner; } } }",
            """
            Add(Net.Call(), 9);
            Add(Net.FGradient(new Far.Away.P { X = 3 }, new Far.Q<float>(2), out Far.Away.PGradient dp, out Far.QGradient<float> dq), 18);
            Add(dp.X, 12); Add(dq.V, 9);
            """
        },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void MembersAgreeWithThoseOfPlainNumbers(string name, string members, string types, string calls)
    {
        CSharpCompilation written = GeneratorHost.Compile($"{GeneratorHost.Usings}public static partial class Net\n{{\n{members}\n}}\n{types}");
        ImmutableArray<Diagnostic> refused = GeneratorHost.Analyze(written);
        refused.ShouldBeEmpty(name);
        string caller = $$"""
            {{GeneratorHost.Usings}}
            public static class Caller
            {
                public static double[] Run()
                {
                    System.Collections.Generic.List<double> d = [];
                    void Add(double left, double right) => d.Add(left - right);
                    {{calls}}
                    return d.ToArray();
                }
            }
            """;
        Compilation complete = GeneratorHost.Complete(written.AddSyntaxTrees(CSharpSyntaxTree.ParseText(caller, GeneratorHost.ParseOptions, "Caller.cs")));
        string generated = string.Join("\n", complete.SyntaxTrees.Skip(2).Select(tree => tree.ToString()));
        double[] differences = (double[])GeneratorHost.Run(complete, "Caller", "Run")!;
        differences.Length.ShouldBeGreaterThan(1);
        differences.ShouldAllBe(difference => Math.Abs(difference) < 1e-12, $"{string.Join(", ", differences)}\n{generated}");
    }
}
