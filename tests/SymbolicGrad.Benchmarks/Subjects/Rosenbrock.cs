using SymbolicGrad.Benchmarks.ByHand.Best;
using SymbolicGrad.Benchmarks.ByHand.Naive;
using SymbolicGrad.Benchmarks.Comparing;
using SymbolicGrad.Benchmarks.Native;
using SymbolicGrad.Benchmarks.Peers.Programs;

namespace SymbolicGrad.Benchmarks.Subjects;

/// <summary><see cref="Functions.Rosenbrock"/>.</summary>
public sealed class Rosenbrock : DoubleFunction
{
    public override IReadOnlyDictionary<string, Func<SizedSubject>> Cases { get; } = new Dictionary<string, Func<SizedSubject>> { ["n = 1000"] = () => Create(1000) };

    private static SizedSubject Create(int length)
    {
        double[] x = Numbers.Uniform<double>(new Random(1), length, 1.5);
        return Create(
            x, Functions.RosenbrockGradient, point => Functions.Rosenbrock(point), NaiveFunctions.Rosenbrock, BestRosenbrock.SetGradient,
            new RosenbrockProgram(), () => AdolC.Rosenbrock(x));
    }
}
