using static SymbolicGrad.Activations;

namespace SymbolicGrad.Samples.BackpropByHand.Functions;

/// <summary>Four layers of one sigmoid neuron each: the chain on which the documents explain the vanishing gradient.</summary>
internal static partial class SigmoidChain
{
    [Differentiable]
    internal static double Cost(
        double x,
        double w1, double w2, double w3, double w4,
        double b1, double b2, double b3, double b4,
        [NoGradient] double t)
    {
        double z1 = (w1 * x) + b1;
        double y1 = Sigmoid(z1);
        double z2 = (w2 * y1) + b2;
        double y2 = Sigmoid(z2);
        double z3 = (w3 * y2) + b3;
        double y3 = Sigmoid(z3);
        double z4 = (w4 * y3) + b4;
        double y4 = Sigmoid(z4);
        return 0.5 * (y4 - t) * (y4 - t);
    }
}
