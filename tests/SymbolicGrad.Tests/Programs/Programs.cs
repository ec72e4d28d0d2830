using System.Numerics.Tensors;
using CommunityToolkit.HighPerformance;

namespace SymbolicGrad.Tests.Programs;

/// <summary>Numerical programs, each with something that reverse mode gets wrong easily.</summary>
internal static partial class Programs
{
    /// <summary>A recurrence in a triangular nest.</summary>
    [Differentiable(Derivatives.Taped)]
    public static double Triangular(ReadOnlySpan<double> a)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double p = 1;
            for (int j = 0; j <= i; j++)
            {
                p = Math.Sin(p * a[j]) + 0.5;
            }

            sum += p * a[i];
        }

        return sum;
    }

    /// <summary>Independent recurrences whose results are added up.</summary>
    [Differentiable(Derivatives.Taped)]
    public static double Batch(ReadOnlySpan<double> x, double k, int steps)
    {
        double total = 0;
        for (int b = 0; b < x.Length; b++)
        {
            double h = x[b];
            for (int t = 0; t < steps; t++)
            {
                h = Math.Tanh(k * h + t);
            }

            total += h * h;
        }

        return total;
    }

    /// <summary>Returns from several depths.</summary>
    [Differentiable(Derivatives.Taped)]
    public static double EarlyReturns(double x, double a)
    {
        if (x < 0)
        {
            return a * x;
        }

        double s = Math.Sqrt(x);
        if (s > 2)
        {
            if (a > 0)
            {
                return s * a;
            }

            s = s * a;
        }
        else
        {
            s += Math.Exp(a);
        }

        return s + x;
    }

    /// <summary>A prefix product in place, in scratch.</summary>
    [Differentiable(Derivatives.Taped)]
    public static double PrefixProduct(ReadOnlySpan<double> a)
    {
        double[] product = new double[a.Length];
        for (int i = 0; i < a.Length; i++)
        {
            product[i] = Math.Exp(a[i]);
        }

        for (int i = 1; i < a.Length; i++)
        {
            product[i] *= product[i - 1];
        }

        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += product[i] * (i + 1);
        }

        return sum;
    }

    /// <summary>A Gauss–Seidel-like sweep: every element reads neighbours of this and of the last sweep.</summary>
    [Differentiable(Derivatives.Taped)]
    public static double Sweeps(ReadOnlySpan<double> a)
    {
        double[] u = new double[a.Length];
        a.CopyTo(u);
        for (int t = 0; t < 5; t++)
        {
            for (int i = 1; i < u.Length - 1; i++)
            {
                u[i] = 0.5 * u[i] + 0.25 * Math.Sin(u[i - 1] * u[i + 1]);
            }
        }

        return TensorPrimitives.SumOfSquares(u);
    }

    /// <summary>A carried scalar that branches change in different ways.</summary>
    [Differentiable(Derivatives.Taped)]
    public static double Branches(ReadOnlySpan<double> a)
    {
        double s = 1;
        for (int i = 0; i < a.Length; i++)
        {
            if (a[i] > 0)
            {
                s = s * Math.Exp(-a[i]);
            }
            else if (s > 0.5)
            {
                double q = Math.Sin(s);
                s += q * a[i];
            }
            else
            {
                s -= a[i] * a[i];
            }
        }

        return Math.Log(s * s + 1);
    }

    /// <summary>Reductions and overlapping slices.</summary>
    [Differentiable(Derivatives.Taped)]
    public static double Reductions(ReadOnlySpan<double> a) =>
        TensorPrimitives.Norm(a) + TensorPrimitives.Max(a) * TensorPrimitives.Sum(a[1..^1]) + TensorPrimitives.Dot(a.Slice(0, 3), a.Slice(2, 3));

    /// <summary>Strides other than one, in both directions.</summary>
    [Differentiable(Derivatives.Taped)]
    public static double Strides(ReadOnlySpan<double> a)
    {
        double s = 0.3;
        for (int i = a.Length - 1; i >= 0; i -= 3)
        {
            s = Math.Cos(s + a[i]);
        }

        for (int i = 1; i <= a.Length - 2; i += 2)
        {
            s = s * a[i] + a[i - 1];
        }

        return s;
    }

    /// <summary>The last iteration's value alone, and scratch that every iteration overwrites.</summary>
    [Differentiable(Derivatives.Taped)]
    public static double LastOnly(ReadOnlySpan<double> a)
    {
        double last = 0;
        double[] pair = new double[2];
        for (int i = 0; i < a.Length; i++)
        {
            pair[0] = a[i] * a[i];
            pair[1] = pair[0] + pair[1];
            last = Math.Sin(pair[1]);
        }

        return last * pair[0];
    }

    /// <summary>A state vector updated in place per step.</summary>
    [Differentiable(Derivatives.Taped)]
    public static void State(Span<double> h, ReadOnlySpan2D<double> x, double a)
    {
        for (int t = 0; t < x.Height; t++)
        {
            for (int j = 0; j < h.Length; j++)
            {
                h[j] = Math.Sin(a * h[j] + x[t, j]);
            }
        }
    }
}
