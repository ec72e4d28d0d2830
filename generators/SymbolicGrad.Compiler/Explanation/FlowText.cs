using System.Globalization;
using SymbolicGrad.Compiler.Analysis.GradientFlow;
using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Explanation;

/// <summary>Bounds of derivatives as text, in the user's names: <c>0.0157·|w2·w3·(y − target)|</c>.</summary>
internal sealed class FlowText
{
    private readonly SymbolicText _text;

    public FlowText(Function function)
    {
        Dictionary<int, string> names = [];
        foreach (For loop in function.Body.AllStatements.OfType<For>())
        {
            for (int i = 0; i < loop.Carried.Count; i++)
            {
                if (StateStep.NameOf(loop, i) is { } name)
                {
                    names[loop.Carried[i].Entry.Id] = name;
                }
            }
        }

        _text = new SymbolicText(function.Body.Definitions, names);
    }

    public string Of(FlowBound bound) => bound.Products.Count == 0 ? "0" : string.Join(" + ", bound.Products.Select(Of));

    /// <summary>What the quantity is called, or the formula that it is.</summary>
    public string Of(Operand operand) => _text.Of(operand);

    /// <summary>The formula that defines the value, its own name aside.</summary>
    public string Formula(Value value) => _text.Formula(value);

    private string Of(BoundProduct product)
    {
        string number = Number(product.Number);
        if (product.Quantities.Count == 0)
        {
            return number;
        }

        SymbolicProduct quantities = SymbolicProduct.One;
        foreach ((Value quantity, int power) in product.Quantities)
        {
            for (int i = 0; i < power; i++)
            {
                quantities = quantities.Times(_text.Product(quantity));
            }
        }

        SymbolicProduct unsigned = quantities.WithoutSign();
        string text = unsigned is { Coefficient: 1 or -1, Factors: [Factor.Difference difference] }
            ? $"{difference.Left} − {difference.Right}"
            : unsigned.ToString(withSign: false);
        return number == "1" ? $"|{text}|" : $"{number}·|{text}|";
    }

    public static string Range(Interval range) => $"[{End(range.Low)}, {End(range.High)}]";

    /// <summary>An end of a range.</summary>
    public static string End(double end) => double.IsInfinity(end) ? (end < 0 ? "−∞" : "∞") : end.ToString("G4", CultureInfo.InvariantCulture).Replace("-", "−");

    public static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);

    /// <summary>Three digits, rounded up, since it is a bound; a hair above a round number is what the search for the bound has left.</summary>
    public static string Number(double number)
    {
        if (number == 0 || double.IsInfinity(number))
        {
            return number == 0 ? "0" : "∞";
        }

        double unit = Math.Pow(10, Math.Floor(Math.Log10(number)) - 2);
        double nearest = Math.Round(number / unit) * unit;
        double shown = number <= nearest * (1 + 1e-5) ? nearest : Math.Ceiling(number / unit) * unit;
        return shown.ToString(shown is < 1e-4 or >= 1e6 ? "0.##e+0" : "G6", CultureInfo.InvariantCulture).Replace("e-", "e−");
    }
}
