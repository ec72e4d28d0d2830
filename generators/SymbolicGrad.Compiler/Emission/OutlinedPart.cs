using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>A statement of a method that may become a function of its own.</summary>
/// <param name="block">The block that it is in.</param>
/// <param name="position">Where in the block.</param>
/// <param name="enclosing">The nearest such statement around it.</param>
/// <param name="canBeHandedOn">Whether a variable can be a parameter.</param>
internal sealed class OutlinedPart(List<CSharpStatement> block, int position, OutlinedPart? enclosing, Func<Variable, bool> canBeHandedOn)
{
    private bool? _canBeFunction;

    /// <summary>The heaviest first, those of one weight by their order.</summary>
    public static IComparer<OutlinedPart> HeaviestFirst { get; } =
        Comparer<OutlinedPart>.Create((a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : a.Order.CompareTo(b.Order));

    /// <summary>The statement, or the call that has been put in its place.</summary>
    public CSharpStatement Statement => block[position];

    /// <summary>What becomes the function: what a condition guards without it, so that nothing is called where it does not hold.</summary>
    private List<CSharpStatement> Content => Statement is IfStatement { Else.Count: 0 } guarded ? guarded.Then : [Statement];

    public OutlinedPart? Enclosing => enclosing;

    /// <summary>By <see cref="InliningWeight"/>.</summary>
    public int Weight { get; set; }

    /// <summary>Its place in the order of the text.</summary>
    public int Order { get; init; }

    /// <summary>
    /// False where it assigns parameters or memory, or where a value that it needs might not have been set. Whatever is taken out of the statement
    /// changes nothing about that.
    /// </summary>
    public bool CanBeFunction => _canBeFunction ??= Examine(out List<Variable> used, out List<Variable> assigned)
        && used.All(canBeHandedOn)
        && assigned.All(variable => !variable.IsParameter && !IsSpan(variable.Type) && IsSetBefore(variable));

    public bool IsWithin(OutlinedPart other) => ReferenceEquals(this, other) || (enclosing?.IsWithin(other) ?? false);

    public static bool IsSpan(string type) => type.IndexOf("Span<", StringComparison.Ordinal) >= 0 || type.IndexOf("Span2D<", StringComparison.Ordinal) >= 0;

    /// <summary>Puts a call in the statement's place.</summary>
    /// <param name="scope">Where the function gets its name.</param>
    public LocalFunction Replace(NameScope scope)
    {
        Examine(out List<Variable> used, out List<Variable> assigned);
        string name = scope.Take(Statement is ForStatement loop ? "Over" + char.ToUpperInvariant(loop.Index.Name.TrimStart('@')[0]) + loop.Index.Name.TrimStart('@').Substring(1) : "Part");
        List<CSharpStatement> body = [.. Content];
        CallExpression call = new(new NameExpression(name), used.Select(variable => (Expression)new VariableExpression(variable)).ToEquatableArray());
        Expression? results = assigned.Count switch
        {
            0 => null,
            1 => new VariableExpression(assigned[0]),
            _ => new TupleExpression(assigned.Select(variable => (Expression)new VariableExpression(variable)).ToEquatableArray()),
        };
        if (results is not null)
        {
            body.Add(new ReturnStatement(results));
        }

        CSharpStatement calling = results is null ? new ExpressionStatement(call) : new Assignment(results, "=", call);
        block[position] = Statement is IfStatement { Else.Count: 0 } guarded ? new IfStatement(guarded.Condition, [calling], []) : calling;
        string type = assigned.Count switch
        {
            0 => "void",
            1 => assigned[0].Type,
            _ => $"({string.Join(", ", assigned.Select(variable => variable.Type))})",
        };
        return new LocalFunction($"static {type} {name}({string.Join(", ", used.Select(variable => $"{variable.Type} {variable.Name}"))})", body);
    }

    /// <param name="used">The variables from outside of the statement that are in it.</param>
    /// <param name="assigned">Those among them that it sets.</param>
    /// <returns>False where it leaves the method or passes references.</returns>
    private bool Examine(out List<Variable> used, out List<Variable> assigned)
    {
        HashSet<Variable> declared = [];
        List<Variable> read = [], set = [];
        bool isPlain = true;
        Content.ForEach(Visit);
        used = [.. read.Distinct().Where(variable => !declared.Contains(variable))];
        assigned = [.. set.Distinct().Where(variable => !declared.Contains(variable))];
        return isPlain;

        void Visit(CSharpStatement statement)
        {
            foreach (Expression expression in statement.Expressions)
            {
                expression.AddVariables(read);
                isPlain &= !HasReference(expression);
            }

            switch (statement)
            {
                case LocalDeclaration declaration:
                    declared.Add(declaration.Variable);
                    break;
                case Assignment assignment:
                    Assign(assignment);
                    break;
                case ForStatement loop:
                    isPlain &= !loop.IsIndexOutside;
                    declared.Add(loop.Index);
                    break;
                case ReturnStatement:
                    isPlain = false;
                    break;
            }

            foreach (CSharpStatement nested in statement.Blocks.SelectMany(nested => nested))
            {
                Visit(nested);
            }
        }

        void Assign(Assignment assignment)
        {
            foreach (Expression target in assignment.FurtherTargets.Append(assignment.Target).SelectMany(target => target is TupleExpression tuple ? tuple.Items.AsEnumerable() : [target]))
            {
                if (target is VariableExpression variable)
                {
                    set.Add(variable.Variable);
                }
            }
        }
    }

    private static bool HasReference(Expression expression) =>
        expression is PrefixExpression { Symbol: "out " or "ref " } || expression.Children.Any(HasReference);

    /// <summary>True where the statement's own block gives the variable a value before, or the declaration does.</summary>
    private bool IsSetBefore(Variable variable)
    {
        for (int i = 0; i < position; i++)
        {
            if (block[i] is LocalDeclaration { Initializer: not null } declaration && ReferenceEquals(declaration.Variable, variable))
            {
                return true;
            }

            if (block[i] is Assignment { Symbol: "=", Target: VariableExpression target } && ReferenceEquals(target.Variable, variable))
            {
                return true;
            }
        }

        return false;
    }
}
