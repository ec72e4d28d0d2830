using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Members;

namespace SymbolicGrad.Compiler.Explanation;

/// <summary>What the XML documentation of a generated member says.</summary>
internal static class MemberDocumentation
{
    public static Documentation For(MemberKind kind, Function member, Function primal, DifferentiableMethod method)
    {
        string name = method.Declaration.MethodName;
        if (kind is MemberKind.Jvp or MemberKind.Hvp or MemberKind.Hessian or MemberKind.Jacobian)
        {
            Documentation documentation = TangentDocumentation.For(kind, member, primal, name);
            return method.Options.Parallel ? documentation with { Remarks = documentation.Remarks.Append("Runs on the calling thread.").ToEquatableArray() } : documentation;
        }

        IReadOnlyDictionary<string, string>? forms = kind is MemberKind.Gradient or MemberKind.Backward or MemberKind.BackwardFromTape
            ? ClosedForms.Of(primal, Upstreams(kind, primal, member))
            : null;
        return new Documentation(
            [Summary(kind, name)],
            OfParameters(member, primal, parameter => Describe(kind, parameter, primal, forms)),
            Returns(kind, name, method),
            Remarks(kind, primal).Concat(FlowDocumentation.For(kind, primal)).Concat(method.Options.Parallel && kind != MemberKind.TapeLength ? ["Workers share the loops over samples: SymbolicGrad.Workers says how many there are."] : []).ToEquatableArray());
    }

    private static IReadOnlyList<string?> Upstreams(MemberKind kind, Function primal, Function member)
    {
        List<string?> upstreams = [];
        foreach (ReturnElement element in primal.Returns)
        {
            string? parameter = member.Parameters.FirstOrDefault(p => p.Name == ParameterNames.Wanted(element) + element.Path)?.Name;
            upstreams.Add(kind == MemberKind.Gradient ? "" : parameter);
        }

        foreach (ScalarParameter output in primal.Parameters.OfType<ScalarParameter>().Where(p => p.Role != ParameterRole.Input))
        {
            upstreams.Add(kind == MemberKind.Gradient ? null : Differentiation.AdjointNames.Of(output.Name));
        }

        return upstreams;
    }

    private static string Summary(MemberKind kind, string name) => kind switch
    {
        MemberKind.Gradient => $"The value L of {name} and its gradient. Gradients are set.",
        MemberKind.Backward => $"The vector–Jacobian product of {name}: for a loss L with the given upstream derivatives, ∂L/∂input for every differentiable input. Gradients are added to.",
        MemberKind.TapeLength => $"How many numbers {name}'s forward pass records for these arguments (an upper bound).",
        MemberKind.Forward => $"Does what {name} does, and records on the tape what the backward pass needs.",
        MemberKind.BackwardFromTape => $"The vector–Jacobian product of {name} from the tape of its forward pass. Gradients are added to.",
        _ => throw new InvalidOperationException($"Unknown member kind {kind}."),
    };

    private static string? Returns(MemberKind kind, string name, DifferentiableMethod method) => kind switch
    {
        MemberKind.Gradient => $"The value of {name}.",
        MemberKind.TapeLength => "The length of the tape, in numbers.",
        MemberKind.Forward when method.Function.Returns.Count > 0 => $"What {name} returns.",
        _ => null,
    };

    /// <summary>What is said of each parameter; of a structure, what is said of its leaves.</summary>
    public static EquatableArray<ParameterDocumentation> OfParameters(Function member, Function primal, Func<Parameter, string> describe) => member.Parameters
        .Where(parameter => !parameter.IsMember)
        .GroupBy(parameter => parameter.WholeName)
        .Select(leaves => new ParameterDocumentation(
            leaves.Key,
            leaves.First().Whole is null ? describe(leaves.First())
            : primal.Parameters.Any(parameter => parameter.WholeName == leaves.Key) ? $"The input {leaves.Key}."
            : string.Join("\n", leaves.Select(describe).Distinct())))
        .ToEquatableArray();

    private static string Describe(MemberKind kind, Parameter parameter, Function primal, IReadOnlyDictionary<string, string>? forms)
    {
        Parameter? original = primal.Parameters.FirstOrDefault(p => p.Name == parameter.Name);
        if (original is not null)
        {
            return original.Role switch
            {
                ParameterRole.Output => $"The output {parameter.Name}.",
                ParameterRole.InOut when kind != MemberKind.Forward => $"The contents of {parameter.Name} before the call.",
                _ => original.IsDifferentiable ? $"The input {parameter.Name}." : $"The input {parameter.Name}, a constant to the derivative.",
            };
        }

        if (primal.Parameters.FirstOrDefault(p => Differentiation.AdjointNames.Of(p.Name) == parameter.Name) is { } differentiated)
        {
            if (differentiated.Role == ParameterRole.Output)
            {
                return $"The upstream ∂L/∂{differentiated.Name}{Shape(parameter, differentiated)}.";
            }

            if (differentiated.Role == ParameterRole.InOut && kind != MemberKind.Gradient)
            {
                return $"On entry ∂L/∂{differentiated.Name} after the call of the method, on return ∂L/∂{differentiated.Name} before it{Shape(parameter, differentiated)}.";
            }

            string form = forms is not null && forms.TryGetValue(differentiated.Name, out string? text) ? $" = {text}" : "";
            string verb = kind == MemberKind.Gradient ? "Set to" : "Increased by";
            return $"{verb} ∂L/∂{differentiated.Name}{form}{Shape(parameter, differentiated)}.";
        }

        return parameter.Name.StartsWith("tape", StringComparison.Ordinal)
            ? "The records, at least as long as the tape-length method says."
            : "The upstream ∂L/∂result.";
    }

    private static string Shape(Parameter parameter, Parameter like) =>
        parameter is ArrayParameter ? $", of the shape of {like.Name}" : "";

    public static IEnumerable<string> Remarks(MemberKind kind, Function primal)
    {
        if (kind is MemberKind.TapeLength or MemberKind.Forward)
        {
            yield break;
        }

        List<string> parts = [];
        foreach (IGrouping<string, Parameter> leaves in primal.Parameters.Where(parameter => parameter is not ArrayParameter { Array.RowsOf: not null }).GroupBy(parameter => parameter.WholeName))
        {
            bool isOne = leaves.Select(RoleOf).Distinct().Count() == 1;
            parts.AddRange(isOne ? [$"{leaves.Key}: {RoleOf(leaves.First())}"] : leaves.Select(leaf => $"{leaf.Name}: {RoleOf(leaf)}"));
        }

        yield return $"Taken as {string.Join(", ", parts)}.";
    }

    private static string RoleOf(Parameter parameter) => parameter switch
    {
        { IsDifferentiable: false } => "constant",
        { Role: ParameterRole.Input } => "input",
        { Role: ParameterRole.Output } => "output",
        _ => "in/out",
    };
}
