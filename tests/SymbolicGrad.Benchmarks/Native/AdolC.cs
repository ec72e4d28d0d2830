using System.Reflection;
using System.Runtime.InteropServices;

namespace SymbolicGrad.Benchmarks.Native;

/// <summary>A function that ADOL-C has recorded (adolc.cpp).</summary>
internal sealed unsafe partial class AdolC
{
    private const string Library = "symbolicgrad_adolc";

    private readonly int _tag;

    private AdolC(int tag) => _tag = tag;

    public static bool IsThere { get; } = NativeLibrary.TryLoad(Library, Assembly.GetExecutingAssembly(), DllImportSearchPath.AssemblyDirectory, out _);

    public static AdolC Rosenbrock(double[] x) => new(AdolcRosenbrock(x.Length, x));

    public static AdolC LogSumExp(double[] x) => new(AdolcLogSumExp(x.Length, x));

    public static AdolC TwoTwoTwo(double[] weights, double[] constants) => new(AdolcTwoTwoTwo(weights, constants));

    public static AdolC LeastSquares(double[] x, int points) => new(AdolcLeastSquares(x.Length, points, x));

    public static AdolC Lstm(int layers, int characters, int bits, double[] parameters, double[] state, double[] sequence) =>
        new(AdolcLstm(layers, characters, bits, parameters, state, sequence));

    public static AdolC Mixture(int dimension, int components, int points, double[] parameters, double[] x, double constant) =>
        new(AdolcMixture(dimension, components, points, parameters, x, constant));

    /// <summary>Sets the gradient and returns the value.</summary>
    public double Gradient(ReadOnlySpan<double> x, Span<double> dx) => AdolcGradient(_tag, x.Length, x, dx);

    [LibraryImport(Library, EntryPoint = "adolc_rosenbrock")]
    private static partial int AdolcRosenbrock(int n, double[] x);

    [LibraryImport(Library, EntryPoint = "adolc_log_sum_exp")]
    private static partial int AdolcLogSumExp(int n, double[] x);

    [LibraryImport(Library, EntryPoint = "adolc_two_two_two")]
    private static partial int AdolcTwoTwoTwo(double[] weights, double[] constants);

    [LibraryImport(Library, EntryPoint = "adolc_least_squares")]
    private static partial int AdolcLeastSquares(int n, int points, double[] x);

    [LibraryImport(Library, EntryPoint = "adolc_lstm")]
    private static partial int AdolcLstm(int layers, int characters, int bits, double[] parameters, double[] state, double[] sequence);

    [LibraryImport(Library, EntryPoint = "adolc_mixture")]
    private static partial int AdolcMixture(int d, int k, int n, double[] parameters, double[] x, double constant);

    [LibraryImport(Library, EntryPoint = "adolc_gradient")]
    private static partial double AdolcGradient(int tag, int n, ReadOnlySpan<double> x, Span<double> dx);
}
