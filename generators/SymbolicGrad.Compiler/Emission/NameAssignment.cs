namespace SymbolicGrad.Compiler.Emission;

/// <summary>Gives every local its name, in program order, so that the first to ask for a name gets it.</summary>
internal static class NameAssignment
{
    public static void Assign(List<CSharpStatement> block, NameScope scope)
    {
        foreach (CSharpStatement statement in block)
        {
            switch (statement)
            {
                case LocalDeclaration declaration:
                    declaration.Variable.Name = scope.Take(declaration.Variable.PreferredName);
                    break;
                case ForStatement loop:
                    NameScope inside = scope.Nested();
                    if (!loop.IsIndexOutside)
                    {
                        loop.Index.Name = inside.Take(loop.Index.PreferredName);
                    }

                    Assign(loop.Body, inside);
                    break;
                default:
                    foreach (List<CSharpStatement> nested in statement.Blocks)
                    {
                        Assign(nested, scope.Nested());
                    }

                    break;
            }
        }
    }
}
