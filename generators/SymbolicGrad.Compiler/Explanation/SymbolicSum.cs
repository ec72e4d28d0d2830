using System.Globalization;

namespace SymbolicGrad.Compiler.Explanation;

/// <summary>A factor of a symbolic product: a quantity, a difference (whose sign can turn), or a sum in brackets.</summary>
internal abstract record Factor
{
    /// <summary>A name or a closed form that needs no brackets in a product.</summary>
    public sealed record Quantity(string Text) : Factor
    {
        public override string ToString() => Text;
    }

    /// <summary>left − right</summary>
    public sealed record Difference(string Left, string Right) : Factor
    {
        public override string ToString() => $"({Left} − {Right})";
    }

    /// <summary>[a + b]: two factors are the same bracket when they read the same.</summary>
    public sealed record Bracket(SymbolicSum Sum) : Factor
    {
        private string? _text;

        public bool Equals(Bracket? other) => other is not null && ToString() == other.ToString();

        public override int GetHashCode() => ToString().GetHashCode();

        public override string ToString() => _text ??= $"[{Sum}]";
    }
}

/// <summary>coefficient · factor · factor …, the factors in the order of the derivation: upstream first.</summary>
internal sealed record SymbolicProduct(double Coefficient, IReadOnlyList<Factor> Factors)
{
    public static readonly SymbolicProduct One = new(1, []);

    public SymbolicProduct Times(SymbolicProduct other) => new(Coefficient * other.Coefficient, [.. Factors, .. other.Factors]);

    /// <summary>About how many characters it takes.</summary>
    public int Length { get; } = Factors.Sum(factor => factor.ToString().Length + 1);

    public bool HasSameFactors(SymbolicProduct other) =>
        Factors.Count == other.Factors.Count
        && Length == other.Length
        && Factors.OrderBy(f => f.ToString(), StringComparer.Ordinal).SequenceEqual(other.Factors.OrderBy(f => f.ToString(), StringComparer.Ordinal));

    /// <summary>A minus sign goes into a difference if there is one: −(t − o)·h = (o − t)·h.</summary>
    public SymbolicProduct WithoutSign()
    {
        if (Coefficient >= 0)
        {
            return this;
        }

        int position = Factors.ToList().FindIndex(factor => factor is Factor.Difference);
        if (position < 0)
        {
            return this;
        }

        Factor.Difference difference = (Factor.Difference)Factors[position];
        List<Factor> factors = [.. Factors];
        factors[position] = new Factor.Difference(difference.Right, difference.Left);
        return new SymbolicProduct(-Coefficient, factors);
    }

    public string ToString(bool withSign)
    {
        double magnitude = Math.Abs(Coefficient);
        string number = magnitude.ToString("R", CultureInfo.InvariantCulture);
        string body = string.Join("·", Factors.Select(factor => factor.ToString()));
        string text = Factors.Count == 0 ? number : magnitude == 1 ? body : number + "·" + body;
        return withSign && Coefficient < 0 ? "−" + text : text;
    }
}

/// <summary>
/// A sum of products in which equal products are added up: ½e + ½e is e. One that nobody would read is not kept: the paths
/// from a result to a parameter may be more than there are atoms.
/// </summary>
internal sealed class SymbolicSum
{
    /// <summary>Characters, beyond which a formula says less than the code.</summary>
    public const int LongestFormula = 600;

    private readonly List<SymbolicProduct> _terms = [];
    private int _length;

    public IReadOnlyList<SymbolicProduct> Terms => _terms;

    /// <summary>True where the terms are not kept.</summary>
    public bool IsTooLong { get; private set; }

    public static SymbolicSum TooLong() => new() { IsTooLong = true };

    public static SymbolicSum Of(SymbolicProduct product)
    {
        SymbolicSum sum = new();
        sum.Add(product);
        return sum;
    }

    public void Add(SymbolicProduct product)
    {
        if (product.Coefficient == 0 || IsTooLong)
        {
            return;
        }

        int known = _terms.FindIndex(term => term.HasSameFactors(product));
        if (known < 0)
        {
            // Contributions arise last statement first; the derivation is read first statement first.
            _terms.Insert(0, product);
            _length += product.Length;
            if (_length > LongestFormula)
            {
                IsTooLong = true;
                _terms.Clear();
            }

            return;
        }

        double coefficient = _terms[known].Coefficient + product.Coefficient;
        if (coefficient == 0)
        {
            _length -= product.Length;
            _terms.RemoveAt(known);
        }
        else
        {
            _terms[known] = new SymbolicProduct(coefficient, _terms[known].Factors);
        }
    }

    public void Add(SymbolicSum other)
    {
        if (other.IsTooLong)
        {
            IsTooLong = true;
            _terms.Clear();
        }

        foreach (SymbolicProduct term in Enumerable.Reverse(other._terms))
        {
            Add(term);
        }
    }

    /// <summary>The sum times a product: kept as one bracket where it has several terms.</summary>
    public SymbolicSum Times(SymbolicProduct factor)
    {
        if (IsTooLong)
        {
            return this;
        }

        if (_terms.Count == 1)
        {
            return Of(_terms[0].Times(factor));
        }

        return _terms.Count == 0 ? new SymbolicSum() : Of(new SymbolicProduct(1, [new Factor.Bracket(this)]).Times(factor));
    }

    public override string ToString()
    {
        if (_terms.Count == 0)
        {
            return "0";
        }

        // A sum does not begin with a minus sign if it can begin otherwise.
        List<SymbolicProduct> terms = _terms.Select(term => term.WithoutSign()).ToList();
        int first = terms.FindIndex(term => term.Coefficient > 0);
        if (first > 0)
        {
            SymbolicProduct positive = terms[first];
            terms.RemoveAt(first);
            terms.Insert(0, positive);
        }

        return string.Concat(terms.Select((term, i) =>
            i == 0 ? term.ToString(withSign: true) : (term.Coefficient < 0 ? " − " : " + ") + term.ToString(withSign: false)));
    }
}
