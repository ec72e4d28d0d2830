namespace SymbolicGrad.Samples.BackpropByHand.ByHand;

/// <summary>σ and its derivative as the documents define them, apart from the library's, so that neither side leans on the other.</summary>
internal static class Neuron
{
    public static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    public static double SigmoidPrime(double z) => Sigmoid(z) * (1 - Sigmoid(z));
}
