using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>Writes one generated member: documentation, attribute, signature, checks and body.</summary>
internal sealed class MemberEmitter(Declaration declaration, ISet<string> userNames, LibraryNames names)
{
    private static readonly string Version = typeof(MemberEmitter).Assembly.GetName().Version.ToString(3);

    public void Write(Member member, IndentedWriter writer)
    {
        Dictionary<int, Variable> arrays = Arrays(member.Function);
        StatementEmitter emitter = new(member.Function, userNames, names, arrays);
        List<CSharpStatement> checks = new CheckEmitter(emitter.Expressions, names).Emit(member).ToList();
        List<CSharpStatement> body = emitter.EmitBody();
        DeclarationPlacer.Place(body);
        NameAssignment.Assign(body, ReservedNames(member));

        DocumentationEmitter.Write(member.Documentation, writer);
        writer.WriteLine($"[{names.Type("System.CodeDom.Compiler", "GeneratedCode")}(\"SymbolicGrad\", \"{Version}\")]");
        new SignatureEmitter(declaration, names).Write(member, writer);
        writer.OpenBlock();
        TreePrinter printer = new(writer);
        printer.Print(checks);
        if (checks.Count > 0 && body.Count > 0)
        {
            writer.WriteLine("");
        }

        printer.Print(body);
        writer.CloseBlock();
    }

    private Dictionary<int, Variable> Arrays(Function function)
    {
        Dictionary<int, Variable> arrays = [];
        foreach (ArrayParameter parameter in function.Parameters.OfType<ArrayParameter>())
        {
            arrays.Add(parameter.Array.Id, new Variable(names.ArrayType(parameter.Array), NameScope.Escape(parameter.Name), isParameter: true));
        }

        foreach (Allocate allocate in function.Body.AllStatements().OfType<Allocate>())
        {
            arrays.Add(allocate.Array.Id, new Variable(names.ArrayType(allocate.Array), allocate.Array.Name));
        }

        return arrays;
    }

    /// <summary>What no local may be called: parameters, type parameters, and the types and methods that the body names.</summary>
    private NameScope ReservedNames(Member member)
    {
        NameScope scope = new();
        IEnumerable<string> reserved = member.Function.Parameters.Select(parameter => parameter.Name)
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
