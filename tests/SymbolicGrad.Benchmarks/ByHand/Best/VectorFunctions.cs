using System.Numerics;

namespace SymbolicGrad.Benchmarks.ByHand.Best;

/// <summary>Activations over vectors.</summary>
internal static class VectorFunctions
{
    public static Vector<float> Sigmoid(Vector<float> x) => Vector<float>.One / (Vector<float>.One + Vector.Exp(-x));

    public static Vector<float> Tanh(Vector<float> x) => Vector<float>.One - new Vector<float>(2) / (Vector.Exp(x + x) + Vector<float>.One);

    public static Vector<float> Exp(Vector<float> x) => Vector.Exp(x);

    public static Vector<double> Exp(Vector<double> x) => Vector.Exp(x);
}
