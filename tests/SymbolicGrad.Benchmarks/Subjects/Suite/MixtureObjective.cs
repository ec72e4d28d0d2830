using CommunityToolkit.HighPerformance;
using SymbolicGrad.Benchmarks.ByHand.Best;
using SymbolicGrad.Benchmarks.ByHand.Naive;
using SymbolicGrad.Benchmarks.Comparing;
using SymbolicGrad.Benchmarks.Native;
using SymbolicGrad.Benchmarks.Peers.Programs;
using SymbolicGrad.GradBench.Objectives;

namespace SymbolicGrad.Benchmarks.Subjects.Suite;

/// <summary><see cref="GaussianMixture"/> at the suite's first two sizes.</summary>
public sealed class MixtureObjective : DoubleFunction
{
    public override IReadOnlyDictionary<string, Func<SizedSubject>> Cases { get; } =
        new[] { 2, 10 }.ToDictionary(dimension => $"d = {dimension}, k = 5", dimension => (Func<SizedSubject>)(() => Create(dimension)));

    private static SizedSubject Create(int dimension)
    {
        MixtureProblem problem = new(dimension, components: 5, points: 1000);
        (int k, int d, int below) = (problem.Components, problem.Dimension, problem.BelowDiagonal);
        ReadOnlySpan2D<double> Points() => new(problem.X, problem.Points, d);

        // Everything that does not depend on the parameters, so that the others need not compute the prior's normalisation.
        double constant = GaussianMixture.Objective(
            problem.Parameters.AsSpan(0, k), new(problem.Parameters, problem.Mu, k, d, 0), new(problem.Parameters, problem.Q, k, d, 0),
            new(problem.Parameters, problem.L, k, below, 0), Points(), MixtureProblem.ExtraDegrees, MixtureProblem.Gamma)
            - NaiveMixture.Varying(problem, problem.Parameters);
        return Create(
            problem.Parameters,
            (x, dx) => GaussianMixture.ObjectiveGradient(
                x[..k], x[problem.Mu..problem.Q].AsSpan2D(k, d), x[problem.Q..problem.L].AsSpan2D(k, d), x[problem.L..].AsSpan2D(k, below), Points(),
                MixtureProblem.ExtraDegrees, MixtureProblem.Gamma,
                dx[..k], dx[problem.Mu..problem.Q].AsSpan2D(k, d), dx[problem.Q..problem.L].AsSpan2D(k, d), dx[problem.L..].AsSpan2D(k, below)),
            x => GaussianMixture.Objective(
                x.AsSpan(0, k), new(x, problem.Mu, k, d, 0), new(x, problem.Q, k, d, 0), new(x, problem.L, k, below, 0), Points(),
                MixtureProblem.ExtraDegrees, MixtureProblem.Gamma),
            new NaiveMixture(problem, constant).SetGradient,
            new BestMixture(problem, constant).SetGradient,
            new MixtureProgram(problem, constant),
            () => AdolC.Mixture(d, k, problem.Points, problem.Parameters, problem.X, constant));
    }
}
