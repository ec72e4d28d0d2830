using SymbolicGrad.Samples.BackpropByHand.Report;
using SymbolicGrad.Samples.BackpropByHand.Systems;
using static SymbolicGrad.Samples.BackpropByHand.ByHand.Neuron;

namespace SymbolicGrad.Samples.BackpropByHand.ByHand;

/// <summary>
/// ∂L/∂w5 = ∂L/∂o1·∂o1/∂net_o1·∂net_o1/∂w5: one path. A weight of the first layer reaches the loss through both outputs,
/// so its derivative is a sum over two paths, which share their last two factors.
/// </summary>
internal static class TwoTwoTwoByHand
{
    public static IReadOnlyList<Derivation> Derive(TwoTwoTwoInputs v)
    {
        double net_h1 = (v.I1 * v.W1) + (v.I2 * v.W2) + v.B1;
        double net_h2 = (v.I1 * v.W3) + (v.I2 * v.W4) + v.B1;
        double h1 = Sigmoid(net_h1);
        double h2 = Sigmoid(net_h2);
        double net_o1 = (h1 * v.W5) + (h2 * v.W6) + v.B2;
        double net_o2 = (h1 * v.W7) + (h2 * v.W8) + v.B2;
        double o1 = Sigmoid(net_o1);
        double o2 = Sigmoid(net_o2);

        // ∂L/∂net of each output, then of each hidden neuron.
        double output1 = (o1 - v.T1) * SigmoidPrime(net_o1);
        double output2 = (o2 - v.T2) * SigmoidPrime(net_o2);
        double hidden1 = ((output1 * v.W5) + (output2 * v.W7)) * SigmoidPrime(net_h1);
        double hidden2 = ((output1 * v.W6) + (output2 * v.W8)) * SigmoidPrime(net_h2);

        const string Hidden1 = "[(o1 − t1)·σ′(net_o1)·w5 + (o2 − t2)·σ′(net_o2)·w7]·σ′(net_h1)";
        const string Hidden2 = "[(o1 − t1)·σ′(net_o1)·w6 + (o2 − t2)·σ′(net_o2)·w8]·σ′(net_h2)";
        return
        [
            new("dw5", "∂L/∂w5", "(o1 − t1)·σ′(net_o1)·h1", output1 * h1),
            new("dw6", "∂L/∂w6", "(o1 − t1)·σ′(net_o1)·h2", output1 * h2),
            new("dw7", "∂L/∂w7", "(o2 − t2)·σ′(net_o2)·h1", output2 * h1),
            new("dw8", "∂L/∂w8", "(o2 − t2)·σ′(net_o2)·h2", output2 * h2),
            new("db2", "∂L/∂b2", "(o1 − t1)·σ′(net_o1) + (o2 − t2)·σ′(net_o2)", output1 + output2),
            new("dw1", "∂L/∂w1", Hidden1 + "·i1", hidden1 * v.I1),
            new("dw2", "∂L/∂w2", Hidden1 + "·i2", hidden1 * v.I2),
            new("dw3", "∂L/∂w3", Hidden2 + "·i1", hidden2 * v.I1),
            new("dw4", "∂L/∂w4", Hidden2 + "·i2", hidden2 * v.I2),
            new("db1", "∂L/∂b1", Hidden1 + " + " + Hidden2, hidden1 + hidden2),
        ];
    }
}
