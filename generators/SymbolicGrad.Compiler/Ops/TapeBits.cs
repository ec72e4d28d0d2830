namespace SymbolicGrad.Compiler.Ops;

/// <summary>Integers on a tape whose floating type does not hold each of them: bit by bit.</summary>
public static class TapeBits
{
    /// <summary>An int as a float.</summary>
    public static readonly Operation EncodeInt32 = Coding("EncodeInt32");

    /// <summary>The int that was encoded.</summary>
    public static readonly Operation DecodeInt32 = Coding("DecodeInt32");

    /// <summary>A long as a double.</summary>
    public static readonly Operation EncodeInt64 = Coding("EncodeInt64");

    /// <summary>The long that was encoded.</summary>
    public static readonly Operation DecodeInt64 = Coding("DecodeInt64");

    private static Operation Coding(string member) => new()
    {
        Name = member,
        Arity = 1,
        Spelling = new Spelling.PackageCall("Tape", member),
        IsOfIntegers = true,
        Result = ResultKind.Stated,
        Formula = "{0}",
        TeX = "{0}",
        Source = "IEEE 754-2019, 3.4: a copy keeps every bit",
    };
}
