namespace SymbolicGrad.Compiler.Differentiation;

/// <summary>What tangents are called: x → tx, W → tW, w1 → tw1, hPrev → tHPrev; and the rows of a Hessian product: x → hx.</summary>
public static class TangentNames
{
    /// <summary>The tangent of the return value.</summary>
    public const string OfResult = "tResult";

    /// <summary>The name of the tangent of the quantity with that name.</summary>
    public static string Of(string name) => "t" + AdjointNames.Of(name).Substring(1);

    /// <summary>The name of the part of a Hessian product that belongs to the input with that name.</summary>
    public static string OfProduct(string name) => "h" + AdjointNames.Of(name).Substring(1);
}
