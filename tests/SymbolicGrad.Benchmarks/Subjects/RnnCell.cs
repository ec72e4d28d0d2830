using SymbolicGrad.Benchmarks.ByHand.Best;
using SymbolicGrad.Benchmarks.ByHand.Naive;
using SymbolicGrad.Benchmarks.Comparing;
using SymbolicGrad.Benchmarks.Native;
using SymbolicGrad.Benchmarks.Peers.Programs;
using SymbolicGrad.Nn;

namespace SymbolicGrad.Benchmarks.Subjects;

/// <summary><see cref="Recurrent.Rnn"/>, and <see cref="Recurrent.RnnBatch"/>.</summary>
public sealed class RnnCell : Cell
{
    private protected override SizedSubject Create(int batch, int units)
    {
        CellData data = new(batch, units, gates: 1);
        NaiveRnn naive = new(data);
        BestRnn best = new(data);
        SizedSubject sized = new(Tolerance, data.Gradients)
        {
            { Variant.Generated, batch == 1 ? () => Gradient(data) : () => BatchGradient(data) },
            { Variant.Primal, batch == 1 ? () => Primal(data) : () => BatchPrimal(data) },
            { Variant.Naive, naive.AddGradient },
            { Variant.Best, best.AddGradient },
        };
        return WithPeers(sized, data, new RnnProgram(data), Libtorch.Rnn);
    }

    private static void Primal(CellData data) =>
        Recurrent.Rnn<float>(data.X, data.HPrev, data.Weights(data.W), data.Weights(data.U), data.B, data.H);

    private static void BatchPrimal(CellData data) =>
        Recurrent.RnnBatch<float>(
            data.States(data.X), data.States(data.HPrev), data.Weights(data.W), data.Weights(data.U), data.B, data.States(data.H));

    private static void Gradient(CellData data) =>
        Recurrent.RnnBackward<float>(
            data.X, data.HPrev, data.Weights(data.W), data.Weights(data.U), data.B, data.Dh,
            data.DX, data.DHPrev, data.Weights(data.DW), data.Weights(data.DU), data.DB);

    private static void BatchGradient(CellData data) =>
        Recurrent.RnnBatchBackward<float>(
            data.States(data.X), data.States(data.HPrev), data.Weights(data.W), data.Weights(data.U), data.B, data.States(data.Dh),
            data.States(data.DX), data.States(data.DHPrev), data.Weights(data.DW), data.Weights(data.DU), data.DB);
}
