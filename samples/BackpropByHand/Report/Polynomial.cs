using System.Globalization;

namespace SymbolicGrad.Samples.BackpropByHand.Report;

/// <summary>
/// A sum of products of symbols, multiplied out: the normal form in which a bracketed formula and the same formula written as
/// a sum of products are equal. Coefficients in these formulas are small integers and halves, so double holds them exactly.
/// </summary>
internal sealed class Polynomial : IEquatable<Polynomial>
{
    /// <summary>Coefficients by product; a product is its factors in ordinal order.</summary>
    private readonly SortedDictionary<string, double> terms = new(StringComparer.Ordinal);

    public static Polynomial Constant(double value) => new Polynomial().Add("", value);

    public static Polynomial Symbol(string name) => new Polynomial().Add(name, 1);

    public static Polynomial operator +(Polynomial left, Polynomial right)
    {
        Polynomial sum = new();
        foreach (Polynomial side in (Polynomial[])[left, right])
        {
            foreach ((string product, double coefficient) in side.terms)
                sum.Add(product, coefficient);
        }

        return sum;
    }

    public static Polynomial operator -(Polynomial operand) => Constant(-1) * operand;

    public static Polynomial operator *(Polynomial left, Polynomial right)
    {
        Polynomial product = new();
        foreach ((string first, double coefficient) in left.terms)
        {
            foreach ((string second, double other) in right.terms)
                product.Add(Product(first, second), coefficient * other);
        }

        return product;
    }

    public bool Equals(Polynomial? other) => other is not null && terms.SequenceEqual(other.terms);

    public override bool Equals(object? obj) => Equals(obj as Polynomial);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() =>
        string.Join(" + ", terms.Select(term => string.Create(CultureInfo.InvariantCulture, $"{term.Value}·{term.Key}")));

    private static string Product(string first, string second)
    {
        IEnumerable<string> factors = first.Split('·', StringSplitOptions.RemoveEmptyEntries)
            .Concat(second.Split('·', StringSplitOptions.RemoveEmptyEntries));
        return string.Join('·', factors.Order(StringComparer.Ordinal));
    }

    private Polynomial Add(string product, double coefficient)
    {
        double sum = terms.GetValueOrDefault(product) + coefficient;
        if (sum == 0)
            terms.Remove(product);
        else
            terms[product] = sum;
        return this;
    }
}
