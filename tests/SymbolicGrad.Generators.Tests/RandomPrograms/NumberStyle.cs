namespace SymbolicGrad.Generators.Tests.RandomPrograms;

/// <summary>How a program spells its number type.</summary>
/// <param name="Type">The type's name.</param>
/// <param name="Functions">The class with its functions.</param>
/// <param name="FromInteger">What is written before a parenthesised integer.</param>
/// <param name="ToInteger">What is written before a parenthesised number.</param>
internal sealed record NumberStyle(string Type, string Functions, string FromInteger, string ToInteger)
{
    public static NumberStyle Double { get; } = new("double", "Math", "(double)", "(int)");

    public static NumberStyle Single { get; } = new("float", "MathF", "(float)", "(int)");

    public static NumberStyle Generic { get; } = new("T", "T", "T.CreateChecked", "int.CreateTruncating");

    public bool IsGeneric => this == Generic;

    public string Literal(string number) =>
        this == Generic ? $"T.CreateChecked({number})" : Negative(number, this == Single ? number + "f" : number);

    // -(-0.5), not --0.5.
    private static string Negative(string number, string text) => number[0] == '-' ? $"({text})" : text;

    public string Token(char token) => token switch
    {
        'T' => Type,
        'M' => Functions,
        'N' => FromInteger,
        'I' => ToInteger,
        _ => throw new ArgumentOutOfRangeException(nameof(token), token, "no such token"),
    };
}
