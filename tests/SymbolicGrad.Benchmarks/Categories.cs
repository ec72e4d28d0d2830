namespace SymbolicGrad.Benchmarks;

/// <summary>What <c>--anyCategories</c> chooses from.</summary>
internal static class Categories
{
    /// <summary>Generated gradients against the other ways to compute them.</summary>
    public const string Gradients = "Gradients";

    /// <summary>How long the generator takes.</summary>
    public const string Generation = "Generation";

    /// <summary>Long recurrences: what recording costs, and what checkpoints do.</summary>
    public const string Recurrences = "Recurrences";

    /// <summary>Loops over samples that workers share, against the same on one thread.</summary>
    public const string Parallelism = "Parallelism";

    /// <summary>The vector functions, in nanoseconds an element, against the base library's.</summary>
    public const string Functions = "Functions";

    /// <summary>Matrix products against the most that the hardware could do.</summary>
    public const string Peak = "Peak";
}
