using System.ComponentModel;

namespace SymbolicGrad;

/// <summary>
/// A loop over independent samples, cut into ranges of consecutive ones, each run once and by any thread: for generated code. The
/// implementing structure holds what the loop uses, spans included.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRangeBody
{
    /// <summary>Runs the samples of one range.</summary>
    /// <param name="range">The number of the range, from 0.</param>
    /// <param name="first">Its first sample, from 0.</param>
    /// <param name="count">How many samples it has, at least one.</param>
    void Run(int range, int first, int count);
}
