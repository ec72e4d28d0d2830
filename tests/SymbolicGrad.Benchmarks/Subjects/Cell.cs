using SymbolicGrad.Benchmarks.Comparing;
using SymbolicGrad.Benchmarks.Native;
using SymbolicGrad.Benchmarks.Peers;
using SymbolicGrad.Benchmarks.Peers.Programs;

namespace SymbolicGrad.Benchmarks.Subjects;

/// <summary>A recurrent cell, forward and backward, at the sizes that all cells are compared at.</summary>
public abstract class Cell : Subject
{
    /// <summary>Of sums in float, in another order.</summary>
    private protected const double Tolerance = 1e-5;

    /// <summary>Products of a weight and an input, each of which is two terms on the tape for each of the two matrices.</summary>
    private const long MostTaped = 2_200_000;

    private static readonly int[] Batches = [1, 32];
    private static readonly int[] Units = [16, 64, 128, 256];

    public override IReadOnlyDictionary<string, Func<SizedSubject>> Cases =>
        (from batch in Batches from units in Units select (batch, units)).ToDictionary(
            size => $"batch {size.batch}, H {size.units}",
            size => (Func<SizedSubject>)(() => Create(size.batch, size.units)));

    private protected abstract SizedSubject Create(int batch, int units);

    /// <summary>Adds the run-time tools, where they come to an end in reasonable time and memory.</summary>
    private protected static SizedSubject WithPeers(SizedSubject sized, CellData data, CellProgram program, Func<int, int, IReadOnlyList<float[]>, Libtorch> libtorch)
    {
        PeerGradient<float> peer = new(
            program,
            [(data.X, data.DX), (data.HPrev, data.DHPrev), (data.CPrev, data.DCPrev), (data.W, data.DW), (data.U, data.DU), (data.B, data.DB)]);
        if ((long)data.Batch * data.W.Length <= MostTaped)
        {
            Func<float> onTape = peer.OnTape();
            sized.Add(Variant.Tape, () => onTape());
        }

        if (data is { Batch: 1, Units: 16 })
        {
            Func<float> withDuals = peer.WithDuals();
            sized.Add(Variant.Duals, () => withDuals());
        }

        if (Libtorch.IsThere)
        {
            float[][] arguments = [data.X, data.HPrev, data.CPrev, data.W, data.U, data.B, data.Dh, data.Dc];
            sized.AddNative(
                Variant.Libtorch, () => libtorch(data.Batch, data.Units, arguments), native => native.Run(), native => native.Read(data.Gradients));
        }

        return sized;
    }
}
