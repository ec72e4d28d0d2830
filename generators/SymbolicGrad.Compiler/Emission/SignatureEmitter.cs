using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>Writes a member's signature.</summary>
internal sealed class SignatureEmitter(Declaration declaration, LibraryNames names)
{
    private static readonly LibraryNames ShortNames = new(new Declaration(null, [], "", true, "", [], [], ""));

    /// <summary>Return type, name and parameters on one line: what a declaration of the member has to say.</summary>
    public static string Text(Function function, EquatableArray<string> typeParameters) =>
        $"{Returns(function.Returns)} {Head(function.Name, typeParameters)}{string.Join(", ", function.Parameters.Select(parameter => Parameter(parameter, ShortNames)))})";

    private static string Head(string name, EquatableArray<string> typeParameters) =>
        $"{name}{(typeParameters.Count == 0 ? "" : $"<{string.Join(", ", typeParameters)}>")}(";

    public void Write(Member member, IndentedWriter writer)
    {
        string head = $"{Modifiers(member)} {Returns(member.Function.Returns)} {Head(member.Name, declaration.TypeParameters)}".TrimStart();
        List<string> parameters = member.Function.Parameters.Select(parameter => Parameter(parameter, names)).ToList();
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

    /// <summary>A member that the user has declared is implemented under its own modifiers.</summary>
    private string Modifiers(Member member)
    {
        if (declaration.DeclaredMembers.Count > 0)
        {
            string signature = Text(member.Function, declaration.TypeParameters);
            if (declaration.DeclaredMembers.FirstOrDefault(declared => declared.Signature == signature) is { } declared)
            {
                return (declared.Modifiers + " partial").TrimStart();
            }
        }

        return declaration.IsStatic ? declaration.Accessibility + " static" : declaration.Accessibility;
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

    private static string Parameter(Parameter parameter, LibraryNames names)
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
