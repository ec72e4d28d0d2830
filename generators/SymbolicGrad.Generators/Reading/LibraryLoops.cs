namespace SymbolicGrad.Generators.Reading;

/// <summary>What is known of TensorPrimitives beside its functions' meaning.</summary>
internal static class LibraryLoops
{
    public const string Namespace = "System.Numerics.Tensors";

    // Where every operation is rounded as IEEE 754 has it, or not at all, vectors and scalars give the same bits; what is summed, or
    // approximated by polynomials, is not among these. A test compares all of them, and all others.
    private static readonly HashSet<string> s_exact =
    [
        "Abs", "Add", "AddMultiply", "Ceiling", "Clamp", "ConvertChecked", "ConvertSaturating", "ConvertTruncating", "CopySign", "Decrement", "Divide", "Floor",
        "FusedMultiplyAdd", "Increment", "IndexOfMax", "IndexOfMaxMagnitude", "IndexOfMin", "IndexOfMinMagnitude", "IsFinite", "IsInfinity", "IsNaN", "IsNegative",
        "IsNegativeInfinity", "IsPositiveInfinity", "Max", "MaxMagnitude", "Min", "MinMagnitude", "Multiply", "MultiplyAdd", "Negate", "Reciprocal", "ReciprocalSqrt",
        "Round", "Sign", "Sqrt", "Subtract", "Truncate",
    ];

    /// <summary>Whether the loop that a function stands for gives every bit that it gives.</summary>
    public static bool AreExact(string function) => s_exact.Contains(function);
}
