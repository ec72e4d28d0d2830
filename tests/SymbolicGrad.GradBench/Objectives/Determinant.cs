using System.Text.Json.Serialization;
using CommunityToolkit.HighPerformance;
using SymbolicGrad.GradBench.Protocol;

namespace SymbolicGrad.GradBench.Objectives;

/// <summary>
/// det A by expansion along the first row, det A = Σⱼ (−1)ʲ·a₀ⱼ·det(A without row 0 and column j), and so on down to 0×0. Here
/// each minor of the last rows is computed once, by the set of its columns, from the smaller ones.
/// </summary>
public static partial class Determinant
{
    [Differentiable]
    public static double Primal(ReadOnlySpan2D<double> a)
    {
        int n = a.Width;
        double[] minors = new double[1 << n];
        minors[0] = 1;
        for (int columns = 1; columns < minors.Length; columns++)
        {
            int row = n - Count(columns, n);
            double sum = 0;
            for (int j = 0; j < n; j++)
            {
                if ((columns >> j & 1) != 0)
                {
                    int sign = Count(columns, j) % 2 == 0 ? 1 : -1;
                    sum += sign * a[row, j] * minors[columns ^ (1 << j)];
                }
            }

            minors[columns] = sum;
        }

        return minors[^1];
    }

    /// <summary>The number of columns below <paramref name="end"/> in the set.</summary>
    private static int Count(int columns, int end)
    {
        int count = 0;
        for (int j = 0; j < end; j++)
            count += columns >> j & 1;
        return count;
    }

    public static SuiteModule Module { get; } = new(
        "det",
        SuiteFunction.Of<DeterminantInput, double>("primal", input => () => Primal(new ReadOnlySpan2D<double>(input.A, input.Ell, input.Ell))),
        SuiteFunction.Of<DeterminantInput, double[]>("gradient", input =>
        {
            double[] da = new double[input.A.Length];
            return () =>
            {
                PrimalGradient(new ReadOnlySpan2D<double>(input.A, input.Ell, input.Ell), new Span2D<double>(da, input.Ell, input.Ell));
                return da;
            };
        }));
}

/// <param name="A">The matrix, row after row.</param>
/// <param name="Ell">Its number of rows.</param>
public sealed record DeterminantInput([property: JsonPropertyName("A")] double[] A, int Ell);
