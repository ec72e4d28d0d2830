using System.Numerics;
using SymbolicGrad.Simd;

namespace SymbolicGrad.Benchmarks.Functions;

/// <summary>A function as a type, so that a loop over it is compiled with the function inside.</summary>
internal interface IVectorFunction
{
    static abstract Vector<T> Of<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T>;
}

internal readonly struct Exp : IVectorFunction
{
    public static Vector<T> Of<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> => VectorMath.Exp(x);
}

internal readonly struct ExpM1 : IVectorFunction
{
    public static Vector<T> Of<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> => VectorMath.ExpM1(x);
}

internal readonly struct Log : IVectorFunction
{
    public static Vector<T> Of<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> => VectorMath.Log(x);
}

internal readonly struct LogP1 : IVectorFunction
{
    public static Vector<T> Of<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> => VectorMath.LogP1(x);
}

internal readonly struct Tanh : IVectorFunction
{
    public static Vector<T> Of<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> => VectorMath.Tanh(x);
}

internal readonly struct TanhSlope : IVectorFunction
{
    public static Vector<T> Of<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> => VectorMath.TanhSlope(x);
}

internal readonly struct Sigmoid : IVectorFunction
{
    public static Vector<T> Of<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> => VectorMath.Sigmoid(x);
}

internal readonly struct SigmoidSlope : IVectorFunction
{
    public static Vector<T> Of<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> => VectorMath.SigmoidSlope(x);
}

internal readonly struct Softplus : IVectorFunction
{
    public static Vector<T> Of<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> => VectorMath.Softplus(x);
}

internal readonly struct Elu : IVectorFunction
{
    public static Vector<T> Of<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> => VectorMath.Elu(x);
}

internal readonly struct Selu : IVectorFunction
{
    public static Vector<T> Of<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> => VectorMath.Selu(x);
}

internal readonly struct Silu : IVectorFunction
{
    public static Vector<T> Of<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> => VectorMath.Silu(x);
}

internal readonly struct Gelu : IVectorFunction
{
    public static Vector<T> Of<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> => VectorMath.Gelu(x);
}

internal readonly struct GeluTanh : IVectorFunction
{
    public static Vector<T> Of<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> => VectorMath.GeluTanh(x);
}

internal readonly struct Mish : IVectorFunction
{
    public static Vector<T> Of<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> => VectorMath.Mish(x);
}

internal readonly struct Erf : IVectorFunction
{
    public static Vector<T> Of<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> => VectorMath.Erf(x);
}

internal readonly struct Erfc : IVectorFunction
{
    public static Vector<T> Of<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> => VectorMath.Erfc(x);
}

internal readonly struct Sin : IVectorFunction
{
    public static Vector<T> Of<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> => VectorMath.Sin(x);
}

internal readonly struct Cos : IVectorFunction
{
    public static Vector<T> Of<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> => VectorMath.Cos(x);
}

internal readonly struct Sqrt : IVectorFunction
{
    public static Vector<T> Of<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> => VectorMath.Sqrt(x);
}

internal readonly struct ReciprocalSqrt : IVectorFunction
{
    public static Vector<T> Of<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> => VectorMath.ReciprocalSqrt(x);
}

internal readonly struct Pow : IVectorFunction
{
    public static Vector<T> Of<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> => VectorMath.Pow(x, Vector.Create(T.CreateTruncating(1.375)));
}

internal readonly struct BaseExp : IVectorFunction
{
    public static Vector<T> Of<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) ? Vector.Exp(x.As<T, float>()).As<float, T>() : Vector.Exp(x.As<T, double>()).As<double, T>();
}

internal readonly struct BaseLog : IVectorFunction
{
    public static Vector<T> Of<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) ? Vector.Log(x.As<T, float>()).As<float, T>() : Vector.Log(x.As<T, double>()).As<double, T>();
}

internal readonly struct BaseSin : IVectorFunction
{
    public static Vector<T> Of<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) ? Vector.Sin(x.As<T, float>()).As<float, T>() : Vector.Sin(x.As<T, double>()).As<double, T>();
}

internal readonly struct BaseCos : IVectorFunction
{
    public static Vector<T> Of<T>(Vector<T> x)
        where T : IFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) ? Vector.Cos(x.As<T, float>()).As<float, T>() : Vector.Cos(x.As<T, double>()).As<double, T>();
}
