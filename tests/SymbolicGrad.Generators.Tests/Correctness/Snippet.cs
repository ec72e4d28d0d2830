namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>
/// One row of the table: a program whose method F is annotated, and what F is called with. An argument is given as
/// <c>x:4</c>, <c>w:2x3</c> or, of rows of different lengths, <c>x:3/0/2</c> (a shape; the numbers are drawn), <c>y:4:out</c> (an output of that shape), <c>x:+</c> or <c>x:4+</c> (drawn positive),
/// <c>x=2.5</c> (this number), <c>n=3</c>, <c>labels={0,2}</c>, <c>columns=[[0,2],[1]]</c> (an inactive argument, as C#). Floating scalars that are not mentioned are drawn.
/// </summary>
/// <param name="Name">A sentence that says what is tried.</param>
/// <param name="Arguments">The arguments, separated by spaces.</param>
/// <param name="Source">Members of a static partial class Net, or a whole file where <see cref="Owner"/> is set.</param>
public sealed record Snippet(string Name, string Arguments, string Source)
{
    /// <summary>The type that F is called through, where it is not Net.</summary>
    public string? Owner { get; init; }

    /// <summary>The type arguments of F, with brackets.</summary>
    public string TypeArguments { get; init; } = "";

    /// <summary>Members of a static partial class Library in an assembly of its own, of which only the compiled image is referenced.</summary>
    public string? Library { get; init; }

    /// <summary>Whether <see cref="Source"/> is a program by itself, put into Net.</summary>
    public bool IsAlone => Owner is null && Library is null;

    /// <summary>Float's differences are good for a few digits only.</summary>
    public bool IsSingle { get; init; }

    /// <summary>Loops and library calls may be summed in another order; straight-line code may not differ in a bit.</summary>
    public bool IsExact => Source.Contains("Reassociate = false", StringComparison.Ordinal)
        || !(Source.Contains("for", StringComparison.Ordinal) || Source.Contains("while", StringComparison.Ordinal) || Source.Contains("TensorPrimitives", StringComparison.Ordinal));

    /// <summary>The arguments as written, by parameter.</summary>
    public IReadOnlyDictionary<string, ArgumentText> Texts => Arguments
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(ArgumentText.Parse)
        .ToDictionary(text => text.Name, StringComparer.Ordinal);
}

/// <summary>How a row states one argument.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Lengths">Empty for a scalar.</param>
/// <param name="Literal">A value, as C#.</param>
/// <param name="IsOutput">The method only writes it.</param>
/// <param name="IsPositive">Drawn numbers are positive.</param>
public sealed record ArgumentText(string Name, IReadOnlyList<int> Lengths, string? Literal, bool IsOutput, bool IsPositive)
{
    /// <summary>Whether the method also reads what it writes; null where the method's text shall tell.</summary>
    public bool? IsInOut { get; init; }

    /// <summary>The lengths of a jagged array's rows, whose sum is the one length then; null for other arrays.</summary>
    public IReadOnlyList<int>? Rows { get; init; }

    public static ArgumentText None { get; } = new("", [], null, false, false);

    public static ArgumentText Parse(string text)
    {
        if (text.IndexOf('=', StringComparison.Ordinal) is > 0 and int equals)
        {
            return None with { Name = text[..equals], Literal = text[(equals + 1)..] };
        }

        string[] parts = text.Split(':');
        string shape = parts[1].TrimEnd('+');
        int[]? rows = shape.Contains('/', StringComparison.Ordinal) ? [.. shape.Split('/').Select(length => int.Parse(length, null))] : null;
        return new ArgumentText(
            parts[0],
            rows is not null ? [rows.Sum()] : shape.Length == 0 ? [] : [.. shape.Split('x').Select(length => int.Parse(length, null))],
            null,
            parts.Length > 2 && parts[2] == "out",
            parts[1].EndsWith('+'))
        {
            Rows = rows,
            IsInOut = parts.Length > 2 ? parts[2] == "inout" : null,
        };
    }
}
