using System.Numerics;
using SymbolicGrad.Nn;

namespace SymbolicGrad.Tests.Oracles;

public static partial class Systems
{
    private delegate void ActivationForward<T>(ReadOnlySpan<T> x, Span<T> result);

    private delegate void ActivationBackward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> dResult, Span<T> dx);

    private static void Activation<T>(OracleRun<T> run, ActivationForward<T> forward, ActivationBackward<T> backward)
        where T : IFloatingPointIeee754<T>
    {
        forward(run.Vector("x"), run.Output("result"));
        backward(run.Vector("x"), run.Upstream("result"), run.Gradient("x"));
    }

    private static void LeakyRelu<T>(OracleRun<T> run)
        where T : IFloatingPointIeee754<T>
    {
        T slope = T.CreateChecked(0.2);
        Elementwise.LeakyRelu(run.Vector("x"), slope, run.Output("result"));
        Elementwise.LeakyReluBackward(run.Vector("x"), slope, run.Upstream("result"), run.Gradient("x"));
    }

    private static void PRelu<T>(OracleRun<T> run)
        where T : IFloatingPointIeee754<T>
    {
        Elementwise.PRelu(run.Vector("x"), run.Scalar("a"), run.Output("result"));
        T da = T.Zero;
        Elementwise.PReluBackward(run.Vector("x"), run.Scalar("a"), run.Upstream("result"), run.Gradient("x"), ref da);
        run.SetGradient("a", da);
    }

    private static void BatchNorm<T>(OracleRun<T> run)
        where T : IFloatingPointIeee754<T>
    {
        Normalisation.Batch(run.Matrix("x"), run.Vector("gamma"), run.Vector("beta"), run.Scalar("eps"), run.OutputMatrix("result"));
        Normalisation.BatchBackward(
            run.Matrix("x"), run.Vector("gamma"), run.Vector("beta"), run.Scalar("eps"), run.UpstreamMatrix("result"),
            run.GradientMatrix("x"), run.Gradient("gamma"), run.Gradient("beta"));
    }

    private static void LayerNorm<T>(OracleRun<T> run)
        where T : IFloatingPointIeee754<T>
    {
        Normalisation.Layer<T>(run.Vector("x"), run.Vector("gamma"), run.Vector("beta"), run.Scalar("eps"), run.Output("result"));
        Normalisation.LayerBackward<T>(
            run.Vector("x"), run.Vector("gamma"), run.Vector("beta"), run.Scalar("eps"), run.Upstream("result"),
            run.Gradient("x"), run.Gradient("gamma"), run.Gradient("beta"));
    }

    private static void Softmax<T>(OracleRun<T> run)
        where T : IFloatingPointIeee754<T>
    {
        Normalisation.Softmax<T>(run.Vector("z"), run.Output("result"));
        Normalisation.SoftmaxBackward<T>(run.Vector("z"), run.Upstream("result"), run.Gradient("z"));
    }

    private static void DenseBatch<T>(OracleRun<T> run)
        where T : IFloatingPointIeee754<T>
    {
        Dense.Batch(run.Matrix("x"), run.Matrix("W"), run.Vector("b"), run.OutputMatrix("result"));
        Dense.BatchBackward(
            run.Matrix("x"), run.Matrix("W"), run.Vector("b"), run.UpstreamMatrix("result"), run.GradientMatrix("x"), run.GradientMatrix("W"), run.Gradient("b"));
    }

    private static void DenseTanh<T>(OracleRun<T> run)
        where T : IFloatingPointIeee754<T>
    {
        Dense.Tanh(run.Vector("x"), run.Matrix("W"), run.Vector("b"), run.Output("result"));
        Dense.TanhBackward(
            run.Vector("x"), run.Matrix("W"), run.Vector("b"), run.Upstream("result"), run.Gradient("x"), run.GradientMatrix("W"), run.Gradient("b"));
    }

    private static void Residual<T>(OracleRun<T> run)
        where T : IFloatingPointIeee754<T>
    {
        Dense.Residual(run.Vector("x"), run.Matrix("W1"), run.Vector("b1"), run.Matrix("W2"), run.Vector("b2"), run.Output("result"));
        Dense.ResidualBackward(
            run.Vector("x"), run.Matrix("W1"), run.Vector("b1"), run.Matrix("W2"), run.Vector("b2"), run.Upstream("result"),
            run.Gradient("x"), run.GradientMatrix("W1"), run.Gradient("b1"), run.GradientMatrix("W2"), run.Gradient("b2"));
    }

    private static void BinaryCrossEntropy<T>(OracleRun<T> run)
        where T : IFloatingPointIeee754<T> =>
        run.SetOutput("result", Losses.BinaryCrossEntropyWithLogitsGradient<T>(run.Vector("z"), run.Vector("t"), run.Gradient("z"), run.Gradient("t")));

    private static void Huber<T>(OracleRun<T> run)
        where T : IFloatingPointIeee754<T> =>
        run.SetOutput("result", Losses.HuberGradient<T>(run.Vector("y"), run.Vector("t"), T.One, run.Gradient("y"), run.Gradient("t")));

    private static void L2RegularisedLoss<T>(OracleRun<T> run)
        where T : IFloatingPointIeee754<T>
    {
        run.SetOutput("result", Losses.L2RegularisedLossGradient(
            run.Matrix("x"), run.Vector("W"), run.Vector("y"), run.Scalar("alpha"), run.Gradient("W"), out T dAlpha));
        run.SetGradient("alpha", dAlpha);
    }

    private static void SoftmaxCrossEntropy<T>(OracleRun<T> run)
        where T : IFloatingPointIeee754<T> =>
        run.SetOutput("result", Losses.SoftmaxCrossEntropyGradient(run.Matrix("z"), run.Integers("label"), run.GradientMatrix("z")));

    private static void MlpEluCrossEntropy<T>(OracleRun<T> run)
        where T : IFloatingPointIeee754<T> =>
        run.SetOutput("result", Networks.MlpEluCrossEntropyGradient(
            run.Matrix("x"), run.Matrix("W1"), run.Vector("b1"), run.Matrix("W2"), run.Vector("b2"), run.Matrix("W3"), run.Vector("b3"), run.Integers("label"),
            run.GradientMatrix("x"), run.GradientMatrix("W1"), run.Gradient("b1"), run.GradientMatrix("W2"), run.Gradient("b2"), run.GradientMatrix("W3"), run.Gradient("b3")));

    private static void Mlp222<T>(OracleRun<T> run)
        where T : IFloatingPointIeee754<T>
    {
        T loss = Networks.Mlp222Gradient(
            run.Scalar("w1"), run.Scalar("w2"), run.Scalar("w3"), run.Scalar("w4"), run.Scalar("w5"), run.Scalar("w6"), run.Scalar("w7"), run.Scalar("w8"),
            run.Scalar("b1"), run.Scalar("b2"), run.Scalar("i1"), run.Scalar("i2"), run.Scalar("t1"), run.Scalar("t2"),
            out T dw1, out T dw2, out T dw3, out T dw4, out T dw5, out T dw6, out T dw7, out T dw8, out T db1, out T db2);
        SetAll(run, loss, [("w1", dw1), ("w2", dw2), ("w3", dw3), ("w4", dw4), ("w5", dw5), ("w6", dw6), ("w7", dw7), ("w8", dw8), ("b1", db1), ("b2", db2)]);
    }

    private static void SigmoidChain<T>(OracleRun<T> run)
        where T : IFloatingPointIeee754<T>
    {
        T loss = Networks.SigmoidChain4Gradient(
            run.Scalar("x"), run.Scalar("w1"), run.Scalar("w2"), run.Scalar("w3"), run.Scalar("w4"),
            run.Scalar("b1"), run.Scalar("b2"), run.Scalar("b3"), run.Scalar("b4"), run.Scalar("t"),
            out T dx, out T dw1, out T dw2, out T dw3, out T dw4, out T db1, out T db2, out T db3, out T db4);
        SetAll(run, loss, [("x", dx), ("w1", dw1), ("w2", dw2), ("w3", dw3), ("w4", dw4), ("b1", db1), ("b2", db2), ("b3", db3), ("b4", db4)]);
    }

    private static void SetAll<T>(OracleRun<T> run, T loss, (string Name, T Gradient)[] gradients)
        where T : IFloatingPointIeee754<T>
    {
        run.SetOutput("result", loss);
        foreach ((string name, T gradient) in gradients)
        {
            run.SetGradient(name, gradient);
        }
    }
}
