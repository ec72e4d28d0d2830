namespace SymbolicGrad.Samples.BackpropByHand.Report;

/// <summary>A derivative by hand beside the generated one: the formulas symbol by symbol, the numbers digit by digit.</summary>
internal sealed class Comparison
{
    /// <summary>Both sides compute the same few products in another order: a few units in the last place, nothing more.</summary>
    public const double Tolerance = 1e-12;

    public Comparison(DerivedSystem system, Derivation byHand, ClosedForms closedForms)
    {
        ByHand = byHand;
        GeneratedFormula = closedForms.Of(system.Type, system.Member, byHand.Parameter);
        GeneratedValue = system.Generated[byHand.Parameter];
        RelativeDifference = Difference(byHand.Value, GeneratedValue);
        Formulas = Compare(byHand.Formula, GeneratedFormula, system.Definitions);
    }

    public Derivation ByHand { get; }

    public string GeneratedFormula { get; }

    public double GeneratedValue { get; }

    public double RelativeDifference { get; }

    public Agreement Formulas { get; }

    /// <summary>A NaN on either side compares false and is thereby a mismatch.</summary>
    public bool Holds => RelativeDifference <= Tolerance && Formulas != Agreement.None;

    private static double Difference(double left, double right) =>
        left == right ? 0 : Math.Abs(left - right) / Math.Max(Math.Abs(left), Math.Abs(right));

    private static Agreement Compare(string byHand, string generated, IReadOnlyList<string> definitions)
    {
        if (FormulaParser.Compact(byHand) == FormulaParser.Compact(generated))
            return Agreement.Identical;
        FormulaParser parser = new(definitions);
        Polynomial expected = parser.Parse(byHand);
        try
        {
            return parser.Parse(generated).Equals(expected) ? Agreement.MultipliedOut : Agreement.None;
        }
        catch (FormatException)
        {
            // A closed form in another notation is a mismatch to be shown, not a reason to show nothing.
            return Agreement.None;
        }
    }
}
