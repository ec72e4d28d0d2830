using System.Globalization;
using System.Numerics.Tensors;
using System.Reflection;
using Microsoft.CodeAnalysis;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Reading;

/// <summary>Every public method of TensorPrimitives that takes spans of double is read, or refused by name; docs/using.md lists which are read.</summary>
public class TensorPrimitivesTests
{
    /// <summary>What is refused, and why.</summary>
    private static readonly Dictionary<string, string[]> Refused = new()
    {
        ["a step of one ulp, no function of analysis"] = ["BitDecrement", "BitIncrement"],
        ["bits of a number, no function of analysis"] = ["BitwiseAnd", "BitwiseOr", "Xor", "OnesComplement"],
        ["an estimate that differs by platform"] = ["MultiplyAddEstimate", "ReciprocalEstimate", "ReciprocalSqrtEstimate"],
        ["drops NaN, and with it what went wrong"] = ["MaxNumber", "MinNumber", "MaxMagnitudeNumber", "MinMagnitudeNumber"],
        ["a number of bits or elements, for which a loop is clearer"] = ["ILogB", "HammingDistance"],
        ["converts to integers, which carry no derivative"] = ["ConvertToInteger", "ConvertToIntegerNative", "ConvertToHalf", "ConvertToSingle"],
        ["one answer about all elements, for which a loop is clearer"] =
        [
            "IsCanonicalAll", "IsCanonicalAny", "IsComplexNumberAll", "IsComplexNumberAny", "IsEvenIntegerAll", "IsEvenIntegerAny", "IsFiniteAll", "IsFiniteAny",
            "IsImaginaryNumberAll", "IsImaginaryNumberAny", "IsInfinityAll", "IsInfinityAny", "IsIntegerAll", "IsIntegerAny", "IsNaNAll", "IsNaNAny", "IsNegativeAll",
            "IsNegativeAny", "IsNegativeInfinityAll", "IsNegativeInfinityAny", "IsNormalAll", "IsNormalAny", "IsOddIntegerAll", "IsOddIntegerAny", "IsPositiveAll",
            "IsPositiveAny", "IsPositiveInfinityAll", "IsPositiveInfinityAny", "IsRealNumberAll", "IsRealNumberAny", "IsSubnormalAll", "IsSubnormalAny", "IsZeroAll", "IsZeroAny", "IsPow2All", "IsPow2Any",
        ],
        ["a question that the table of operations does not know"] =
        [
            "IsCanonical", "IsComplexNumber", "IsEvenInteger", "IsImaginaryNumber", "IsInteger", "IsNormal", "IsOddInteger", "IsPositive", "IsRealNumber", "IsSubnormal", "IsZero", "IsPow2",
        ],
    };

    /// <summary>Overloads with an argument that says how to round.</summary>
    private static bool IsRefusedOverload(MethodInfo method) => method.Name == "Round" && method.GetParameters().Length > 2;

    private static IReadOnlyList<MethodInfo> Methods { get; } = [.. typeof(TensorPrimitives).GetMethods(BindingFlags.Public | BindingFlags.Static)
        .Where(method => method.Name is not ("ConvertToHalf" or "ConvertToSingle"))
        .Select(OfDouble).OfType<MethodInfo>()];

    [Fact]
    public void EveryMethodIsReadOrRefusedByName()
    {
        string source = string.Join("\n", Methods.Select((method, i) => Program(method, i)));
        Microsoft.CodeAnalysis.CSharp.CSharpCompilation compilation = GeneratorHost.CompileMembers(source);
        compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        ILookup<int, Diagnostic> refusals = GeneratorHost.Analyze(compilation).ToLookup(diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition.Line);
        int firstLine = GeneratorHost.Usings.Count(character => character == '\n') + 2;
        HashSet<string> refused = [.. Refused.Values.SelectMany(names => names)];
        List<string> wrong = [];
        for (int i = 0; i < Methods.Count; i++)
        {
            List<Diagnostic> said = [.. refusals[firstLine + i]];
            bool isExpected = refused.Contains(Methods[i].Name) || IsRefusedOverload(Methods[i])
                ? said is [{ Id: "SYG0003" } refusal] && refusal.GetMessage(CultureInfo.InvariantCulture).Contains("TensorPrimitives." + Methods[i].Name, StringComparison.Ordinal)
                : said.Count == 0;
            if (!isExpected)
            {
                wrong.Add($"{Methods[i].Name}: {Program(Methods[i], i)}: {string.Join(" ", said)}");
            }
        }

        wrong.ShouldBeEmpty();
        Methods.Count.ShouldBeGreaterThan(150);
    }

    [Fact]
    public void TheDocumentationListsWhatIsRead()
    {
        HashSet<string> refused = [.. Refused.Values.SelectMany(names => names)];
        string list = string.Join(", ", Methods.Select(method => method.Name).Where(name => !refused.Contains(name)).Distinct().Order(StringComparer.Ordinal).Select(name => $"`{name}`"));
        string text = File.ReadAllText(Path.Combine(Root(), "docs", "using.md")).ReplaceLineEndings("\n").Replace("\n", " ", StringComparison.Ordinal);
        text.ShouldContain(list);
    }

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));

    /// <summary>The method for double, where its constraints allow that.</summary>
    private static MethodInfo? OfDouble(MethodInfo method)
    {
        try
        {
            if (!method.IsGenericMethodDefinition)
            {
                return null;
            }

            return method.MakeGenericMethod([.. method.GetGenericArguments().Select((_, i) => i == 1 && method.Name.StartsWith("ConvertTo", StringComparison.Ordinal) ? typeof(int) : typeof(double))]);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A method on one line that calls it and depends on what it does.</summary>
    private static string Program(MethodInfo method, int number)
    {
        List<string> arguments = [], sums = [];
        foreach (ParameterInfo parameter in method.GetParameters())
        {
            string type = parameter.ParameterType.ToString();
            bool isOutput = type.StartsWith("System.Span", StringComparison.Ordinal);
            arguments.Add(
                parameter.ParameterType == typeof(double) ? "a"
                : parameter.ParameterType == typeof(int) ? "n"
                : parameter.ParameterType == typeof(MidpointRounding) ? "MidpointRounding.ToZero"
                : type.Contains("Boolean", StringComparison.Ordinal) ? "new bool[3]"
                : type.Contains("Int32", StringComparison.Ordinal) ? "new int[3]"
                : isOutput ? $"t{sums.Count}"
                : $"x{arguments.Count(argument => argument[0] == 'x') % 2}");
            if (arguments[^1][0] == 't')
            {
                sums.Add(arguments[^1] + "[0]");
            }
        }

        string types = string.Join(", ", method.GetGenericArguments().Select(type => type == typeof(int) ? "int" : "double"));
        string call = $"TensorPrimitives.{method.Name}<{types}>({string.Join(", ", arguments)})";
        string result = method.ReturnType == typeof(void) ? string.Concat(sums.Select(sum => " + " + sum))
            : method.ReturnType == typeof(bool) ? $" + ({call} ? a : 0)"
            : " + " + call;
        string declared = string.Concat(sums.Select(sum => $" double[] {sum[..2]} = new double[x0.Length];"));
        string effect = method.ReturnType == typeof(void) ? call + ";" : "";
        return $"[Differentiable] public static double F{number}(double[] x0, double[] x1, double a, int n) {{{declared} {effect} return a{result}; }}";
    }
}
