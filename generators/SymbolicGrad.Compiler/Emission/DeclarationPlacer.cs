namespace SymbolicGrad.Compiler.Emission;

/// <summary>Declares each local in the innermost block that holds all its uses, at its first assignment where that is possible.</summary>
internal sealed class DeclarationPlacer
{
    /// <summary>For each local the first statement that mentions it, among those of the innermost block that holds all of them.</summary>
    private readonly Dictionary<Variable, Position> _first = [];
    private readonly HashSet<Variable> _declared = [];
    private readonly List<Variable> _mentioned = [];

    /// <summary>In program order, which is the order in which variables are declared where one statement needs several.</summary>
    private readonly List<Variable> _locals = [];

    private DeclarationPlacer()
    {
    }

    public static void Place(List<CSharpStatement> body)
    {
        DeclarationPlacer placer = new();
        placer.Visit(body, holder: null);
        foreach (IGrouping<List<CSharpStatement>, Variable> block in placer._locals.Where(local => !placer._declared.Contains(local)).GroupBy(local => placer._first[local].Block))
        {
            placer.Declare(block.Key, block);
        }
    }

    /// <summary>A statement, and the one whose block it is in.</summary>
    private sealed record Position(CSharpStatement Statement, List<CSharpStatement> Block, Position? Holder)
    {
        public int Depth { get; } = Holder is null ? 0 : Holder.Depth + 1;
    }

    private void Visit(List<CSharpStatement> block, Position? holder)
    {
        foreach (CSharpStatement statement in block)
        {
            Position position = new(statement, block, holder);
            if (statement is LocalDeclaration declaration)
            {
                _declared.Add(declaration.Variable);
            }
            else if (statement is ForStatement { IsIndexOutside: false } loop)
            {
                _declared.Add(loop.Index);
            }

            _mentioned.Clear();
            foreach (Expression expression in statement.Expressions)
            {
                expression.AddVariables(_mentioned);
            }

            foreach (Variable variable in _mentioned)
            {
                Mention(variable, position);
            }

            foreach (List<CSharpStatement> nested in statement.Blocks)
            {
                Visit(nested, position);
            }
        }
    }

    /// <summary>Widens the block of a local to the innermost one that also holds the statement.</summary>
    private void Mention(Variable variable, Position position)
    {
        if (variable.IsParameter)
        {
            return;
        }

        if (!_first.TryGetValue(variable, out Position? first))
        {
            _first.Add(variable, position);
            _locals.Add(variable);
            return;
        }

        Position known = first;
        while (!ReferenceEquals(first.Block, position.Block))
        {
            // What is deeper cannot be the block that holds both; of two at one depth neither is.
            (first, position) = first.Depth > position.Depth ? (first.Holder!, position)
                : first.Depth < position.Depth ? (first, position.Holder!)
                : (first.Holder!, position.Holder!);
        }

        if (!ReferenceEquals(first, known))
        {
            _first[variable] = first;
        }
    }

    private void Declare(List<CSharpStatement> block, IEnumerable<Variable> locals)
    {
        ILookup<CSharpStatement, Variable> starting = locals.ToLookup(local => _first[local].Statement);
        for (int i = block.Count - 1; i >= 0; i--)
        {
            Declare(block, i, starting[block[i]]);
        }
    }

    private static void Declare(List<CSharpStatement> block, int position, IEnumerable<Variable> locals)
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
}
