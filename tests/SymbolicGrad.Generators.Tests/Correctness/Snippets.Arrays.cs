namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Initialisers, copies, slices, and what arrays and spans do as a whole.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> Arrays =>
    [
        new("stackalloc with an initialiser", "x=0.7", """
            [Differentiable(Derivatives.Taped)] public static double F(double x, double y)
            { Span<double> a = stackalloc[] { x, y * x, 2.0 }; Span<double> b = stackalloc double[2] { y, 3 }; ReadOnlySpan<double> c = stackalloc double[] { x, a[1] }; return a[0] * a[1] * a[2] + b[0] * b[1] * c[1] * c.Length; }
            """),
        new("array initialisers", "x=0.7", """
            [Differentiable(Derivatives.Taped)] public static double F(double x, double y)
            { double[] a = { x, y, x * y }; var b = new[] { x, 2 }; double[] c = new double[] { 1, y }; double s = 0; for (int i = 0; i < a.Length; i++) s += a[i] * a[(i + 1) % 3]; return s * b[0] * b[1] + c[0] * c[1]; }
            """),
        new("matrix initialisers", "x=0.7", """
            [Differentiable(Derivatives.Taped)] public static double F(double x, double y)
            { double[,] r = { { Math.Cos(x), -Math.Sin(x) }, { Math.Sin(x), Math.Cos(x) } }; var t = new double[,] { { 1, y, 2 } }; double s = 0; for (int i = 0; i < 2; i++) for (int j = 0; j < 2; j++) s += r[i, j] * t[0, i + j] * (i + 1); return s; }
            """),
        new("collection expressions", "x=0.7 v:3", """
            static double Sum(ReadOnlySpan<double> values) { double s = 0; for (int i = 0; i < values.Length; i++) s += values[i] * (i + 1); return s; }
            [Differentiable] public static double F(double x, double y, double[] v)
            { double[] a = [x, y, 3]; Span<double> b = [x * y, .. v, a[1], .. v.AsSpan(1)]; ReadOnlySpan<int> order = [2, 0, 1]; b[2] *= x; double[] none = []; return Sum([x, y]) + Sum(b) * a[order[1]] + none.Length; }
            """),
        new("a table of constants", "x=0.3", """
            [Differentiable] public static double F(double x) { double[] c = [1.0, -0.5, 0.25, 0.125]; double s = 0; for (int i = c.Length - 1; i >= 0; i--) s = s * x + c[i]; return s; }
            """),
        new("a range of an array is a copy", "x:5", """
            [Differentiable(Derivatives.Taped)] public static double F(double[] x) { double[] a = x[1..4]; a[0] *= 3; var b = x[..^2]; b[1] = a[0] * b[0]; var c = x[^2..]; return x[1] * a[0] + b[1] * x[0] + c[0] * c[^1] * a[^1] + x[..].Length; }
            """),
        new("a range of a span is the memory itself", "x:5", """
            [Differentiable(Derivatives.Taped)] public static double F(Span<double> x) { Span<double> a = x[1..4]; a[0] *= 3; Span<double> b = a[..^1]; b[1] = a[0] * x[0]; x[2] *= x[2]; return b[1] * a[2] + x[1] + x[^1] * a[^1] + b.Length; }
            """),
        new("ranges of rows and of matrices", "m:3x4 v:3", """
            [Differentiable] public static double F(ReadOnlySpan2D<double> m, double[] v)
            { double s = 0; ReadOnlySpan<double> row = m.GetRowSpan(1)[1..]; var inner = m[1.., 1..^1]; for (int j = 0; j < row.Length; j++) s += row[j] * row[^1] * v[j]; for (int i = 0; i < inner.Height; i++) s += inner[i, 0] * inner[i, inner.Width - 1] * inner.GetRowSpan(i)[^1]; return s; }
            """),
        new("rows and columns of a matrix", "m:3x4", """
            [Differentiable] public static double F(Span2D<double> m)
            { double s = 0; foreach (double v in m.GetRow(2)) s += v * v; foreach (double v in m.GetColumn(1)) s *= v; double[] c = m.GetColumn(3).ToArray(); m.GetRow(0).CopyTo(m.GetRowSpan(1)); /* writes m */ m[0, 0] *= 2; return s * c[2] + m[1, 0] * m[1, 3]; }
            """),
        new("ToArray and Clone copy", "x:3 m:2x2", """
            [Differentiable] public static double F(double[] x, double[,] m) { double[] a = x.AsSpan().ToArray(), b = (double[])x.Clone(); double[,] c = (double[,])m.Clone(); a[0] = x[1] * x[2]; b[1] *= a[0]; c[0, 1] *= b[1]; return a[0] * x[0] + b[1] * x[1] + c[0, 1] * m[0, 1] + c[1, 0]; }
            """),
        new("overlapping slices in a call", "x:5", """
            static void Shift(ReadOnlySpan<double> from, Span<double> to, double a) { for (int i = 0; i < from.Length; i++) to[i] += a * from[i] * from[i]; }
            [Differentiable(Derivatives.Taped)] public static double F(Span<double> x, double a) { Shift(x[..^1], x[1..], a); Shift(x[1..], x[..^1], a * a); x[0] *= 2; return x[0] * x[4] + x[2]; }
            """),
        new("an alias of an array", "x:4", """
            [Differentiable(Derivatives.Taped)] public static double F(double[] x) { var a = x; a[1] *= x[0]; Span<double> s = x; s[2] = a[1] * a[2]; s = s.Slice(1); s[0] += x[3]; a = new double[2]; a[0] = x[1]; x[0] += 1; return x[1] * x[2] * a[0] + x[0]; }
            """),
        new("Array.Copy, Clear, Fill and Reverse", "x:6", """
            [Differentiable(Derivatives.Taped)] public static double F(double a, double[] x)
            { double[] t = new double[6]; Array.Copy(x, t, 4); Array.Copy(x, 1, t, 2, 3); Array.Copy(t, 0, t, 1, 4); Array.Clear(t, 5, 1); Array.Fill(t, a, 0, 1); Array.Reverse(t); double s = 0; for (int i = 0; i < 6; i++) s += t[i] * x[i] * (i + 1); Array.Clear(t); Array.Fill(t, a * a); Array.Reverse(t, 1, 3); return s + t[3]; }
            """),
        new("Span.Reverse, Fill, Clear and CopyTo", "x:5", """
            [Differentiable(Derivatives.Taped)] public static double F(double a, Span<double> x)
            { x.Reverse(); x[1..4].Reverse(); x[0] *= a; Span<double> t = stackalloc double[7]; t.Fill(a); x.CopyTo(t[1..]); t[..2].Clear(); t[..5].CopyTo(t[2..]); double s = 0; for (int i = 0; i < 7; i++) s += t[i] * t[i] * (i + 1); return s * x[2]; }
            """),
        new("arrays' own CopyTo", "x:4", "[Differentiable] public static double F(double[] x) { double[] t = new double[6]; x.CopyTo(t, 1); x.CopyTo(t.AsSpan(2)); return t[1] * t[2] + t[5] * t[0] + t[3] * x[0]; }"),
        new("rented memory", "x:5", """
            [Differentiable(Derivatives.Taped)] public static double F(double[] x)
            { double[] rented = System.Buffers.ArrayPool<double>.Shared.Rent(x.Length); Span<double> t = rented.AsSpan(0, x.Length); double s = 1; for (int i = 0; i < t.Length; i++) t[i] = s *= x[i]; rented[0] += 1; double r = t[^1] * t[0] + t[2]; System.Buffers.ArrayPool<double>.Shared.Return(rented, true); return r; }
            """),
        new("spans made by constructors", "x:5", "[Differentiable] public static double F(double[] x) { var s = new Span<double>(x, 1, 3); var r = new ReadOnlySpan<double>(x); s[0] *= r[4]; x[2] = s[0]; return r[1] * s[1] * s.Length + r.Length; }"),
        new("several declarators", "x:3", "[Differentiable] public static double F(double[] x) { double a = x[0], b = a * x[1], c = b * b; int i = 1, j = i + 1; return a * b * c * x[i] * x[j]; }"),
    ];
}
