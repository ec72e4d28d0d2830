using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Analysis.Ranges;
using SymbolicGrad.Compiler.Explanation;
using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Diagnosis.Hazards;

/// <summary>
/// Arguments for which an operand has a certain value. A range says what a quantity never leaves, not that it reaches all of it: so the function is run, on
/// intervals, with the arguments that the operand depends on set to numbers, and all others free.
/// </summary>
internal sealed class Witnesses(Formulas formulas)
{
    // Each is a run of the range analysis.
    private const int MostRuns = 48, MostConstants = 4;

    // Operands are known this well where arguments are numbers.
    private const double Tolerance = 1e-12;

    private readonly ValueSources _sources = new(formulas.Function.Body);
    private readonly Dictionary<string, RangeAnalysis> _runs = new(StringComparer.Ordinal);
    private readonly Lazy<List<Func<Parameter, Interval>>> _candidates = new(() => CandidatesOf(formulas.Function));

    /// <summary>Null where none is found; else the run, and the arguments of it.</summary>
    public Witness? Find(Compute compute, IReadOnlyList<int> positions, double number)
    {
        HashSet<int> sources = [];
        foreach (int position in positions)
        {
            sources.UnionWith(_sources.Of(compute.Operands[position]));
        }

        List<Parameter> given = [.. formulas.Function.Parameters.Where(parameter => Type(parameter).IsFloating && parameter.Role != ParameterRole.Output && sources.Contains(Id(parameter)))];
        if (given.Count == 0)
        {
            return null;
        }

        foreach (Func<Parameter, Interval> candidate in _candidates.Value)
        {
            Dictionary<int, Interval> numbers = given.ToDictionary(Id, parameter => Within(candidate(parameter), parameter.StatedRange));
            if (Run(numbers) is { } ranges && positions.All(position => IsAt(ranges.OperandOf(compute, position), number)))
            {
                bool isRegion = numbers.Values.All(range => !range.IsPoint);
                return new Witness(ranges, isRegion || given.TrueForAll(parameter => parameter.StatedRange is not null), TextOf(given, numbers));
            }
        }

        return null;
    }

    private RangeAnalysis? Run(Dictionary<int, Interval> numbers)
    {
        string key = string.Join(" ", numbers.Select(number => FormattableString.Invariant($"{number.Key}:{number.Value}")));
        if (!_runs.TryGetValue(key, out RangeAnalysis? ranges) && _runs.Count < MostRuns)
        {
            EquatableArray<Parameter> parameters = formulas.Function.Parameters
                .Select(parameter => numbers.TryGetValue(Id(parameter), out Interval number) ? parameter with { StatedRange = number } : parameter)
                .ToEquatableArray();
            ranges = RangeAnalysis.Of(formulas.Function with { Parameters = parameters });
            _runs.Add(key, ranges);
        }

        return ranges;
    }

    private static bool IsAt(Interval range, double number) => !range.IsEmpty && range.Contains(number) && range.Width <= Tolerance;

    /// <summary>All about −1 or 1, so that not a point but a region is found; all 0; all at an end of what is stated; all one of the numbers that the function speaks of.</summary>
    private static List<Func<Parameter, Interval>> CandidatesOf(Function function)
    {
        IEnumerable<double> constants = function.Body.AllOperands().OfType<Constant>()
            .Where(constant => constant.Type.IsFloating && !double.IsInfinity(constant.Number) && !double.IsNaN(constant.Number))
            .Select(constant => constant.Number)
            .Distinct()
            .Take(MostConstants)
            .Concat([1, -1]);
        return
        [
            _ => new Interval(-1.25, -0.75),
            _ => new Interval(0.75, 1.25),
            _ => Interval.Of(0),
            parameter => Interval.Of(parameter.StatedRange is { Low: var low } && !double.IsInfinity(low) ? low : 0),
            parameter => Interval.Of(parameter.StatedRange is { High: var high } && !double.IsInfinity(high) ? high : 0),
            .. constants.Select(number => (Func<Parameter, Interval>)(_ => Interval.Of(number))),
        ];
    }

    /// <summary>What is stated of it, or the end of that which is nearest.</summary>
    private static Interval Within(Interval numbers, Interval? stated) =>
        stated is not { IsEmpty: false } range ? numbers
        : numbers.Intersect(range) is { IsEmpty: false } common ? common
        : Interval.Of(numbers.Low > range.High ? range.High : range.Low);

    private static string TextOf(List<Parameter> given, Dictionary<int, Interval> numbers)
    {
        string Text(Interval range) => range.IsPoint ? "= " + FlowText.End(range.Low) : "in " + FlowText.Range(range);
        return given.Count > 3 && numbers.Values.Distinct().Count() == 1
            ? $"every argument {Text(numbers[Id(given[0])])}"
            : string.Join(", ", given.Select(parameter => parameter is ArrayParameter ? $"every {parameter.Name}[i] {Text(numbers[Id(parameter)])}" : $"{parameter.Name} {Text(numbers[Id(parameter)])}"));
    }

    private static int Id(Parameter parameter) => parameter is ScalarParameter scalar ? scalar.Value.Id : ((ArrayParameter)parameter).Array.Id;

    private static ScalarType Type(Parameter parameter) => parameter is ScalarParameter scalar ? scalar.Value.Type : ((ArrayParameter)parameter).Array.Element;
}

/// <summary>A run that reaches a point.</summary>
/// <param name="Ranges">What all quantities are then.</param>
/// <param name="IsCertain">True where the user has stated of each argument that it may be so, and where it is so in a whole region.</param>
/// <param name="Text">The arguments.</param>
internal sealed record Witness(RangeAnalysis Ranges, bool IsCertain, string Text);
