using CommunityToolkit.HighPerformance;
using SymbolicGrad.GradBench.Protocol;
using static SymbolicGrad.Activations;

namespace SymbolicGrad.GradBench.Objectives;

/// <summary>
/// Layers of LSTM cells with diagonal weights read a sequence of characters, each a row of bits, and predict the next one.
/// A layer with the input x and the state h, c computes, element by element,
/// f = σ(w_f·x + b_f), i = σ(w_i·h + b_i), o = σ(w_o·x + b_o), a = tanh(w_a·h + b_a), c ← f·c + i·a, h ← o·tanh(c).
/// The loss is the mean of −gold·(y − ln(2 + Σ exp y)) over all predictions y, where gold are the bits that came.
/// </summary>
public static partial class Lstm
{
    /// <param name="main">Two rows a layer, its weights and its biases: of the forget, input and output gates and of the change.</param>
    /// <param name="extra">Weights of the input, weights of the output, biases of the output.</param>
    /// <param name="state">Two rows a layer: h and c at the beginning.</param>
    /// <param name="sequence">A row a character.</param>
    [Differentiable]
    public static double Objective(
        ReadOnlySpan2D<double> main,
        ReadOnlySpan2D<double> extra,
        [NoGradient] ReadOnlySpan2D<double> state,
        [NoGradient] ReadOnlySpan2D<double> sequence)
    {
        int bits = extra.Width;
        int layers = main.Height / 2;
        int predictions = sequence.Height - 1;

        double[,] h = new double[layers, bits];
        double[,] c = new double[layers, bits];
        for (int layer = 0; layer < layers; layer++)
        {
            for (int j = 0; j < bits; j++)
            {
                h[layer, j] = state[2 * layer, j];
                c[layer, j] = state[2 * layer + 1, j];
            }
        }

        double total = 0;
        double[] x = new double[bits];
        double[] y = new double[bits];
        for (int t = 0; t < predictions; t++)
        {
            for (int j = 0; j < bits; j++)
                x[j] = sequence[t, j] * extra[0, j];

            for (int layer = 0; layer < layers; layer++)
            {
                ReadOnlySpan<double> w = main.GetRowSpan(2 * layer);
                ReadOnlySpan<double> b = main.GetRowSpan(2 * layer + 1);
                for (int j = 0; j < bits; j++)
                {
                    double forget = Sigmoid(x[j] * w[j] + b[j]);
                    double input = Sigmoid(h[layer, j] * w[bits + j] + b[bits + j]);
                    double output = Sigmoid(x[j] * w[2 * bits + j] + b[2 * bits + j]);
                    double change = Math.Tanh(h[layer, j] * w[3 * bits + j] + b[3 * bits + j]);
                    c[layer, j] = c[layer, j] * forget + input * change;
                    h[layer, j] = output * Math.Tanh(c[layer, j]);
                    x[j] = h[layer, j];
                }
            }

            double sum = 2;
            for (int j = 0; j < bits; j++)
            {
                y[j] = x[j] * extra[1, j] + extra[2, j];
                sum += Math.Exp(y[j]);
            }

#pragma warning disable SYG2001 // The suite's own formula: a shift would measure, and compare, something else.
            double logSum = Math.Log(sum);
#pragma warning restore SYG2001
            for (int j = 0; j < bits; j++)
                total += sequence[t + 1, j] * (y[j] - logSum);
        }

        return -total / (predictions * bits);
    }

    public static SuiteModule Module { get; } = new(
        "lstm",
        SuiteFunction.Of<LstmInput, double>("objective", input => () =>
            Objective(input.MainParams.View, input.ExtraParams.View, input.State.View, input.Sequence.View)),
        SuiteFunction.Of<LstmInput, double[]>("jacobian", input =>
        {
            (Matrix main, Matrix extra) = (input.MainParams, input.ExtraParams);
            double[] gradient = new double[main.Elements.Length + extra.Elements.Length];
            return () =>
            {
                ObjectiveGradient(
                    main.View, extra.View, input.State.View, input.Sequence.View,
                    new Span2D<double>(gradient, 0, main.Rows, main.Columns, 0),
                    new Span2D<double>(gradient, main.Elements.Length, extra.Rows, extra.Columns, 0));
                return gradient;
            };
        }));
}

public sealed record LstmInput(Matrix MainParams, Matrix ExtraParams, Matrix State, Matrix Sequence);
