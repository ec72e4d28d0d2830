using System.Numerics.Tensors;
using CommunityToolkit.HighPerformance;
using SymbolicGrad.GradBench.Protocol;

namespace SymbolicGrad.GradBench.Objectives;

/// <summary>
/// How far measured points are from a hand in the pose θ = [rotation (3), translation (3), four angles a finger (20)].
/// A bone stands to its parent as Bᵢ·R(x, z, y), R = R_z·R_y·R_x from its three angles, and absolutely as the product Aᵢ of
/// these up to the root. A vertex at v in the resting hand goes to Σᵢ wᵢ·Aᵢ·Bᵢ'·v, where Bᵢ' is the inverse of the bone's absolute
/// position at rest, and then with the whole hand by rotation and translation. Point i is compared with vertex cᵢ or, when
/// barycentric coordinates u are given, with the point u₀·v₀ + u₁·v₁ + (1 − u₀ − u₁)·v₂ of triangle cᵢ.
/// </summary>
public static partial class HandTracking
{
    /// <summary>How many entries of a transformation are not those of (0, 0, 0, 1), its last row.</summary>
    private const int Entries = 12;

    /// <param name="theta">The pose.</param>
    /// <param name="relatives">The matrices B, four rows a bone.</param>
    /// <param name="inverses">The matrices B', four rows a bone.</param>
    /// <param name="parents">The parent of each bone, which comes before it, or −1.</param>
    /// <param name="rest">The vertices of the resting hand, four coordinates each.</param>
    /// <param name="weights">How much each vertex (row) follows each bone.</param>
    /// <param name="mirrored">Whether it is the other hand: the first coordinate is negated.</param>
    /// <param name="correspondences">For each point the vertex it is compared with.</param>
    /// <param name="points">The measured points.</param>
    /// <param name="error">The three differences of each point.</param>
    [Differentiable(Derivatives.Jacobian)]
    public static void VertexErrors(
        ReadOnlySpan<double> theta,
        [NoGradient] ReadOnlySpan2D<double> relatives,
        [NoGradient] ReadOnlySpan2D<double> inverses,
        ReadOnlySpan<int> parents,
        [NoGradient] ReadOnlySpan2D<double> rest,
        [NoGradient] ReadOnlySpan2D<double> weights,
        bool mirrored,
        ReadOnlySpan<int> correspondences,
        [NoGradient] ReadOnlySpan2D<double> points,
        Span<double> error)
    {
        double[,] positions = new double[rest.Height, 3];
        PoseVertices(theta, relatives, inverses, parents, rest, weights, mirrored, positions);
        for (int i = 0; i < correspondences.Length; i++)
        {
            for (int j = 0; j < 3; j++)
                error[3 * i + j] = points[i, j] - positions[correspondences[i], j];
        }
    }

    /// <param name="theta">The pose.</param>
    /// <param name="us">The first two barycentric coordinates of each point.</param>
    /// <param name="relatives">The matrices B, four rows a bone.</param>
    /// <param name="inverses">The matrices B', four rows a bone.</param>
    /// <param name="parents">The parent of each bone, which comes before it, or −1.</param>
    /// <param name="rest">The vertices of the resting hand, four coordinates each.</param>
    /// <param name="weights">How much each vertex (row) follows each bone.</param>
    /// <param name="mirrored">Whether it is the other hand: the first coordinate is negated.</param>
    /// <param name="correspondences">For each point the triangle it is compared with.</param>
    /// <param name="triangles">The three vertices of each triangle, one triangle after the other.</param>
    /// <param name="points">The measured points.</param>
    /// <param name="error">The three differences of each point.</param>
    [Differentiable(Derivatives.Jacobian)]
    public static void SurfaceErrors(
        ReadOnlySpan<double> theta,
        [NoGradient] ReadOnlySpan2D<double> us,
        [NoGradient] ReadOnlySpan2D<double> relatives,
        [NoGradient] ReadOnlySpan2D<double> inverses,
        ReadOnlySpan<int> parents,
        [NoGradient] ReadOnlySpan2D<double> rest,
        [NoGradient] ReadOnlySpan2D<double> weights,
        bool mirrored,
        ReadOnlySpan<int> correspondences,
        ReadOnlySpan<int> triangles,
        [NoGradient] ReadOnlySpan2D<double> points,
        Span<double> error)
    {
        double[,] positions = new double[rest.Height, 3];
        PoseVertices(theta, relatives, inverses, parents, rest, weights, mirrored, positions);
        CompareSurface(us, positions, correspondences, triangles, points, error);
    }

    /// <summary>The same errors, of a hand that does not move: points on it do.</summary>
    /// <param name="us">The first two barycentric coordinates of each point.</param>
    /// <param name="positions">The vertices of the posed hand.</param>
    /// <param name="correspondences">For each point the triangle it is compared with.</param>
    /// <param name="triangles">The three vertices of each triangle, one triangle after the other.</param>
    /// <param name="points">The measured points.</param>
    /// <param name="error">The three differences of each point.</param>
    [Differentiable(Derivatives.Jvp)]
    public static void CompareSurface(
        ReadOnlySpan2D<double> us,
        [NoGradient] ReadOnlySpan2D<double> positions,
        ReadOnlySpan<int> correspondences,
        ReadOnlySpan<int> triangles,
        [NoGradient] ReadOnlySpan2D<double> points,
        Span<double> error)
    {
        for (int i = 0; i < correspondences.Length; i++)
        {
            int triangle = 3 * correspondences[i];
            int v0 = triangles[triangle];
            int v1 = triangles[triangle + 1];
            int v2 = triangles[triangle + 2];
            for (int j = 0; j < 3; j++)
            {
                double onHand = us[i, 0] * positions[v0, j] + us[i, 1] * positions[v1, j] + (1 - us[i, 0] - us[i, 1]) * positions[v2, j];
                error[3 * i + j] = points[i, j] - onHand;
            }
        }
    }

    /// <param name="theta">The pose.</param>
    /// <param name="relatives">The matrices B, four rows a bone.</param>
    /// <param name="inverses">The matrices B', four rows a bone.</param>
    /// <param name="parents">The parent of each bone, which comes before it, or −1.</param>
    /// <param name="rest">The vertices of the resting hand, four coordinates each.</param>
    /// <param name="weights">How much each vertex (row) follows each bone.</param>
    /// <param name="mirrored">Whether it is the other hand: the first coordinate is negated.</param>
    /// <param name="positions">The vertices of the posed hand.</param>
    public static void PoseVertices(
        ReadOnlySpan<double> theta,
        ReadOnlySpan2D<double> relatives,
        ReadOnlySpan2D<double> inverses,
        ReadOnlySpan<int> parents,
        ReadOnlySpan2D<double> rest,
        ReadOnlySpan2D<double> weights,
        bool mirrored,
        Span2D<double> positions)
    {
        int bones = parents.Length;
        double[,] transforms = new double[bones, Entries];
        MoveBones(theta, relatives, inverses, parents, transforms);

        double[,] rotation = new double[3, 3];
        AxisRotation(theta[..3], rotation);

        // What the bones do to each vertex: Σᵢ wᵢ·Aᵢ·Bᵢ'.
        double[,] blended = new double[rest.Height, Entries];
        for (int vertex = 0; vertex < rest.Height; vertex++)
        {
            Span<double> row = blended.AsSpan2D().GetRowSpan(vertex);
            for (int bone = 0; bone < bones; bone++)
                TensorPrimitives.MultiplyAdd(transforms.AsSpan2D().GetRowSpan(bone), weights[vertex, bone], row, row);
        }

        double[] v = new double[3];
        for (int vertex = 0; vertex < rest.Height; vertex++)
        {
            for (int i = 0; i < 3; i++)
            {
                v[i] = blended[vertex, 4 * i] * rest[vertex, 0] + blended[vertex, 4 * i + 1] * rest[vertex, 1]
                    + blended[vertex, 4 * i + 2] * rest[vertex, 2] + blended[vertex, 4 * i + 3] * rest[vertex, 3];
            }

            if (mirrored)
                v[0] = -v[0];
            for (int i = 0; i < 3; i++)
                positions[vertex, i] = rotation[i, 0] * v[0] + rotation[i, 1] * v[1] + rotation[i, 2] * v[2] + theta[3 + i];
        }
    }

    private static void MoveBones(
        ReadOnlySpan<double> theta,
        ReadOnlySpan2D<double> relatives,
        ReadOnlySpan2D<double> inverses,
        ReadOnlySpan<int> parents,
        Span2D<double> transforms)
    {
        int bones = parents.Length;
        double[,] angles = new double[bones, 3];
        BendFingers(theta, angles);

        double[,] absolutes = new double[4 * bones, 4];
        double[,] rotation = new double[4, 4];
        double[,] relative = new double[4, 4];
        double[,] transform = new double[4, 4];
        for (int bone = 0; bone < bones; bone++)
        {
            EulerRotation(angles[bone, 0], angles[bone, 2], angles[bone, 1], rotation);
            Multiply(relatives.Slice(4 * bone, 0, 4, 4), rotation, relative);

            Span2D<double> absolute = absolutes.AsSpan2D().Slice(4 * bone, 0, 4, 4);
            if (parents[bone] < 0)
                relative.AsSpan2D().CopyTo(absolute);
            else
                Multiply(absolutes.AsSpan2D().Slice(4 * parents[bone], 0, 4, 4), relative, absolute);
            Multiply(absolute, inverses.Slice(4 * bone, 0, 4, 4), transform);
            for (int i = 0; i < 3; i++)
            {
                for (int j = 0; j < 4; j++)
                    transforms[bone, 4 * i + j] = transform[i, j];
            }
        }
    }

    /// <summary>Each finger has four bones after the wrist, and angles for three: the first of them turns about two axes.</summary>
    private static void BendFingers(ReadOnlySpan<double> theta, Span2D<double> angles)
    {
        for (int finger = 0; finger < 5; finger++)
        {
            int bone = 2 + 4 * finger;
            int angle = 6 + 4 * finger;
            angles[bone, 0] = theta[angle];
            angles[bone, 1] = theta[angle + 1];
            angles[bone + 1, 0] = theta[angle + 2];
            angles[bone + 2, 0] = theta[angle + 3];
        }
    }

    /// <summary>R_z·R_y·R_x, extended to homogeneous coordinates.</summary>
    private static void EulerRotation(double x, double y, double z, Span2D<double> rotation)
    {
        double cx = Math.Cos(x);
        double sx = Math.Sin(x);
        double cy = Math.Cos(y);
        double sy = Math.Sin(y);
        double cz = Math.Cos(z);
        double sz = Math.Sin(z);

        rotation[0, 0] = cz * cy;
        rotation[0, 1] = cz * sy * sx - sz * cx;
        rotation[0, 2] = cz * sy * cx + sz * sx;
        rotation[1, 0] = sz * cy;
        rotation[1, 1] = sz * sy * sx + cz * cx;
        rotation[1, 2] = sz * sy * cx - cz * sx;
        rotation[2, 0] = -sy;
        rotation[2, 1] = cy * sx;
        rotation[2, 2] = cy * cx;
        rotation[3, 3] = 1;
    }

    /// <summary>Rodrigues' formula for a rotation about an axis by an angle, which is the axis' length.</summary>
    private static void AxisRotation(ReadOnlySpan<double> axis, Span2D<double> rotation)
    {
        double angle = Math.Sqrt(axis[0] * axis[0] + axis[1] * axis[1] + axis[2] * axis[2]);
        if (angle < 1e-4)
        {
            for (int i = 0; i < 3; i++)
                rotation[i, i] = 1;
            return;
        }

        double x = axis[0] / angle;
        double y = axis[1] / angle;
        double z = axis[2] / angle;
        double s = Math.Sin(angle);
        double c = Math.Cos(angle);
        rotation[0, 0] = x * x + (1 - x * x) * c;
        rotation[0, 1] = x * y * (1 - c) - z * s;
        rotation[0, 2] = x * z * (1 - c) + y * s;
        rotation[1, 0] = x * y * (1 - c) + z * s;
        rotation[1, 1] = y * y + (1 - y * y) * c;
        rotation[1, 2] = y * z * (1 - c) - x * s;
        rotation[2, 0] = x * z * (1 - c) - y * s;
        rotation[2, 1] = z * y * (1 - c) + x * s;
        rotation[2, 2] = z * z + (1 - z * z) * c;
    }

    private static void Multiply(ReadOnlySpan2D<double> a, ReadOnlySpan2D<double> b, Span2D<double> product)
    {
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 4; j++)
                product[i, j] = a[i, 0] * b[0, j] + a[i, 1] * b[1, j] + a[i, 2] * b[2, j] + a[i, 3] * b[3, j];
        }
    }

    public static SuiteModule Module { get; } = new(
        "ht",
        SuiteFunction.Of<HandTrackingInput, double[]>("objective", input =>
        {
            HandTrackingProblem problem = new(input);
            return () => problem.Evaluate();
        }),
        SuiteFunction.Of<HandTrackingInput, Matrix>("jacobian", input =>
        {
            HandTrackingProblem problem = new(input);
            return () => problem.EvaluateJacobian();
        }));
}
