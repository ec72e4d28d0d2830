using System.Globalization;
using System.Xml.Linq;
using SymbolicGrad.Benchmarks.Comparing;

namespace SymbolicGrad.Benchmarks.Reporting;

/// <summary>Every way's time as a multiple of the generated gradient's, a line for each size and a dot for each way, on a logarithmic scale.</summary>
/// <remarks>Written without a library, since none that draws SVG can be restored everywhere this is built.</remarks>
internal sealed class Plot(RunResults run)
{
    private const int Left = 250, Right = 30, Top = 60, RowHeight = 17, Bottom = 40, Width = 900;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly (Variant Variant, string Colour)[] Shown =
    [
        (Variant.Primal, "#9aa5b1"),
        (Variant.Best, "#2a9d4a"),
        (Variant.Naive, "#e6a400"),
        (Variant.Duals, "#b07cc6"),
        (Variant.Tape, "#7b3fa0"),
        (Variant.Libtorch, "#e4572e"),
        (Variant.AdolC, "#1f78b4"),
    ];

    private readonly (int Low, int High) _decades = Decades(run);

    private int Height => Top + (run.Sizes.Count * RowHeight) + Bottom;

    public string Text() => new XElement(
        Svg + "svg",
        new XAttribute("viewBox", $"0 0 {Width} {Height}"),
        new XAttribute("font-family", "sans-serif"),
        new XAttribute("font-size", "11"),
        Element("rect", ("width", Width), ("height", Height), ("fill", "white")),
        Label(Left, 18, "Time as a multiple of the generated gradient's: left of 1 is faster, right of it slower", "start"),
        Legend(),
        Grid(),
        run.Sizes.Select(Row)).ToString() + "\n";

    private IEnumerable<XElement> Legend()
    {
        double x = Left;
        foreach ((Variant variant, string colour) in Shown.Where(shown => run.Sizes.Any(size => size.Ways.ContainsKey(shown.Variant))))
        {
            yield return Dot(x + 4, 36, colour, Words.Of(variant));
            yield return Label(x + 12, 40, Words.Of(variant), "start");
            x += 30 + (6.2 * Words.Of(variant).Length);
        }
    }

    private IEnumerable<XElement> Grid()
    {
        for (int decade = _decades.Low; decade <= _decades.High; decade++)
        {
            double x = X(Math.Pow(10, decade));
            yield return Element(
                "line", ("x1", x), ("x2", x), ("y1", Top - 8), ("y2", Height - Bottom + 8), ("stroke", decade == 0 ? "#333333" : "#dddddd"), ("stroke-width", decade == 0 ? 1.5 : 1));
            yield return Label(x, Height - Bottom + 24, Math.Pow(10, decade).ToString("0.####", CultureInfo.InvariantCulture) + "×", "middle");
        }
    }

    private IEnumerable<XElement> Row(MeasuredSize size, int index)
    {
        double y = Top + ((index + 0.5) * RowHeight);
        bool first = index == 0 || run.Sizes[index - 1].Subject != size.Subject;
        if (first && index > 0)
            yield return Element("line", ("x1", 8), ("x2", Width - Right), ("y1", y - (RowHeight / 2.0)), ("y2", y - (RowHeight / 2.0)), ("stroke", "#eeeeee"));
        if (first)
            yield return Label(8, y + 4, Words.Of(size.Subject), "start");
        yield return Label(Left - 12, y + 4, size.Size, "end");
        foreach ((Variant variant, string colour) in Shown)
        {
            if (size.Ratio(variant) is { } ratio)
                yield return Dot(X(ratio), y, colour, $"{Words.Of(variant)}: {Words.Ratio(ratio)}");
        }
    }

    private double X(double ratio) =>
        Left + ((Width - Left - Right) * (Math.Log10(ratio) - _decades.Low) / (_decades.High - _decades.Low));

    private static (int Low, int High) Decades(RunResults run)
    {
        double[] ratios = [1, .. run.Sizes.SelectMany(size => Shown.Select(shown => size.Ratio(shown.Variant))).OfType<double>()];
        return ((int)Math.Floor(Math.Log10(ratios.Min())), (int)Math.Max(1, Math.Ceiling(Math.Log10(ratios.Max()))));
    }

    private static XElement Dot(double x, double y, string colour, string title)
    {
        XElement dot = Element("circle", ("cx", x), ("cy", y), ("r", 4), ("fill", colour), ("fill-opacity", 0.85));
        dot.Add(new XElement(Svg + "title", title));
        return dot;
    }

    private static XElement Label(double x, double y, string text, string anchor)
    {
        XElement label = Element("text", ("x", x), ("y", y), ("text-anchor", anchor), ("fill", "#222222"));
        label.Value = text;
        return label;
    }

    private static XElement Element(string name, params (string Name, object Value)[] attributes) => new(
        Svg + name,
        attributes.Select(attribute => new XAttribute(
            attribute.Name, attribute.Value is double number ? number.ToString("0.#", CultureInfo.InvariantCulture) : attribute.Value)));
}
