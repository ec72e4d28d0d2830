using System.Globalization;
using System.Text.RegularExpressions;
using SymbolicGrad.Benchmarks.Comparing;

namespace SymbolicGrad.Benchmarks.Reporting;

/// <summary>How tables and plot say things.</summary>
internal static partial class Words
{
    public static string Of(Variant variant) => variant switch
    {
        Variant.Generated => "generated",
        Variant.Primal => "function alone",
        Variant.Naive => "naive C#",
        Variant.Best => "best C# by hand",
        Variant.Tape => "C# tape",
        Variant.Duals => "C# duals",
        Variant.Libtorch => "libtorch",
        Variant.AdolC => "ADOL-C",
        _ => throw new ArgumentOutOfRangeException(nameof(variant)),
    };

    /// <summary>LstmCell as LSTM cell.</summary>
    public static string Of(string subject) => subject switch
    {
        "LstmCell" => "LSTM cell",
        "GruCell" => "GRU cell",
        "RnnCell" => "RNN cell",
        "DenseNetwork" => "784-300-100-10, ELU",
        "LogSumExp" => "log-sum-exp",
        "TwoTwoTwoNetwork" => "2-2-2 network",
        "LstmObjective" => "GradBench lstm",
        "MixtureObjective" => "GradBench gmm",
        "LeastSquaresObjective" => "GradBench llsq",
        "OtherObjectives" => "GradBench",
        _ => Capital().Replace(subject, " $1").Trim().ToLowerInvariant() is { } words ? char.ToUpperInvariant(words[0]) + words[1..] : subject,
    };

    /// <summary>Three digits, in the unit that suits.</summary>
    public static string Time(double nanoseconds) => nanoseconds switch
    {
        < 1e3 => Digits(nanoseconds) + " ns",
        < 1e6 => Digits(nanoseconds / 1e3) + " µs",
        _ => Digits(nanoseconds / 1e6) + " ms",
    };

    public static string Ratio(double? ratio) => ratio is { } number ? Digits(number) + "×" : "";

    public static string Percent(double share) => (100 * share).ToString("0", CultureInfo.InvariantCulture) + " %";

    /// <summary>Three digits.</summary>
    public static string Digits(double number) =>
        number.ToString(number < 10 ? "0.00" : number < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);

    [GeneratedRegex("([A-Z])")]
    private static partial Regex Capital();
}
