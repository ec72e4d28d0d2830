using System.Runtime.InteropServices;

namespace SymbolicGrad.Benchmarks.Native;

/// <summary>Arrays that stay where they are while native code copies them.</summary>
internal sealed class Pins(IReadOnlyList<float[]> arrays) : IDisposable
{
    private readonly GCHandle[] _handles = [.. arrays.Select(array => GCHandle.Alloc(array, GCHandleType.Pinned))];

    public nint[] Pointers => [.. _handles.Select(handle => handle.AddrOfPinnedObject())];

    public void Dispose()
    {
        foreach (GCHandle handle in _handles)
            handle.Free();
    }
}
