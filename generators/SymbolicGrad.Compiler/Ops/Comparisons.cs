using SymbolicGrad.Compiler.Intervals;

namespace SymbolicGrad.Compiler.Ops;

/// <summary>Comparisons, logic and selection. Booleans carry no derivative; a selection passes it to the chosen side.</summary>
public static class Comparisons
{
    public static readonly Operation LessThan = Comparison("LessThan", "<", 7, Truth.Less, lanewise: "Vector.LessThan<T>");
    public static readonly Operation LessThanOrEqual = Comparison("LessThanOrEqual", "<=", 7, x => Truth.Not(Truth.Less([x[1], x[0]])), "≤", @"\le", "Vector.LessThanOrEqual<T>");
    public static readonly Operation GreaterThan = Comparison("GreaterThan", ">", 7, x => Truth.Less([x[1], x[0]]), lanewise: "Vector.GreaterThan<T>");
    public static readonly Operation GreaterThanOrEqual = Comparison("GreaterThanOrEqual", ">=", 7, x => Truth.Not(Truth.Less(x)), "≥", @"\ge", "Vector.GreaterThanOrEqual<T>");
    public static readonly Operation Equal = Comparison("Equal", "==", 6, Truth.Equal, "=", "=", "Vector.Equals<T>");
    public static readonly Operation NotEqual = Comparison("NotEqual", "!=", 6, x => Truth.Not(Truth.Equal(x)), "≠", @"\ne", "Lanes.NotEqual");
    public static readonly Operation And = Comparison("And", "&", 5, Truth.And, "∧", @"\land");
    public static readonly Operation Or = Comparison("Or", "|", 3, x => Truth.Not(Truth.And([Truth.Not(x[0]), Truth.Not(x[1])])), "∨", @"\lor");
    public static readonly Operation ExclusiveOr = Comparison("ExclusiveOr", "^", 4, x => Truth.Not(Truth.Equal(x)), "⊕", @"\oplus");

    public static readonly Operation Not = new()
    {
        Name = "Not",
        Arity = 1,
        Spelling = new Spelling.Prefix("!"),
        Lanewise = "Vector.OnesComplement",
        Result = ResultKind.Boolean,
        Image = x => Truth.Not(x[0]),
        Formula = "¬{0}",
        TeX = @"\lnot {0}",
        Source = "C# specification 12.9.4",
    };

    public static readonly Operation Select = new()
    {
        Name = "Select",
        Arity = 3,
        Spelling = new Spelling.Conditional(),
        Lanewise = "Vector.ConditionalSelect",
        Result = ResultKind.SameAsLastOperand,
        Slopes = (x, y) => [Term.Zero, Term.Select(x[0], Term.One, Term.Zero), Term.Select(x[0], Term.Zero, Term.One)],
        Image = x => (x[0].IsFalse ? Interval.Nothing : x[1]).Join(x[0].IsTrue ? Interval.Nothing : x[2]),
        SlopeBound = 1,
        Formula = "({0} ? {1} : {2})",
        TeX = @"\begin{{cases}} {1} & {0} \\ {2} & \text{{otherwise}} \end{{cases}}",
        Source = "piecewise definition; the derivative is that of the chosen piece (API.md section 3)",
    };

    private static Operation Comparison(string name, string symbol, int precedence, Func<Interval[], Interval> image, string? formula = null, string? teX = null, string? lanewise = null) => new()
    {
        Name = name,
        Arity = 2,
        Spelling = new Spelling.Infix(symbol, precedence),
        Lanewise = lanewise,
        Result = ResultKind.Boolean,
        Image = image,
        IsCommutative = precedence < 7,
        Formula = $"{{0}} {formula ?? symbol} {{1}}",
        TeX = $"{{0}} {teX ?? symbol} {{1}}",
        Source = "C# specification 12.12; IEEE 754-2019, 5.11",
    };
}
