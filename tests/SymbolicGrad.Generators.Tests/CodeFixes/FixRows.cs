namespace SymbolicGrad.Generators.Tests.CodeFixes;

/// <summary>The table of programs that are mended, a file a family.</summary>
internal static partial class FixRows
{
    public static IReadOnlyList<FixRow> All => [.. GradientFlow, .. Numerics];

    /// <summary>What is found, and of which fix it is no case.</summary>
    public static IEnumerable<object[]> NotOffered => GradientFlowNotOffered.Concat(NumericsNotOffered).Select(row => new object[] { row.Id, row.Key, row.Member });

    /// <summary>Documents with several findings of a kind.</summary>
    public static IEnumerable<object[]> Several => GradientFlowSeveral.Concat(NumericsSeveral).Select(row => new object[] { row.Id, row.Key, row.Before, row.After });
}
