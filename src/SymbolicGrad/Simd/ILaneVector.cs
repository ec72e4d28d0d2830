namespace SymbolicGrad.Simd;

/// <summary>A vector as lanes of 128 bits, for what moves elements within each lane alike: that is how the hardware does it at every width.</summary>
/// <typeparam name="TSelf">The vector, of bytes.</typeparam>
internal interface ILaneVector<TSelf>
    where TSelf : struct, ILaneVector<TSelf>
{
    /// <summary>How many lanes; 0 where the hardware has no such vectors.</summary>
    static abstract int Count { get; }

    /// <summary>Each lane from the place a distance further than the one before.</summary>
    static abstract TSelf Load(ref byte source, nint distance);

    /// <summary>The elements of the lower halves of each lane in turn, of 4 or 8 bytes.</summary>
    static abstract TSelf Low(TSelf a, TSelf b, int size);

    /// <summary>The elements of the higher halves of each lane in turn, of 4 or 8 bytes.</summary>
    static abstract TSelf High(TSelf a, TSelf b, int size);

    static abstract void Store<T>(TSelf value, ref T target);

    static abstract void AddTo<T>(TSelf value, ref T target);
}
