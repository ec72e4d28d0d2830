namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Integers of every width, bits and enumerations: calculated with as C# does, never differentiated.</summary>
internal static partial class Snippets
{
    private static IEnumerable<Snippet> Integers =>
    [
        new("shifts and bits of ints", "n=11", "[Differentiable] public static double F(double x, int n) => x * x * ((n << 2 & 15) + (n >> 1 | 8) + (n ^ 3) + (~n & 7) + (-n >>> 28));"),
        new("shifts and bits of longs", "n=11", "[Differentiable] public static double F(double x, long n) => x * x * ((n << 34 >> 33 & 63) + (n ^ 3L) + (-n >>> 60) + (~n | 1));"),
        new("an int shifted in a long sum", "n=11", "[Differentiable] public static double F(double x, int n) => x * ((long)n << 33) * 1e-10 + (n << 33) * x;"),
        new("compound shifts and bits", "n=11", "[Differentiable] public static double F(double x, int n) { n <<= 3; n |= 5; n ^= 9; n >>= 1; n &= 0x3F; n >>>= 1; n %= 5; return x * x * n; }"),
        new("non-short-circuit logic on bools", "x=0.7", "[Differentiable] public static double F(double x, double y) { int n = 0; bool Count(bool b) { n++; return b; } bool all = Count(x > 5) & Count(y > -9) | Count(true) ^ false; all &= x < 3; return all ? x * y * n : y; }"),
        new("integer division and remainder", "n=-7", "[Differentiable] public static double F(double x, int n) => x * x * (n / 2 + n % 4 + 10 * (n - 1) / 3);"),
        new("bytes wrap", "n=250", "[Differentiable] public static double F(double x, byte n) { n += 10; byte m = (byte)(n * 100); m++; sbyte s = (sbyte)(m + 100); return x * x * (n + m + s); }"),
        new("shorts wrap", "n=32767", "[Differentiable] public static double F(double x, short n) { n++; ushort m = (ushort)n; m -= 5; return x * x * (n + 2 * m) / 1000; }"),
        new("uints wrap", "n=4294967290", """
            [Differentiable] public static double F(double x, uint n) { uint m = n * 3 + 7; m ^= m << 13; m ^= m >> 17; m ^= m << 37; n++; uint k = ~n; return x * x * (m / 1e9 + k + (m > n ? 1 : 2) + m % 10 + n / 1000000000); }
            """),
        new("a random number generator of its own", "x:5", """
            [Differentiable(Derivatives.Taped)] public static double F(double a, double[] x)
            { uint seed = 12345; double s = a; for (int i = 0; i < x.Length; i++) { seed = seed * 1664525u + 1013904223u; double u = seed / 4294967296.0; s = Math.Sin(s * x[i]) + u * a; } return s; }
            """),
        new("int, long and floating sums mix", "n=3 m=5", "[Differentiable] public static double F(double x, int n, long m) { n += 2; m *= n; n = (int)m - n; float f = n; n += (int)2.9; return x * f * m + n * x * x; }"),
        new("an int changed by a floating sum", "n=3", "[Differentiable] public static double F(double x, int n) { n = (int)(n + 2.7); n = (int)(n * 1.5); return x * x * n; }"),
        new("arrays of small integers, written too", "labels={1,2,1} counts={0,0,0}", """
            [Differentiable] public static double F(double x, ReadOnlySpan<byte> labels, Span<short> counts)
            { double s = 0; for (int i = 0; i < labels.Length; i++) { counts[labels[i]]++; counts[0] += labels[i]; s += x * x * counts[labels[i]]; } return s * counts[0]; }
            """),
        new("arrays of bools and longs", "mask={true,false,true} m={2,3,4} x:3", """
            [Differentiable] public static double F(double[] x, ReadOnlySpan<bool> mask, long[] m) { double s = 0; for (int i = 0; i < x.Length; i++) if (mask[i]) s += x[i] * x[i] * m[i]; return s; }
            """),
        new("local arrays of integers", "x:4", """
            [Differentiable] public static double F(double[] x) { int[] order = { 2, 0, 3, 1 }; bool[] flip = new bool[4]; flip[2] = true; double s = 1; for (int i = 0; i < order.Length; i++) s += (flip[i] ? -1 : 1) * x[order[i]] * s; return s; }
            """),
        new("bits of a loop index choose", "x:3", """
            [Differentiable] public static double F(double[] x) { double s = 0; for (int mask = 0; mask < 1 << x.Length; mask++) { double p = 1; for (int i = 0; i < x.Length; i++) if ((mask >> i & 1) != 0) p *= x[i]; s += p; } return s; }
            """),
        new("sizeof, default and const", "n=3", "private const double C = 1.5; [Differentiable] public static double F(double x, int n) { const int Three = 3; double d = default; d += sizeof(double) * x; return d * x * Three * C + default(double) + n; }"),
        new("flags", "flags=Net.Options.Both", """
            [Flags] public enum Options { None = 0, Square = 1, Sine = 2, Both = Square | Sine }
            [Differentiable] public static double F(double x, Options flags) { if ((flags & Options.Square) != 0) x *= x; if ((flags & Options.Sine) == Options.Sine) x = Math.Sin(x); flags &= ~Options.Sine; return x * (int)flags; }
            """),
    ];
}
