using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>Writes a member's signature.</summary>
internal sealed class SignatureEmitter(Declaration declaration, LibraryNames names)
{
    private static readonly LibraryNames ShortNames = new(new Declaration(null, [], "", true, "", [], [], ""));

    /// <summary>Return type, name and parameters on one line: what a declaration of the member has to say.</summary>
    public static string Text(Function function, EquatableArray<string> typeParameters) =>
        $"{Returns(function, ShortNames)} {Head(function.Name, typeParameters)}{string.Join(", ", Parameters(function, ShortNames))})";

    private static string Head(string name, EquatableArray<string> typeParameters) =>
        $"{name}{(typeParameters.Count == 0 ? "" : $"<{string.Join(", ", typeParameters)}>")}(";

    public void Write(Member member, IndentedWriter writer)
    {
        string head = $"{Modifiers(member)} {Returns(member.Function, names)} {Head(member.Name, declaration.TypeParameters)}".TrimStart();
        List<string> parameters = Parameters(member.Function, names);
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

    /// <summary>Leaves of one structure are one parameter; members of the method's type are none.</summary>
    private static List<string> Parameters(Function function, LibraryNames names) => function.Parameters
        .Where(parameter => !parameter.IsMember)
        .GroupBy(parameter => parameter.WholeName)
        .Select(leaves => Parameter(leaves.First(), names))
        .ToList();

    private static string Returns(Function function, LibraryNames names)
    {
        EquatableArray<ReturnElement> returns = function.Returns;
        if (function.Result is { } result)
        {
            return names.StructureType(result);
        }

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
        string name = NameScope.Escape(parameter.WholeName);
        return parameter switch
        {
            { Whole: { } whole } => $"{Modifier(whole.Passing)}{names.StructureType(whole.Structure)} {name}",
            ScalarParameter { Role: ParameterRole.Output } scalar => $"out {scalar.Value.Type.Name} {name}",
            ScalarParameter { Role: ParameterRole.InOut } scalar => $"ref {scalar.Value.Type.Name} {name}",
            ScalarParameter scalar => $"{scalar.Value.Type.Name} {name}",
            ArrayParameter array => $"{names.ArrayType(array.Array)} {name}",
            _ => throw new InvalidOperationException($"Unknown parameter {parameter.GetType().Name}."),
        };
    }

    private static string Modifier(Passing passing) => passing switch
    {
        Passing.Value => "",
        Passing.In => "in ",
        Passing.Ref => "ref ",
        Passing.Out => "out ",
        _ => throw new InvalidOperationException($"Unknown passing {passing}."),
    };
}
