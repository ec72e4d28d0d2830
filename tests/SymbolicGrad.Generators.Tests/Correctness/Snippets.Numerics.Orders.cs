namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>What compares: sorting, selection, shortest paths, sets that are joined.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> OrdersAndGraphs =>
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
    ];
}
