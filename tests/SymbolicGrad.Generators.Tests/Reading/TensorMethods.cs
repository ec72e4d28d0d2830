using System.Numerics.Tensors;
using System.Reflection;

namespace SymbolicGrad.Generators.Tests.Reading;

/// <summary>Every public method of TensorPrimitives that takes spans of double, with a program that calls it.</summary>
internal static class TensorMethods
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

    /// <summary>The names of what is refused.</summary>
    public static IReadOnlySet<string> RefusedNames { get; } = Refused.Values.SelectMany(names => names).ToHashSet();

    /// <summary>Overloads with an argument that says how to round.</summary>
    public static bool IsRefusedOverload(MethodInfo method) => method.Name == "Round" && method.GetParameters().Length > 2;

    public static IReadOnlyList<MethodInfo> All { get; } = [.. typeof(TensorPrimitives).GetMethods(BindingFlags.Public | BindingFlags.Static)
        .Where(method => method.Name is not ("ConvertToHalf" or "ConvertToSingle"))
        .Select(OfDouble).OfType<MethodInfo>()];

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

    /// <summary>A method on one line that calls it and depends on all that it does.</summary>
    /// <param name="method">What is called.</param>
    /// <param name="number">Names the method: F and this number.</param>
    /// <param name="attribute">What it is annotated with.</param>
    public static string Program(MethodInfo method, int number, string attribute = "[Differentiable]")
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
                : type.Contains("Boolean", StringComparison.Ordinal) ? "new bool[x0.Length]"
                : type.Contains("Int32", StringComparison.Ordinal) ? "new int[x0.Length]"
                : isOutput ? $"t{sums.Count}"
                : $"x{arguments.Count(argument => argument[0] == 'x') % 2}");
            if (arguments[^1][0] == 't')
            {
                sums.Add(arguments[^1]);
            }
        }

        string types = string.Join(", ", method.GetGenericArguments().Select(type => type == typeof(int) ? "int" : "double"));
        string call = $"TensorPrimitives.{method.Name}<{types}>({string.Join(", ", arguments)})";
        string result = method.ReturnType == typeof(void) ? ""
            : method.ReturnType == typeof(bool) ? $" + ({call} ? a : 0)"
            : " + " + call;
        string declared = string.Concat(sums.Select(sum => $" double[] {sum} = new double[x0.Length];"));
        string effect = method.ReturnType != typeof(void) ? ""
            : sums.Count == 0 ? call + "; "
            : $"{call}; for (int i = 0; i < x0.Length; i++) a = 0.75 * a{string.Concat(sums.Select(sum => $" + {sum}[i]"))}; ";
        return $"{attribute} public static double F{number}(double[] x0, double[] x1, double a, int n) {{{declared} {effect}return a{result}; }}";
    }
}
