using SymbolicGrad.Benchmarks.ByHand.Best;
using SymbolicGrad.Benchmarks.ByHand.Naive;
using SymbolicGrad.Benchmarks.Comparing;
using SymbolicGrad.Benchmarks.Native;
using SymbolicGrad.Benchmarks.Peers.Programs;
using Objective = SymbolicGrad.GradBench.Objectives.LogSumExp;

namespace SymbolicGrad.Benchmarks.Subjects;

/// <summary>The GradBench objective ln Σ eˣ at the suite's first two sizes.</summary>
public sealed class LogSumExp : DoubleFunction
{
    public override IReadOnlyDictionary<string, Func<SizedSubject>> Cases { get; } =
        new[] { 2500, 20_000 }.ToDictionary(length => $"n = {length}", length => (Func<SizedSubject>)(() => Create(length)));

    private static SizedSubject Create(int length)
    {
        double[] x = Numbers.Uniform<double>(new Random(1), length, 3);
        return Create(
            x, Objective.PrimalGradient, point => Objective.Primal(point), NaiveFunctions.LogSumExp, BestLogSumExp.SetGradient,
            new LogSumExpProgram(), () => AdolC.LogSumExp(x));
    }
}
