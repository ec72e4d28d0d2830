using System.ComponentModel;

namespace SymbolicGrad;

/// <summary>The schedule of <see cref="CheckpointAttribute"/>, for generated members.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class Checkpoints
{
    /// <summary>The number of iterations from one kept state to the next.</summary>
    /// <param name="iterations">How many iterations a loop has; negative counts as none.</param>
    /// <returns>⌈√<paramref name="iterations"/>⌉, at least 1: as many states are kept as iterations are recomputed from each.</returns>
    public static int Stride(int iterations) => Math.Max(1, (int)Math.Ceiling(Math.Sqrt(Math.Max(0, iterations))));
}
