using Microsoft.CodeAnalysis;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Generators.Reading;

/// <summary>
/// What a method's parameters are to its derivative, found without its body: by the signature of the GBackward that goes with
/// it, which has outputs as upstreams and everything else as inputs and gradients.
/// </summary>
internal static class CalleeSignature
{
    private const int LargestChoice = 6;

    /// <summary>float, double, a type parameter, int, long or bool itself (no enum, no small integer); else null.</summary>
    public static ScalarType? Scalar(ITypeSymbol type) =>
        TypeReader.Scalar(type) is { } scalar && TypeReader.Declared(type, scalar) == scalar ? scalar : null;

    public static string StemOf(string name) =>
        name.Length > "Forward".Length && name.EndsWith("Forward", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Forward".Length) : name;

    public static CalleeParameter Parameter(IParameterSymbol parameter, ParameterRole role)
    {
        bool isConstant = ParameterAttributes.Has(parameter, "NoGradientAttribute");
        TypeReader.ArrayType? array = TypeReader.Array(parameter.Type);
        ScalarType type = array?.Element ?? Scalar(parameter.Type) ?? throw new RefusedException(null);
        return new CalleeParameter(parameter.Name, type, array?.Rank ?? 0, role, type.IsFloating && !isConstant)
        {
            IsWrittenInFull = ParameterAttributes.Has(parameter, "OutputAttribute"),
        };
    }

    /// <summary>
    /// In a recursion a role cannot be read from the body, which depends on it: memory that may be written is in/out, which is
    /// right for memory that is only read too, unless [Output] says otherwise.
    /// </summary>
    public static ParameterRole RoleInRecursion(IParameterSymbol parameter) => parameter.RefKind switch
    {
        RefKind.Out => ParameterRole.Output,
        RefKind.Ref => ParameterRole.InOut,
        _ when !IsWritableArray(parameter) => ParameterRole.Input,
        _ => ParameterAttributes.Has(parameter, "OutputAttribute") ? ParameterRole.Output : ParameterRole.InOut,
    };

    private static bool IsWritableArray(IParameterSymbol parameter) =>
        TypeReader.Array(parameter.Type) is { Storage: not (ArrayStorage.ReadOnlySpan or ArrayStorage.ReadOnlySpan2D) };

    /// <summary>The parameters of the method with the roles that make <paramref name="backward"/> its GBackward; null where none do.</summary>
    /// <param name="method">The method, with the type arguments that it is called with.</param>
    /// <param name="backward">What may be its derivative, for the same type arguments.</param>
    /// <param name="isGenerated">Whether the generator wrote it: then its inputs have the names of the method's.</param>
    public static List<CalleeParameter>? Match(IMethodSymbol method, IMethodSymbol backward, bool isGenerated = false)
    {
        bool isSupported = method.Parameters.All(IsSupported) && (method.ReturnsVoid || Scalar(method.ReturnType) is not null);
        if (!isSupported || !backward.IsStatic || !backward.ReturnsVoid || backward.TypeArguments.Length != method.TypeArguments.Length)
        {
            return null;
        }

        backward = ForArgumentsOf(method, backward);
        List<List<CalleeParameter>> fitting = Choices(method, backward)
            .Where(choice => Expected(method, choice) is var expected
                && expected.Count == backward.Parameters.Length
                && expected.Zip(backward.Parameters, (left, right) => left.Type == TypeOf(right)).All(same => same))
            .ToList();
        if (fitting.Count == 0 || (fitting.Count == 1 && !isGenerated))
        {
            return fitting.FirstOrDefault();
        }

        // Two arrays of one type, one an output: the names of the inputs tell which.
        List<List<CalleeParameter>> named = fitting.Where(choice => Inputs(choice).Zip(backward.Parameters, (input, p) => input.Name == p.Name).All(same => same)).ToList();
        return named.Count == 1 ? named[0] : null;
    }

    /// <summary>The derivative with the type arguments that the method is called with.</summary>
    public static IMethodSymbol ForArgumentsOf(IMethodSymbol method, IMethodSymbol backward) =>
        backward.IsGenericMethod ? backward.OriginalDefinition.Construct([.. method.TypeArguments]) : backward;

    /// <summary>The signature expected, for a message: <c>static void Name(double x, double dResult, ref double dx)</c>.</summary>
    public static string Describe(IMethodSymbol method, IMethodSymbol backward)
    {
        if (!method.Parameters.All(IsSupported) || (!method.ReturnsVoid && Scalar(method.ReturnType) is null))
        {
            return "none, for its own parameters must be numbers, spans and Span2D, and its result a number";
        }

        List<CalleeParameter> first = Choices(method, backward).First();
        string typeParameters = method.IsGenericMethod ? $"<{string.Join(", ", method.TypeParameters.Select(p => p.Name))}>" : "";
        return $"static void {backward.Name}{typeParameters}({string.Join(", ", Expected(method, first).Select(p => $"{p.Type} {p.Name}"))})";
    }

    private static bool IsSupported(IParameterSymbol parameter) => TypeReader.Array(parameter.Type) is { } array
        ? array.Storage is not (ArrayStorage.Array or ArrayStorage.RectangularArray or ArrayStorage.Jagged) && parameter.RefKind == RefKind.None
        : Scalar(parameter.Type) is not null;

    private static IEnumerable<List<CalleeParameter>> Choices(IMethodSymbol method, IMethodSymbol backward)
    {
        // A constant may be said on the derivative's own parameter, since a library's cannot be annotated.
        HashSet<string> constants = [.. backward.Parameters.Where(p => ParameterAttributes.Has(p, "NoGradientAttribute")).Select(p => p.Name)];
        List<IParameterSymbol> open = method.Parameters.Where(p => IsWritableArray(p) && !ParameterAttributes.Has(p, "OutputAttribute")).ToList();
        int choices = 1 << Math.Min(open.Count, LargestChoice);
        for (int choice = choices - 1; choice >= 0; choice--)
        {
            yield return method.Parameters.Select(parameter =>
            {
                int bit = open.IndexOf(parameter);
                ParameterRole role = bit >= 0 && bit < LargestChoice && (choice & (1 << bit)) != 0 ? ParameterRole.Output : RoleInRecursion(parameter);
                CalleeParameter read = Parameter(parameter, role);
                return constants.Contains(parameter.Name) ? read with { IsDifferentiable = false } : read;
            }).ToList();
        }
    }

    private static IEnumerable<CalleeParameter> Inputs(List<CalleeParameter> parameters) => parameters.Where(p => p.Role != ParameterRole.Output);

    private static List<(string Type, string Name)> Expected(IMethodSymbol method, List<CalleeParameter> parameters)
    {
        Callee backward = new Callee("", parameters.ToEquatableArray(), method.ReturnsVoid ? null : Scalar(method.ReturnType), "").Backward();
        return backward.Parameters.Select(p => (TypeOf(p), p.Name)).ToList();
    }

    private static string TypeOf(CalleeParameter parameter)
    {
        bool isRead = parameter.Role == ParameterRole.Input;
        return parameter.Rank switch
        {
            0 => (isRead ? "" : "ref ") + parameter.Type.Name,
            1 => $"{(isRead ? "ReadOnlySpan" : "Span")}<{parameter.Type.Name}>",
            _ => $"{(isRead ? "ReadOnlySpan2D" : "Span2D")}<{parameter.Type.Name}>",
        };
    }

    private static string? TypeOf(IParameterSymbol parameter) => TypeReader.Array(parameter.Type) is { } array
        ? parameter.RefKind == RefKind.None ? $"{array.Storage}<{array.Element.Name}>" : null
        : Scalar(parameter.Type) is { } scalar
            ? parameter.RefKind switch { RefKind.None => scalar.Name, RefKind.Ref => "ref " + scalar.Name, _ => null }
            : null;
}
