using System.Globalization;

namespace SymbolicGrad.Compiler.Parallelism;

/// <summary>
/// Names for the parameters of a range's function, which are fields of the type around it as well: plain identifiers, each once, and none that the
/// type needs itself.
/// </summary>
internal sealed class ParameterNaming
{
    /// <summary>What the written type calls its own things.</summary>
    private static readonly string[] Taken = ["range", "ranges", "first", "count", "start", "trips", "operations", "samples", "partials", "stride", "sums", "workspace", "Run", "Samples", "Workers", "PartialSums", "SampleRows", "Tape"];

    private readonly HashSet<string> _names = new(Taken, StringComparer.Ordinal);

    /// <summary>w.Ui becomes wUi, _table table.</summary>
    public string Take(string wanted)
    {
        string plain = string.Concat(wanted.TrimStart('_', '@').Split('.').Select((part, i) => i == 0 || part.Length == 0 ? part : char.ToUpperInvariant(part[0]) + part.Substring(1)));
        plain = plain.Length == 0 ? "value" : plain;
        string name = plain;
        for (int digit = 2; !_names.Add(name); digit++)
        {
            name = plain + digit.ToString(CultureInfo.InvariantCulture);
        }

        return name;
    }
}
