using SymbolicGrad.Benchmarks.Subjects;

namespace SymbolicGrad.Benchmarks.Peers.Programs;

/// <summary>Dense layers with ELU, and softmax cross-entropy; the inputs are weights and biases, layer by layer.</summary>
internal sealed class NetworkProgram(NetworkData data) : IPeerProgram<float>
{
    private readonly int[] _widths = NetworkData.Widths;

    public int ScratchLength => data.Batch * _widths.Sum();

    public TNumber Run<TNumber>(ReadOnlySpan<TNumber[]> inputs, Span<TNumber> scratch)
        where TNumber : struct, IPeerNumber<TNumber, float>
    {
        Span<TNumber> signal = scratch[..data.Images.Length], rest = scratch[data.Images.Length..];
        for (int i = 0; i < signal.Length; i++)
            signal[i] = TNumber.Constant(data.Images[i]);
        for (int layer = 0; layer + 1 < _widths.Length; layer++)
        {
            TNumber[] w = inputs[2 * layer], b = inputs[(2 * layer) + 1];
            int width = _widths[layer], outputs = _widths[layer + 1];
            Span<TNumber> next = rest[..(data.Batch * outputs)];
            for (int n = 0; n < data.Batch; n++)
            {
                for (int k = 0; k < outputs; k++)
                {
                    TNumber z = TNumber.Dot(w.AsSpan(k * width, width), signal.Slice(n * width, width)) + b[k];
                    next[(n * outputs) + k] = layer + 2 < _widths.Length ? TNumber.Elu(z) : z;
                }
            }

            signal = next;
            rest = rest[next.Length..];
        }

        return SoftmaxProgram.Loss<TNumber>(signal, data.Labels);
    }
}
