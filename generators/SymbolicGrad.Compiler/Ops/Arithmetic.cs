using SymbolicGrad.Compiler.Intervals;

namespace SymbolicGrad.Compiler.Ops;

/// <summary>The operators of C# on numbers, and conversion.</summary>
public static class Arithmetic
{
    private const string Calculus = "elementary calculus; IEEE 754-2019, 5.4.1";

    public static readonly Operation Add = new()
    {
        Name = "Add",
        Arity = 2,
        Spelling = new Spelling.Infix("+", 9),
        IsCommutative = true,
        Slopes = (x, y) => [Term.One, Term.One],
        Image = x => x[0] + x[1],
        SlopeBound = 1,
        Formula = "{0} + {1}",
        TeX = "{0} + {1}",
        Source = Calculus,
    };

    public static readonly Operation Subtract = new()
    {
        Name = "Subtract",
        Arity = 2,
        Spelling = new Spelling.Infix("-", 9),
        Slopes = (x, y) => [Term.One, -Term.One],
        Image = x => x[0] - x[1],
        SlopeBound = 1,
        Formula = "{0} − {1}",
        TeX = "{0} - {1}",
        Source = Calculus,
    };

    public static readonly Operation Multiply = new()
    {
        Name = "Multiply",
        Arity = 2,
        Spelling = new Spelling.Infix("*", 10),
        IsCommutative = true,
        Slopes = (x, y) => [x[1], x[0]],
        Image = x => x[0] * x[1],
        Formula = "{0}·{1}",
        TeX = @"{0} \, {1}",
        Source = Calculus,
    };

    public static readonly Operation Divide = new()
    {
        Name = "Divide",
        Arity = 2,
        Spelling = new Spelling.Infix("/", 10),
        Cost = 4,
        Slopes = (x, y) => [1 / x[1], -y / x[1]],
        // Dividing the upstream keeps one rounding where upstream · (1/b) has two.
        Adjoints = (x, y, upstream) => [upstream / x[1], -(upstream * y / x[1])],
        Image = x => x[0] / x[1],
        Formula = "{0}/{1}",
        TeX = @"\frac{{{0}}}{{{1}}}",
        Source = Calculus,
    };

    public static readonly Operation Negate = new()
    {
        Name = "Negate",
        Arity = 1,
        Spelling = new Spelling.Prefix("-"),
        Slopes = (x, y) => [-Term.One],
        Image = x => -x[0],
        SlopeBound = 1,
        Formula = "−{0}",
        TeX = "-{0}",
        Source = Calculus,
    };

    /// <summary>Integer division: truncates, throws for 0, and carries no derivative.</summary>
    public static readonly Operation IntegerDivide = new()
    {
        Name = "IntegerDivide",
        Arity = 2,
        Spelling = new Spelling.Infix("/", 10),
        Cost = 20,
        MayThrow = true,
        Image = IntegerImages.Quotient,
        Formula = "⌊{0}/{1}⌋",
        TeX = @"\left\lfloor {0} / {1} \right\rfloor",
        Source = "C# specification 12.10.3",
    };

    public static readonly Operation IntegerRemainder = new()
    {
        Name = "IntegerRemainder",
        Arity = 2,
        Spelling = new Spelling.Infix("%", 10),
        Cost = 20,
        MayThrow = true,
        Image = IntegerImages.Remainder,
        Formula = "{0} mod {1}",
        TeX = @"{0} \bmod {1}",
        Source = "C# specification 12.10.4",
    };

    /// <summary>
    /// x − q·y with the integer q = trunc(x/y): slope 1 in x and −q in y between the jumps. q is taken from the result, which
    /// is exact, since the rounded x/y may lie on the other side of an integer.
    /// </summary>
    public static readonly Operation Remainder = new()
    {
        Name = "Remainder",
        Arity = 2,
        Spelling = new Spelling.Infix("%", 10),
        Cost = 20,
        Slopes = (x, y) => [Term.One, -Rounding.Round.Of((x[0] - y) / x[1])],
        Image = IntegerImages.Remainder,
        Formula = "{0} mod {1}",
        TeX = @"{0} \bmod {1}",
        Source = "C# specification 12.10.4: x − trunc(x/y)·y",
    };

    /// <summary>x − q·y with the integer q nearest to x/y; derivative as for <see cref="Remainder"/>.</summary>
    public static readonly Operation Ieee754Remainder = new()
    {
        Name = "Ieee754Remainder",
        Arity = 2,
        Spelling = new Spelling.NumericCall("Ieee754Remainder"),
        Members = ["Math.IEEERemainder", "MathF.IEEERemainder", "Numeric.Ieee754Remainder"],
        Cost = 25,
        Slopes = (x, y) => [Term.One, -Rounding.Round.Of((x[0] - y) / x[1])],
        Formula = "remainder({0}, {1})",
        TeX = @"\operatorname{{remainder}}\left({0}, {1}\right)",
        Source = "IEEE 754-2019, 5.3.1 (remainder)",
    };

    /// <summary>Conversion between numeric types; between floating types the derivative passes through, else it is 0.</summary>
    public static readonly Operation Convert = new()
    {
        Name = "Convert",
        Arity = 1,
        Spelling = new Spelling.Cast(),
        Result = ResultKind.Stated,
        Slopes = (x, y) => [Term.One],
        Image = x => x[0],
        SlopeBound = 1,
        Formula = "{0}",
        TeX = "{0}",
        Source = "C# specification 10.3.2; derivative by API.md section 1",
    };
}
