using System.Numerics;
using System.Runtime.InteropServices;
using SymbolicGrad.Benchmarks.Subjects;
using SymbolicGrad.Simd;

namespace SymbolicGrad.Benchmarks.ByHand.Best;

/// <summary>Dense layers with ELU, the whole batch layer by layer.</summary>
internal sealed class BestNetwork(NetworkData data)
{
    private readonly float[][] _signals = [data.Images, .. data.Layers.Select(layer => new float[data.Batch * layer.Outputs])];
    private readonly float[][] _deltas = [[], .. data.Layers.Select(layer => new float[data.Batch * layer.Outputs])];

    public void SetGradient()
    {
        int last = data.Layers.Length - 1;
        for (int i = 0; i <= last; i++)
        {
            BestLayer.Forward(data.Batch, _signals[i], data.Layers[i].W, data.Layers[i].B, _signals[i + 1]);
            if (i < last)
                Elu(_signals[i + 1]);
        }

        foreach (NetworkData.Layer layer in data.Layers)
            Array.Clear(layer.DB);
        data.Loss[0] = BestSoftmax.SetGradient(_signals[^1], data.Labels, _deltas[^1]);
        for (int i = last; i > 0; i--)
        {
            NetworkData.Layer layer = data.Layers[i];
            Array.Clear(_deltas[i]);
            BestLayer.Backward<Set>(data.Batch, _deltas[i + 1], _signals[i], layer.W, _deltas[i], layer.DW);
            BestLayer.BackwardToBiases(_deltas[i + 1], layer.DB);
            MultiplyByEluSlope(_signals[i], _deltas[i]);
        }

        BestLayer.BackwardToWeights<Set>(data.Batch, _deltas[1], data.Images, data.Layers[0].DW);
        BestLayer.BackwardToBiases(_deltas[1], data.Layers[0].DB);
    }

    private static void Elu(Span<float> signal)
    {
        ref float x = ref MemoryMarshal.GetReference(signal);
        nuint length = (nuint)signal.Length, lanes = (nuint)Vector<float>.Count, i = 0;
        for (; i + lanes <= length; i += lanes)
        {
            Vector<float> v = Vector.LoadUnsafe(ref x, i);
            Vector.ConditionalSelect(Vector.GreaterThan(v, Vector<float>.Zero), v, VectorMath.ExpM1(v)).StoreUnsafe(ref x, i);
        }

        for (; i < length; i++)
            signal[(int)i] = signal[(int)i] > 0 ? signal[(int)i] : MathF.Exp(signal[(int)i]) - 1;
    }

    /// <summary>The slope by the activation's output y: 1 where y is positive, else y + 1.</summary>
    private static void MultiplyByEluSlope(ReadOnlySpan<float> signal, Span<float> delta)
    {
        ref float y = ref MemoryMarshal.GetReference(signal), d = ref MemoryMarshal.GetReference(delta);
        nuint length = (nuint)delta.Length, lanes = (nuint)Vector<float>.Count, i = 0;
        for (; i + lanes <= length; i += lanes)
            (Vector.LoadUnsafe(ref d, i) * (Vector.MinNative(Vector.LoadUnsafe(ref y, i), Vector<float>.Zero) + Vector<float>.One)).StoreUnsafe(ref d, i);
        for (; i < length; i++)
            delta[(int)i] *= MathF.Min(signal[(int)i], 0) + 1;
    }
}
