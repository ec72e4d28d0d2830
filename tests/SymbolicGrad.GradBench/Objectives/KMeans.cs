using CommunityToolkit.HighPerformance;
using SymbolicGrad.GradBench.Protocol;

namespace SymbolicGrad.GradBench.Objectives;

/// <summary>
/// f(C) = Σᵢ minⱼ ‖Cⱼ − Pᵢ‖², the cost of clustering the points P around the centroids C, and the direction J·H⁻¹ of
/// Newton's method: the Hessian is diagonal, hence its product with a vector of ones is its diagonal.
/// </summary>
public static partial class KMeans
{
    [Differentiable(Derivatives.Hvp)]
    public static double Cost([NoGradient] ReadOnlySpan2D<double> points, ReadOnlySpan2D<double> centroids)
    {
        double cost = 0;
        for (int i = 0; i < points.Height; i++)
        {
            double closest = double.PositiveInfinity;
            for (int j = 0; j < centroids.Height; j++)
                closest = Math.Min(closest, SquaredDistance(points.GetRowSpan(i), centroids.GetRowSpan(j)));
            cost += closest;
        }

        return cost;
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
                CostGradient(input.Points.View, input.Centroids.View, direction.View);
                CostHvp(input.Points.View, input.Centroids.View, new(ones, k, d), diagonal.View);
                for (int i = 0; i < direction.Elements.Length; i++)
                    direction.Elements[i] /= diagonal.Elements[i];
                return direction;
            };
        }));
}

public sealed record KMeansInput(Matrix Points, Matrix Centroids);
