namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Sorting, searching, graphs and state machines: what is smooth runs along integer control.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> Programs =>
    [
        new("prefix scans", "x:8", """
            [Differentiable] public static void F(Span<double> x)
            {
                int n = x.Length, d = 1;
                while (d < n) { for (int i = n - 1; i >= d; i--) x[i] += x[i - d] * x[i]; d *= 2; }
            }
            """),
        new("a running maximum and the drop from it", "x:8", """
            [Differentiable] public static double F(ReadOnlySpan<double> x)
            {
                double level = 1, peak = 1, worst = 0; int at = -1;
                for (int i = 0; i < x.Length; i++)
                {
                    level *= 1 + 0.3 * x[i];
                    if (level > peak) { peak = level; continue; }
                    double drop = 1 - level / peak;
                    if (drop > worst) { worst = drop; at = i; }
                }
                return at < 0 ? level : worst * level;
            }
            """),
        new("integer control as in Collatz", "a=0.4 n=7", """
            [Differentiable] public static double F(double a, int n)
            { double y = 1; while (n != 1) { if (n % 2 == 0) { n /= 2; y = y * (1 + 0.1 * a); } else { n = 3 * n + 1; y += a * a; } } return y; }
            """),
        new("linear search with a sentinel", "knots={1,2,4,8,99} y:6", """
            [Differentiable] public static double F(double x, int[] knots, double[] y)
            { double s = 3 + x; int i = 0; while (knots[i] < s) i++; double f = i == 0 ? 0 : (s - knots[i - 1]) / (knots[i] - knots[i - 1] + 0.5); return y[i] * (1 - f) + y[i + 1] * f * f; }
            """),
        new("a state machine with switch in while", "x:8 ops={0,1,2,1,3,0,4,1}", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, int[] ops)
            {
                double a = 1, b = 0.5; int i = 0, state = 0;
                while (i < ops.Length)
                {
                    int op = ops[i];
                    switch (op)
                    {
                        case 0: a += x[i] * b; break;
                        case 1: i++; if (state == 1) { b *= a; continue; } state = 1; b -= x[i - 1]; continue;
                        case 2: { double t = a; a = b * x[i]; b = t; break; }
                        case 3 when a > 100: return b;
                        case 3: for (int j = 0; j < 3; j++) { if (j == 2) break; a = Math.Sin(a + x[j]); } break;
                        default: if (b > 50) break; return a * b;
                    }
                    i++;
                }
                return a - b;
            }
            """),
        new("a state machine of an enumeration", "x:6", """
            public enum Turn { Up, Down, Left }
            [Differentiable] public static double F(ReadOnlySpan<double> x, double z)
            {
                Turn state = Turn.Up; double s = z; int i = 0;
                while (true)
                {
                    if (i == x.Length) break;
                    double v = x[i++];
                    switch (state)
                    {
                        case Turn.Up: s += v * v; if (s > 1) state = Turn.Down; continue;
                        case Turn.Down: s *= v; state = s < 0 ? Turn.Left : Turn.Up; break;
                        case Turn.Left: if (v < 0.3) { s -= v; break; } return s * v;
                    }
                    s = Math.Tanh(s);
                }
                return s * s;
            }
            """),
        new("returns nested in a switch in two loops", "x:3 y:3 kinds={0,1,2}", """
            [Differentiable] public static double F(double[] x, double[] y, int[] kinds)
            {
                double s = 0.2;
                foreach (int kind in kinds)
                    for (int j = 0; j < y.Length; j++)
                        switch (kind)
                        {
                            case 0: if (j == 1) continue; s += x[j] * y[j]; break;
                            case 1: if (s > 1e3) return s; s *= 1 + y[j]; break;
                            default: { double t = s * s; for (int k = 0; k < x.Length; k++) { t += x[k] * s; if (t > 0.1 * k) return t * y[j]; } s = t; break; }
                        }
                return -s;
            }
            """),
        new("loops in helpers with ref and out", "x:5", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, double u)
            {
                double state = u, total = 0; int i = 0;
                while (TryNext(x, ref i, ref state, out double v)) { total += v * state; if (total > 5) break; }
                Scale(ref total, 1.5, out int times);
                return total * times + state;
            }
            static bool TryNext(ReadOnlySpan<double> x, ref int i, ref double state, out double v)
            {
                v = 0;
                while (i < x.Length) { double y = x[i++]; if (y < 0) { state *= 1 - y; continue; } v = y * y; return true; }
                return false;
            }
            static void Scale(ref double x, double by, out int times) { times = 0; while (Math.Abs(x) < 4 && times < 6) { x *= by; times++; } }
            """),
        new("tuples swapped in a while loop", "a=0.7 b=1.2 c=0.4", """
            [Differentiable] public static double F(double a, double b, double c)
            { int n = 0; while (n < 5) { (a, b, c) = (b * c, a + c, Math.Sin(a)); if (n == 3) (a, c) = (c, a); n++; } return a + 2 * b + 3 * c; }
            """),
        new("a ref local that walks an array", "x:6:inout", """
            [Differentiable] public static void F(Span<double> x, double u)
            {
                int i = 0;
                while (i < x.Length) { ref double here = ref x[i]; here = here * u + (i > 0 ? x[i - 1] : 0); if (here > 2) break; here += here * here; i += 1; }
            }
            """),
        new("scratch on the stack in each iteration", "x:4 y:3", """
            [Differentiable] public static double F(double[] x, double[] y)
            {
                double s = 0.3; int i = 0;
                while (i < x.Length)
                {
                    double[] t = new double[y.Length];
                    for (int j = 0; j < t.Length; j++) t[j] = Math.Sin(x[i] * y[j] + s);
                    double p = 1;
                    foreach (double v in t) { p *= 1 + 0.5 * v; if (p > 3) break; }
                    s += p * x[i]; i++;
                }
                return s;
            }
            """),
        new("a stackalloc before a loop that fills it again", "x:4", """
            [Differentiable] public static double F(ReadOnlySpan<double> x)
            {
                Span<double> w = stackalloc double[3];
                double s = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    w.Clear();
                    int k = 0; double v = x[i] * x[i] + 0.5;
                    while (v < 2 && k < w.Length) { w[k++] = v; v *= 1.5 + 0.1 * x[i]; }
                    foreach (double t in w) s += t * t * x[i];
                }
                return s;
            }
            """),
        new("bounded loops with break, taped", "x:4 y:3", """
            [Differentiable(Derivatives.Taped)] public static double F(double[] x, double[] y)
            {
                double s = 0.3;
                for (int i = 0; i < x.Length; i++) { for (int j = 0; j < y.Length; j++) { s = Math.Sin(s * x[i] + y[j]); if (j == 1 && i % 2 == 0) break; s *= 1.1; } if (i == 2) break; s += x[i] * x[i]; }
                return s;
            }
            """),
        new("a stack of operands", "x:5 code={0,1,-1,2,-2,3,-1,4,-3}", """
            [Differentiable] public static double F(double[] x, int[] code)
            {
                double[] stack = new double[8]; int top = 0;
                foreach (int c in code)
                {
                    if (c >= 0) { stack[top++] = x[c]; continue; }
                    double right = stack[--top], left = stack[--top];
                    stack[top++] = c switch { -1 => left + right, -2 => left * right, _ => left / (2 + right * right) };
                }
                return stack[0] * stack[0];
            }
            """),
        new("rejection with given numbers", "u:8+ a=0.9", """
            [Differentiable] public static double F([NoGradient] double[] u, double a)
            {
                double x = 0.3, sum = 0; int accepted = 0;
                for (int i = 0; i + 1 < u.Length && accepted < 3; i += 2)
                {
                    double y = x + a * (u[i] - 0.7), ratio = Math.Exp(-0.5 * a * (y * y - x * x));
                    if (u[i + 1] > 1 && u[i + 1] > ratio) continue;
                    x = y; accepted++;
                    sum += x * x * ratio;
                }
                return sum / accepted;
            }
            """),
        new("a ring buffer", "x:8", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, double u)
            {
                double[] ring = new double[3]; int head = 0, filled = 0; double sum = 0, s = u;
                foreach (double v in x)
                {
                    if (filled == ring.Length) sum -= ring[head]; else filled++;
                    ring[head] = v * s; sum += ring[head];
                    head = (head + 1) % ring.Length;
                    s = Math.Cos(sum / filled);
                    if (filled < 2) continue;
                    s += 0.1 * ring[(head + ring.Length - 1) % ring.Length];
                }
                return s;
            }
            """),
        new("runs of equal labels", "x:8 labels={1,1,2,2,2,1,3,3}", """
            [Differentiable] public static double F(ReadOnlySpan<double> x, int[] labels)
            {
                double cost = 0; int i = 0;
                while (i < x.Length)
                {
                    int start = i; double mean = 0;
                    do { mean += x[i]; i++; } while (i < x.Length && labels[i] == labels[start]);
                    mean /= i - start;
                    for (int j = start; j < i; j++) cost += (x[j] - mean) * (x[j] - mean);
                    if (cost > 100) return cost;
                    cost *= mean + 2;
                }
                return cost;
            }
            """),
        new("a power by squaring", "x=1.2 n=13", """
            [Differentiable] public static double F(double x, int n)
            { double r = 1; while (n > 0) { if ((n & 1) == 1) r *= x; x *= x; n >>= 1; } return r; }
            """),
        new("float arithmetic until saturation", "x:6", """
            [Differentiable] public static float F(ReadOnlySpan<float> x, float u)
            { float h = 0.1f; int i = 0; while (i < x.Length) { h = MathF.Tanh(u * h + x[i]); i++; if (i > 2 && h > 0.99f) break; } return h * i; }
            """) { IsSingle = true },
        new("a nested return whose value is a struct", "x:5", """
            public readonly record struct Hit(double Distance, double Weight);
            static Hit First(ReadOnlySpan<double> x, double u)
            { double d = 0; for (int i = 0; i < x.Length; i++) { d += x[i] * x[i]; if (d > u * u + 0.5) return new Hit(d, x[i] * u); if (i == 3) break; } return new Hit(u, d); }
            [Differentiable] public static double F(ReadOnlySpan<double> x, double u) { Hit h = First(x, u), g = First(x[1..], 0.3 * u); return h.Distance * h.Weight + g.Distance * g.Weight; }
            """),
        new("a struct that a while loop carries", "a=0.7 b=0.4", """
            public record struct Dual(double Re, double Im) { public readonly double Size => Re * Re + Im * Im; public static Dual operator *(Dual x, Dual y) => new(x.Re * y.Re - x.Im * y.Im, x.Re * y.Im + x.Im * y.Re); public static Dual operator +(Dual x, Dual y) => new(x.Re + y.Re, x.Im + y.Im); }
            [Differentiable] public static double F(double a, double b)
            { Dual z = new(0.1, 0.2), c = new(a, b); int n = 0; while (z.Size < 4 && n < 50) { z = z * z + c; n++; } return n + 1 - Math.Log(Math.Log(z.Size)); }
            """),
    ];
}
