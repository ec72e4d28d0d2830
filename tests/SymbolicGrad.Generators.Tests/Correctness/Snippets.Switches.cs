namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>switch, is, patterns and guards.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> Switches =>
    [
        new("a switch expression over relations", "x=0.7", "[Differentiable] public static double F(double x, double y) => x switch { < 0 => y, >= 0 and < 0.5 => x * x, > 0.6 or 0.55 => x * Math.Sin(y), _ => Math.Exp(x) };"),
        new("a switch expression over integers", "n=3", "[Differentiable] public static double F(double x, int n) => n switch { 0 => 1, 1 => x, 2 or 3 => x * x * n, _ => Math.Pow(x, n) };"),
        new("a switch expression with guards and variables", "x=0.7", """
            [Differentiable] public static double F(double x, double y) => x * x switch { var s when s > y + 10 => s * y, > 0.4 and var t when t < y * 100 => t * t * y, not > 0.1 => x, _ => y };
            """),
        new("a switch expression over a tuple", "x=0.7 flag=true", """
            [Differentiable] public static double F(double x, double y, bool flag) => (x > 0.5, flag, y) switch { (true, false, _) => x, (false, _, > 100) => y, (true, true, var z) when z * x > -5 => z * z * x, _ => 2 * y };
            """),
        new("a tuple switch falls to its last arm", "x=0.2 flag=true", """
            [Differentiable] public static double F(double x, double y, bool flag) => (x > 0.5, flag) switch { (true, false) => x, (true, true) => y, (false, false) => x + y, (false, true) => x * y * y };
            """),
        new("a switch expression in a loop", "x:6", """
            [Differentiable(Derivatives.Taped)] public static double F(double a, double[] x)
            { double s = a; for (int i = 0; i < x.Length; i++) s = (i % 3) switch { 0 => s * x[i], 1 => Math.Sin(s) + x[i], _ => s * s - x[i] * a }; return s; }
            """),
        new("a switch expression on the carried value", "x:6", """
            [Differentiable(Derivatives.Taped)] public static double F(double a, double[] x)
            { double s = a; for (int i = 0; i < x.Length; i++) s = s switch { < -0.2 => s * x[i], < 0.3 => Math.Cos(s) * x[i], _ => s * s - x[i] }; return s; }
            """),
        new("the value of a switch is evaluated once", "x:4", """
            [Differentiable] public static double F(double[] x) { int i = 0; double s = 0; for (int k = 0; k < 3; k++) s += x[i++] switch { > 0 => x[i] * x[0], var v => v * v * i }; return s * i; }
            """),
        new("a switch statement", "x=0.4 n=2", """
            [Differentiable(Derivatives.Taped)] public static double F(double x, double y, int n)
            { double r = y; switch (n) { case 0: r = x; break; case 1: case 2: r *= x * y; x += 1; break; default: r = 7; break; } return r * x; }
            """),
        new("a switch statement whose sections return", "x=-0.4", """
            [Differentiable(Derivatives.Taped)] public static double F(double x, double y)
            { switch (x) { case > 1: return x; case < 0 when y > 0: { double t = x * y; return t * t; } case < 0: return y; } return x + y; }
            """),
        new("a switch statement of which some sections return", "x=0.4", """
            [Differentiable(Derivatives.Taped)] public static double F(double x, double y)
            { double r = x * y; switch (x) { case > 1: return x; case > 0.3 and < 0.5: r += x * x; break; default: return y; } r *= y; return r * r; }
            """),
        new("default comes last wherever it is written", "x=0.4 n=3", """
            [Differentiable] public static double F(double x, int n) { double r = 1; switch (n) { default: r = x; break; case 3: r = x * x; break; case 4: r = 5; break; } return r * x; }
            """),
        new("default shares its section with a label before others", "x=0.4 n=3", """
            [Differentiable] public static double F(double x, int n) { double r = 1; switch (n) { case 3: default: r = x * x * x; break; case > 2: r = x; break; } return r * x; }
            """),
        new("default's other label does not match", "x=0.4 n=5", """
            [Differentiable] public static double F(double x, int n) { double r = 1; switch (n) { case 3: default: r = x * x * x; break; case > 4: r = x; break; } return r * x; }
            """),
        new("guards are evaluated in order, once", "x:4", """
            static bool Next(ref int i, bool b) { i++; return b; }
            [Differentiable] public static double F(double[] x)
            { int i = 0; switch (x.Length) { case > 5 when Next(ref i, true): return x[0]; case 4 when Next(ref i, false): return x[1]; case var n when Next(ref i, n == 4): return x[i] * x[0] * n; default: return x[3]; } }
            """),
        new("a switch in a loop", "x:7", """
            [Differentiable] public static double F(double a, double[] x)
            { double s = a; int state = 0; for (int i = 0; i < x.Length; i++) { switch (state) { case 0: s += x[i] * a; state = x[i] > 0 ? 1 : 2; break; case 1: s *= Math.Cos(x[i]); state = 2; break; default: s = s * s - x[i]; state = 0; break; } } return s; }
            """),
        new("an enumeration", "kind=Net.Kind.Cube", """
            public enum Kind { Square, Cube = 5, Sine }
            [Differentiable] public static double F(double x, Kind kind) { double r = kind switch { Kind.Square => x * x, Kind.Cube => x * x * x, Kind.Sine => Math.Sin(x), _ => 0 }; return kind == Kind.Sine ? r : r + x; }
            """),
        new("an enumeration in a switch statement", "kinds={Net.Kind.Sine,Net.Kind.Square,Net.Kind.Sine}", """
            public enum Kind : byte { Square, Cube, Sine = 200 }
            [Differentiable] public static double F(double x, Kind[] kinds)
            { foreach (Kind kind in kinds) { switch (kind) { case Kind.Square: x *= x; break; case Kind.Sine: x = Math.Sin(x) * (int)kind / 100; break; } } return x; }
            """),
        new("is with a pattern", "x=0.7", "[Differentiable] public static double F(double x, double y) => x is > 0 and < 1 ? x * y : y is not (1 or 2) ? y : x;"),
        new("is var in a condition", "x=0.7", """
            [Differentiable] public static double F(double x, double y) { if (x > 0 && x * y is var p && p > -5 && (p * p is > 0 and var q)) return p * q + x; return y; }
            """),
        new("is with NaN and zero", "x=0", "[Differentiable] public static double F([NoGradient] double x, double y) => x is double.NaN ? 0 : x is -0.0 ? y * y + x : y;"),
        new("is on a tuple", "x=0.7", "[Differentiable] public static double F(double x, double y) => (x, y) is (> 0, not 3) ? x * y : y;"),
        new("patterns of structures and tuples in locals", "x=0.7", """
            public readonly record struct P(double X, double Y);
            [Differentiable] public static double F(double x, double y)
            { P p = new(x * y, y); var t = (x, p); double r = t is ( > 0.5, { X: var a, Y: > -9 }) ? a * x : y; return p switch { { X: > 100 } => 0, P(_, var b) q when b > -9 => b * q.X * r, _ => 1 }; }
            """),
        new("a chain of conditional expressions", "x=0.7", "[Differentiable] public static double F(double x, double y) => x > 2 ? y : x > 1 ? x : x > 0.6 ? x * y : x > 0.5 ? y * y : 0;"),
        new("a switch expression assigns in its arms", "x=0.7", """
            [Differentiable] public static double F(double x, double y) { double t = 1; double r = x switch { > 0.9 => t = x, > 0.5 => (t = y * x) + x, _ => t }; return r * t; }
            """),
    ];
}
