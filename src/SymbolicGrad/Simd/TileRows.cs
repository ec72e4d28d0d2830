using System.Runtime.CompilerServices;

namespace SymbolicGrad.Simd;

/// <summary>A tile of one row and one vector.</summary>
internal struct NarrowRow<TVector, T> : ITile<TVector, T>
    where TVector : struct, IVector<TVector, T>
{
    private TVector _sum;

    public static int Rows => 1;

    public static int Vectors => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTerm(ref T a, nint rowStride, TVector left, TVector right) => _sum = TVector.MultiplyAdd(TVector.Broadcast(a), left, _sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void AddTo(ref T c, nint stride, int done)
    {
        if (done <= 0)
            (TVector.Load(ref c) + _sum).Store(ref c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void CopyTo(ref T c, nint stride, int done)
    {
        if (done <= 0)
            _sum.Store(ref c);
    }
}

/// <summary>A tile of one row and two vectors.</summary>
internal struct Row<TVector, T> : ITile<TVector, T>
    where TVector : struct, IVector<TVector, T>
{
    private TVector _left, _right;

    public static int Rows => 1;

    public static int Vectors => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTerm(ref T a, nint rowStride, TVector left, TVector right)
    {
        TVector factor = TVector.Broadcast(a);
        _left = TVector.MultiplyAdd(factor, left, _left);
        _right = TVector.MultiplyAdd(factor, right, _right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void AddTo(ref T c, nint stride, int done)
    {
        if (done > 0)
            return;
        ref T second = ref Unsafe.Add(ref c, TVector.Count);
        (TVector.Load(ref c) + _left).Store(ref c);
        (TVector.Load(ref second) + _right).Store(ref second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void CopyTo(ref T c, nint stride, int done)
    {
        if (done > 0)
            return;
        _left.Store(ref c);
        _right.Store(ref Unsafe.Add(ref c, TVector.Count));
    }
}
