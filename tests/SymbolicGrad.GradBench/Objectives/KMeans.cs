using System.Numerics.Tensors;
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
        // ‖Cⱼ − Pᵢ‖² = ‖Cⱼ‖² − 2 Cⱼ·Pᵢ + ‖Pᵢ‖², of which the last says nothing of which centroid is closest: a product of matrices is left.
        double[,] products = new double[points.Height, centroids.Height];
        for (int i = 0; i < points.Height; i++)
        {
            for (int j = 0; j < centroids.Height; j++)
                products[i, j] = TensorPrimitives.Dot(points.GetRowSpan(i), centroids.GetRowSpan(j));
        }

        double[] squares = new double[centroids.Height];
        for (int j = 0; j < centroids.Height; j++)
            squares[j] = 0.5 * TensorPrimitives.SumOfSquares(centroids.GetRowSpan(j));

        double cost = 0;
        for (int i = 0; i < points.Height; i++)
        {
            int closest = 0;
            double least = double.PositiveInfinity;
            for (int j = 0; j < centroids.Height; j++)
            {
                double beyond = squares[j] - products[i, j];
                if (beyond < least)
                {
                    closest = j;
                    least = beyond;
                }
            }

            for (int c = 0; c < points.Width; c++)
                cost += (points[i, c] - centroids[closest, c]) * (points[i, c] - centroids[closest, c]);
        }

        return cost;
    }

    public static partial double CostGradient(ReadOnlySpan2D<double> points, ReadOnlySpan2D<double> centroids, Span2D<double> dCentroids);

    [Differentiable(Derivatives.Jvp)]
    public static void Slope([NoGradient] ReadOnlySpan2D<double> points, ReadOnlySpan2D<double> centroids, Span2D<double> slope) =>
        CostGradient(points, centroids, slope);

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
