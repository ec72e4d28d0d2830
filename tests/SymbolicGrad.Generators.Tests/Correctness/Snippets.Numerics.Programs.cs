namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Sorting, searching, graphs and state machines: what is smooth runs along integer control.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> Programs =>
    [
        new("Shell sort", "x:7 w:7", """
            [Differentiable] public static double F(double[] x, double[] w)
            {
                double[] a = (double[])x.Clone();
                int n = a.Length;
                for (int gap = n / 2; gap > 0; gap /= 2)
                    for (int i = gap; i < n; i++)
                    {
                        double v = a[i]; int j;
                        for (j = i; j >= gap && a[j - gap] > v; j -= gap) a[j] = a[j - gap];
                        a[j] = v;
                    }
                double s = 0;
                for (int i = 0; i < n; i++) s += w[i] * a[i] * a[i];
                return s;
            }
            """),
        new("bubble sort until nothing swaps", "x:5", """
            [Differentiable] public static void F(Span<double> x)
            {
                bool swapped;
                do { swapped = false; for (int i = 1; i < x.Length; i++) if (x[i - 1] > x[i]) { (x[i - 1], x[i]) = (x[i], x[i - 1]); swapped = true; } } while (swapped);
                for (int i = 0; i < x.Length; i++) x[i] = Math.Sin(x[i] * (i + 1));
            }
            """),
        new("the median by quickselect", "x:7", """
            [Differentiable] public static double F(ReadOnlySpan<double> x)
            {
                Span<double> a = stackalloc double[x.Length];
                x.CopyTo(a);
                int lo = 0, hi = a.Length - 1, k = a.Length / 2;
                while (lo < hi)
                {
                    double pivot = a[k]; int i = lo, j = hi;
                    do
                    {
                        while (a[i] < pivot) i++;
                        while (pivot < a[j]) j--;
                        if (i <= j) { (a[i], a[j]) = (a[j], a[i]); i++; j--; }
                    } while (i <= j);
                    if (j < k) lo = i;
                    if (k < i) hi = j;
                }
                return a[k] * a[k] + a[0];
            }
            """),
        new("merge sort from the bottom", "x:6", """
            [Differentiable] public static double F(double[] x)
            {
                int n = x.Length;
                double[] a = (double[])x.Clone(), b = new double[n];
                for (int width = 1; width < n; width *= 2)
                {
                    for (int lo = 0; lo < n; lo += 2 * width)
                    {
                        int mid = Math.Min(lo + width, n), hi = Math.Min(lo + 2 * width, n), i = lo, j = mid;
                        for (int k = lo; k < hi; k++) b[k] = i < mid && (j >= hi || a[i] <= a[j]) ? a[i++] : a[j++];
                    }
                    for (int k = 0; k < n; k++) a[k] = b[k];
                }
                double s = 0;
                for (int k = 0; k < n; k++) s += a[k] * a[k] * k;
                return s;
            }
            """),
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
        new("Bellman–Ford until nothing changes", "w:6+ from={0,0,1,2,1,3} to={1,2,2,3,3,4}", """
            [Differentiable] public static double F(double[] w, int[] from, int[] to)
            {
                Span<double> d = stackalloc double[5];
                d.Fill(100); d[0] = 0;
                bool changed = true; int rounds = 0;
                while (changed && rounds++ < d.Length)
                {
                    changed = false;
                    for (int e = 0; e < w.Length; e++)
                    {
                        double via = d[from[e]] + w[e];
                        if (via >= d[to[e]]) continue;
                        d[to[e]] = via; changed = true;
                    }
                }
                return d[4] * d[3] + d[2];
            }
            """),
        new("Dijkstra over a matrix", "w:4x4+", """
            [Differentiable] public static double F(double[,] w)
            {
                int n = w.GetLength(0);
                double[] d = new double[n]; bool[] done = new bool[n];
                for (int i = 1; i < n; i++) d[i] = double.MaxValue;
                for (;;)
                {
                    int u = -1;
                    for (int i = 0; i < n; i++) if (!done[i] && (u < 0 || d[i] < d[u])) u = i;
                    if (u < 0 || d[u] == double.MaxValue) break;
                    done[u] = true;
                    for (int v = 0; v < n; v++) { if (done[v]) continue; double via = d[u] + w[u, v]; if (via < d[v]) d[v] = via; }
                }
                double s = 0;
                foreach (double v in d) s += v * v;
                return s;
            }
            """),
        new("Floyd–Warshall in place", "w:4x4+", """
            [Differentiable] public static void F(Span2D<double> w)
            {
                int n = w.Height;
                for (int k = 0; k < n; k++) for (int i = 0; i < n; i++) { if (i == k) continue; for (int j = 0; j < n; j++) if (w[i, k] * w[k, j] < w[i, j]) w[i, j] = w[i, k] * w[k, j]; } /* writes w */
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
        new("two pointers that meet", "x:7+", """
            [Differentiable] public static double F(ReadOnlySpan<double> x)
            {
                int l = 0, r = x.Length - 1; double left = x[l], right = x[r], balance = 1;
                while (l < r) { if (left < right) { left += x[++l]; balance *= left; } else { right += x[--r] * x[r]; balance -= right; } }
                return balance;
            }
            """),
        new("union of sets, then sums by root", "x:6 a={0,2,1,4} b={1,3,3,5}", """
            [Differentiable] public static double F(double[] x, int[] a, int[] b)
            {
                int[] parent = new int[x.Length]; double[] sums = new double[x.Length];
                for (int i = 0; i < parent.Length; i++) parent[i] = i;
                for (int e = 0; e < a.Length; e++)
                {
                    int p = a[e], q = b[e];
                    while (parent[p] != p) p = parent[p];
                    while (parent[q] != q) { parent[q] = parent[parent[q]]; q = parent[q]; }
                    if (p == q) continue;
                    parent[p] = q;
                }
                for (int i = 0; i < x.Length; i++) { int p = i; while (parent[p] != p) p = parent[p]; sums[p] += x[i]; }
                double s = 0;
                foreach (double v in sums) s += v * v * v;
                return s;
            }
            """),
        new("a heap sifted down", "x:6", """
            [Differentiable] public static void F(Span<double> x)
            {
                for (int start = x.Length / 2 - 1; start >= 0; start--)
                {
                    int i = start;
                    while (true)
                    {
                        int child = 2 * i + 1;
                        if (child >= x.Length) break;
                        if (child + 1 < x.Length && x[child + 1] > x[child]) child++;
                        if (x[i] >= x[child]) break;
                        double t = x[i]; x[i] = x[child] * 1.1; x[child] = t * 1.1;
                        i = child;
                    }
                }
            }
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
