using SymbolicGrad.Benchmarks.ByHand.Best;
using SymbolicGrad.Benchmarks.ByHand.Naive;
using SymbolicGrad.Benchmarks.Comparing;
using SymbolicGrad.Benchmarks.Native;
using SymbolicGrad.Benchmarks.Peers.Programs;
using SymbolicGrad.Nn;

namespace SymbolicGrad.Benchmarks.Subjects;

/// <summary><see cref="Recurrent.Lstm"/>, and <see cref="Recurrent.LstmBatch"/>.</summary>
public sealed class LstmCell : Cell
{
    private protected override SizedSubject Create(int batch, int units)
    {
        CellData data = new(batch, units, gates: 4);
        NaiveLstm naive = new(data);
        BestLstm best = new(data);
        SizedSubject sized = new(Tolerance, data.Gradients)
        {
            { Variant.Generated, batch == 1 ? () => Gradient(data) : () => BatchGradient(data) },
            { Variant.Primal, batch == 1 ? () => Primal(data) : () => BatchPrimal(data) },
            { Variant.Naive, naive.AddGradient },
            { Variant.Best, best.AddGradient },
        };
        return WithPeers(sized, data, new LstmProgram(data), Libtorch.Lstm);
    }

    private static void Primal(CellData data) =>
        Recurrent.Lstm<float>(data.X, data.HPrev, data.CPrev, data.Weights(data.W), data.Weights(data.U), data.B, data.H, data.C);

    private static void BatchPrimal(CellData data) =>
        Recurrent.LstmBatch<float>(
            data.States(data.X), data.States(data.HPrev), data.States(data.CPrev), data.Weights(data.W), data.Weights(data.U), data.B,
            data.States(data.H), data.States(data.C));

    private static void Gradient(CellData data) =>
        Recurrent.LstmBackward<float>(
            data.X, data.HPrev, data.CPrev, data.Weights(data.W), data.Weights(data.U), data.B, data.Dh, data.Dc,
            data.DX, data.DHPrev, data.DCPrev, data.Weights(data.DW), data.Weights(data.DU), data.DB);

    private static void BatchGradient(CellData data) =>
        Recurrent.LstmBatchBackward<float>(
            data.States(data.X), data.States(data.HPrev), data.States(data.CPrev), data.Weights(data.W), data.Weights(data.U), data.B,
            data.States(data.Dh), data.States(data.Dc), data.States(data.DX), data.States(data.DHPrev), data.States(data.DCPrev),
            data.Weights(data.DW), data.Weights(data.DU), data.DB);
}
