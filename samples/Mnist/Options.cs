namespace SymbolicGrad.Samples.Mnist;

/// <summary>What the command line asks for.</summary>
public sealed record Options
{
    /// <summary>The document's experiment; the command line changes none of it.</summary>
    public const float LearningRate = 0.01f;

    /// <inheritdoc cref="LearningRate"/>
    public const int BatchSize = 200;

    public bool BatchNorm { get; init; }

    public float? Clip { get; init; }

    public string Activation { get; init; } = "elu";

    public string Initialisation { get; init; } = "he-normal";

    public int Epochs { get; init; } = 20;

    public int Seed { get; init; } = 1;

    public string? Save { get; init; }

    public string? Load { get; init; }

    public string Data { get; init; } = DefaultData;

    /// <summary>The build puts the data beside the program, so it is found from any current folder.</summary>
    public static string DefaultData { get; } = Path.Combine(AppContext.BaseDirectory, "data");

    /// <summary>The widths of the document's network.</summary>
    public static IReadOnlyList<int> Widths { get; } = [MnistData.PixelCount, 300, 100, MnistData.ClassCount];

    public NetworkDesign Design => new(Widths, BatchNorm, Activation, Initialisation);

    public TrainingSettings Settings => new(LearningRate, BatchSize, Clip);
}
