using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace SymbolicGrad.Simd;

/// <summary>512 bits.</summary>
internal readonly struct FourLanes(Vector512<byte> value) : ILaneVector<FourLanes>
{
    private readonly Vector512<byte> _value = value;

    public static int Count => Vector512.IsHardwareAccelerated && Avx512F.IsSupported ? 4 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes Load(ref byte source, nint distance)
    {
        // Vector512.Create of two halves would wait for the register's former contents.
        Vector256<byte> lower = Vector256.Create(Vector128.LoadUnsafe(ref source), Vector128.LoadUnsafe(ref Unsafe.Add(ref source, distance)));
        Vector256<byte> upper = Vector256.Create(Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 2 * distance)), Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 3 * distance)));
        return new(Avx512F.InsertVector256(lower.ToVector512Unsafe(), upper, 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes Low(FourLanes a, FourLanes b, int size) => new(size == 4
        ? Avx512F.UnpackLow(a._value.AsSingle(), b._value.AsSingle()).AsByte()
        : Avx512F.UnpackLow(a._value.AsDouble(), b._value.AsDouble()).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes High(FourLanes a, FourLanes b, int size) => new(size == 4
        ? Avx512F.UnpackHigh(a._value.AsSingle(), b._value.AsSingle()).AsByte()
        : Avx512F.UnpackHigh(a._value.AsDouble(), b._value.AsDouble()).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(FourLanes value, ref T target) => value._value.As<byte, T>().StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo<T>(FourLanes value, ref T target) => (Vector512.LoadUnsafe(ref target) + value._value.As<byte, T>()).StoreUnsafe(ref target);
}

/// <summary>256 bits.</summary>
internal readonly struct TwoLanes(Vector256<byte> value) : ILaneVector<TwoLanes>
{
    private readonly Vector256<byte> _value = value;

    public static int Count => Avx.IsSupported ? 2 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes Load(ref byte source, nint distance) =>
        new(Vector256.Create(Vector128.LoadUnsafe(ref source), Vector128.LoadUnsafe(ref Unsafe.Add(ref source, distance))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes Low(TwoLanes a, TwoLanes b, int size) => new(size == 4
        ? Avx.UnpackLow(a._value.AsSingle(), b._value.AsSingle()).AsByte()
        : Avx.UnpackLow(a._value.AsDouble(), b._value.AsDouble()).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes High(TwoLanes a, TwoLanes b, int size) => new(size == 4
        ? Avx.UnpackHigh(a._value.AsSingle(), b._value.AsSingle()).AsByte()
        : Avx.UnpackHigh(a._value.AsDouble(), b._value.AsDouble()).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(TwoLanes value, ref T target) => value._value.As<byte, T>().StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo<T>(TwoLanes value, ref T target) => (Vector256.LoadUnsafe(ref target) + value._value.As<byte, T>()).StoreUnsafe(ref target);
}

/// <summary>128 bits.</summary>
internal readonly struct OneLane(Vector128<byte> value) : ILaneVector<OneLane>
{
    private readonly Vector128<byte> _value = value;

    public static int Count => Sse2.IsSupported || AdvSimd.Arm64.IsSupported ? 1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane Load(ref byte source, nint distance) => new(Vector128.LoadUnsafe(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane Low(OneLane a, OneLane b, int size)
    {
        if (Sse2.IsSupported)
            return new(size == 4 ? Sse.UnpackLow(a._value.AsSingle(), b._value.AsSingle()).AsByte() : Sse2.UnpackLow(a._value.AsDouble(), b._value.AsDouble()).AsByte());
        return new(size == 4 ? AdvSimd.Arm64.ZipLow(a._value.AsSingle(), b._value.AsSingle()).AsByte() : AdvSimd.Arm64.ZipLow(a._value.AsDouble(), b._value.AsDouble()).AsByte());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane High(OneLane a, OneLane b, int size)
    {
        if (Sse2.IsSupported)
            return new(size == 4 ? Sse.UnpackHigh(a._value.AsSingle(), b._value.AsSingle()).AsByte() : Sse2.UnpackHigh(a._value.AsDouble(), b._value.AsDouble()).AsByte());
        return new(size == 4 ? AdvSimd.Arm64.ZipHigh(a._value.AsSingle(), b._value.AsSingle()).AsByte() : AdvSimd.Arm64.ZipHigh(a._value.AsDouble(), b._value.AsDouble()).AsByte());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(OneLane value, ref T target) => value._value.As<byte, T>().StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo<T>(OneLane value, ref T target) => (Vector128.LoadUnsafe(ref target) + value._value.As<byte, T>()).StoreUnsafe(ref target);
}
