using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>Writes one generated member: documentation, attribute, signature, checks and body.</summary>
internal sealed class MemberEmitter(Declaration declaration, ISet<string> userNames, LibraryNames names)
{
    internal static readonly string Version = typeof(MemberEmitter).Assembly.GetName().Version.ToString(3);

    public void Write(Member member, IndentedWriter writer)
    {
        DocumentationEmitter.Write(member.Documentation, writer);
        writer.WriteLine($"[{names.Type("System.CodeDom.Compiler", "GeneratedCode")}(\"SymbolicGrad\", \"{Version}\")]");
        WriteMethod(member, writer);
        foreach (RangeFunction range in member.Ranges)
        {
            writer.WriteLine("");
            RangeEmitter.Write(range, declaration, userNames, names, writer);
        }
    }

    /// <summary>The signature and the body.</summary>
    public void WriteMethod(Member member, IndentedWriter writer)
    {
        Dictionary<int, Variable> arrays = Arrays(member.Function);
        StatementEmitter emitter = new(member.Function, userNames, names, arrays);
        List<CSharpStatement> checks = new CheckEmitter(emitter.Expressions, names).Emit(member).ToList();
        List<LocalDeclaration> fields = TakeOutFields(member.Function, arrays);
        List<CSharpStatement> body = emitter.EmitBody();
        HashSet<Variable> used = [.. VariablesIn(body)];
        body.InsertRange(0, fields.Where(field => used.Contains(field.Variable)));
        DeclarationPlacer.Place(body);
        NameScope scope = ReservedNames(member);
        NameAssignment.Assign(body, scope);
        IReadOnlyList<LocalFunction> parts = declaration.IsStatic ? Outlining.Run(body, scope, declaration.TypeParameters) : [];

        new SignatureEmitter(declaration, names).Write(member, writer);
        writer.OpenBlock();
        TreePrinter printer = new(writer);
        printer.Print(checks);
        if (checks.Count > 0 && body.Count > 0)
        {
            writer.WriteLine("");
        }

        printer.Print(body);
        foreach (LocalFunction part in parts)
        {
            writer.WriteLine("");
            LineBreaking.Write(part.Head, writer);
            writer.OpenBlock();
            printer.Print(part.Body);
            writer.CloseBlock();
        }

        writer.CloseBlock();
    }

    private Dictionary<int, Variable> Arrays(Function function)
    {
        Dictionary<int, Variable> arrays = [];
        foreach (ArrayParameter parameter in function.Parameters.OfType<ArrayParameter>())
        {
            if (parameter.Array.RowsOf is { } rows)
            {
                arrays.Add(parameter.Array.Id, arrays[rows.Id]);
                continue;
            }

            arrays.Add(parameter.Array.Id, new Variable(names.ArrayType(parameter.Array), NameScope.TextOf(parameter), isParameter: true));
        }

        foreach (Allocate allocate in function.Body.AllStatements.OfType<Allocate>())
        {
            arrays.Add(allocate.Array.Id, new Variable(names.ArrayType(allocate.Array), allocate.Array.Name));
        }

        foreach (View view in function.Body.AllStatements.OfType<View>())
        {
            arrays.Add(view.Array.Id, new Variable(names.ArrayType(view.Array), view.Array.Name));
        }

        return arrays;
    }

    /// <summary>
    /// Spans inside structures are taken out once: a local is what the JIT keeps in registers. Only the checks, which stand
    /// before, name the fields themselves, for their messages.
    /// </summary>
    private List<LocalDeclaration> TakeOutFields(Function function, Dictionary<int, Variable> arrays)
    {
        List<LocalDeclaration> locals = [];
        foreach (ArrayParameter parameter in function.Parameters.OfType<ArrayParameter>().Where(parameter => parameter.Whole is not null))
        {
            if (parameter.Array.RowsOf is { } rows)
            {
                arrays[parameter.Array.Id] = arrays[rows.Id];
                continue;
            }

            Variable local = new(names.ArrayType(parameter.Array), LocalName(parameter));
            locals.Add(new LocalDeclaration(local, new VariableExpression(arrays[parameter.Array.Id])) { IsPreparation = true });
            arrays[parameter.Array.Id] = local;
        }

        return locals;
    }

    /// <summary>w.Ui becomes wUi, _table table, Other.Table table.</summary>
    private static string LocalName(ArrayParameter parameter)
    {
        string name = parameter.IsMember ? parameter.Name.Substring(parameter.WholeName.LastIndexOf('.') + 1).TrimStart('_', '@') : parameter.Name;
        return !parameter.IsMember || name.Length == 0 || !char.IsLetter(name[0]) ? parameter.Name : char.ToLowerInvariant(name[0]) + name.Substring(1);
    }

    private static IEnumerable<Variable> VariablesIn(List<CSharpStatement> block) => block.SelectMany(statement =>
        statement.Expressions.SelectMany(expression => expression.Variables).Concat(statement.Blocks.SelectMany(VariablesIn)));

    /// <summary>What no local may be called: parameters, type parameters, and the types and methods that the body names.</summary>
    private NameScope ReservedNames(Member member)
    {
        NameScope scope = new();
        IEnumerable<string> reserved = member.Function.Parameters.Select(parameter => parameter.WholeName)
            .Concat(declaration.TypeParameters)
            .Concat(names.Used)
            .Concat(member.Checks.Select(check => check.Required).OfType<LengthOfTape>().Select(tape => tape.MemberName));
        foreach (string name in reserved)
        {
            scope.Reserve(name);
        }

        return scope;
    }
}
