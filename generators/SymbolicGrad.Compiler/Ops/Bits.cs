namespace SymbolicGrad.Compiler.Ops;

/// <summary>Operators on the bits of integers. Integers carry no derivative; the operators on booleans are <see cref="Comparisons"/>.</summary>
public static class Bits
{
    public static readonly Operation And = Infix("BitAnd", "&", 5, @"\mathbin{{\&}}", true);
    public static readonly Operation Or = Infix("BitOr", "|", 3, @"\mathbin{{|}}", true);
    public static readonly Operation ExclusiveOr = Infix("BitExclusiveOr", "^", 4, @"\oplus", true);

    /// <summary>The count is an int, of which C# takes the lowest five bits (six for long).</summary>
    public static readonly Operation ShiftLeft = Infix("ShiftLeft", "<<", 8, @"\ll", false);

    /// <summary>Copies of the sign come in from the left.</summary>
    public static readonly Operation ShiftRight = Infix("ShiftRight", ">>", 8, @"\gg", false);

    /// <summary>Zeros come in from the left.</summary>
    public static readonly Operation UnsignedShiftRight = Infix("UnsignedShiftRight", ">>>", 8, @"\ggg", false);

    public static readonly Operation Complement = new()
    {
        Name = "Complement",
        Arity = 1,
        Spelling = new Spelling.Prefix("~"),
        Formula = "~{0}",
        TeX = @"\sim {0}",
        Source = "C# specification 12.9.5",
    };

    private static Operation Infix(string name, string symbol, int precedence, string teX, bool isCommutative) => new()
    {
        Name = name,
        Arity = 2,
        Spelling = new Spelling.Infix(symbol, precedence),
        IsCommutative = isCommutative,
        TakesCount = precedence == 8,
        Formula = $"{{0}} {symbol} {{1}}",
        TeX = $"{{0}} {teX} {{1}}",
        Source = "C# specification 12.11, 12.13",
    };
}
