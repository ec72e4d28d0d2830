using CommunityToolkit.HighPerformance;
using SymbolicGrad.GradBench.Protocol;

namespace SymbolicGrad.GradBench.Objectives;

/// <summary>
/// f(C) = Σᵢ minⱼ ‖Cⱼ − Pᵢ‖², the cost of clustering the points P around the centroids C, and the direction J·H⁻¹ of
/// Newton's method: the Hessian is diagonal, hence its product with a vector of ones is its diagonal. Both come from one
/// sweep, that of the tangent of the gradient.
/// </summary>
public static partial class KMeans
{
    [Differentiable]
    public static double Cost([NoGradient] ReadOnlySpan2D<double> points, ReadOnlySpan2D<double> centroids)
    {
        double cost = 0;
        for (int i = 0; i < points.Height; i++)
        {
            int closest = Closest(points.GetRowSpan(i), centroids);
            cost += SquaredDistance(points.GetRowSpan(i), centroids.GetRowSpan(closest));
        }

        return cost;
    }

    public static partial double CostGradient(ReadOnlySpan2D<double> points, ReadOnlySpan2D<double> centroids, Span2D<double> dCentroids);

    [Differentiable(Derivatives.Jvp)]
    public static void Slope([NoGradient] ReadOnlySpan2D<double> points, ReadOnlySpan2D<double> centroids, Span2D<double> slope) =>
        CostGradient(points, centroids, slope);

    private static int Closest(ReadOnlySpan<double> point, ReadOnlySpan2D<double> centroids)
    {
        int closest = 0;
        double least = double.PositiveInfinity;
        for (int j = 0; j < centroids.Height; j++)
        {
            double distance = SquaredDistance(point, centroids.GetRowSpan(j));
            if (distance < least)
            {
                closest = j;
                least = distance;
            }
        }

        return closest;
    }

    private static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }

    public static SuiteModule Module { get; } = new(
        "kmeans",
        SuiteFunction.Of<KMeansInput, double>("cost", input => () => Cost(input.Points.View, input.Centroids.View)),
        SuiteFunction.Of<KMeansInput, Matrix>("dir", input =>
        {
            (int k, int d) = (input.Centroids.Rows, input.Centroids.Columns);
            double[] ones = new double[k * d];
            Array.Fill(ones, 1);
            Matrix diagonal = new(k, d);
            Matrix direction = new(k, d);
            return () =>
            {
                SlopeJvp(input.Points.View, input.Centroids.View, direction.View, new(ones, k, d), diagonal.View);
                for (int i = 0; i < direction.Elements.Length; i++)
                    direction.Elements[i] /= diagonal.Elements[i];
                return direction;
            };
        }));
}

public sealed record KMeansInput(Matrix Points, Matrix Centroids);
