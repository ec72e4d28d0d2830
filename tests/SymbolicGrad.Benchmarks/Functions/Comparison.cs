using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using SymbolicGrad.Simd;

namespace SymbolicGrad.Benchmarks.Functions;

/// <summary>A vector function applied to arrays, and what the base library offers instead.</summary>
internal sealed record Comparison<T>(string Name, Action<T[], T[]> Ours, Action<T[], T[]> Theirs)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>
    /// Against <see cref="TensorPrimitives"/> where it has the function, then against <see cref="Vector"/>; else against a loop over
    /// the function of one number.
    /// </summary>
    public static IReadOnlyList<Comparison<T>> All { get; } =
    [
        new("Exp | TensorPrimitives", Vectors<Exp>, (x, y) => TensorPrimitives.Exp(x, y)),
        new("ExpM1 | TensorPrimitives", Vectors<ExpM1>, (x, y) => TensorPrimitives.ExpM1(x, y)),
        new("Log | TensorPrimitives", Vectors<Log>, (x, y) => TensorPrimitives.Log(x, y)),
        new("LogP1 | TensorPrimitives", Vectors<LogP1>, (x, y) => TensorPrimitives.LogP1(x, y)),
        new("Tanh | TensorPrimitives", Vectors<Tanh>, (x, y) => TensorPrimitives.Tanh(x, y)),
        new("TanhSlope | scalar", Vectors<TanhSlope>, (x, y) => Scalars(x, y, value => T.One - T.Tanh(value) * T.Tanh(value))),
        new("Sigmoid | TensorPrimitives", Vectors<Sigmoid>, (x, y) => TensorPrimitives.Sigmoid(x, y)),
        new("SigmoidSlope | scalar", Vectors<SigmoidSlope>, (x, y) => Scalars(x, y, value => Activations.Sigmoid(value) * (T.One - Activations.Sigmoid(value)))),
        new("Softplus | scalar", Vectors<Softplus>, (x, y) => Scalars(x, y, Activations.Softplus)),
        new("Elu | scalar", Vectors<Elu>, (x, y) => Scalars(x, y, Activations.Elu)),
        new("Selu | scalar", Vectors<Selu>, (x, y) => Scalars(x, y, Activations.Selu)),
        new("Silu | scalar", Vectors<Silu>, (x, y) => Scalars(x, y, Activations.Silu)),
        new("Gelu | scalar", Vectors<Gelu>, (x, y) => Scalars(x, y, Activations.Gelu)),
        new("GeluTanh | scalar", Vectors<GeluTanh>, (x, y) => Scalars(x, y, Activations.GeluTanh)),
        new("Mish | scalar", Vectors<Mish>, (x, y) => Scalars(x, y, Activations.Mish)),
        new("Erf | scalar", Vectors<Erf>, (x, y) => Scalars(x, y, Activations.Erf)),
        new("Erfc | scalar", Vectors<Erfc>, (x, y) => Scalars(x, y, Activations.Erfc)),
        new("Sin | TensorPrimitives", Vectors<Sin>, (x, y) => TensorPrimitives.Sin(x, y)),
        new("Cos | TensorPrimitives", Vectors<Cos>, (x, y) => TensorPrimitives.Cos(x, y)),
        new("Sqrt | TensorPrimitives", Vectors<Sqrt>, (x, y) => TensorPrimitives.Sqrt(x, y)),
        new("ReciprocalSqrt | TensorPrimitives", Vectors<ReciprocalSqrt>, (x, y) => TensorPrimitives.ReciprocalSqrt(x, y)),
        new("Pow | TensorPrimitives", Vectors<Pow>, (x, y) => TensorPrimitives.Pow(x, T.CreateTruncating(1.375), y)),
        new("Exp | Vector", Vectors<Exp>, Vectors<BaseExp>),
        new("Log | Vector", Vectors<Log>, Vectors<BaseLog>),
        new("Sin | Vector", Vectors<Sin>, Vectors<BaseSin>),
        new("Cos | Vector", Vectors<Cos>, Vectors<BaseCos>),
    ];

    private static void Vectors<TFunction>(T[] x, T[] y)
        where TFunction : IVectorFunction
    {
        ref T source = ref x[0];
        ref T target = ref y[0];
        for (nint i = 0; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
            TFunction.Of(Vector.LoadUnsafe(ref Unsafe.Add(ref source, i))).StoreUnsafe(ref Unsafe.Add(ref target, i));
    }

    private static void Scalars(T[] x, T[] y, Func<T, T> function)
    {
        for (int i = 0; i < x.Length; i++)
            y[i] = function(x[i]);
    }
}
