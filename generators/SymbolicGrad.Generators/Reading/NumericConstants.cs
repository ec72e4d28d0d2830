namespace SymbolicGrad.Generators.Reading;

/// <summary>The constants that generic math offers as static properties: <c>T.Zero</c>, <c>T.Pi</c>.</summary>
internal static class NumericConstants
{
    public static double? Find(string name) => name switch
    {
        "Zero" or "AdditiveIdentity" => 0,
        "One" or "MultiplicativeIdentity" => 1,
        "NegativeOne" => -1,
        "NegativeZero" => -0.0,
        "Pi" => Math.PI,
        "E" => Math.E,
        "Tau" => 2 * Math.PI,
        "PositiveInfinity" => double.PositiveInfinity,
        "NegativeInfinity" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ => null,
    };
}
