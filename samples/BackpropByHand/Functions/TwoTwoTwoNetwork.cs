using static SymbolicGrad.Activations;

namespace SymbolicGrad.Samples.BackpropByHand.Functions;

/// <summary>Two inputs, two hidden and two output neurons, all sigmoid, half the squared error: the first warm-up.</summary>
internal static partial class TwoTwoTwoNetwork
{
    [Differentiable]
    internal static double Loss(
        double w1, double w2, double w3, double w4,
        double w5, double w6, double w7, double w8,
        double b1, double b2,
        [NoGradient] double i1, [NoGradient] double i2, [NoGradient] double t1, [NoGradient] double t2)
    {
        double net_h1 = (i1 * w1) + (i2 * w2) + b1;
        double net_h2 = (i1 * w3) + (i2 * w4) + b1;
        double h1 = Sigmoid(net_h1);
        double h2 = Sigmoid(net_h2);

        double net_o1 = (h1 * w5) + (h2 * w6) + b2;
        double net_o2 = (h1 * w7) + (h2 * w8) + b2;
        double o1 = Sigmoid(net_o1);
        double o2 = Sigmoid(net_o2);

        return (0.5 * (o1 - t1) * (o1 - t1)) + (0.5 * (o2 - t2) * (o2 - t2));
    }
}
