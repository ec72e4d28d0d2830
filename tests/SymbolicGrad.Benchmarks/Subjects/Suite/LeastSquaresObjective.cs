using SymbolicGrad.Benchmarks.ByHand.Best;
using SymbolicGrad.Benchmarks.ByHand.Naive;
using SymbolicGrad.Benchmarks.Comparing;
using SymbolicGrad.Benchmarks.Native;
using SymbolicGrad.Benchmarks.Peers.Programs;
using SymbolicGrad.GradBench.Objectives;

namespace SymbolicGrad.Benchmarks.Subjects.Suite;

/// <summary><see cref="LeastSquares"/> with a polynomial of 128 coefficients.</summary>
public sealed class LeastSquaresObjective : DoubleFunction
{
    private const int Coefficients = 128;

    public override IReadOnlyDictionary<string, Func<SizedSubject>> Cases { get; } =
        new[] { 64, 1024 }.ToDictionary(points => $"n = {points}", points => (Func<SizedSubject>)(() => Create(points)));

    private static SizedSubject Create(int points)
    {
        double[] x = Numbers.Uniform<double>(new Random(1), Coefficients, 0.1);
        BestLeastSquares best = new(Coefficients, points);
        return Create(
            x, (x, dx) => LeastSquares.PrimalGradient(x, points, dx), x => LeastSquares.Primal(x, points),
            (x, dx) => NaiveFunctions.LeastSquares(x, points, dx), best.SetGradient, new LeastSquaresProgram(points), () => AdolC.LeastSquares(x, points));
    }
}
