using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>Writes the type SGradient of a struct S.</summary>
public static class GradientTypeEmitter
{
    /// <summary>The file's text: the type, in the struct's namespace and containing types.</summary>
    public static string Emit(GradientType type)
    {
        LibraryNames names = new(type.Declaration);
        IndentedWriter body = new();
        FileEmitter.OpenTypes(type.Declaration, body);
        body.WriteLine("/// <summary>");
        body.WriteLine($"/// The derivative of a loss by each field of {type.Of}.");
        body.WriteLine("/// </summary>");
        body.WriteLine($"[{names.Type("System.CodeDom.Compiler", "GeneratedCode")}(\"SymbolicGrad\", \"{MemberEmitter.Version}\")]");
        string parameters = type.Declaration.TypeParameters.Count == 0 ? "" : $"<{string.Join(", ", type.Declaration.TypeParameters)}>";
        body.WriteLine($"{type.Declaration.Accessibility}{(type.IsByReference ? " ref" : "")} partial struct {type.Declaration.MethodName}{parameters}");
        body.Indent();
        foreach (string constraint in type.Declaration.Constraints)
        {
            body.WriteLine(constraint);
        }

        body.Unindent();
        body.OpenBlock();
        for (int i = 0; i < type.Fields.Count; i++)
        {
            GradientField field = type.Fields[i];
            string fieldType = field.Scalar is { } scalar ? scalar.Name
                : field.Memory is { } memory ? names.ArrayType(memory)
                : names.StructureType(field.Inner!);
            body.WriteLine(i == 0 ? $"/// <summary>∂L/∂{field.Name}</summary>" : "");
            if (i > 0)
            {
                body.WriteLine($"/// <summary>∂L/∂{field.Name}</summary>");
            }

            body.WriteLine($"public {fieldType} {NameScope.Escape(field.Name)};");
        }

        body.CloseBlock();
        FileEmitter.CloseTypes(type.Declaration, body);
        return FileEmitter.WithHead(type.Declaration, names, body);
    }
}
