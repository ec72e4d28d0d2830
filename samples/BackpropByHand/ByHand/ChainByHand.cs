using SymbolicGrad.Samples.BackpropByHand.Report;
using SymbolicGrad.Samples.BackpropByHand.Systems;
using static SymbolicGrad.Samples.BackpropByHand.ByHand.Neuron;

namespace SymbolicGrad.Samples.BackpropByHand.ByHand;

/// <summary>
/// ∂C/∂b1 = C′·σ′(z4)·w4·σ′(z3)·w3·σ′(z2)·w2·σ′(z1): every layer between a parameter and the cost adds one factor σ′(z)·w,
/// and σ′ ≤ ¼ lets the product vanish.
/// </summary>
internal static class ChainByHand
{
    public static IReadOnlyList<Derivation> Derive(ChainInputs v)
    {
        double z1 = (v.W1 * v.X) + v.B1;
        double z2 = (v.W2 * Sigmoid(z1)) + v.B2;
        double z3 = (v.W3 * Sigmoid(z2)) + v.B3;
        double z4 = (v.W4 * Sigmoid(z3)) + v.B4;

        double b4 = (Sigmoid(z4) - v.T) * SigmoidPrime(z4);
        double b3 = b4 * v.W4 * SigmoidPrime(z3);
        double b2 = b3 * v.W3 * SigmoidPrime(z2);
        double b1 = b2 * v.W2 * SigmoidPrime(z1);

        const string B4 = "(y4 − t)·σ′(z4)";
        const string B3 = B4 + "·w4·σ′(z3)";
        const string B2 = B3 + "·w3·σ′(z2)";
        const string B1 = B2 + "·w2·σ′(z1)";
        return
        [
            new("db4", "∂C/∂b4", B4, b4),
            new("db3", "∂C/∂b3", B3, b3),
            new("db2", "∂C/∂b2", B2, b2),
            new("db1", "∂C/∂b1", B1, b1),
            new("dw4", "∂C/∂w4", B4 + "·y3", b4 * Sigmoid(z3)),
            new("dw3", "∂C/∂w3", B3 + "·y2", b3 * Sigmoid(z2)),
            new("dw2", "∂C/∂w2", B2 + "·y1", b2 * Sigmoid(z1)),
            new("dw1", "∂C/∂w1", B1 + "·x", b1 * v.X),
            new("dx", "∂C/∂x", B1 + "·w1", b1 * v.W1),
        ];
    }
}
