using System.Numerics;
using System.Numerics.Tensors;
using CommunityToolkit.HighPerformance;

namespace SymbolicGrad.Nn;

/// <summary>
/// Greedy layer-wise pre-training (Hinton, Osindero and Teh 2006; Bengio et al. 2007): each hidden layer is first trained
/// alone to reconstruct its input, then feeds the next; all of them are fine-tuned together afterwards.
/// </summary>
public static partial class Autoencoders
{
    /// <summary>
    /// The reconstruction loss of one layer, ½ mean over the batch of ‖W′ tanh(W x + b) + b′ − x‖².
    /// </summary>
    /// <param name="x">N × inputs.</param>
    /// <param name="w">Hidden × inputs: the layer that is kept.</param>
    /// <param name="b">Hidden.</param>
    /// <param name="decoder">Inputs × hidden.</param>
    /// <param name="decoderBias">Inputs.</param>
    [Differentiable]
    public static T ReconstructionLoss<T>(
        [NoGradient] ReadOnlySpan2D<T> x, ReadOnlySpan2D<T> w, ReadOnlySpan<T> b, ReadOnlySpan2D<T> decoder, ReadOnlySpan<T> decoderBias)
        where T : IFloatingPointIeee754<T>
    {
        T[] hidden = new T[b.Length];
        T loss = T.Zero;
        for (int n = 0; n < x.Height; n++)
        {
            for (int j = 0; j < b.Length; j++)
            {
                hidden[j] = T.Tanh(TensorPrimitives.Dot(w.GetRowSpan(j), x.GetRowSpan(n)) + b[j]);
            }

            for (int k = 0; k < decoderBias.Length; k++)
            {
                T error = TensorPrimitives.Dot(decoder.GetRowSpan(k), hidden) + decoderBias[k] - x[n, k];
                loss += T.CreateChecked(0.5) * error * error;
            }
        }

        return loss / T.CreateChecked(x.Height);
    }

    /// <summary>Trains one layer as an autoencoder by steepest descent and returns the loss before the first and after the last step.</summary>
    /// <param name="x">N × inputs.</param>
    /// <param name="w">Hidden × inputs, trained in place.</param>
    /// <param name="b">Hidden, trained in place.</param>
    /// <param name="steps">Steps over the whole batch.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="random">For the decoder's first weights.</param>
    public static (T Before, T After) PretrainLayer<T>(ReadOnlySpan2D<T> x, Span2D<T> w, Span<T> b, int steps, T rate, Random random)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        T[,] decoder = new T[w.Width, w.Height], dDecoder = new T[w.Width, w.Height], dw = new T[w.Height, w.Width];
        T[] decoderBias = new T[w.Width], dDecoderBias = new T[w.Width], db = new T[b.Length];
        Initialisation.XavierUniform(decoder.AsSpan(), w.Height, w.Width, random);
        T before = T.Zero;
        for (int step = 0; step < steps; step++)
        {
            T loss = ReconstructionLossGradient<T>(x, w, b, decoder, decoderBias, dw, db, dDecoder, dDecoderBias);
            before = step == 0 ? loss : before;
            for (int j = 0; j < w.Height; j++)
            {
                GradientDescent.Step(w.GetRowSpan(j), dw.GetRowSpan(j), rate);
            }

            GradientDescent.Step(b, db, rate);
            GradientDescent.Step(decoder.AsSpan(), dDecoder.AsSpan(), rate);
            GradientDescent.Step<T>(decoderBias, dDecoderBias, rate);
        }

        return (before, ReconstructionLoss<T>(x, w, b, decoder, decoderBias));
    }

    /// <summary>The layer's output for a batch, the next layer's input: tanh(W x + b) for every row.</summary>
    [Differentiable]
    public static void Encode<T>(ReadOnlySpan2D<T> x, ReadOnlySpan2D<T> w, ReadOnlySpan<T> b, Span2D<T> hidden)
        where T : IFloatingPointIeee754<T>
    {
        for (int n = 0; n < hidden.Height; n++)
        {
            for (int j = 0; j < hidden.Width; j++)
            {
                hidden[n, j] = T.Tanh(TensorPrimitives.Dot(w.GetRowSpan(j), x.GetRowSpan(n)) + b[j]);
            }
        }
    }

    /// <summary>
    /// The loss that two pre-trained layers are fine-tuned with, all parameters together: a linear unit on top of them, mean
    /// over the batch of (v·encode₂(encode₁(x)) − t)².
    /// </summary>
    /// <param name="x">N × inputs.</param>
    /// <param name="w1">Hidden 1 × inputs.</param>
    /// <param name="b1">Hidden 1.</param>
    /// <param name="w2">Hidden 2 × hidden 1.</param>
    /// <param name="b2">Hidden 2.</param>
    /// <param name="v">Hidden 2.</param>
    /// <param name="target">N.</param>
    [Differentiable]
    public static T FineTuningLoss<T>(
        [NoGradient] ReadOnlySpan2D<T> x, ReadOnlySpan2D<T> w1, ReadOnlySpan<T> b1, ReadOnlySpan2D<T> w2, ReadOnlySpan<T> b2, ReadOnlySpan<T> v,
        [NoGradient] ReadOnlySpan<T> target)
        where T : IFloatingPointIeee754<T>
    {
        Span2D<T> first = new T[x.Height, b1.Length];
        Span2D<T> second = new T[x.Height, b2.Length];
        Encode(x, w1, b1, first);
        Encode(first, w2, b2, second);
        T loss = T.Zero;
        for (int n = 0; n < x.Height; n++)
        {
            T error = TensorPrimitives.Dot(second.GetRowSpan(n), v) - target[n];
            loss += error * error;
        }

        return loss / T.CreateChecked(x.Height);
    }
}
