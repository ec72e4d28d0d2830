namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Every form of a loop's header, of what leaves it and of the memory it walks over.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> LoopForms =>
    [
        new("slice shrinks", "x:5", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, double u)
            { double h = u; while (x.Length > 0) { h = Math.Sin(h * x[0]); x = x[1..]; } return h; }
            """),
        new("slice shrinks at both ends in a for", "x:6", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, double u)
            { double h = u; for (; x.Length > 1; x = x[1..^1]) h = Math.Sin(h * x[0] + x[^1]); return h; }
            """),
        new("slice shrinks conditionally", "x:6", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, double u)
            { ReadOnlySpan<double> rest = x; double h = u; if (u > 100) rest = rest[1..]; foreach (double v in rest) h = Math.Sin(h + v); return h; }
            """),
        new("ref local rebound", "x:6:inout", """
            [Differentiable] public static void F(Span<double> x, double u)
            { ref double p = ref x[0]; for (int i = 1; i < x.Length; i++) { p = p * u + x[i]; p = ref x[i]; } p *= p; }
            """),
        new("stackalloc in loop", "x:4", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, double u)
            { double s = u; for (int i = 0; i < x.Length; i++) { Span<double> t = stackalloc double[2]; t[0] = x[i] * s; t[1] += t[0] * u; s = Math.Sin(t[0] + t[1]); } return s; }
            """),
        new("do while false", "u=0.4 x:3", """
            [Differentiable] public static double F(double u, double[] x)
            { double s = u; do { s += x[0]; if (s > 100) break; s *= x[1]; if (s < 100) continue; s = x[2]; } while (false); return s * s; }
            """),
        new("condition with side effects", "x:5", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, double u)
            { double h = u; int i = 0; while (Step(ref h, x[i]) < 100 && ++i < x.Length) h += 0.1 * i; return h; } static double Step(ref double h, double v) { h = Math.Sin(h * v); return h; }
            """),
        new("assignment in the condition", "a=0.3", """
            [Differentiable] public static double F(double a)
            { double x = 1, s = 0; while ((x = x * a + 0.1) > 0.2) s += x * x; return s; }
            """),
        new("continue runs the step", "x:7", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, double u)
            { double h = u, w = 1; for (int i = 0; i < x.Length; i++, w *= 0.9) { if (x[i] < 0) continue; h = Math.Sin(h + w * x[i]); } return h * w; }
            """),
        new("for with a flag in its header", "x:7", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, double u)
            { double h = u; bool done = false; for (int i = 0; i < x.Length && !done; i++) { h += x[i] * h; done = i == 4; } return h; }
            """),
        new("index lives on", "x:7", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, double u)
            { double h = u; int i; for (i = 0; i < x.Length; i++) { h += x[i] * h; if (i == 4) break; } return h * x[i] * i; }
            """),
        new("uint countdown", "x:7", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, double u)
            { double h = u; for (uint i = (uint)x.Length; i-- > 0;) h = Math.Sin(h + x[(int)i] * i); return h; }
            """),
        new("long and byte counters", "x:7", """
            [Differentiable] public static double F(double[] x, double u)
            { double h = u; byte b = 250; for (long i = 0; i < x.Length; i++) { b++; h = Math.Sin(h + x[i] * b / 250.0); } short k = 0; while (k < 3) { h *= x[k]; k += 2; } return h; }
            """),
        new("local function that changes what it captured", "x:5", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, double u)
            { double h = u; int n = 0; foreach (double v in x) { Add(v); if (n > 3) break; } return h * n; void Add(double v) { if (v < 0) return; h = Math.Sin(h + v); n++; } }
            """),
        new("pattern in the condition", "u=0.3 a=1.4", """
            [Differentiable] public static double F(double u, double a)
            { double x = u; while (x is > 0 and < 5) x = x * a + 0.1; return x; }
            """),
        new("constant conditions", "u=0.3 x:3", """
            [Differentiable] public static double F(double u, double[] x)
            { const bool debug = false; double s = u; while (debug) s *= 2; for (int i = 0; false; i++) s = 0; for (int i = 0; i < x.Length; i++) { if (debug) break; s += x[i] * s; } return s; }
            """),
        new("foreach ref with break", "x:6:inout", """
            [Differentiable] public static void F(Span<double> x, double u)
            { foreach (ref double v in x) { v = Math.Sin(v * u); if (v > 0.6) break; v *= v; } }
            """),
        new("row spans in a while loop", "a:3x4", """
            [Differentiable] public static double F(ReadOnlySpan2D<double> a, double u)
            { double s = u; int i = 0; while (i < a.Height) { ReadOnlySpan<double> row = a.GetRowSpan(i); for (int j = 0; j < row.Length; j++) s = Math.Sin(s * row[j]); if (s < 0) { i += 2; continue; } i++; } return s; }
            """),
        new("slices by a carried offset", "x:9", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, double u)
            { double s = u; int at = 0, length = 1; while (at + length <= x.Length) { ReadOnlySpan<double> part = x.Slice(at, length); double t = 0; foreach (double v in part) t += v * s; s = Math.Sin(t) + s; at += length; length++; } return s; }
            """),
        new("overlapping views written", "x:8", """
            [Differentiable] public static void F(Span<double> x, double u)
            { Span<double> left = x[..5], right = x[3..]; int i = 0; while (i < 5) { left[i] = left[i] * u + right[4 - i]; right[i] *= left[i]; i++; } x[0] += 0; }
            """),
        new("void return from a loop", "x:6", """
            [Differentiable] public static void F(Span<double> x, double u)
            { for (int i = 1; i < x.Length; i++) { x[i] = Math.Sin(x[i] + u * x[i - 1]); if (i == 3) return; x[i - 1] *= x[i]; } x[0] = 7; }
            """),
        new("three nested whiles with arrays", "x:3 y:3", """
            [Differentiable] public static double F(double[] x, double[] y)
            { double[] s = new double[3]; int i = 0; while (i < 3) { int j = 0; while (j < 3) { double t = x[i] * y[j] + 1.5; int k = 0; while (t < 4 && k < 3) { t = t * t * 0.9; s[k] += t * x[k]; k++; } j += k > 1 ? 2 : 1; } i++; } return s[0] * s[1] + s[2]; }
            """),
        new("histogram with linear weights", "x:6+", """
            [Differentiable] public static double F(ReadOnlySpan<double> x)
            { Span<double> h = stackalloc double[8]; h.Clear(); foreach (double v in x) { double p = v * 4; int i = (int)p; double f = p - i; if (i >= 7) continue; h[i] += 1 - f; h[i + 1] += f; } double s = 0; for (int i = 0; i < h.Length; i++) s += h[i] * h[i] * i; return s; }
            """),
        new("sort of indices by key", "x:6", """
            [Differentiable] public static double F(double[] x)
            { int n = x.Length; int[] order = new int[n]; for (int i = 0; i < n; i++) order[i] = i; for (int i = 1; i < n; i++) { int o = order[i], j = i; while (j > 0 && x[order[j - 1]] > x[o]) { order[j] = order[j - 1]; j--; } order[j] = o; } double s = 0; for (int r = 0; r < n; r++) s += r * x[order[r]] * x[order[r]]; return s; }
            """),
        new("offsets in a collection", "x:6", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, double u)
            { ReadOnlySpan<int> offsets = [0, 2, 5]; double s = u; foreach (int o in offsets) { s = Math.Sin(s * x[o]); if (o == 2 && s > 3) break; } return s; }
            """),
        new("vectors marching", "ox=0.2 oy=0.1", """
            [Differentiable] public static double F(double ox, double oy, double r)
            { Vec p = new(ox, oy, -3), d = new(0.1, 0.05, 1); double t = 0; while (t < 20) { Vec q = p + t * d; double dist = q.Length - (1 + 0.1 * r); if (dist < 1e-12) break; t += 0.9 * dist; } return t; } readonly struct Vec { public readonly double X, Y, Z; public Vec(double x, double y, double z) { X = x; Y = y; Z = z; } public double Length { get { double s = X * X; s += Y * Y; return Math.Sqrt(s + Z * Z); } } public static Vec operator +(Vec a, Vec b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z); public static Vec operator *(double s, Vec a) => new(s * a.X, s * a.Y, s * a.Z); }
            """),
        new("Vector3 in a while", "", """
            [Differentiable] public static float F(float a, float b)
            { var p = new System.Numerics.Vector3(a, b, 1); int n = 0; while (p.Length() < 8 && n++ < 20) { p = p * 1.5f + new System.Numerics.Vector3(0.1f, p.X, p.Y); if (p.X > 100) break; } return p.X + p.Z; }
            """) { IsSingle = true },
        new("float arrays, double sums", "x:6", """
            [Differentiable] public static float F(ReadOnlySpan<float> x, float u)
            { double s = u; int i = 0; while (i < x.Length) { s += x[i] * (double)x[i] * s; if (s > 50) break; i++; } return (float)s; }
            """) { IsSingle = true },
        new("reassociate false", "x:6", """
            [Differentiable(Reassociate = false)] public static double F(ReadOnlySpan<double> x, double u)
            { double s = u; int i = 0; while (i < x.Length) { double d = 0; for (int j = 0; j <= i; j++) d += x[j] * x[i - j]; s = Math.Sin(s + d); i += 2; } return s; }
            """),
        new("out set in some iterations", "x:6", """
            [Differentiable] public static void F(ReadOnlySpan<double> x, out double best, out double second)
            { best = 0; second = 0; foreach (double v in x) { if (v * v <= second) continue; if (v * v > best) { second = best; best = v * v; continue; } second = v * v; } second *= 2; }
            """),
        new("unassigned until the loop", "x:4", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, double u)
            { double last, s = u; int i = 0; do { last = s; if (i % 2 == 0) { s = x[i]; } else { double t; if (s > 0) t = s; else t = x[i] * s; s = t * x[i]; } s += last; } while (++i < x.Length); return s * last; }
            """),
        new("nested returns with a struct", "x:5", """
            readonly record struct R(double A, int N); static R Find(ReadOnlySpan<double> x, double u) { for (int i = 0; i < x.Length; i++) { switch (i % 3) { case 0: if (x[i] < 0) return new(x[i] * u, i); break; case 1: { int k = 0; while (k < i) { if (x[k] > 0.9) return new R(x[k] * x[i], k); k++; } continue; } default: break; } u *= 1.1; } return default; }
            [Differentiable] public static double F(ReadOnlySpan<double> x, double u)
            { R a = Find(x, u), b = Find(x[2..], a.A + u); return a.A * 2 + b.A * b.N + u * u; }
            """),
        new("early exit from a helper in a loop in a loop", "x:4 y:4", """
            static double G(double a, ReadOnlySpan<double> y, out int k) { double s = a; for (k = 0; k < y.Length; k++) { s = s * y[k] + a; if (s > 1.5) return s * s; if (s < -1.5) break; } return s; }
            [Differentiable] public static double F(double[] x, double[] y)
            { double t = 0; int total = 0; for (int i = 0; i < x.Length; i++) { t += G(x[i] + t, y, out int k); total += k; if (total > 10) break; } return t * total; }
            """),
        new("nested derivative in a while", "a=1.3", """
            [Differentiable] public static double H(double x, double a)
            { double s = x; int k = 0; while (k < 3) { s = Math.Sin(s) + a * x; if (s > 100) break; k++; } return s * s; } public static partial double HGradient(double x, double a, out double dx, out double da);
            [Differentiable] public static double F(double a)
            { double x = 1; for (int k = 0; k < 20; k++) { HGradient(x, a, out double dx, out _); if (Math.Abs(dx) < 1e-3) break; x -= 0.05 * dx; if (k > 3) break; } return x * a; }
            """),
        new("a matrix walked diagonally", "a:4x4", """
            [Differentiable] public static double F(double[,] a)
            { int n = a.GetLength(0); double s = 0.3; for (int d = 0; d < 2 * n - 1; d++) { int i = d < n ? d : n - 1, j = d - i; while (i >= 0 && j < n) { s = Math.Cos(s * a[i, j]); i--; j++; } } return s; }
            """),
        new("a spiral", "a:3x3", """
            [Differentiable] public static double F(double[,] a)
            { int top = 0, bottom = a.GetLength(0) - 1, left = 0, right = a.GetLength(1) - 1; double s = 0.5; while (top <= bottom && left <= right) { for (int j = left; j <= right; j++) s = Math.Sin(s + a[top, j]); top++; for (int i = top; i <= bottom; i++) s = Math.Cos(s * a[i, right]); right--; if (top <= bottom) { for (int j = right; j >= left; j--) s += a[bottom, j] * s; bottom--; } if (left <= right) { for (int i = bottom; i >= top; i--) s *= a[i, left]; left++; } } return s; }
            """),
        new("triangular in triangular with break", "a:4x4", """
            [Differentiable(Derivatives.Taped)] public static double F(double[,] a)
            { int n = a.GetLength(0); double s = 0.3; for (int i = 0; i < n; i++) for (int j = i; j < n; j++) for (int k = j; k < n; k++) { s = Math.Sin(s + a[i, j] * a[j, k]); if (k - i > 1) break; } return s; }
            """),
        new("game of swaps with static table", "x:5", """
            static readonly int[] Next = { 2, 0, 4, 1, 3 };
            [Differentiable] public static double F(double[] x, double u)
            { double s = u; int at = 0, n = 0; do { s = Math.Sin(s * x[at]); at = Next[at]; n++; } while (at != 0 && n < 10); return s; }
            """),
        new("slices walk a matrix by rows", "a:3x4", """
            [Differentiable] public static double F(ReadOnlySpan2D<double> a, double u)
            { double s = u; ReadOnlySpan<double> row = a.GetRowSpan(0); int i = 0; while (true) { foreach (double v in row) s = Math.Sin(s * v); if (++i == a.Height) break; row = a.GetRowSpan(i); } return s * row[0]; }
            """),
        new("a writable slice that shrinks", "x:6:inout", """
            [Differentiable] public static void F(Span<double> x, double u)
            { while (x.Length >= 2) { x[0] = Math.Sin(x[0] * u) + x[1]; x[^1] *= x[0]; x = x[1..]; if (x[0] > 100) x = x[1..]; } }
            """),
        new("a slice chosen by a branch", "x:6", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, double u)
            { ReadOnlySpan<double> part; if (u > 0) part = x[..3]; else part = x[2..]; double s = u; foreach (double v in part) s = Math.Sin(s + v); part = part[1..]; return s * part[0]; }
            """),
        new("recursive halving", "x:8", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, double u)
            { double s = u; while (x.Length > 1) { int half = x.Length / 2; if (s * x[half] > 0) { x = x[half..]; s += x[0] * s; } else { x = x[..half]; s -= x[^1]; } } return s * x[0]; }
            """),
        new("a ref to the best element", "x:6:inout", """
            [Differentiable] public static void F(Span<double> x, double u)
            { ref double best = ref x[0]; for (int i = 1; i < x.Length; i++) { if (x[i] > best) best = ref x[i]; } best *= best * u; ref double low = ref x[0]; int k = 0; while (++k < x.Length) if (x[k] < low) { low = ref x[k]; low -= u; } }
            """),
        new("a slice in a helper", "x:7", """
            static double Take(ReadOnlySpan<double> s, double u) { double t = 0; for (; !s.IsEmpty; s = s[2..]) { t += s[0] * u; if (s.Length == 1) break; t *= s[1]; } return t; }
            [Differentiable] public static double F(ReadOnlySpan<double> x, double u) => Take(x, u) * Take(x[1..^2], 0.5 * u);
            """),
        new("a bound that a branch decides", "x:6", """
            [Differentiable] public static double F(double[] x, double u)
            { int n = x.Length; if (u > 0) n -= 2; double h = u; for (int i = 0; i < n; i++) h = Math.Sin(h * x[i]); return h; }
            """),
        new("a bound that a loop has counted", "x:6", """
            [Differentiable] public static double F(double[] x, double u)
            { int n = 0; while (n < x.Length && x[n] != 77) n++; double h = u; for (int i = 0; i < n; i++) { h = Math.Sin(h * x[i]); for (int j = i; j < n; j++) h += 0.1 * Math.Cos(h * x[j]); } return h; }
            """),
        new("a step that is a parameter", "x:6 k=2", """
            [Differentiable] public static double F(double[] x, double u, int k)
            { double h = u; for (int i = 0; i < x.Length; i += k) { h = Math.Sin(h * x[i]); } return h; }
            """),
        new("a bound from an array of integers", "x:6 n={4,2}", """
            [Differentiable] public static double F(double[] x, double u, int[] n)
            { double h = u; for (int i = 0; i < n[0]; i++) { h = Math.Sin(h * x[i]); for (int j = 0; j < n[1]; j++) h = Math.Cos(h + x[j]); } return h; }
            """),
        new("a bound in a while loop, in place", "x:6", """
            [Differentiable] public static double F(double[] x, double u)
            { int n = 1; double s = 0; while (n < x.Length) { double h = u; for (int i = 0; i < n; i++) h = Math.Sin(h * x[i]); s += h; n += 2; } return s; }
            """),
        new("two views of one memory move apart", "x:8:inout", """
            [Differentiable] public static void F(Span<double> x, double u)
            { Span<double> lo = x, hi = x[4..]; while (hi.Length > 1) { lo[0] += hi[0] * u; hi[1] *= lo[0]; lo = lo[1..]; hi = hi[1..]; } x[7] *= u; }
            """),
        new("moving slice taped", "x:6", """
            [Differentiable(Derivatives.Taped)] public static double F(ReadOnlySpan<double> x, double u)
            { double h = u; ReadOnlySpan<double> r = x; for (int i = 0; i < x.Length; i++) { h = Math.Sin(h * r[0]); if (h > 0.2 && r.Length > 2) r = r[2..]; else if (r.Length > 1) r = r[1..]; } return h; }
            """),
        new("view of loop scratch that moves", "x:4", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, double u)
            { double s = u; for (int i = 0; i < x.Length; i++) { Span<double> t = stackalloc double[4]; x.CopyTo(t); Span<double> r = t[1..]; while (r.Length > 1) { r[1] += r[0] * s; r = r[1..]; } s = Math.Sin(r[0]); } return s; }
            """),
        new("gradient of a loop, twice nested", "a=0.7 b=0.4", """
            [Differentiable] public static double H(double x, double a)
            { double s = x; while (s < 5) s = s * (1.3 + 0.1 * a) + 0.1 * Math.Sin(s); return s * s * a; } public static partial double HGradient(double x, double a, out double dx, out double da);
            [Differentiable] public static double F(double a, double b)
            { double t = 0.5; for (int i = 0; i < 3; i++) { HGradient(b + 0.1 * t, a, out double dx, out double da); t += 0.01 * dx * da; if (t > 50) return dx; } return t; }
            """),
        new("jvp of a loop nested", "a=0.7 b=0.4", """
            [Differentiable] public static double H(double x, double a)
            { double s = x; int n = 0; do { s = Math.Sin(s * a) + x; n++; } while (n < 4 && s < 10); return s; } public static partial double HJvp(double x, double a, double tx, double ta, out double tResult);
            [Differentiable] public static double F(double a, double b)
            { HJvp(a, b, 1, a * b, out double t); return t * t; }
            """),
        new("exits in both nests with arrays between", "x:4 y:4", """
            [Differentiable] public static double F(double[] x, double[] y)
            { double[] t = new double[4]; double s = 0.4; for (int i = 0; i < 4; i++) { for (int j = 0; j < 4; j++) { if (j > i) break; t[j] += x[i] * y[j] * s; if (t[j] > 2) return t[j] * s; } if (i == 2) { s *= t[1]; continue; } s = Math.Sin(s + t[i]); } return s * t[0]; }
            """),
        new("a loop in the else of a loop's if", "x:6", """
            [Differentiable] public static double F(double[] x, double u)
            { double s = u; int i = 0; while (i < x.Length) { if (x[i] > 0) { int j = i; while (j < x.Length && x[j] > 0) { s += x[j] * s; j++; } i = j; } else { do { s = Math.Cos(s + x[i]); i++; } while (i < x.Length && x[i] <= 0); } } return s; }
            """),
        new("break out of two loops by a flag", "x:4 y:4", """
            [Differentiable] public static double F(double[] x, double[] y)
            { double s = 0.4; bool stop = false; for (int i = 0; i < x.Length && !stop; i++) for (int j = 0; j < y.Length; j++) { s = s * x[i] + y[j]; if (i == 2 && j == 1) { stop = true; break; } } return s * s; }
            """),
        new("quadratic in place with swaps by index", "x:5", """
            [Differentiable] public static double F(double[] x, double u)
            { int n = x.Length; double[,] b = new double[2, n]; for (int i = 0; i < n; i++) b[0, i] = x[i]; int now = 0, next = 1, t = 0; while (t++ < 3) { for (int i = 0; i < n; i++) b[next, i] = Math.Sin(u * b[now, i] + b[now, (i + 1) % n]); (now, next) = (next, now); } return b[now, 0] * b[now, 1]; }
            """),
        new("clamped index walks", "x:6", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, double u)
            { double s = u; int i = 3; for (int k = 0; k < 7; k++) { s = Math.Sin(s * x[i]); i += s > 0 ? 1 : -1; i = Math.Clamp(i, 0, x.Length - 1); } return s; }
            """),
    ];
}
