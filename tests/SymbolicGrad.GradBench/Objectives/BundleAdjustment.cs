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
        Point relative = new(point[0] - camera[3], point[1] - camera[4], point[2] - camera[5]);
        Point seen = Rotate(new Point(camera[0], camera[1], camera[2]), relative);

        double u = seen.X / seen.Z;
        double v = seen.Y / seen.Z;
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
    private static Point Rotate(Point rotation, Point p)
    {
        double angle = Math.Sqrt(rotation.Dot(rotation));
        double cos = Math.Cos(angle);
        double sin = Math.Sin(angle);
        if (angle == 0)
            return p + rotation.Cross(p);

        Point n = rotation * (1 / angle);
        return p * cos + n.Cross(p) * sin + n * (n.Dot(p) * (1 - cos));
    }

    private readonly struct Point(double x, double y, double z)
    {
        public double X { get; } = x;

        public double Y { get; } = y;

        public double Z { get; } = z;

        public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

        public static Point operator *(Point a, double factor) => new(a.X * factor, a.Y * factor, a.Z * factor);

        public double Dot(Point other) => X * other.X + Y * other.Y + Z * other.Z;

        public Point Cross(Point other) => new(Y * other.Z - Z * other.Y, Z * other.X - X * other.Z, X * other.Y - Y * other.X);
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
