using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>Writes a member's signature.</summary>
internal sealed class SignatureEmitter(Declaration declaration, LibraryNames names)
{
    public void Write(Member member, IndentedWriter writer)
    {
        string typeParameters = declaration.TypeParameters.Count == 0 ? "" : $"<{string.Join(", ", declaration.TypeParameters)}>";
        string head = string.Join(" ", new[] { declaration.Accessibility, declaration.IsStatic ? "static" : "", Returns(member.Function.Returns) }
            .Where(part => part.Length > 0)) + $" {member.Name}{typeParameters}(";
        List<string> parameters = member.Function.Parameters.Select(Parameter).ToList();
        string line = head + string.Join(", ", parameters) + ")";
        if (line.Length <= writer.Room)
        {
            writer.WriteLine(line);
        }
        else
        {
            writer.WriteLine(head);
            writer.Indent();
            for (int i = 0; i < parameters.Count; i++)
            {
                writer.WriteLine(parameters[i] + (i < parameters.Count - 1 ? "," : ")"));
            }

            writer.Unindent();
        }

        writer.Indent();
        foreach (string constraint in declaration.Constraints)
        {
            writer.WriteLine(constraint.StartsWith("where ", StringComparison.Ordinal) ? constraint : "where " + constraint);
        }

        writer.Unindent();
    }

    private static string Returns(EquatableArray<ReturnElement> returns)
    {
        if (returns.Count <= 1)
        {
            return returns.Count == 0 ? "void" : returns[0].Type.Name;
        }

        IEnumerable<string> elements = returns.Select(element =>
            element.Name is null ? element.Type.Name : $"{element.Type.Name} {NameScope.Escape(element.Name)}");
        return $"({string.Join(", ", elements)})";
    }

    private string Parameter(Parameter parameter)
    {
        string name = NameScope.Escape(parameter.Name);
        return parameter switch
        {
            ScalarParameter { Role: ParameterRole.Output } scalar => $"out {scalar.Value.Type.Name} {name}",
            ScalarParameter { Role: ParameterRole.InOut } scalar => $"ref {scalar.Value.Type.Name} {name}",
            ScalarParameter scalar => $"{scalar.Value.Type.Name} {name}",
            ArrayParameter array => $"{names.ArrayType(array.Array)} {name}",
            _ => throw new InvalidOperationException($"Unknown parameter {parameter.GetType().Name}."),
        };
    }
}
