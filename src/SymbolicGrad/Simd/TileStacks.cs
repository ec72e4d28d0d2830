using System.Runtime.CompilerServices;

namespace SymbolicGrad.Simd;

#pragma warning disable CS0649 // The tiles within are changed by their own methods.

/// <summary>Two tiles, one below the other.</summary>
internal struct Twice<TTile, TVector, T> : ITile<TVector, T>
    where TTile : struct, ITile<TVector, T>
    where TVector : struct, IVector<TVector, T>
{
    private TTile _first, _second;

    public static int Rows => 2 * TTile.Rows;

    public static int Vectors => TTile.Vectors;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTerm(ref T a, nint rowStride, TVector left, TVector right)
    {
        _first.AddTerm(ref a, rowStride, left, right);
        _second.AddTerm(ref Unsafe.Add(ref a, TTile.Rows * rowStride), rowStride, left, right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void AddTo(ref T c, nint stride, int done)
    {
        _first.AddTo(ref c, stride, done);
        _second.AddTo(ref Unsafe.Add(ref c, TTile.Rows * stride), stride, done - TTile.Rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void CopyTo(ref T c, nint stride, int done)
    {
        _first.CopyTo(ref c, stride, done);
        _second.CopyTo(ref Unsafe.Add(ref c, TTile.Rows * stride), stride, done - TTile.Rows);
    }
}

/// <summary>Three tiles, one below the other.</summary>
internal struct Thrice<TTile, TVector, T> : ITile<TVector, T>
    where TTile : struct, ITile<TVector, T>
    where TVector : struct, IVector<TVector, T>
{
    private TTile _first, _second, _third;

    public static int Rows => 3 * TTile.Rows;

    public static int Vectors => TTile.Vectors;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTerm(ref T a, nint rowStride, TVector left, TVector right)
    {
        _first.AddTerm(ref a, rowStride, left, right);
        _second.AddTerm(ref Unsafe.Add(ref a, TTile.Rows * rowStride), rowStride, left, right);
        _third.AddTerm(ref Unsafe.Add(ref a, 2 * TTile.Rows * rowStride), rowStride, left, right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void AddTo(ref T c, nint stride, int done)
    {
        _first.AddTo(ref c, stride, done);
        _second.AddTo(ref Unsafe.Add(ref c, TTile.Rows * stride), stride, done - TTile.Rows);
        _third.AddTo(ref Unsafe.Add(ref c, 2 * TTile.Rows * stride), stride, done - 2 * TTile.Rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void CopyTo(ref T c, nint stride, int done)
    {
        _first.CopyTo(ref c, stride, done);
        _second.CopyTo(ref Unsafe.Add(ref c, TTile.Rows * stride), stride, done - TTile.Rows);
        _third.CopyTo(ref Unsafe.Add(ref c, 2 * TTile.Rows * stride), stride, done - 2 * TTile.Rows);
    }
}
