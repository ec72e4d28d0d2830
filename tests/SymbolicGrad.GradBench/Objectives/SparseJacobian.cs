using static SymbolicGrad.GradBench.Objectives.BundleAdjustmentProblem;

namespace SymbolicGrad.GradBench.Objectives;

/// <summary>
/// The Jacobian of all errors of a bundle adjustment by all cameras, all points and all weights, by compressed rows:
/// two rows an observation, which depend on one camera, one point and one weight, then a row a weight.
/// </summary>
public sealed class SparseJacobian(BundleAdjustmentProblem problem)
{
    private const int Width = CameraLength + PointLength + 1;

    private readonly int[] _starts = new int[3 * problem.Observations + 1];
    private readonly int[] _columns = new int[(2 * Width + 1) * problem.Observations];
    private readonly double[] _values = new double[(2 * Width + 1) * problem.Observations];

    public void Evaluate()
    {
        int row = 0;
        int next = 0;
        Span<double> errors = stackalloc double[2];
        for (int i = 0; i < problem.Observations; i++)
        {
            BundleAdjustment.ReprojectionErrorJacobian(
                problem.Camera(i), problem.Point(i), problem.Weights[i], problem.Observed(i), errors, _values.AsSpan(next, 2 * Width));
            for (int output = 0; output < 2; output++)
            {
                next = WriteColumns(i, next);
                _starts[++row] = next;
            }
        }

        for (int i = 0; i < problem.Observations; i++)
        {
            BundleAdjustment.WeightErrorGradient(problem.Weights[i], out _values[next]);
            _columns[next++] = WeightColumn(i);
            _starts[++row] = next;
        }
    }

    /// <summary>What the eval compares: the first two rows' worth of each list, and its last element.</summary>
    public SparseExcerpt Excerpt() => new(Excerpt(_starts), Excerpt(_columns), Excerpt(_values));

    private static T[] Excerpt<T>(T[] list) => [.. list.AsSpan(0, Math.Min(2 * Width, list.Length)), list[^1]];

    private int WriteColumns(int observation, int next)
    {
        for (int j = 0; j < CameraLength; j++)
            _columns[next++] = CameraLength * problem.CameraOf(observation) + j;
        for (int j = 0; j < PointLength; j++)
            _columns[next++] = CameraLength * problem.Cameras + PointLength * problem.PointOf(observation) + j;
        _columns[next++] = WeightColumn(observation);
        return next;
    }

    private int WeightColumn(int observation) => CameraLength * problem.Cameras + PointLength * problem.Points + observation;
}

/// <param name="Rows">Where each row starts in the other two lists.</param>
/// <param name="Cols">The column of each value.</param>
/// <param name="Vals">The values.</param>
public sealed record SparseExcerpt(int[] Rows, int[] Cols, double[] Vals);
