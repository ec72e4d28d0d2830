namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Tuples and structs: as locals, arguments and results of helpers; their fields, constructors, methods and operators.</summary>
internal static partial class Snippets
{
    private const string Point = """
        public struct P
        {
            public double X; public double Y;
            public P(double x, double y) { X = x; Y = y; }
            public readonly double Norm => X * X + Y * Y;
            public double Length() => Math.Sqrt(Norm + 1);
            public void Scale(double k) { X *= k; Y *= k; }
            public P Scaled(double k) { Scale(k); return this; }
            public static P operator +(P a, P b) => new P(a.X + b.X, a.Y + b.Y);
            public static P operator *(double k, P a) => new P { X = k * a.X, Y = k * a.Y };
            public static double operator *(P a, P b) => a.X * b.X + a.Y * b.Y;
            public static P operator -(P a) => new(-a.X, -a.Y);
            public static implicit operator P(double x) => new P(x, x * x);
            public static explicit operator double(P p) => p.X;
        }
        """;

    private const string Annotated = " [Differentiable] public static ";
    private const string TapedToo = " [Differentiable(Derivatives.Taped)] public static ";

    private static IEnumerable<Snippet> Tuples =>
    [
        new("a tuple local", "", Annotated + "double F(double x, double y) { (double a, double b) t = (x * y, x + y); t.a *= t.b; return t.a * t.Item2; }"),
        new("a tuple local with var", "", Annotated + "double F(double x, double y) { var t = (x * y, second: y); var u = t; u.second = t.Item1 * x; return t.second * u.Item2; }"),
        new("a helper that returns a tuple", "", "static (double s, double c) G(double v) => (Math.Sin(v), Math.Cos(v));" + TapedToo + "double F(double x, double y) { var (s, c) = G(x * y); var t = G(s); return s * c + t.s * t.c; }"),
        new("a helper that returns a tuple from two places", "x=0.5", "static (double, double) G(double v) { if (v > 0) return (v, v * v); return (-v, 1); }" + Annotated + "double F(double x, double y) { (double a, double b) = G(x * y); (_, double d) = G(-x); return a * b * y + d * x; }"),
        new("tuples swapped in a loop", "x:4", TapedToo + "double F(double a, double b, double[] x) { var t = (a, b); for (int i = 0; i < x.Length; i++) t = (t.b * x[i], t.a + x[i]); return t.a * t.b; }"),
        new("a tuple of a loop's state through a helper", "x:4", "static (double h, double c) Step((double h, double c) s, double x) { double c = Math.Tanh(s.h * x) + s.c * 0.5; return (c * s.h, c); }" + TapedToo + "double F(double h, double[] x) { (double h, double c) s = (h, 0.1); foreach (double v in x) s = Step(s, v); return s.h * s.c; }"),
        new("nested tuples", "", Annotated + "double F(double x, double y) { ((double a, double b) p, double q) t = ((x, y), x * y); t.p.a += t.q; var ((a, b), q) = t; return a * b * q + t.p.a; }"),
        new("tuple elements swapped", "", Annotated + "double F(double x, double y) { var t = (a: x, b: y * y); (t.a, t.b) = (t.b, t.a * t.b); return t.a * t.a + t.b; }"),
        new("elements of an array and a tuple deconstructed into", "x:3", Annotated + "double F(double[] x) { double[] z = new double[2]; (z[0], var w) = (x[0] * x[1], x[2]); (z[1], z[0]) = (z[0], w * z[0]); return z[0] * z[1] + w; }"),
        new("a tuple with an int and an array", "x:4", Annotated + "double F(double[] x) { (int i, double[] v, double s) t = (1, x, 2); t.i++; t.s *= t.v[t.i]; return t.s * t.v[t.i - 1] * t.i; }"),
        new("a conditional tuple", "x=0.4", Annotated + "double F(double x, double y) { var t = x > 0 ? (x * y, y) : (1, x); var u = x < 0 ? (x, y) : (y * y, 2); return t.Item1 * t.Item2 * u.Item1; }"),
        new("a tuple assigned in branches", "x=0.4 y=0.9", Annotated + "double F(double x, double y) { (double a, double b) t; if (x > y) t = (x, y); else { t.a = y; t.b = x * y; } return t.a * t.b; }"),
        new("a tuple by reference", "", "static void G(ref (double a, double b) t, out (double, double) u) { t.a *= t.b; u = (t.a, t.b * 2); }" + Annotated + "double F(double x, double y) { var t = (a: x, b: y); G(ref t, out var u); return t.a * u.Item2 + u.Item1; }"),
        new("a returned tuple that a helper computed", "", "static (double, double) G(double v) => (v * v, Math.Sin(v));" + TapedToo + "(double first, double second) F(double x, double y) { var t = G(x * y); if (x > 9) return t; return (t.Item2, y * t.Item1); }"),
    ];

    private static IEnumerable<Snippet> Structs =>
    [
        new("a struct local", "", Point + Annotated + "double F(double x, double y) { P p; p.X = x * y; p.Y = y; P q = p; q.X += p.Y; return p.X * q.X + q.Y; }"),
        new("constructors and initialisers", "", Point + Annotated + "double F(double x, double y) { P p = new(x, y), q = new P(x * y, 2) { Y = x }; var r = new P { X = p.Y }; P s = default; return p.X * q.Y + r.X * q.X + r.Y * x + s.X * y; }"),
        new("properties and methods", "", Point + Annotated + "double F(double x, double y) { P p = new(x, x * y); return p.Norm * p.Length() + new P(y, x).Norm; }"),
        new("a method that changes the struct", "", Point + Annotated + "double F(double x, double y) { P p = new(x, y), q = p; p.Scale(x); double n = p.Scaled(y).X; return p.X * q.X + p.Y * n; }"),
        new("a method that changes a copy", "", Point + "static double G(in P p) { p.Scale(3); return p.X; }" + Annotated + "double F(double x, double y) { P p = new(x, y); double g = G(p) + G(in p); (P, double) t = (p, y); t.Item1.Scale(2); return g * p.Y + t.Item1.X; }"),
        new("operators", "", Point + Annotated + "double F(double x, double y) { P p = new(x, y), q = x * p + -p; q += p; P r = y; return q * p + (double)r * r.Y + (p + x).Y; }"),
        new("structs in a loop", "x:4", Point + TapedToo + "double F(double a, double[] x) { P p = new(a, 1), q = default; for (int i = 0; i < x.Length; i++) { q = p + x[i] * q; p.Scale(Math.Sin(q.X)); } return p.X * q.Y; }"),
        new("structs in branches", "x=0.4 y=0.9", Point + Annotated + "double F(double x, double y) { P p = new(x, y); if (x > y) p.X = 1; else p = new P(p.Y * x, y); P q = p.X > 0 ? p : -p; return q.Norm; }"),
        new("a struct by reference", "", Point + "static void G(ref P p, in P q, out P r) { p.X *= q.Y; r = p + q; }" + Annotated + "double F(double x, double y) { P p = new(x, y), q = new(y, x * x); G(ref p, q, out P r); G(ref r, in p, out q); return p.X * q.Y + r.X; }"),
        new("a field by reference", "", Point + "static void G(ref double a, double b) { a = a * b + b; }" + Annotated + "double F(double x, double y) { P p = new(x, y); G(ref p.X, p.Y); G(ref p.Y, p.X); return p.X * p.Y; }"),
        new("a record struct", "", "public readonly record struct R(double A, double B = 2) { public double C { get; init; } = A * B; public double D => C + A; }" + Annotated + "double F(double x, double y) { R r = new(x, y), s = r with { A = y * y, C = 3 }, t = new(x) { C = y }; var (a, b) = s; return r.C * s.D * a + b * t.D + t.B * x; }"),
        new("a readonly struct with automatic properties", "", "public readonly struct Q { public double A { get; } public double B { get; } = 3; public Q(double a) : this(a, a * a) { } public Q(double a, double b) { A = a; B += b; } }" + Annotated + "double F(double x, double y) { Q q = new(x), r = new(x, y); return q.A * q.B + r.A * r.B; }"),
        new("structs of structs", "", Point + "struct Body { public P At, Speed; public double Mass; public int N; public readonly double Energy => 0.5 * Mass * Speed.Norm * N; public void Step(double dt) { At += dt * Speed; Speed.X -= dt * At.X; } }" + TapedToo + "double F(double x, double y, double m) { Body b = new() { At = new(x, y), Speed = { X = y, Y = 1 }, Mass = m, N = 3 }; for (int i = 0; i < 3; i++) b.Step(0.1); Body c = b; c.At.X *= 2; return b.Energy + c.At * b.At; }"),
        new("a generic struct", "", "public struct V<T> where T : IFloatingPointIeee754<T> { public T A, B; public V(T a, T b) => (A, B) = (a, b); public T Dot(V<T> o) => A * o.A + B * o.B; public static V<T> operator *(V<T> v, T k) => new(v.A * k, v.B * T.Sin(k)); } static U G<U>(V<U> v, U k) where U : IFloatingPointIeee754<U> => (v * k).Dot(v);" + Annotated + "T F<T>(T x, T y) where T : IFloatingPointIeee754<T> => G(new V<T>(x, y), x * y);") { TypeArguments = "<double>" },
        new("a struct of spans as a local", "x:4 y:4:out", "ref struct View { public ReadOnlySpan<double> X; public Span<double> Y; public double K; public readonly int Length => X.Length; public void Run() { for (int i = 0; i < Length; i++) Y[i] = X[i] * X[i] * K; K = 5; } }" + TapedToo + "double F(double k, ReadOnlySpan<double> x, Span<double> y) { View v = new() { X = x, Y = y, K = k }; for (int i = 0; i < y.Length; i++) y[i] = 0; v.Run(); return v.K * k * y[1]; }"),
        new("an argument that changes the instance", "", "struct C { public double V; public double Next() { V *= 2; return V; } public double Plus(double k) => V + k; }" + Annotated + "double F(double x) { C c = new() { V = x }; return c.Plus(c.Next()) * c.Next(); }"),
        new("a local function with a struct that it captures", "", Point + Annotated + "double F(double x, double y) { P p = new(x, y); void Turn() { (p.X, p.Y) = (-p.Y, p.X * p.X); } Turn(); Turn(); return p.X * y + p.Y; }"),
    ];

    private static IEnumerable<Snippet> Vectors =>
    [
        new("Vector3 inside", "", Annotated + "float F(float x, float y, float z) { Vector3 v = new(x, y, z), w = Vector3.One * x - v / 2 + Vector3.UnitY; v += Vector3.Cross(v, w); v.X *= 2; return Vector3.Dot(v, -w) + v.Length() * w.LengthSquared(); }") { IsSingle = true },
        new("Vector2 and Vector4 inside", "", Annotated + "float F(float x, float y) { Vector2 v = new(x, y); Vector4 u = new(v, x * y, 1), w = Vector4.Lerp(u, new(2), y); return Vector4.Distance(u, w) * Vector2.DistanceSquared(v, Vector2.Zero) + Vector2.Normalize(v).X + Vector2.Min(v, v * v).Y; }") { IsSingle = true },
        new("Vector3 in a loop", "x:6", "static Vector3 Turn(Vector3 v, float k) => Vector3.Normalize(v + k * Vector3.Cross(v, new(0.5f, 1, k)));" + TapedToo + "float F(float a, float[] x) { Vector3 v = new(a, 1, 2); float s = 0; foreach (float k in x) { v = Turn(v, k); s += v.Z * k; } return s; }") { IsSingle = true },
        new("an indexer", "x=0.4 n=1", "struct V { public double A, B; public double this[int i] => i == 0 ? A : B * B; }" + Annotated + "double F(double x, double y, int n) { V v = new() { A = x, B = y }; return v[0] * v[n] + v[n - 1]; }"),
    ];

    private static IEnumerable<Snippet> Members =>
    [
        new("fields of a class", "x:3", "public partial class Layer { private readonly double _scale = 2.5; private readonly double[] _table = [1, 2, 3]; public int N = 3; public double Gain { get; set; } = 0.5; private double Twice => Gain * 2 + _scale; private double Pick(int i) => _table[i] * Twice; public static readonly Layer One = new(); [Differentiable(Derivatives.Taped)] public double F(double a, double[] x) { double s = a; for (int i = 0; i < N; i++) s = Math.Sin(s * x[i] * Pick(i)) + _scale * Gain; return s; } }") { Owner = "Layer.One" },
        new("static fields, tables and properties", "x:3", "static readonly double[] Table = { 1, 2, 3 }; static double scale = 2; static double Half => scale / 4; static class Other { internal static readonly double[,] M = { { 1, 2 }, { 3, 4 } }; internal static double K { get; } = 3; }" + TapedToo + "double F(double[] x, double scale) { double s = 0; for (int i = 0; i < Table.Length; i++) s += x[i] * x[i] * Table[i] * Half * Net.scale; return s * scale * Other.M[1, 0] * Other.K; }"),
        new("fields of a struct, and its methods", "", "public readonly partial struct Ray { private readonly double _dx, _dy; public double Length { get; } public Ray(double dx, double dy) { _dx = dx; _dy = dy; Length = Math.Sqrt(dx * dx + dy * dy); } private double At(double t) => _dx * t + Square(t); private double Square(double t) => t * t * this._dy; public static readonly Ray One = new(2, 3); [Differentiable(Derivatives.Taped)] public double F(double x, double y) { Ray r = this; return At(x) * y + r.At(y) / Length; } }") { Owner = "Ray.One" },
        new("generic, nested, with a vector as a field", "", "namespace Some { public partial class Outer<T> where T : IFloatingPointIeee754<T> { public partial class Inner { public Vector3 Dir = new(1, 2, 3); public T[] W = [T.One, T.One + T.One]; public (T a, T b) Pair = (T.One, T.Pi); public static readonly Inner One = new(); [Differentiable(Derivatives.Taped)] public T F(T x, T y) => x * W[1] * y + x * x * Pair.b * T.CreateChecked(Dir.Y); } } }") { Owner = "Some.Outer<double>.Inner.One", TypeArguments = "" },
    ];
}
