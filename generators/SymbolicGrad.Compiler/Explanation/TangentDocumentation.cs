using SymbolicGrad.Compiler.Differentiation;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Explanation;

/// <summary>What the XML documentation of the members of forward mode and of second order says.</summary>
internal static class TangentDocumentation
{
    public static Documentation For(MemberKind kind, Function member, Function primal, string name) => new(
        [Summary(kind, name)],
        MemberDocumentation.OfParameters(member, primal, parameter => Describe(kind, parameter, member, primal)),
        kind is MemberKind.Jvp or MemberKind.Jacobian && primal.Returns.Count > 0 ? $"What {name} returns." : null,
        MemberDocumentation.Remarks(kind, primal).Concat(Order(kind, primal)).ToEquatableArray());

    private static string Summary(MemberKind kind, string name) => kind switch
    {
        MemberKind.Jvp => $"Does what {name} does, and gives the tangent of each output: the Jacobian of {name} times the direction that the tangents of the inputs state.",
        MemberKind.Hvp => $"The Hessian of {name} times a direction. The products are set.",
        MemberKind.Hessian => $"All second derivatives of {name}. The Hessian is set.",
        MemberKind.Jacobian => $"Does what {name} does, and sets the Jacobian: the derivative of each output by each input.",
        _ => throw new InvalidOperationException($"{kind} is no member of forward mode or of second order."),
    };

    private static string Describe(MemberKind kind, Parameter parameter, Function member, Function primal)
    {
        if (primal.Parameters.FirstOrDefault(p => p.Name == parameter.Name) is { } original)
        {
            return original.Role switch
            {
                ParameterRole.Output => $"The output {parameter.Name}.",
                ParameterRole.InOut when kind is MemberKind.Hvp or MemberKind.Hessian => $"The contents of {parameter.Name} before the call.",
                _ => original.IsDifferentiable ? $"The input {parameter.Name}." : $"The input {parameter.Name}, a constant to the derivative.",
            };
        }

        if (kind is MemberKind.Hessian or MemberKind.Jacobian)
        {
            return kind == MemberKind.Hessian
                ? "Set to ∂²L/∂u∂v, row-major: u and v run through the differentiable inputs in their order."
                : "Set to ∂output/∂input, row-major: outputs in their order by differentiable inputs in their order.";
        }

        if (primal.Parameters.FirstOrDefault(p => TangentNames.Of(p.Name) == parameter.Name) is { } varied)
        {
            string shape = parameter is ArrayParameter ? $", of the shape of {varied.Name}" : "";
            return varied.Role switch
            {
                ParameterRole.Output => $"Set to the tangent of {varied.Name}{shape}.",
                ParameterRole.InOut when kind == MemberKind.Jvp => $"On entry the direction in {varied.Name}, on return the tangent of its final value{shape}.",
                _ => $"The direction in {varied.Name}{shape}.",
            };
        }

        if (kind == MemberKind.Hvp && primal.Parameters.FirstOrDefault(p => TangentNames.OfProduct(p.Name) == parameter.Name) is { } row)
        {
            List<string> terms = primal.Parameters
                .Where(p => p is { IsDifferentiable: true, Role: not ParameterRole.Output })
                .Select(p => $"∂²L/∂{row.Name}∂{p.Name}·{TangentNames.Of(p.Name)}")
                .ToList();
            return $"Set to {string.Join(" + ", terms)}{(parameter is ArrayParameter ? $", of the shape of {row.Name}" : "")}.";
        }

        return primal.Returns.FirstOrDefault(element => element.Name is not null && TangentNames.Of(element.Name) == parameter.Name) is { } element
            ? $"Set to the tangent of {element.Name}."
            : "Set to the tangent of the result.";
    }

    private static IEnumerable<string> Order(MemberKind kind, Function primal)
    {
        if (kind is not (MemberKind.Hessian or MemberKind.Jacobian))
        {
            yield break;
        }

        IEnumerable<string> inputs = primal.Parameters.Where(p => p is { IsDifferentiable: true, Role: not ParameterRole.Output }).Select(p => p.Name);
        string columns = string.Join(", ", inputs);
        if (kind == MemberKind.Hessian)
        {
            yield return $"Rows and columns: {columns}.";
            yield break;
        }

        IEnumerable<string> rows = primal.Returns.Where(element => element.Type.IsFloating).Select(element => element.Name ?? "result")
            .Concat(primal.Parameters.Where(p => p is { IsDifferentiable: true, Role: not ParameterRole.Input }).Select(p => p.Name));
        yield return $"Rows: {string.Join(", ", rows)}. Columns: {columns}.";
    }
}
