using CommunityToolkit.HighPerformance;

namespace SymbolicGrad.Benchmarks.Recurrences;

/// <summary>One recurrent network hₜ = tanh(W·hₜ₋₁ + x[t]), with every state recorded and with checkpoints.</summary>
internal static partial class Networks
{
    /// <summary>Squared length of the last state.</summary>
    /// <param name="w">n × n.</param>
    /// <param name="x">Inputs, T × n.</param>
    [Differentiable]
    public static double Recorded(ReadOnlySpan2D<double> w, ReadOnlySpan2D<double> x) => Run(w, x);

    /// <inheritdoc cref="Recorded"/>
    [Checkpoint, Differentiable]
    public static double Checkpointed(ReadOnlySpan2D<double> w, ReadOnlySpan2D<double> x) => Run(w, x);

    private static double Run(ReadOnlySpan2D<double> w, ReadOnlySpan2D<double> x)
    {
        double[] h = new double[w.Height];
        double[] next = new double[w.Height];
        for (int t = 0; t < x.Height; t++)
        {
            for (int i = 0; i < h.Length; i++)
            {
                double z = x[t, i];
                for (int j = 0; j < h.Length; j++)
                    z += w[i, j] * h[j];
                next[i] = Math.Tanh(z);
            }

            for (int i = 0; i < h.Length; i++)
                h[i] = next[i];
        }

        double length = 0;
        for (int i = 0; i < h.Length; i++)
            length += h[i] * h[i];
        return length;
    }
}
