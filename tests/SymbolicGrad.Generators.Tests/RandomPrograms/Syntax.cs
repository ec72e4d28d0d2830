using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace SymbolicGrad.Generators.Tests.RandomPrograms;

/// <summary>What a piece of syntax can be replaced by: another piece of the same sort.</summary>
internal enum Sort
{
    Number,
    Integer,
    Condition,
    Statement,
    Block,
    Member,
}

/// <summary>
/// A tree of C#. A node is a template and its parts, so that printing and shrinking need not know the constructs: <c>$0</c> is the first
/// part, <c>$T</c> the number type, <c>$M</c> the class that has its functions, <c>$N(…)</c> a conversion from an integer, <c>$I(…)</c> one to it.
/// </summary>
/// <param name="Sort">What it is.</param>
/// <param name="Template">Its text; of a block, what is printed after the statements (nothing).</param>
/// <param name="Parts">The nodes below.</param>
internal sealed record Syntax(Sort Sort, string Template, ImmutableArray<Syntax> Parts)
{
    private const char LiteralMark = '#';

    public static Syntax Number(string template, params ReadOnlySpan<Syntax> parts) => new(Sort.Number, template, [.. parts]);

    public static Syntax Integer(string template, params ReadOnlySpan<Syntax> parts) => new(Sort.Integer, template, [.. parts]);

    public static Syntax Condition(string template, params ReadOnlySpan<Syntax> parts) => new(Sort.Condition, template, [.. parts]);

    public static Syntax Statement(string template, params ReadOnlySpan<Syntax> parts) => new(Sort.Statement, template, [.. parts]);

    public static Syntax Block(IEnumerable<Syntax> statements) => new(Sort.Block, "", [.. statements]);

    public static Syntax Literal(double value) => Number(LiteralMark + value.ToString("0.0###", CultureInfo.InvariantCulture));

    public static Syntax Literal(int value) => Integer(value.ToString(CultureInfo.InvariantCulture));

    public bool IsLiteral => Template.Length > 0 && (Template[0] == LiteralMark || char.IsAsciiDigit(Template[0]));

    public Syntax EndingWith(Syntax last) => this with { Parts = Parts.Add(last) };

    public int Size => 1 + Parts.Sum(part => part.Size);

    /// <summary>Itself and everything below.</summary>
    public IEnumerable<Syntax> All => [this, .. Parts.SelectMany(part => part.All)];

    public string Print(NumberStyle style)
    {
        StringBuilder text = new();
        Print(text, style, "    ");
        return text.ToString();
    }

    private void Print(StringBuilder text, NumberStyle style, string indent)
    {
        if (Sort == Sort.Block)
        {
            text.Append('\n').Append(indent).Append("{\n");
            foreach (Syntax statement in Parts)
            {
                text.Append(indent).Append("    ");
                statement.Print(text, style, indent + "    ");
                text.Append('\n');
            }

            text.Append(indent).Append('}');
        }
        else if (Template.StartsWith(LiteralMark))
        {
            text.Append(style.Literal(Template[1..]));
        }
        else
        {
            for (int i = 0; i < Template.Length; i++)
            {
                if (Template[i] != '$')
                {
                    text.Append(Template[i]);
                    continue;
                }

                i++;
                if (char.IsAsciiDigit(Template[i]))
                {
                    Parts[Template[i] - '0'].Print(text, style, indent);
                }
                else
                {
                    text.Append(style.Token(Template[i]));
                }
            }
        }
    }
}
