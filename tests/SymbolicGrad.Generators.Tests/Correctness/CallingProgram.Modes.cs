using System.Text;

namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>The members in other modes and of second order, called by the contract as well.</summary>
internal sealed partial class CallingProgram
{
    /// <summary>The row with every mode asked for; second derivatives where there is one value.</summary>
    public Snippet InAllModes()
    {
        string flags = "Derivatives.Jvp | Derivatives.Jacobian" + (HasGradient ? " | Derivatives.Hvp | Derivatives.Hessian" : "");
        return _snippet with
        {
            Source = _snippet.Source
                .Replace("Derivatives.Taped", flags, StringComparison.Ordinal)
                .Replace("[Differentiable]", $"[Differentiable({flags})]", StringComparison.Ordinal)
                .Replace("[Differentiable(Parallel = true)]", $"[Differentiable({flags}, Parallel = true)]", StringComparison.Ordinal)
                .Replace("[Differentiable(Reassociate = false)]", $"[Differentiable({flags}, Reassociate = false)]", StringComparison.Ordinal),
        };
    }

    private bool Asks(int flag) => (_flags & flag) != 0;

    private string TableType => HasGradient || _returns.Count > 0 ? _returns[0] : Outputs.First().Element;

    private int InputCount => Differentiable.Sum(parameter => parameter.Count);

    private void AppendModes(StringBuilder text)
    {
        if (Asks(2))
        {
            string jvp = Call(Member("Jvp"), "r_", [.. _parameters.Select(p => p.Passed), .. TangentArguments]);
            Append(text, "public static double[] Jvp(double[] point, double[] direction)", [.. Arguments(), .. Tangents("direction")], [jvp, .. Results().SkipLast(1), .. AddedTangents, "return o.ToArray();"]);
            Append(text, "public static long JvpAllocated(double[] point, double[] direction)", [.. Arguments(), .. Tangents("direction")], Measured(Member("Jvp") + List([.. _parameters.Select(p => p.Passed), .. TangentArguments])));
        }

        if (Asks(4))
        {
            string hvp = Member("Hvp") + List([.. Inputs.Select(p => p.ReadOnly), .. Differentiable.Select(p => p.IsSpan ? $"(ReadOnlySpan<{p.Element}>)t_{p.Symbol.Name}" : "t_" + p.Symbol.Name), .. Differentiable.Select(p => p.IsArray ? p.Writable("h_" + p.Symbol.Name) : "out h_" + p.Symbol.Name)]);
            string[] products = [.. Differentiable.Select(p => p.IsArray ? $"{p.Type} h_{p.Symbol.Name} = {p.From("null", 0)};" : $"{p.Type} h_{p.Symbol.Name};")];
            Append(text, "public static double[] Hvp(double[] point, double[] direction)", [.. Arguments(), .. Directions("direction"), .. products], [hvp + ";", "List<double> o = [];", .. Differentiable.Select(p => $"Add(o, h_{p.Symbol.Name});"), "return o.ToArray();"]);
            Append(text, "public static long HvpAllocated(double[] point, double[] direction)", [.. Arguments(), .. Directions("direction"), .. products], Measured(hvp));
        }

        if (Asks(8))
        {
            string table = $"{TableType}[] table = new {TableType}[{InputCount * InputCount}]; Array.Fill(table, {TableType}.NaN);";
            string hessian = Member("Hessian") + List([.. Inputs.Select(p => p.ReadOnly), $"(Span<{TableType}>)table"]);
            Append(text, "public static double[] Hessian(double[] point)", [.. Arguments(), table], [hessian + ";", "List<double> o = [];", "Add(o, table);", "return o.ToArray();"]);
            Append(text, "public static long HessianAllocated(double[] point, double[] direction)", [.. Arguments(), table], Measured(hessian));
        }

        if (Asks(16))
        {
            string table = $"{TableType}[] table = new {TableType}[{OutputCount * InputCount}]; Array.Fill(table, {TableType}.NaN);";
            string[] arguments = [.. _parameters.Select(p => p.Passed), $"(Span<{TableType}>)table"];
            Append(text, "public static double[] Jacobian(double[] point)", [.. Arguments(), table], [Call(Member("Jacobian"), "r_", arguments), .. Results().SkipLast(1), "Add(o, table);", "return o.ToArray();"]);
            Append(text, "public static long JacobianAllocated(double[] point, double[] direction)", [.. Arguments(), table], Measured(Member("Jacobian") + List(arguments)));
        }
    }

    /// <summary>Tangents of the inputs, then of the outputs, as a call passes them.</summary>
    private IEnumerable<string> TangentArguments =>
    [
        .. Differentiable.Select(p => (p.IsArray, p.IsInOut) switch
        {
            (false, true) => "ref t_" + p.Symbol.Name,
            (true, true) => p.Writable("t_" + p.Symbol.Name),
            (true, false) when p.IsSpan => $"(ReadOnlySpan<{p.Element}>)t_{p.Symbol.Name}",
            _ => "t_" + p.Symbol.Name,
        }),
        .. _returns.Select((_, i) => $"out t_{i}"),
        .. Outputs.Where(p => p.IsOutput).Select(p => p.IsArray ? p.Writable("t_" + p.Symbol.Name) : "out t_" + p.Symbol.Name),
    ];

    private IEnumerable<string> AddedTangents => [.. _returns.Select((_, i) => $"Add(o, t_{i});"), .. Outputs.Select(p => $"Add(o, t_{p.Symbol.Name});")];

    private IEnumerable<string> Directions(string vector)
    {
        int start = 0;
        foreach (ParameterPlan parameter in Differentiable)
        {
            yield return $"{parameter.Type} t_{parameter.Symbol.Name} = {parameter.From(vector, start)};";
            start += parameter.Count;
        }
    }

    private IEnumerable<string> Tangents(string vector) =>
    [
        .. Directions(vector),
        .. _returns.Select((type, i) => $"{type} t_{i};"),
        .. Outputs.Where(p => p.IsOutput).Select(p => p.IsArray ? $"{p.Type} t_{p.Symbol.Name} = {p.From("null", 0)};" : $"{p.Type} t_{p.Symbol.Name};"),
    ];

    /// <summary>
    /// What a call allocates, if every one does: the JIT may translate a loop anew in the middle of a call, and what it notes of a type is counted
    /// as the caller's.
    /// </summary>
    private static IEnumerable<string> Measured(string call) =>
    [
        call + ";",
        call + ";",
        "long least_ = long.MaxValue;",
        $"for (int call_ = 0; call_ < 3; call_++) {{ long before_ = GC.GetAllocatedBytesForCurrentThread(); {call}; least_ = Math.Min(least_, GC.GetAllocatedBytesForCurrentThread() - before_); }}",
        "return least_;",
    ];
}
