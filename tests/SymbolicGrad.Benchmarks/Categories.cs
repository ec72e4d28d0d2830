namespace SymbolicGrad.Benchmarks;

/// <summary>What <c>--anyCategories</c> chooses from.</summary>
internal static class Categories
{
    /// <summary>How long the generator takes.</summary>
    public const string Generation = "Generation";
}
