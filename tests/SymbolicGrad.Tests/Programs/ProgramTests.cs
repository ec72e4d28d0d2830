using CommunityToolkit.HighPerformance;

namespace SymbolicGrad.Tests.Programs;

/// <summary>Gradient, Backward and the taped pair of each program against extrapolated finite differences.</summary>
public class ProgramTests
{
    private delegate double Function(ReadOnlySpan<double> a);

    private delegate double Gradient(ReadOnlySpan<double> a, Span<double> da);

    private delegate int TapeLength(ReadOnlySpan<double> a);

    private delegate double Forward(ReadOnlySpan<double> a, Span<double> tape);

    private delegate void Backward(ReadOnlySpan<double> a, double dResult, Span<double> da, ReadOnlySpan<double> tape);

    private static readonly Dictionary<string, (Function Value, Gradient Gradient, TapeLength Length, Forward Forward, Backward Backward)> All = new()
    {
        ["Triangular"] = (Programs.Triangular, Programs.TriangularGradient, Programs.TriangularTapeLength, Programs.TriangularForward, Programs.TriangularBackward),
        ["PrefixProduct"] = (Programs.PrefixProduct, Programs.PrefixProductGradient, Programs.PrefixProductTapeLength, Programs.PrefixProductForward, Programs.PrefixProductBackward),
        ["Sweeps"] = (Programs.Sweeps, Programs.SweepsGradient, Programs.SweepsTapeLength, Programs.SweepsForward, Programs.SweepsBackward),
        ["Branches"] = (Programs.Branches, Programs.BranchesGradient, Programs.BranchesTapeLength, Programs.BranchesForward, Programs.BranchesBackward),
        ["Reductions"] = (Programs.Reductions, Programs.ReductionsGradient, Programs.ReductionsTapeLength, Programs.ReductionsForward, Programs.ReductionsBackward),
        ["Strides"] = (Programs.Strides, Programs.StridesGradient, Programs.StridesTapeLength, Programs.StridesForward, Programs.StridesBackward),
        ["LastOnly"] = (Programs.LastOnly, Programs.LastOnlyGradient, Programs.LastOnlyTapeLength, Programs.LastOnlyForward, Programs.LastOnlyBackward),
    };

    public static TheoryData<string, int> Cases
    {
        get
        {
            TheoryData<string, int> cases = [];
            foreach (string name in All.Keys)
            {
                for (int seed = 1; seed <= 5; seed++)
                {
                    cases.Add(name, seed);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void GradientAndTapedPairAreRight(string name, int seed)
    {
        Random random = new(seed);
        double[] at = [.. Enumerable.Range(0, 5 + (2 * seed)).Select(_ => (2 * random.NextDouble()) - 1)];
        (Function value, Gradient gradient, TapeLength length, Forward forward, Backward backward) = All[name];

        double[] set = [.. Enumerable.Repeat(99.0, at.Length)];
        gradient(at, set).ShouldBe(value(at), 1e-13);
        GradientCheck.Compare(p => value(p), at, set).ThrowIfFailed();

        double[] tape = new double[length(at)], added = [.. Enumerable.Repeat(1.0, at.Length)];
        forward(at, tape).ShouldBe(value(at), 1e-13);
        backward(at, 2, added, tape);
        for (int i = 0; i < at.Length; i++)
        {
            added[i].ShouldBe(1 + (2 * set[i]), 1e-12 * (1 + Math.Abs(set[i])));
        }
    }

    [Theory]
    [InlineData(-1.3, 0.4)]
    [InlineData(1.3, 0.4)]
    [InlineData(5, 0.4)]
    [InlineData(5, -0.4)]
    public void EveryReturnHasItsGradient(double x, double a)
    {
        Programs.EarlyReturnsGradient(x, a, out double dx, out double da);
        GradientCheck.Compare(p => Programs.EarlyReturns(p[0], p[1]), [x, a], [dx, da]).ThrowIfFailed();

        double[] tape = new double[Programs.EarlyReturnsTapeLength(x, a)];
        double tapedX = 0, tapedA = 0;
        Programs.EarlyReturnsForward(x, a, tape).ShouldBe(Programs.EarlyReturns(x, a));
        Programs.EarlyReturnsBackward(x, a, 1, ref tapedX, ref tapedA, tape);
        tapedX.ShouldBe(dx);
        tapedA.ShouldBe(da);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void IndependentRecurrences(int steps)
    {
        double[] x = [0.3, -0.8, 1.2];
        double[] dx = new double[3];
        Programs.BatchGradient(x, 0.7, steps, dx, out double dk);
        GradientCheck.Compare(p => Programs.Batch(p.AsSpan(1), p[0], steps), [0.7, .. x], [dk, .. dx]).ThrowIfFailed();
    }

    [Fact]
    public void AnInOutStateHoldsUpstreamThenGradient()
    {
        double[] at = [0.1, -0.4, 0.8, 0.2, 0.5, -0.3, 0.6, 0.9, -0.7];
        double[] upstream = [1, -2];
        double Value(double[] p)
        {
            double[] h = p[..2];
            Programs.State(h, new ReadOnlySpan2D<double>(p, 2, 3, 2, 0), p[8]);
            return (upstream[0] * h[0]) + (upstream[1] * h[1]);
        }

        double[] dh = [.. upstream], dx = new double[6];
        double da = 0;
        Programs.StateBackward(at.AsSpan(0, 2), new ReadOnlySpan2D<double>(at, 2, 3, 2, 0), at[8], dh, new Span2D<double>(dx, 3, 2), ref da);
        GradientCheck.Compare(Value, at, [.. dh, .. dx, da]).ThrowIfFailed();

        double[] state = at[..2], tapedH = [.. upstream], tapedX = new double[6];
        ReadOnlySpan2D<double> x = new(at, 2, 3, 2, 0);
        double[] tape = new double[Programs.StateTapeLength(state, x, at[8])];
        double tapedA = 0;
        Programs.StateForward(state, x, at[8], tape);
        Programs.StateBackward(x, at[8], tapedH, new Span2D<double>(tapedX, 3, 2), ref tapedA, tape);
        tapedH.ShouldBe(dh);
        tapedX.ShouldBe(dx);
        tapedA.ShouldBe(da);
    }
}
