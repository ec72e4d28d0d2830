namespace SymbolicGrad.GradBench.Objectives;

/// <summary>Cameras, points, weights and observations in memory. Observation i is that of point i by camera i, both counted round.</summary>
public sealed class BundleAdjustmentProblem
{
    public const int CameraLength = 11;
    public const int PointLength = 3;

    private readonly double[] _cameras;
    private readonly double[] _points;
    private readonly double[] _observed;

    public BundleAdjustmentProblem(BundleAdjustmentInput input)
    {
        if (input.Cam.Length != CameraLength || input.X.Length != PointLength || input.Feat.Length != 2)
            throw new ArgumentException("A camera has 11 numbers, a point has 3, and it is observed at 2.", nameof(input));
        if (input.N < 1 || input.M < 1 || input.P < 1)
            throw new ArgumentException("At least one camera, one point and one observation are needed.", nameof(input));

        Cameras = input.N;
        Points = input.M;
        Observations = input.P;
        _cameras = Repeat(input.Cam, Cameras);
        _points = Repeat(input.X, Points);
        _observed = Repeat(input.Feat, Observations);
        Weights = Repeat([input.W], Observations);
    }

    public int Cameras { get; }

    public int Points { get; }

    public int Observations { get; }

    public double[] Weights { get; }

    public int CameraOf(int observation) => observation % Cameras;

    public int PointOf(int observation) => observation % Points;

    public ReadOnlySpan<double> Camera(int observation) => _cameras.AsSpan(CameraOf(observation) * CameraLength, CameraLength);

    public ReadOnlySpan<double> Point(int observation) => _points.AsSpan(PointOf(observation) * PointLength, PointLength);

    public ReadOnlySpan<double> Observed(int observation) => _observed.AsSpan(2 * observation, 2);

    private static double[] Repeat(double[] numbers, int times) => [.. Enumerable.Repeat(numbers, times).SelectMany(copy => copy)];
}
