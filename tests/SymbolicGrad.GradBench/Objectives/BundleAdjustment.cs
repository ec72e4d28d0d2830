using SymbolicGrad.GradBench.Protocol;

namespace SymbolicGrad.GradBench.Objectives;

/// <summary>
/// How far the images of points, as cameras should see them, are from where they were observed.
/// A camera is [r₁ r₂ r₃ C₁ C₂ C₃ f u₀ v₀ k₁ k₂]: rotation (axis times angle), centre, focal length, principal point,
/// radial distortion. A point X is seen at Y = R·(X − C), p = (Y₁, Y₂)/Y₃, p·(1 + k₁‖p‖² + k₂‖p‖⁴)·f + (u₀, v₀);
/// the error is w times its distance from the observation, and 1 − w² for each weight w.
/// </summary>
public static partial class BundleAdjustment
{
    [Differentiable(Derivatives.Jacobian)]
    public static void ReprojectionError(
        ReadOnlySpan<double> camera,
        ReadOnlySpan<double> point,
        double weight,
        [NoGradient] ReadOnlySpan<double> observed,
        Span<double> error)
    {
        Span<double> relative = stackalloc double[3];
        for (int i = 0; i < 3; i++)
            relative[i] = point[i] - camera[3 + i];
        Span<double> seen = stackalloc double[3];
        Rotate(camera[..3], relative, seen);

        double u = seen[0] / seen[2];
        double v = seen[1] / seen[2];
        double squares = u * u + v * v;
        double distortion = 1 + camera[9] * squares + camera[10] * squares * squares;

        error[0] = weight * (u * distortion * camera[6] + camera[7] - observed[0]);
        error[1] = weight * (v * distortion * camera[6] + camera[8] - observed[1]);
    }

    [Differentiable]
    public static double WeightError(double weight) => 1 - weight * weight;

    /// <summary>
    /// Rodrigues' formula: p·cos θ + (n × p)·sin θ + n·(n·p)·(1 − cos θ), where the rotation is θ·n. At θ = 0 it is
    /// p + θ·n × p, and so is its derivative.
    /// </summary>
    private static void Rotate(ReadOnlySpan<double> rotation, ReadOnlySpan<double> p, Span<double> rotated)
    {
        double squares = rotation[0] * rotation[0] + rotation[1] * rotation[1] + rotation[2] * rotation[2];
        if (squares == 0)
        {
            Cross(rotation, p, rotated);
            for (int i = 0; i < 3; i++)
                rotated[i] += p[i];
            return;
        }

        double angle = Math.Sqrt(squares);
        double cos = Math.Cos(angle);
        double sin = Math.Sin(angle);
        Span<double> n = stackalloc double[3];
        for (int i = 0; i < 3; i++)
            n[i] = rotation[i] / angle;

        double along = (n[0] * p[0] + n[1] * p[1] + n[2] * p[2]) * (1 - cos);
        Cross(n, p, rotated);
        for (int i = 0; i < 3; i++)
            rotated[i] = p[i] * cos + rotated[i] * sin + n[i] * along;
    }

    private static void Cross(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> product)
    {
        product[0] = a[1] * b[2] - a[2] * b[1];
        product[1] = a[2] * b[0] - a[0] * b[2];
        product[2] = a[0] * b[1] - a[1] * b[0];
    }

    public static SuiteModule Module { get; } = new(
        "ba",
        SuiteFunction.Of<BundleAdjustmentInput, BundleAdjustmentErrors>("objective", input =>
        {
            BundleAdjustmentProblem problem = new(input);
            double[] reprojection = new double[2 * problem.Observations];
            double[] weight = new double[problem.Observations];
            return () =>
            {
                for (int i = 0; i < problem.Observations; i++)
                {
                    ReprojectionError(problem.Camera(i), problem.Point(i), problem.Weights[i], problem.Observed(i), reprojection.AsSpan(2 * i, 2));
                    weight[i] = WeightError(problem.Weights[i]);
                }

                return new BundleAdjustmentErrors(new([reprojection[0], reprojection[1]], problem.Observations), new(weight[0], problem.Observations));
            };
        }),
        SuiteFunction.Of<BundleAdjustmentInput, SparseExcerpt>("jacobian", input =>
        {
            BundleAdjustmentProblem problem = new(input);
            SparseJacobian jacobian = new(problem);
            return () =>
            {
                jacobian.Evaluate();
                return jacobian.Excerpt();
            };
        }));
}

/// <summary>One camera, one point, one weight and one observation, to be repeated.</summary>
/// <param name="N">The number of cameras.</param>
/// <param name="M">The number of points.</param>
/// <param name="P">The number of observations.</param>
/// <param name="Cam">A camera.</param>
/// <param name="X">A point.</param>
/// <param name="W">A weight.</param>
/// <param name="Feat">Where a point was observed.</param>
public sealed record BundleAdjustmentInput(int N, int M, int P, double[] Cam, double[] X, double W, double[] Feat);

/// <summary>The errors of all observations, of which only the first are sent, for all are the same.</summary>
public sealed record BundleAdjustmentErrors(RepeatedElements ReprojError, RepeatedElement WErr);

public sealed record RepeatedElements(double[] Elements, int Repeated);

public sealed record RepeatedElement(double Element, int Repeated);
