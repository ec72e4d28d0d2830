using System.Numerics;
using SymbolicGrad.Nn;

namespace SymbolicGrad.Tests.Oracles;

/// <summary>Every oracle's system: runs the forward function and the generated derivative on the oracle's inputs.</summary>
public static partial class Systems
{
    public static IReadOnlyDictionary<string, Action<OracleRun<T>>> Of<T>()
        where T : IFloatingPointIeee754<T> => new Dictionary<string, Action<OracleRun<T>>>
        {
            ["activation_elu"] = run => Activation(run, Elementwise.Elu, Elementwise.EluBackward),
            ["activation_gelu"] = run => Activation(run, Elementwise.Gelu, Elementwise.GeluBackward),
            ["activation_hard_sigmoid"] = run => Activation(run, Elementwise.HardSigmoid, Elementwise.HardSigmoidBackward),
            ["activation_mish"] = run => Activation(run, Elementwise.Mish, Elementwise.MishBackward),
            ["activation_relu"] = run => Activation(run, Elementwise.Relu, Elementwise.ReluBackward),
            ["activation_selu"] = run => Activation(run, Elementwise.Selu, Elementwise.SeluBackward),
            ["activation_sigmoid"] = run => Activation(run, Elementwise.Sigmoid, Elementwise.SigmoidBackward),
            ["activation_silu"] = run => Activation(run, Elementwise.Silu, Elementwise.SiluBackward),
            ["activation_softplus"] = run => Activation(run, Elementwise.Softplus, Elementwise.SoftplusBackward),
            ["activation_softsign"] = run => Activation(run, Elementwise.Softsign, Elementwise.SoftsignBackward),
            ["activation_tanh"] = run => Activation(run, Elementwise.Tanh, Elementwise.TanhBackward),
            ["activation_leaky_relu"] = LeakyRelu,
            ["activation_prelu"] = PRelu,
            ["batch_norm_training"] = BatchNorm,
            ["bce_with_logits"] = BinaryCrossEntropy,
            ["dense_batch"] = DenseBatch,
            ["dense_tanh"] = DenseTanh,
            ["gru_cell"] = run => Gru(run, Recurrent.Gru, Recurrent.GruBackward),
            ["gru_cell_minimal"] = run => Gru(run, Recurrent.GruMinimal, Recurrent.GruMinimalBackward),
            ["gru_cell_reordered"] = run => GateCell(run, Recurrent.GruReordered, Recurrent.GruReorderedBackward),
            ["huber"] = Huber,
            ["l2_regularised_loss"] = L2RegularisedLoss,
            ["layer_norm"] = LayerNorm,
            ["lstm_cell"] = run => GateCell(run, Recurrent.Lstm, Recurrent.LstmBackward),
            ["lstm_sequence"] = run => Sequence(run, Recurrent.LstmSequenceLossGradient, Recurrent.LstmSequenceLoss),
            ["mlp_elu_cross_entropy"] = MlpEluCrossEntropy,
            ["mlp_2_2_2"] = Mlp222,
            ["residual_block"] = Residual,
            ["rnn3_linear"] = run => Rnn3(run, Recurrent.Rnn3Linear, Recurrent.Rnn3LinearGradient),
            ["rnn3_tanh"] = run => Rnn3(run, Recurrent.Rnn3Tanh, Recurrent.Rnn3TanhGradient),
            ["rnn_cell_tanh"] = RnnCell,
            ["rnn_sequence"] = run => Sequence(run, Recurrent.RnnSequenceLossGradient, Recurrent.RnnSequenceLoss),
            ["sigmoid_chain_4"] = SigmoidChain,
            ["softmax"] = Softmax,
            ["softmax_cross_entropy"] = SoftmaxCrossEntropy,
        };
}
