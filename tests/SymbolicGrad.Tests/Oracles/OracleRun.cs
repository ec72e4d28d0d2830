using System.Numerics;
using CommunityToolkit.HighPerformance;

namespace SymbolicGrad.Tests.Oracles;

/// <summary>An oracle's inputs in one floating type, and what a system makes of them.</summary>
public sealed class OracleRun<T>(Oracle oracle)
    where T : IFloatingPointIeee754<T>
{
    private readonly Dictionary<string, T[]> _gradients = [];
    private readonly Dictionary<string, T[]> _outputs = [];

    public T Scalar(string name) => Vector(name)[0];

    public T[] Vector(string name) => Convert(oracle.Input(name));

    public int[] Integers(string name) => oracle.Input(name).Select(number => (int)number).ToArray();

    /// <summary>All leading axes together are the rows.</summary>
    public ReadOnlySpan2D<T> Matrix(string name) => AsMatrix(Vector(name), oracle.Columns(name));

    public T[] Upstream(string name) => Convert(oracle.Upstream(name));

    public ReadOnlySpan2D<T> UpstreamMatrix(string name) => AsMatrix(Upstream(name), oracle.ColumnsOfOutput(name));

    /// <summary>Zeros, to be filled: the gradient by an input.</summary>
    public T[] Gradient(string name) => _gradients[name] = new T[oracle.Input(name).Length];

    public Span2D<T> GradientMatrix(string name) => AsMatrix(Gradient(name), oracle.Columns(name));

    public void SetGradient(string name, T value) => _gradients[name] = [value];

    /// <summary>Zeros, to be filled: an output.</summary>
    public T[] Output(string name) => _outputs[name] = new T[oracle.Output(name).Length];

    public Span2D<T> OutputMatrix(string name) => AsMatrix(Output(name), oracle.ColumnsOfOutput(name));

    public void SetOutput(string name, T value) => _outputs[name] = [value];

    public double[] OutputOf(string name) => Back(_outputs[name]);

    public double[] GradientOf(string name) => Back(_gradients[name]);

    private static Span2D<T> AsMatrix(T[] elements, int columns) => new(elements, elements.Length / columns, columns);

    private static T[] Convert(double[] numbers) => numbers.Select(T.CreateTruncating).ToArray();

    private static double[] Back(T[] numbers) => numbers.Select(double.CreateTruncating).ToArray();
}
