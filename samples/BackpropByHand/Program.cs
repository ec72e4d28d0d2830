using System.Text;
using System.Xml;
using Spectre.Console;
using SymbolicGrad.Samples.BackpropByHand.Report;
using SymbolicGrad.Samples.BackpropByHand.Systems;

Console.OutputEncoding = Encoding.UTF8;

// A redirected stream has no width of its own, and the default of 80 columns breaks every formula into syllables;
// colours would stand in a file as escape sequences, whatever the terminal is capable of.
if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Width = 180;
    AnsiConsole.Profile.Capabilities.Ansi = false;
}

try
{
    return Compare();
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or XmlException or InvalidDataException)
{
    Console.Error.WriteLine("The generated formulas cannot be read from the documentation file beside the program: " + exception.Message);
    return 2;
}

static int Compare()
{
    ClosedForms closedForms = ClosedForms.Load();
    IReadOnlyList<DerivedSystem> systems =
    [
        TwoTwoTwo.Create(),
        Chain.Create(),
        LinearRecurrence.Instance.CreateLastLoss(),
        LinearRecurrence.Instance.CreateLoss(),
        TanhRecurrence.Instance.CreateLastLoss(),
        TanhRecurrence.Instance.CreateLoss(),
        Lstm.CreateNext(),
        Lstm.CreateStep(),
        Gru.CreateNext(),
        Gru.CreateMerged(),
        Gru.CreateReordered(),
    ];

    int mismatches = 0;
    int count = 0;
    foreach (DerivedSystem system in systems)
    {
        Comparison[] comparisons = [.. system.ByHand.Select(byHand => new Comparison(system, byHand, closedForms))];
        ComparisonTable.Show(system, comparisons);
        mismatches += comparisons.Count(comparison => !comparison.Holds);
        count += comparisons.Length;
    }

    AnsiConsole.WriteLine(
        "Identical: the formulas are the same text, apart from spaces and the kind of brackets. Multiplied out: they give the same sum "
        + "of products once the definitions above the table are substituted and every bracket is multiplied out.");
    AnsiConsole.WriteLine($"{count - mismatches} of {count} derivatives agree, formulas and numbers (tolerance {Comparison.Tolerance:0e+00} relative).");
    return mismatches == 0 ? 0 : 1;
}
