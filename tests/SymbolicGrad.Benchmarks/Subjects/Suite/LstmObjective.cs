using CommunityToolkit.HighPerformance;
using SymbolicGrad.Benchmarks.ByHand.Best;
using SymbolicGrad.Benchmarks.ByHand.Naive;
using SymbolicGrad.Benchmarks.Comparing;
using SymbolicGrad.Benchmarks.Native;
using SymbolicGrad.Benchmarks.Peers.Programs;
using SymbolicGrad.GradBench.Objectives;

namespace SymbolicGrad.Benchmarks.Subjects.Suite;

/// <summary><see cref="Lstm"/> at the suite's first two sizes.</summary>
public sealed class LstmObjective : DoubleFunction
{
    private const int Layers = 2, Bits = 14;

    public override IReadOnlyDictionary<string, Func<SizedSubject>> Cases { get; } =
        new[] { 128, 1024 }.ToDictionary(characters => $"c = {characters}", characters => (Func<SizedSubject>)(() => Create(characters)));

    private static SizedSubject Create(int characters)
    {
        LstmProblem problem = new(Layers, characters, Bits);
        int mainRows = 2 * Layers, mainWidth = LstmProblem.Gates * Bits;
        ReadOnlySpan2D<double> State() => new(problem.State, mainRows, Bits);
        ReadOnlySpan2D<double> Sequence() => new(problem.Sequence, characters, Bits);

        return Create(
            problem.Parameters,
            (x, dx) => Lstm.ObjectiveGradient(
                x[..problem.MainLength].AsSpan2D(mainRows, mainWidth), x[problem.MainLength..].AsSpan2D(3, Bits), State(), Sequence(),
                dx[..problem.MainLength].AsSpan2D(mainRows, mainWidth), dx[problem.MainLength..].AsSpan2D(3, Bits)),
            x => Lstm.Objective(
                new(x, 0, mainRows, mainWidth, 0), new(x, problem.MainLength, 3, Bits, 0), State(), Sequence()),
            new NaiveLstmObjective(problem).SetGradient,
            new BestLstmObjective(problem).SetGradient,
            new LstmObjectiveProgram(problem),
            () => AdolC.Lstm(Layers, characters, Bits, problem.Parameters, problem.State, problem.Sequence));
    }
}
