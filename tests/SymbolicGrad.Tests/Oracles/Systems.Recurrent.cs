using System.Numerics;
using CommunityToolkit.HighPerformance;
using SymbolicGrad.Nn;

namespace SymbolicGrad.Tests.Oracles;

public static partial class Systems
{
    private delegate T Rnn3Forward<T>(ReadOnlySpan<T> x, T s0, T wx, T ws, T wo, T b1, T b2, ReadOnlySpan<T> y);

    private delegate T Rnn3Gradient<T>(
        ReadOnlySpan<T> x, T s0, T wx, T ws, T wo, T b1, T b2, ReadOnlySpan<T> y,
        Span<T> dx, out T ds0, out T dwx, out T dws, out T dwo, out T db1, out T db2);

    private delegate void CellForward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> hPrev, ReadOnlySpan2D<T> w, ReadOnlySpan2D<T> u, ReadOnlySpan<T> b, Span<T> h);

    private delegate void CellBackward<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> hPrev, ReadOnlySpan2D<T> w, ReadOnlySpan2D<T> u, ReadOnlySpan<T> b, ReadOnlySpan<T> dh,
        Span<T> dx, Span<T> dHPrev, Span2D<T> dw, Span2D<T> du, Span<T> db);

    private delegate void GateForward<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> hPrev, ReadOnlySpan<T> cPrev, ReadOnlySpan2D<T> w, ReadOnlySpan2D<T> u, ReadOnlySpan<T> b, Span<T> h, Span<T> c);

    private delegate void GateBackward<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> hPrev, ReadOnlySpan<T> cPrev, ReadOnlySpan2D<T> w, ReadOnlySpan2D<T> u, ReadOnlySpan<T> b,
        ReadOnlySpan<T> dh, ReadOnlySpan<T> dc, Span<T> dx, Span<T> dHPrev, Span<T> dCPrev, Span2D<T> dw, Span2D<T> du, Span<T> db);

    private delegate T SequenceForward<T>(
        ReadOnlySpan2D<T> x, ReadOnlySpan2D<T> w, ReadOnlySpan2D<T> u, ReadOnlySpan<T> b, ReadOnlySpan2D<T> wo, ReadOnlySpan<T> bo, ReadOnlySpan2D<T> y);

    private delegate T SequenceGradient<T>(
        ReadOnlySpan2D<T> x, ReadOnlySpan2D<T> w, ReadOnlySpan2D<T> u, ReadOnlySpan<T> b, ReadOnlySpan2D<T> wo, ReadOnlySpan<T> bo, ReadOnlySpan2D<T> y,
        Span2D<T> dx, Span2D<T> dw, Span2D<T> du, Span<T> db, Span2D<T> dWo, Span<T> dBo);

    private static void Rnn3<T>(OracleRun<T> run, Rnn3Forward<T> forward, Rnn3Gradient<T> gradient)
        where T : IFloatingPointIeee754<T>
    {
        T value = forward(run.Vector("X"), run.Scalar("S0"), run.Scalar("Wx"), run.Scalar("Ws"), run.Scalar("Wo"), run.Scalar("b1"), run.Scalar("b2"), run.Vector("Y"));
        T loss = gradient(
            run.Vector("X"), run.Scalar("S0"), run.Scalar("Wx"), run.Scalar("Ws"), run.Scalar("Wo"), run.Scalar("b1"), run.Scalar("b2"), run.Vector("Y"),
            run.Gradient("X"), out T ds0, out T dwx, out T dws, out T dwo, out T db1, out T db2);
        loss.ShouldBe(value);
        run.SetOutput("result", loss);
        run.SetGradient("S0", ds0);
        run.SetGradient("Wx", dwx);
        run.SetGradient("Ws", dws);
        run.SetGradient("Wo", dwo);
        run.SetGradient("b1", db1);
        run.SetGradient("b2", db2);
    }

    private static void RnnCell<T>(OracleRun<T> run)
        where T : IFloatingPointIeee754<T> => Gru(run, Recurrent.Rnn, Recurrent.RnnBackward);

    private static void Gru<T>(OracleRun<T> run, CellForward<T> forward, CellBackward<T> backward)
        where T : IFloatingPointIeee754<T>
    {
        forward(run.Vector("x"), run.Vector("hPrev"), run.Matrix("W"), run.Matrix("U"), run.Vector("b"), run.Output("h"));
        backward(
            run.Vector("x"), run.Vector("hPrev"), run.Matrix("W"), run.Matrix("U"), run.Vector("b"), run.Upstream("h"),
            run.Gradient("x"), run.Gradient("hPrev"), run.GradientMatrix("W"), run.GradientMatrix("U"), run.Gradient("b"));
    }

    private static void GateCell<T>(OracleRun<T> run, GateForward<T> forward, GateBackward<T> backward)
        where T : IFloatingPointIeee754<T>
    {
        forward(run.Vector("x"), run.Vector("hPrev"), run.Vector("cPrev"), run.Matrix("W"), run.Matrix("U"), run.Vector("b"), run.Output("h"), run.Output("c"));
        backward(
            run.Vector("x"), run.Vector("hPrev"), run.Vector("cPrev"), run.Matrix("W"), run.Matrix("U"), run.Vector("b"), run.Upstream("h"), run.Upstream("c"),
            run.Gradient("x"), run.Gradient("hPrev"), run.Gradient("cPrev"), run.GradientMatrix("W"), run.GradientMatrix("U"), run.Gradient("b"));
    }

    private static void Sequence<T>(OracleRun<T> run, SequenceGradient<T> gradient, SequenceForward<T> forward)
        where T : IFloatingPointIeee754<T>
    {
        T value = forward(run.Matrix("X"), run.Matrix("W"), run.Matrix("U"), run.Vector("b"), run.Matrix("Wo"), run.Vector("bo"), run.Matrix("Y"));
        T loss = gradient(
            run.Matrix("X"), run.Matrix("W"), run.Matrix("U"), run.Vector("b"), run.Matrix("Wo"), run.Vector("bo"), run.Matrix("Y"),
            run.GradientMatrix("X"), run.GradientMatrix("W"), run.GradientMatrix("U"), run.Gradient("b"), run.GradientMatrix("Wo"), run.Gradient("bo"));

        // Library sums may associate differently in the two, so the last bits may differ.
        double.CreateTruncating(loss).ShouldBe(double.CreateTruncating(value), 1e-5 * Math.Abs(double.CreateTruncating(value)));
        run.SetOutput("result", loss);
    }
}
