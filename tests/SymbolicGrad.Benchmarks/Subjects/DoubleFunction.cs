using SymbolicGrad.Benchmarks.Comparing;
using SymbolicGrad.Benchmarks.Native;
using SymbolicGrad.Benchmarks.Peers;

namespace SymbolicGrad.Benchmarks.Subjects;

/// <summary>A number from a vector of doubles, with everything that such a function is compared with.</summary>
public abstract class DoubleFunction : Subject
{
    /// <summary>Sets the gradient and returns the value.</summary>
    private protected delegate double Gradient(ReadOnlySpan<double> x, Span<double> dx);

    private protected static SizedSubject Create(
        double[] x, Gradient generated, Func<double[], double> primal, Gradient naive, Gradient best, IPeerProgram<double> program, Func<AdolC> adolC)
    {
        double[] value = new double[1], dx = new double[x.Length];
        PeerGradient<double> peer = new(program, [(x, dx)]);
        Func<double> onTape = peer.OnTape(), withDuals = peer.WithDuals();
        SizedSubject sized = new(1e-11, value, dx)
        {
            { Variant.Generated, () => value[0] = generated(x, dx) },
            { Variant.Primal, () => value[0] = primal(x) },
            { Variant.Naive, () => value[0] = naive(x, dx) },
            { Variant.Best, () => value[0] = best(x, dx) },
            { Variant.Tape, () => value[0] = onTape() },
            { Variant.Duals, () => value[0] = withDuals() },
        };
        if (AdolC.IsThere)
        {
            AdolC recorded = adolC();
            sized.Add(Variant.AdolC, () => value[0] = recorded.Gradient(x, dx));
        }

        return sized;
    }
}
