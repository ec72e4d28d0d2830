namespace SymbolicGrad.Samples.Mnist;

/// <summary>The test accuracies that the document reports for the experiment, by epoch counted from 1.</summary>
public static class DocumentFigures
{
    private static readonly Dictionary<int, double> s_batchNorm = new() { [1] = 0.8815, [2] = 0.9044, [19] = 0.9651, [20] = 0.9652 };

    private static readonly Dictionary<int, double> s_clip = new() { [1] = 0.6869, [2] = 0.7291, [19] = 0.8823, [20] = 0.8957 };

    /// <summary>The figures for these options; null where the document did something else.</summary>
    public static IReadOnlyDictionary<int, double>? For(Options options) => options switch
    {
        { Load: not null } => null,
        { Activation: not "elu" } or { Initialisation: not "he-normal" } => null,
        { BatchNorm: true, Clip: null } => s_batchNorm,
        { BatchNorm: false, Clip: 1 } => s_clip,
        _ => null,
    };
}
