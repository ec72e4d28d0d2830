using System.Globalization;

namespace SymbolicGrad.Samples.BackpropByHand.Report;

/// <summary>
/// Reads a formula as a polynomial. An application such as σ′(net_o1) is a symbol as it stands, unless a definition says
/// what it equals: the definitions turn σ′ and tanh′ into the neurons' outputs, as the documents do.
/// </summary>
internal sealed class FormulaParser
{
    private readonly Dictionary<string, Polynomial> definitions = new(StringComparer.Ordinal);
    private string text = "";
    private int position;

    public FormulaParser(IEnumerable<string> definitions)
    {
        foreach (string definition in definitions)
        {
            string[] sides = definition.Split('=', 2);
            Polynomial meaning = Parse(sides[1]);
            this.definitions[Compact(sides[0])] = meaning;
        }
    }

    /// <summary>The formula without spaces, and with square brackets read as parentheses: what two equal texts share.</summary>
    public static string Compact(string formula) =>
        formula.Replace(" ", "", StringComparison.Ordinal).Replace('[', '(').Replace(']', ')');

    public Polynomial Parse(string formula)
    {
        text = Compact(formula);
        position = 0;
        Polynomial sum = Sum();
        return position == text.Length ? sum : throw Unexpected();
    }

    private Polynomial Sum()
    {
        Polynomial sum = Product();
        while (true)
        {
            if (Take('+'))
                sum += Product();
            else if (Take('−'))
                sum += -Product();
            else
                return sum;
        }
    }

    private Polynomial Product()
    {
        if (Take('−'))
            return -Product();
        Polynomial product = Power();
        while (Take('·'))
            product *= Power();
        return product;
    }

    private Polynomial Power()
    {
        Polynomial factor = Factor();
        return Take('²') ? factor * factor : factor;
    }

    private Polynomial Factor()
    {
        if (Take('('))
        {
            Polynomial inner = Sum();
            return Take(')') ? inner : throw Unexpected();
        }

        int start = position;
        while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] is '_' or '′' or '.'))
            position++;
        if (position == start)
            throw Unexpected();
        if (char.IsDigit(text[start]))
            return Polynomial.Constant(double.Parse(text.AsSpan(start, position - start), CultureInfo.InvariantCulture));

        SkipArguments();
        string symbol = text[start..position];
        return definitions.TryGetValue(symbol, out Polynomial? meaning) ? meaning : Polynomial.Symbol(symbol);
    }

    /// <summary>Arguments belong to the symbol: of tanh²(c) the square does, too.</summary>
    private void SkipArguments()
    {
        int next = position < text.Length && text[position] == '²' ? position + 1 : position;
        if (next >= text.Length || text[next] != '(')
            return;
        int depth = 0;
        do
        {
            if (next == text.Length)
                throw Unexpected();
            depth += text[next] switch { '(' => 1, ')' => -1, _ => 0 };
            next++;
        }
        while (depth > 0);

        position = next;
    }

    private bool Take(char symbol)
    {
        if (position == text.Length || text[position] != symbol)
            return false;
        position++;
        return true;
    }

    private FormatException Unexpected() => new($"The formula '{text}' cannot be read from its position {position} on.");
}
