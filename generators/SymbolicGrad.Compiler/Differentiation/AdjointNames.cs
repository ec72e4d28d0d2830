namespace SymbolicGrad.Compiler.Differentiation;

/// <summary>What adjoints are called: x → dx, W → dW, w1 → dw1, hPrev → dHPrev.</summary>
public static class AdjointNames
{
    /// <summary>The name of the adjoint of the quantity with that name.</summary>
    public static string Of(string name)
    {
        string bare = name.TrimStart('@');
        bool isWord = bare.Length > 1 && char.IsLetter(bare[1]);
        return "d" + (isWord ? char.ToUpperInvariant(bare[0]) + bare.Substring(1) : bare);
    }

    /// <summary>The upstream of the return value.</summary>
    public const string OfResult = "dResult";
}
