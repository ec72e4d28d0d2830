using System.Runtime.InteropServices;

namespace SymbolicGrad.Benchmarks.Native;

/// <summary>A classifier that libtorch trains (torch.cpp).</summary>
internal sealed unsafe partial class LibtorchTraining
{
    private const string Library = "symbolicgrad_torch";

    private readonly nint _training;

    /// <param name="widths">The number of inputs, then of each layer's units.</param>
    /// <param name="parameters">Weights and biases, with batch normalisation then γ and β, layer by layer: where each epoch starts.</param>
    /// <param name="normalises">Whether there is batch normalisation.</param>
    /// <param name="clip">What each element of the gradient is cut to; 0 for no clipping.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="images">All images, one after the other.</param>
    /// <param name="labels">Their classes.</param>
    public LibtorchTraining(int[] widths, IReadOnlyList<float[]> parameters, bool normalises, float clip, float rate, float[] images, int[] labels)
    {
        using Pins pins = new(parameters);
        fixed (nint* pointers = pins.Pointers)
        fixed (int* w = widths, l = labels)
        fixed (float* x = images)
            _training = TorchTraining(widths.Length - 1, w, pointers, normalises ? (byte)1 : (byte)0, clip, rate, labels.Length, x, l);
    }

    /// <summary>From the first weights through all images in their order.</summary>
    /// <returns>The mean loss, each batch's before its own step.</returns>
    public float RunEpoch(int batch) => TorchEpoch(_training, batch);

    public void ReadParameter(int i, float[] target)
    {
        fixed (float* t = target)
            TorchParameter(_training, i, t);
    }

    [LibraryImport(Library, EntryPoint = "torch_training")]
    private static partial nint TorchTraining(
        int layers, int* widths, nint* parameters, byte normalises, float clip, float rate, int count, float* images, int* labels);

    [LibraryImport(Library, EntryPoint = "torch_epoch")]
    private static partial float TorchEpoch(nint training, int batch);

    [LibraryImport(Library, EntryPoint = "torch_parameter")]
    private static partial void TorchParameter(nint training, int i, float* target);
}
