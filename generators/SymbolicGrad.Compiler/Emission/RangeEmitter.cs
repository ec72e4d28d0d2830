using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>
/// Writes a loop over samples that workers share: a type that holds what the loop uses, since no lambda could capture spans. Its static Run is what
/// the member calls, its instance Run what a worker calls for a range, and Samples the loop itself.
/// </summary>
internal sealed class RangeEmitter
{
    private readonly RangeFunction _range;
    private readonly LibraryNames _names;
    private readonly IndentedWriter _writer;
    private readonly string _type;
    private readonly List<PartialSumsOfType> _partials;

    /// <summary>Whether it matters which samples a range has.</summary>
    private readonly bool _needsStart;

    private RangeEmitter(RangeFunction range, Declaration declaration, LibraryNames names, IndentedWriter writer)
    {
        (_range, _names, _writer) = (range, names, writer);
        _type = range.Name + (declaration.TypeParameters.Count == 0 ? "" : $"<{string.Join(", ", declaration.TypeParameters)}>");
        _needsStart = range.TakesFirst || range.Sharings.Contains(Sharing.Rows);
        _partials = [.. Added.Select(parameter => ElementOf(parameter)).Distinct().Select((element, i) => new PartialSumsOfType(element, i == 0 ? "" : "Of" + char.ToUpperInvariant(element.Name[0]) + element.Name.Substring(1)))];
    }

    /// <summary>What each range adds to partial sums of: numbers of one type, one after another.</summary>
    private sealed record PartialSumsOfType(ScalarType Element, string Suffix)
    {
        public string Partials => "partials" + Suffix;

        public string Stride => "stride" + Suffix;

        public string Sums => "sums" + Suffix;

        public string Workspace => "workspace" + Suffix;
    }

    public static void Write(RangeFunction range, Declaration declaration, ISet<string> userNames, LibraryNames names, IndentedWriter writer)
    {
        RangeEmitter emitter = new(range, declaration, names, writer);
        writer.WriteLine($"/// <summary>A loop over samples of {range.Of}, cut into ranges that workers share.</summary>");
        writer.WriteLine($"[{names.Type("System.CodeDom.Compiler", "GeneratedCode")}(\"SymbolicGrad\", \"{MemberEmitter.Version}\")]");
        writer.WriteLine($"private ref struct {emitter._type} : {names.Type("SymbolicGrad", "IRangeBody")}");
        writer.Indent();
        foreach (string constraint in declaration.Constraints)
        {
            writer.WriteLine(constraint.StartsWith("where ", StringComparison.Ordinal) ? constraint : "where " + constraint);
        }

        writer.Unindent();
        writer.OpenBlock();
        emitter.WriteFields();
        writer.WriteLine("");
        emitter.WriteEntry();
        writer.WriteLine("");
        emitter.WriteRun();
        writer.WriteLine("");
        Declaration inside = declaration with { Accessibility = "private", IsStatic = true, TypeParameters = [], Constraints = [], DeclaredMembers = [] };
        new MemberEmitter(inside, userNames, names).WriteMethod(new Member("Samples", MemberKind.Backward, range.Function, [], new Documentation([], [], null, [])), writer);
        writer.CloseBlock();
    }

    private IEnumerable<Parameter> Passed => _range.Arrays.Select(Parameter (array) => array.Parameter).Concat(_range.Numbers).Concat(_range.Sums);

    /// <summary>What has partial sums: arrays, then numbers.</summary>
    private IEnumerable<Parameter> Added => _range.Arrays.Where(array => array.Sharing == Sharing.Sum).Select(Parameter (array) => array.Parameter).Concat(_range.Sums);

    private static ScalarType ElementOf(Parameter parameter) => parameter is ArrayParameter array ? array.Array.Element : ((ScalarParameter)parameter).Value.Type;

    private string TypeOf(Parameter parameter) => parameter is ArrayParameter array ? _names.ArrayType(array.Array) : ((ScalarParameter)parameter).Value.Type.Name;

    private static string NameOf(Parameter parameter) => NameScope.Escape(parameter.Name);

    private string Workers => _names.Type("SymbolicGrad", "Workers");

    private string PartialSums => _names.Type("SymbolicGrad", "PartialSums");

    private string Span(ScalarType element) => _names.Type("System", $"Span<{element.Name}>");

    private void WriteFields()
    {
        foreach (Parameter parameter in Passed)
        {
            _writer.WriteLine($"private {TypeOf(parameter)} {NameOf(parameter)};");
        }

        if (_needsStart)
        {
            _writer.WriteLine("private int start;");
        }

        foreach (PartialSumsOfType partial in _partials)
        {
            _writer.WriteLine($"private {Span(partial.Element)} {partial.Partials};");
            _writer.WriteLine($"private int {partial.Stride};");
        }
    }

    /// <summary>Cuts the loop into ranges, and adds up what they have summed.</summary>
    private void WriteEntry()
    {
        HashSet<Parameter> sums = [.. _range.Sums];
        WriteHead("public static void Run(", Passed.Select(parameter => $"{(sums.Contains(parameter) ? "ref " : "")}{TypeOf(parameter)} {NameOf(parameter)}").Concat(["int start", "int trips", "long operations"]));
        _writer.OpenBlock();
        _writer.WriteLine($"int ranges = {Workers}.RangesFor(trips, operations);");
        foreach (PartialSumsOfType partial in _partials)
        {
            _writer.WriteLine($"int {partial.Stride} = {PlaceAfter(partial, null)};");
            string workspace = _names.Type("SymbolicGrad", $"Workspace<{partial.Element.Name}>");
            _writer.WriteLine($"using {workspace} {partial.Workspace} = new {workspace}(default, checked((ranges - 1) * {partial.Stride}));");
        }

        List<string> set = [.. Passed.Select(NameOf), .. _needsStart ? (string[])["start"] : []];
        IEnumerable<string> values = set.Select(name => $"{name} = {name}")
            .Concat(_partials.SelectMany(partial => new[] { $"{partial.Partials} = {partial.Workspace}.Take((ranges - 1) * {partial.Stride})", $"{partial.Stride} = {partial.Stride}" }));
        _writer.WriteLine($"{_type} samples = new {_type}");
        _writer.WriteLine("{");
        _writer.Indent();
        foreach (string value in values)
        {
            _writer.WriteLine(value + ",");
        }

        _writer.Unindent();
        _writer.WriteLine("};");
        _writer.WriteLine($"{Workers}.Run(ref samples, trips, ranges);");
        foreach (ScalarParameter sum in _range.Sums)
        {
            _writer.WriteLine($"{NameOf(sum)} = samples.{NameOf(sum)};");
        }

        foreach (PartialSumsOfType partial in _partials)
        {
            foreach (Parameter parameter in Added.Where(added => ElementOf(added).Equals(partial.Element)))
            {
                string target = parameter is ScalarParameter ? "ref " + NameOf(parameter) : NameOf(parameter);
                _writer.WriteLine($"{PartialSums}.AddTo({target}, samples.{partial.Partials}, {PlaceAfter(partial, parameter)}, {partial.Stride});");
            }
        }

        _writer.CloseBlock();
    }

    /// <summary>Where a sum lies among those of its range; at the end, how many there are.</summary>
    private string PlaceAfter(PartialSumsOfType partial, Parameter? end)
    {
        List<string> lengths = [];
        int numbers = 0;
        foreach (Parameter parameter in Added.Where(added => ElementOf(added).Equals(partial.Element)).TakeWhile(added => added != end))
        {
            if (parameter is ArrayParameter array)
            {
                lengths.Add(array.Array.Rank == 1 ? $"{NameOf(array)}.Length" : $"{PartialSums}.Length({NameOf(array)})");
            }
            else
            {
                numbers++;
            }
        }

        string sum = string.Join(" + ", lengths.Concat(numbers > 0 || lengths.Count == 0 ? [numbers.ToString(System.Globalization.CultureInfo.InvariantCulture)] : []));
        return end is null && lengths.Count > 1 ? $"checked({sum})" : sum;
    }

    /// <summary>The first range adds to the sums themselves, the others to partial ones.</summary>
    private void WriteRun()
    {
        bool hasRest = _partials.Count > 0;
        _writer.WriteLine("public void Run(int range, int first, int count)");
        _writer.OpenBlock();
        if (hasRest)
        {
            _writer.WriteLine("if (range == 0)");
            _writer.OpenBlock();
        }

        WriteCall(_range.Sums.Select(NameOf), NameOf, NameOf);
        if (hasRest)
        {
            _writer.WriteLine("return;");
            _writer.CloseBlock();
            _writer.WriteLine("");
            foreach (PartialSumsOfType partial in _partials)
            {
                _writer.WriteLine($"{Span(partial.Element)} {partial.Sums} = {partial.Partials}.Slice((range - 1) * {partial.Stride}, {partial.Stride});");
                _writer.WriteLine($"{partial.Sums}.Clear();");
            }

            WriteCall(
                _range.Sums.Select(sum => $"{Of(sum).Sums}[{PlaceAfter(Of(sum), sum)}]"),
                array => array.Array.Rank == 1
                    ? $"{Of(array).Sums}.Slice({PlaceAfter(Of(array), array)}, {NameOf(array)}.Length)"
                    : $"{_names.Type("SymbolicGrad", "Tape")}.Matrix({Of(array).Sums}, {PlaceAfter(Of(array), array)}, {NameOf(array)}.Height, {NameOf(array)}.Width)",
                sum => ExpressionPrinter.Print(Literals.Write(new Constant(sum.Value.Type, 0))));
        }

        _writer.CloseBlock();
    }

    private PartialSumsOfType Of(Parameter parameter) => _partials.First(partial => partial.Element.Equals(ElementOf(parameter)));

    private void WriteCall(IEnumerable<string> results, Func<ArrayParameter, string> sumOf, Func<ScalarParameter, string> initialOf)
    {
        string First() => "start + first";
        List<string> targets = [.. results];
        IEnumerable<string> arguments = _range.Arrays
            .Select(array => array.Sharing switch
            {
                Sharing.Rows => $"{_names.Type("SymbolicGrad", "SampleRows")}.Of({NameOf(array.Parameter)}, {First()}, count)",
                Sharing.Sum => sumOf(array.Parameter),
                _ => NameOf(array.Parameter),
            })
            .Concat(_range.Numbers.Select(NameOf))
            .Concat(_range.Sums.Select(initialOf))
            .Concat(_range.TakesFirst ? [First()] : [])
            .Append("count");
        string assigned = targets.Count switch { 0 => "", 1 => $"{targets[0]} = ", _ => $"({string.Join(", ", targets)}) = " };
        WriteHead($"{assigned}Samples(", arguments, ";");
    }

    /// <summary>On one line where there is room, else a line each.</summary>
    private void WriteHead(string head, IEnumerable<string> items, string end = "")
    {
        List<string> list = [.. items];
        string line = $"{head}{string.Join(", ", list)}){end}";
        if (line.Length <= _writer.Room)
        {
            _writer.WriteLine(line);
            return;
        }

        _writer.WriteLine(head);
        _writer.Indent();
        for (int i = 0; i < list.Count; i++)
        {
            _writer.WriteLine(list[i] + (i < list.Count - 1 ? "," : ")" + end));
        }

        _writer.Unindent();
    }
}
