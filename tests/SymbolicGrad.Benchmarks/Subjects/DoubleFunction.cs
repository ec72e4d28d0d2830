using SymbolicGrad.Benchmarks.Comparing;
using SymbolicGrad.Benchmarks.Native;
using SymbolicGrad.Benchmarks.Peers;

namespace SymbolicGrad.Benchmarks.Subjects;

/// <summary>A number from a vector of doubles, with everything that such a function is compared with.</summary>
public abstract class DoubleFunction : Subject
{
    /// <summary>Inputs, above which dual numbers would take a second.</summary>
    private const int MostDuals = 5000;

    /// <summary>Sets the gradient and returns the value.</summary>
    private protected delegate double Gradient(ReadOnlySpan<double> x, Span<double> dx);

    private protected static SizedSubject Create(
        double[] x, Gradient generated, Func<double[], double> primal, Gradient naive, Gradient best, IPeerProgram<double> program, Func<AdolC> adolC)
    {
        double[] value = new double[1], dx = new double[x.Length];
        PeerGradient<double> peer = new(program, [(x, dx)]);
        Func<double> onTape = peer.OnTape();
        SizedSubject sized = new(1e-11, value, dx)
        {
            { Variant.Generated, () => value[0] = generated(x, dx) },
            { Variant.Primal, () => value[0] = primal(x) },
            { Variant.Naive, () => value[0] = naive(x, dx) },
            { Variant.Best, () => value[0] = best(x, dx) },
            { Variant.Tape, () => value[0] = onTape() },
        };
        if (x.Length <= MostDuals)
        {
            Func<double> withDuals = peer.WithDuals();
            sized.Add(Variant.Duals, () => value[0] = withDuals());
        }

        if (AdolC.IsThere)
            sized.AddNative(Variant.AdolC, adolC, recorded => value[0] = recorded.Gradient(x, dx));
        return sized;
    }
}
