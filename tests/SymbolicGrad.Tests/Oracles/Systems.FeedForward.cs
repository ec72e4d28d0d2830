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

    // The scalar systems of the documents are written in double, as the documents do; in float they have nothing to show.
    private static double Number<T>(OracleRun<T> run, string name)
        where T : IFloatingPointIeee754<T> => double.CreateTruncating(run.Scalar(name));

    private static void Mlp222<T>(OracleRun<T> run)
        where T : IFloatingPointIeee754<T>
    {
        double loss = Networks.Mlp222Gradient(
            Number(run, "w1"), Number(run, "w2"), Number(run, "w3"), Number(run, "w4"), Number(run, "w5"), Number(run, "w6"), Number(run, "w7"), Number(run, "w8"),
            Number(run, "b1"), Number(run, "b2"), Number(run, "i1"), Number(run, "i2"), Number(run, "t1"), Number(run, "t2"),
            out double dw1, out double dw2, out double dw3, out double dw4, out double dw5, out double dw6, out double dw7, out double dw8, out double db1, out double db2);
        SetAll(run, loss, [("w1", dw1), ("w2", dw2), ("w3", dw3), ("w4", dw4), ("w5", dw5), ("w6", dw6), ("w7", dw7), ("w8", dw8), ("b1", db1), ("b2", db2)]);
    }

    private static void SigmoidChain<T>(OracleRun<T> run)
        where T : IFloatingPointIeee754<T>
    {
        double loss = Networks.SigmoidChain4Gradient(
            Number(run, "x"), Number(run, "w1"), Number(run, "w2"), Number(run, "w3"), Number(run, "w4"),
            Number(run, "b1"), Number(run, "b2"), Number(run, "b3"), Number(run, "b4"), Number(run, "t"),
            out double dx, out double dw1, out double dw2, out double dw3, out double dw4, out double db1, out double db2, out double db3, out double db4);
        SetAll(run, loss, [("x", dx), ("w1", dw1), ("w2", dw2), ("w3", dw3), ("w4", dw4), ("b1", db1), ("b2", db2), ("b3", db3), ("b4", db4)]);
    }

    private static void SetAll<T>(OracleRun<T> run, double loss, (string Name, double Gradient)[] gradients)
        where T : IFloatingPointIeee754<T>
    {
        run.SetOutput("result", T.CreateTruncating(loss));
        foreach ((string name, double gradient) in gradients)
        {
            run.SetGradient(name, T.CreateTruncating(gradient));
        }
    }
}
