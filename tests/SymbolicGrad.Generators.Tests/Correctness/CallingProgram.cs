using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>
/// A class Caller that gives F and its generated members, whatever their signatures, as functions of vectors. It is written from
/// F's signature by the contract alone, so that a generated signature which differs from the contract does not compile.
/// </summary>
internal sealed partial class CallingProgram
{
    private readonly Snippet _snippet;
    private readonly IMethodSymbol _method;
    private readonly List<ParameterPlan> _parameters;
    private readonly List<string> _returns;
    private readonly string _owner;
    private readonly int _flags;

    public CallingProgram(Snippet snippet, IMethodSymbol method)
    {
        (_snippet, _method) = (snippet, method);
        IReadOnlyDictionary<string, ArgumentText> texts = snippet.Texts;
        _parameters = [.. method.Parameters.Select(parameter => new ParameterPlan(parameter, texts.GetValueOrDefault(parameter.Name, ArgumentText.None)))];
        _returns = method.ReturnType switch
        {
            { SpecialType: SpecialType.System_Void } => [],
            INamedTypeSymbol { IsTupleType: true } tuple => [.. tuple.TupleElements.Select(element => element.Type is ITypeParameterSymbol ? "double" : element.Type.ToDisplayString())],
            ITypeParameterSymbol => ["double"],
            var type => [type.ToDisplayString()],
        };
        _owner = snippet.Owner ?? "Net";
        _flags = method.GetAttributes().Select(attribute => attribute.ConstructorArguments is [{ Value: int flags }] ? flags : 0).Max();
    }

    public bool IsTaped => Asks(1);

    public bool HasGradient => _returns.Count == 1 && !_parameters.Any(parameter => parameter.IsOutput);

    /// <summary>Gradients that are arrays, which a caller can make too short.</summary>
    public IReadOnlyList<string> ArrayGradients => [.. Differentiable.Where(p => p.IsArray && (p.IsJagged || p.Text.Lengths[0] > 0)).Select(p => p.Gradient)];

    /// <summary>Upstreams that are arrays. A shorter one says that the output was shorter, which is no mistake unless F needs the length.</summary>
    public IReadOnlyList<string> ArrayUpstreams => [.. Outputs.Where(p => p.IsArray && p.IsOutput).Select(p => p.Upstream)];

    public int OutputCount => _returns.Count + Outputs.Sum(output => output.Count);

    /// <summary>Whether a component of the point belongs to an in/out parameter.</summary>
    public bool IsInOut(int component) => Differentiable.SelectMany(p => Enumerable.Repeat(p.IsInOut, p.Count)).ElementAt(component);

    private string Stem => _method.Name.EndsWith("Forward", StringComparison.Ordinal) ? _method.Name[..^"Forward".Length] : _method.Name;

    private IEnumerable<ParameterPlan> Differentiable => _parameters.Where(parameter => parameter.IsDifferentiable);

    private IEnumerable<ParameterPlan> Inputs => _parameters.Where(parameter => !parameter.IsOutput);

    private IEnumerable<ParameterPlan> Outputs => _parameters.Where(parameter => parameter.IsOutput || parameter.IsInOut);

    private string Member(string suffix) => $"{_owner}.{Stem}{suffix}{_snippet.TypeArguments}";

    /// <summary>The point at which F is tried, the same every time.</summary>
    public double[] Point()
    {
        Random random = new(11);
        return [.. Differentiable.SelectMany(parameter => Enumerable.Range(0, parameter.Count).Select(_ => Number(parameter.Text, random)))];
    }

    // Away from 0, where many a function has its kink, and with few digits, so that float holds it as well.
    private static double Number(ArgumentText text, Random random)
    {
        double drawn = Math.Round((0.2 + random.NextDouble()) * 1024) / 1024;
        bool isNegative = random.Next(2) == 0 && !text.IsPositive;
        return text.Literal is { } literal ? double.Parse(literal, CultureInfo.InvariantCulture) : isNegative ? -drawn : drawn;
    }

    /// <param name="name">The class's name.</param>
    public string Text(string name = "Caller")
    {
        StringBuilder text = new(GeneratorHost.Usings);
        text.AppendLine("using System.Collections.Generic;").AppendLine("public static class " + name).AppendLine("{").AppendLine(Helpers);
        Append(text, "public static double[] Value(double[] point)", Arguments(), [Call(_owner + "." + _method.Name + _snippet.TypeArguments, "r_", _parameters.Select(p => p.Passed)), .. Results()]);
        Append(text, "public static (double[] Gradient, Exception? Thrown) Backward(double[] point, double[] upstream, double[] initial, string shortened)", [.. Arguments(), .. Adjoints()], [Try(Member("Backward") + List(BackwardArguments)), .. Gradients()]);
        Append(text, "public static long Allocated(double[] point, double[] upstream, double[] initial)", [.. Arguments(), .. Adjoints(shortened: false)], Measure());
        if (HasGradient)
        {
            string[] declared = [.. Differentiable.Select(p => p.IsArray ? $"{p.Type} {p.Gradient} = {p.From("dirty", 0)};" : $"{p.Type} {p.Gradient};")];
            IEnumerable<string> passed = [.. Inputs.Select(p => p.ReadOnly), .. Differentiable.Select(p => p.IsArray ? p.Writable(p.Gradient) : "out " + p.Gradient)];
            Append(text, "public static double[] Gradient(double[] point, double[] dirty)", [.. Arguments(), .. declared], [$"List<double> o = [{Member("Gradient")}{List(passed)}];", .. Differentiable.Select(p => $"Add(o, {p.Gradient});"), "return o.ToArray();"]);
        }

        if (IsTaped)
        {
            string element = _returns.Concat(_parameters.Where(p => p.Element is "double" or "float").Select(p => p.Element)).First();
            string tape = $"{element}[] tape = new {element}[{Member("TapeLength")}{List(Inputs.Select(p => p.ReadOnly))}]; Array.Fill(tape, {element}.NaN);";
            string forward = Call(Member("Forward"), "r_", [.. _parameters.Select(p => p.Passed), "tape"]);
            Append(text, "public static double[] Forward(double[] point)", [.. Arguments(), tape], [forward, .. Results()]);
            Append(text, "public static (double[] Gradient, Exception? Thrown) TapedBackward(double[] point, double[] upstream, double[] initial, string shortened)", [.. Arguments(), .. Adjoints(), tape], [Call(Member("Forward"), "_", [.. _parameters.Select(p => p.Passed), "tape"]), .. InputsAgain(), Try(Member("Backward") + List([.. TapedArguments, $"(ReadOnlySpan<{element}>)tape"])), .. Gradients()]);
        }

        AppendModes(text);
        return text.AppendLine("}").ToString();
    }

    private IEnumerable<string> BackwardArguments => [.. Inputs.Select(p => p.ReadOnly), .. UpstreamsAndGradients];

    private IEnumerable<string> TapedArguments => [.. Inputs.Where(p => !p.IsInOut).Select(p => p.ReadOnly), .. UpstreamsAndGradients];

    private IEnumerable<string> UpstreamsAndGradients =>
    [
        .. _returns.Select((_, i) => $"u_{i}"),
        .. Outputs.Where(p => p.IsOutput).Select(p => p.Upstream),
        .. Differentiable.Select(p => p.IsArray ? p.Writable(p.Gradient) : "ref " + p.Gradient),
    ];

    private IEnumerable<string> Arguments()
    {
        int start = 0;
        Random constants = new(5);
        foreach (ParameterPlan parameter in _parameters)
        {
            string declared = $"{parameter.Type} {parameter.Argument}";
            if (parameter.IsDifferentiable)
            {
                yield return $"{declared} = {parameter.From("point", start)};";
                start += parameter.Count;
            }
            else if (parameter.IsOutput)
            {
                yield return parameter.IsArray ? $"{declared} = {parameter.From("null", 0)};" : $"{declared};";
            }
            else if (parameter.IsConstant)
            {
                string numbers = string.Join(", ", Enumerable.Range(0, parameter.Count).Select(_ => Number(parameter.Text, constants).ToString("R", CultureInfo.InvariantCulture)));
                yield return $"{declared} = {parameter.From($"(new double[] {{ {numbers} }})", 0)};";
            }
            else
            {
                yield return $"{declared} = {(parameter.IsArray && parameter.Text.Literal![0] == '{' ? $"new {parameter.Element}[] " : "")}{parameter.Text.Literal};";
            }
        }
    }

    /// <summary>F has overwritten its in/out arguments; the taped backward method does not ask for those.</summary>
    private IEnumerable<string> InputsAgain() => Inputs.Where(p => p.IsInOut && p.IsArray).Select(p => $"{p.Argument} = null!;");

    private IEnumerable<string> Adjoints(bool shortened = true)
    {
        int taken = 0;
        string Short(string name) => shortened ? $"(shortened == \"{name}\" ? 1 : 0)" : "0";
        for (int i = 0; i < _returns.Count; i++)
        {
            yield return $"{_returns[i]} u_{i} = ({_returns[i]})upstream[{taken++}];";
        }

        foreach (ParameterPlan output in Outputs)
        {
            string name = output.IsOutput ? output.Upstream : output.Gradient;
            yield return $"{output.Type} {name} = {output.From("upstream", taken, Short(name))};";
            taken += output.Count;
        }

        int start = 0;
        foreach (ParameterPlan input in Differentiable)
        {
            if (!input.IsInOut)
            {
                yield return $"{input.Type} {input.Gradient} = {input.From("initial", start, Short(input.Gradient))};";
            }

            start += input.Count;
        }
    }

    private IEnumerable<string> Results() =>
    [
        "List<double> o = [];",
        .. _returns.Count == 1 ? ["Add(o, r_);"] : _returns.Select((_, i) => $"Add(o, r_.Item{i + 1});"),
        .. Outputs.Select(output => $"Add(o, {output.Argument});"),
        "return o.ToArray();",
    ];

    private IEnumerable<string> Gradients() => ["List<double> o = [];", .. Differentiable.Select(p => $"Add(o, {p.Gradient});"), "return (o.ToArray(), thrown);"];

    private IEnumerable<string> Measure() => Measured(Member("Backward") + List(BackwardArguments));

    private string Call(string member, string result, IEnumerable<string> arguments) =>
        $"{(_returns.Count == 0 ? "" : result == "_" ? "_ = " : $"var {result} = ")}{member}{List(arguments)};";

    private static string Try(string call) => $"Exception? thrown = null; try {{ {call}; }} catch (Exception e) {{ thrown = e; }}";

    private static string List(IEnumerable<string> arguments) => $"({string.Join(", ", arguments)})";

    private static void Append(StringBuilder text, string signature, IEnumerable<string> first, IEnumerable<string> then) =>
        text.Append("    ").AppendLine(signature).AppendLine("    {").AppendJoin('\n', first.Concat(then)).AppendLine().AppendLine("    }");

    private const string Helpers = """
            static void Add(List<double> o, double x) => o.Add(x);
            static void Add<T>(List<double> o, T[] x) where T : INumber<T> { foreach (T t in x) o.Add(double.CreateTruncating(t)); }
            static void Add<T>(List<double> o, T[,] x) where T : INumber<T> { foreach (T t in x) o.Add(double.CreateTruncating(t)); }
            static void Add<T>(List<double> o, T[][] x) where T : INumber<T> { foreach (T[] row in x) Add(o, row); }
            // The last row that has elements is the shorter one; where none has, there is one row less.
            static T[][] Rows<T>(double[]? from, int start, int shorter, params int[] lengths) where T : INumber<T>
            {
                int last = Array.FindLastIndex(lengths, length => length > 0);
                T[][] rows = new T[lengths.Length - (last < 0 ? shorter : 0)][];
                for (int i = 0; i < rows.Length; i++)
                {
                    rows[i] = Part<T>(from, start, lengths[i] - (i == last ? shorter : 0));
                    start += lengths[i];
                }
                return rows;
            }
            // Without a vector NaN everywhere: what F does not write shows.
            static T[] Part<T>(double[]? from, int start, int length) where T : INumber<T>
            {
                T[] part = new T[length];
                for (int i = 0; i < length; i++) part[i] = T.CreateTruncating(from is null ? double.NaN : from[start + i]);
                return part;
            }
            static T[,] Matrix<T>(double[]? from, int start, int height, int width) where T : INumber<T>
            {
                T[,] part = new T[height, width];
                for (int i = 0; i < part.Length; i++) part[i / width, i % width] = T.CreateTruncating(from is null ? double.NaN : from[start + i]);
                return part;
            }
        """;
}
