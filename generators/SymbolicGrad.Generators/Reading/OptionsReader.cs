using Microsoft.CodeAnalysis;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Generators.Reading;

/// <summary>The arguments of <c>[Differentiable]</c>.</summary>
internal static class OptionsReader
{
    private const int Taped = 1, Jvp = 2, Hvp = 4, Hessian = 8, Jacobian = 16;

    public static DerivativeOptions Read(IMethodSymbol method, AttributeData attribute)
    {
        int flags = attribute.ConstructorArguments is [{ Value: int stated }] ? stated : 0;
        // Declaring a member asks for it.
        foreach (IMethodSymbol declared in DeclaredMembers.Of(method))
        {
            flags |= DeclaredMembers.KindOf(declared, method) switch
            {
                MemberKind.Jvp => Jvp,
                MemberKind.Hvp => Hvp,
                MemberKind.Hessian => Hessian,
                MemberKind.Jacobian => Jacobian,
                MemberKind.TapeLength or MemberKind.Forward => Taped,
                _ => 0,
            };
        }

        return new DerivativeOptions(
            (flags & Taped) != 0,
            (flags & Jvp) != 0,
            (flags & Hvp) != 0,
            (flags & Hessian) != 0,
            (flags & Jacobian) != 0,
            Named(attribute, "Reassociate", true),
            Named(attribute, "Parallel", false))
        {
            Checkpoint = ParameterAttributes.Has(method, "CheckpointAttribute"),
        };
    }

    private static bool Named(AttributeData attribute, string name, bool otherwise) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value as bool? ?? otherwise;
}
