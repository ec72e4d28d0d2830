namespace SymbolicGrad.Compiler.Emission;

/// <summary>Declares each local in the innermost block that holds all its uses, at its first assignment where that is possible.</summary>
internal sealed class DeclarationPlacer
{
    private readonly Dictionary<List<CSharpStatement>, HashSet<Variable>> _mentionedInBlock = [];
    private readonly Dictionary<CSharpStatement, HashSet<Variable>> _mentionedByStatement = [];

    private DeclarationPlacer()
    {
    }

    public static void Place(List<CSharpStatement> body)
    {
        DeclarationPlacer placer = new();
        HashSet<Variable> declared = [];
        FindDeclared(body, declared);
        List<Variable> locals = placer.MentionedIn(body).Where(variable => !variable.IsParameter && !declared.Contains(variable)).ToList();
        placer.Place(body, locals);
    }

    private static void FindDeclared(List<CSharpStatement> block, HashSet<Variable> declared)
    {
        foreach (CSharpStatement statement in block)
        {
            if (statement is LocalDeclaration declaration)
            {
                declared.Add(declaration.Variable);
            }
            else if (statement is ForStatement { IsIndexOutside: false } loop)
            {
                declared.Add(loop.Index);
            }

            foreach (List<CSharpStatement> nested in statement.Blocks)
            {
                FindDeclared(nested, declared);
            }
        }
    }

    private void Place(List<CSharpStatement> block, IReadOnlyList<Variable> locals)
    {
        Dictionary<List<CSharpStatement>, List<Variable>> inner = [];
        Dictionary<CSharpStatement, List<Variable>> here = [];
        Dictionary<Variable, (CSharpStatement First, bool IsOnly)> users = [];
        foreach (CSharpStatement statement in block)
        {
            foreach (Variable mentioned in MentionedBy(statement))
            {
                users[mentioned] = users.TryGetValue(mentioned, out (CSharpStatement First, bool) known) ? (known.First, false) : (statement, true);
            }
        }

        foreach (Variable local in locals)
        {
            (CSharpStatement first, bool isOnly) = users[local];
            if (isOnly && OnlyBlockFor(first, local) is { } nested)
            {
                ListOf(inner, nested).Add(local);
            }
            else
            {
                ListOf(here, first).Add(local);
            }
        }

        foreach (KeyValuePair<List<CSharpStatement>, List<Variable>> nested in inner)
        {
            Place(nested.Key, nested.Value);
        }

        for (int i = block.Count - 1; i >= 0; i--)
        {
            if (here.TryGetValue(block[i], out List<Variable>? starting))
            {
                Declare(block, i, starting);
            }
        }
    }

    private static void Declare(List<CSharpStatement> block, int position, List<Variable> locals)
    {
        foreach (Variable local in locals)
        {
            if (block[position] is Assignment { Symbol: "=", Target: VariableExpression { Variable: var target } } assignment
                && ReferenceEquals(target, local) && !assignment.Source.Variables.Contains(local))
            {
                block[position] = new LocalDeclaration(local, assignment.Source) { Comment = assignment.Comment };
                continue;
            }

            block.Insert(position, new LocalDeclaration(local, null));
            position++;
        }
    }

    private List<CSharpStatement>? OnlyBlockFor(CSharpStatement statement, Variable local)
    {
        if (statement.Expressions.Any(expression => expression.Variables.Contains(local)))
        {
            return null;
        }

        List<List<CSharpStatement>> users = statement.Blocks.Where(block => MentionedIn(block).Contains(local)).ToList();
        return users.Count == 1 ? users[0] : null;
    }

    /// <summary>In program order, which is the order in which variables are declared where one statement needs several.</summary>
    private HashSet<Variable> MentionedBy(CSharpStatement statement)
    {
        if (!_mentionedByStatement.TryGetValue(statement, out HashSet<Variable>? mentioned))
        {
            mentioned = [];
            foreach (Expression expression in statement.Expressions)
            {
                expression.AddVariables(mentioned);
            }

            foreach (List<CSharpStatement> nested in statement.Blocks)
            {
                mentioned.UnionWith(MentionedIn(nested));
            }

            _mentionedByStatement.Add(statement, mentioned);
        }

        return mentioned;
    }

    private HashSet<Variable> MentionedIn(List<CSharpStatement> block)
    {
        if (!_mentionedInBlock.TryGetValue(block, out HashSet<Variable>? mentioned))
        {
            mentioned = [];
            foreach (CSharpStatement statement in block)
            {
                mentioned.UnionWith(MentionedBy(statement));
            }

            _mentionedInBlock.Add(block, mentioned);
        }

        return mentioned;
    }

    private static List<Variable> ListOf<TKey>(Dictionary<TKey, List<Variable>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out List<Variable>? list))
        {
            lists.Add(key, list = []);
        }

        return list;
    }
}
