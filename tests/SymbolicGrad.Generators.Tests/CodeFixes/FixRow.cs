namespace SymbolicGrad.Generators.Tests.CodeFixes;

/// <summary>A program that something is found in, and what a fix makes of it: members of a static partial class Net, of which F is annotated.</summary>
/// <param name="Id">What is found.</param>
/// <param name="Key">Which of the fixes is taken.</param>
/// <param name="Before">The program.</param>
/// <param name="After">The program afterwards.</param>
public sealed record FixRow(string Id, string Key, string Before, string After)
{
    /// <summary>What F is called with, in the notation of the table of snippets; numbers that are not mentioned are drawn.</summary>
    public string Arguments { get; init; } = "";

    /// <summary>How far the values may be apart; null where the fix makes another function of it and says so.</summary>
    public double? Tolerance { get; init; } = 1e-12;

    /// <summary>Where the gradient is not finite before the fix, and finite after.</summary>
    public double[]? Mended { get; init; }

    /// <summary>Another function by design.</summary>
    public static FixRow Other(string id, string key, string before, string after, string arguments = "") => new(id, key, before, after) { Arguments = arguments, Tolerance = null };

    public override string ToString() => $"{Id} {Key}: {Before}";
}
