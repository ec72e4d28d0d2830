using System.Reflection;
using System.Runtime.InteropServices;

namespace SymbolicGrad.Benchmarks.Native;

/// <summary>A computation in libtorch (torch.cpp), which keeps its results in memory of its own until they are read.</summary>
internal sealed unsafe partial class Libtorch
{
    private const string Library = "symbolicgrad_torch";

    private readonly nint _computation;

    private Libtorch(nint computation) => _computation = computation;

    public static bool IsThere { get; } = NativeLibrary.TryLoad(Library, Assembly.GetExecutingAssembly(), DllImportSearchPath.AssemblyDirectory, out _);

    public float Value => TorchValue(_computation);

    public static Libtorch Lstm(int batch, int units, IReadOnlyList<float[]> data) => Cell(&TorchLstm, batch, units, data);

    public static Libtorch Gru(int batch, int units, IReadOnlyList<float[]> data) => Cell(&TorchGru, batch, units, data);

    public static Libtorch Rnn(int batch, int units, IReadOnlyList<float[]> data) => Cell(&TorchRnn, batch, units, data);

    public static Libtorch Network(int batch, int[] widths, IReadOnlyList<float[]> parameters, float[] images, int[] labels)
    {
        using Pins pins = new(parameters);
        fixed (nint* pointers = pins.Pointers)
        fixed (int* w = widths, l = labels)
        fixed (float* x = images)
            return new(TorchNetwork(batch, widths.Length - 1, w, pointers, x, l));
    }

    public static Libtorch Softmax(int rows, int classes, float[] logits, int[] labels)
    {
        fixed (float* z = logits)
        fixed (int* l = labels)
            return new(TorchSoftmax(rows, classes, z, l));
    }

    /// <summary>Forward and backward.</summary>
    public void Run() => TorchRun(_computation);

    /// <summary>Copies the gradients of the inputs, in their order.</summary>
    public void Read(IReadOnlyList<Array> targets)
    {
        for (int i = 0; i < targets.Count; i++)
        {
            fixed (float* target = (float[])targets[i])
                TorchRead(_computation, i, target);
        }
    }

    private static Libtorch Cell(delegate*<int, int, nint*, nint> create, int batch, int units, IReadOnlyList<float[]> data)
    {
        using Pins pins = new(data);
        fixed (nint* pointers = pins.Pointers)
            return new(create(batch, units, pointers));
    }

    [LibraryImport(Library, EntryPoint = "torch_lstm")]
    private static partial nint TorchLstm(int batch, int units, nint* data);

    [LibraryImport(Library, EntryPoint = "torch_gru")]
    private static partial nint TorchGru(int batch, int units, nint* data);

    [LibraryImport(Library, EntryPoint = "torch_rnn")]
    private static partial nint TorchRnn(int batch, int units, nint* data);

    [LibraryImport(Library, EntryPoint = "torch_network")]
    private static partial nint TorchNetwork(int batch, int layers, int* widths, nint* parameters, float* images, int* labels);

    [LibraryImport(Library, EntryPoint = "torch_softmax")]
    private static partial nint TorchSoftmax(int rows, int classes, float* logits, int* labels);

    [LibraryImport(Library, EntryPoint = "torch_run")]
    private static partial void TorchRun(nint computation);

    [LibraryImport(Library, EntryPoint = "torch_value")]
    private static partial float TorchValue(nint computation);

    [LibraryImport(Library, EntryPoint = "torch_read")]
    private static partial void TorchRead(nint computation, int i, float* target);
}
