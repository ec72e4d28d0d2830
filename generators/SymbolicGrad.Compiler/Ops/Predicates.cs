using SymbolicGrad.Compiler.Intervals;

namespace SymbolicGrad.Compiler.Ops;

/// <summary>Questions about a floating value, as conditions ask them. Booleans carry no derivative.</summary>
public static class Predicates
{
    // Intervals speak of runs without NaN.
    public static readonly Operation IsNaN = Predicate("IsNaN", "not a number", x => Interval.False);
    public static readonly Operation IsFinite = Predicate("IsFinite", "finite");
    public static readonly Operation IsInfinity = Predicate("IsInfinity", "infinite");
    public static readonly Operation IsPositiveInfinity = Predicate("IsPositiveInfinity", "+∞");
    public static readonly Operation IsNegativeInfinity = Predicate("IsNegativeInfinity", "−∞");
    public static readonly Operation IsNegative = Predicate("IsNegative", "negative");

    private static Operation Predicate(string member, string meaning, Func<Interval[], Interval>? image = null) => new()
    {
        Name = member,
        Arity = 1,
        Spelling = new Spelling.NumericCall(member),
        Members = ["Numeric." + member],
        Result = ResultKind.Boolean,
        Image = image ?? (x => Interval.Either),
        Formula = $"{{0}} is {meaning}",
        TeX = $@"{{0}} \text{{{{ is {meaning}}}}}",
        Source = "IEEE 754-2019, 5.7.2",
    };
}
