using System.Text.Json.Serialization;
using CommunityToolkit.HighPerformance;
using SymbolicGrad.GradBench.Protocol;

namespace SymbolicGrad.GradBench.Objectives;

/// <summary>det A = Σⱼ (−1)ʲ·a₀ⱼ·det(A without row 0 and column j), the minors of three rows written out.</summary>
public static partial class Determinant
{
    [Differentiable]
    public static double Primal(ReadOnlySpan2D<double> a)
    {
        // next[j] is the column after column j among those left; the one after the last stands for "before the first".
        Span<int> next = stackalloc int[a.Width + 1];
        for (int j = 0; j < a.Width; j++)
            next[j] = j + 1;
        next[a.Width] = 0;
        return Minor(a, 0, next);
    }

    /// <summary>The determinant of the rows from <paramref name="row"/> on and of the columns in the list.</summary>
    [Differentiable]
    public static double Minor(ReadOnlySpan2D<double> a, int row, Span<int> next)
    {
        int before = a.Width;
        int rows = a.Height - row;
        if (rows == 1)
            return a[row, next[before]];
        if (rows == 2)
            return MinorOfTwo(a, row, next[before], next[next[before]]);
        if (rows == 3)
            return MinorOfThree(a, row, next);

        double sum = 0;
        int sign = 1;
        for (int j = row; j < a.Height; j++)
        {
            int column = next[before];
            next[before] = next[column];
            double minor = rows == 4 ? MinorOfThree(a, row + 1, next) : Minor(a, row + 1, next);
            sum += sign * a[row, column] * minor;
            next[before] = column;
            before = column;
            sign = -sign;
        }

        return sum;
    }

    private static double MinorOfThree(ReadOnlySpan2D<double> a, int row, ReadOnlySpan<int> next)
    {
        int first = next[a.Width];
        int second = next[first];
        int third = next[second];
        return a[row, first] * MinorOfTwo(a, row + 1, second, third)
            - a[row, second] * MinorOfTwo(a, row + 1, first, third)
            + a[row, third] * MinorOfTwo(a, row + 1, first, second);
    }

    private static double MinorOfTwo(ReadOnlySpan2D<double> a, int row, int first, int second) =>
        a[row, first] * a[row + 1, second] - a[row, second] * a[row + 1, first];

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
