using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>A part of a method as a function of its own inside of it.</summary>
/// <param name="Head">Return type, name and parameters.</param>
/// <param name="Body">What it does.</param>
internal sealed record LocalFunction(string Head, List<CSharpStatement> Body);

/// <summary>
/// Splits a method that the JIT would not inline all of (<see cref="InliningWeight"/>): loops become local functions of what they use, the largest
/// that is short enough first, until the rest is. What a part assigns of the method's variables it returns.
/// </summary>
/// <remarks>
/// The other way is to keep the library's vector functions out of line. Then every method pays for it, the short ones as well, since C# cannot
/// say it at the call.
/// </remarks>
internal sealed class Outlining
{
    /// <summary>What the JIT takes, less what the estimate may be wrong by.</summary>
    private const int Limit = 420;

    /// <summary>Smaller parts are not worth a call.</summary>
    private const int SmallestPart = 60;

    private readonly List<LocalFunction> _functions = [];
    private readonly List<CSharpStatement> _body;
    private readonly NameScope _scope;
    private readonly HashSet<string> _scalars = ["bool", "int", "long", "float", "double"];

    private Outlining(List<CSharpStatement> body, NameScope scope, IEnumerable<string> typeParameters)
    {
        (_body, _scope) = (body, scope);
        _scalars.UnionWith(typeParameters);
    }

    /// <param name="body">The method's body, whose variables have their names. Its parts are replaced by calls.</param>
    /// <param name="scope">The names of the method's own scope.</param>
    /// <param name="typeParameters">The method's type parameters.</param>
    /// <returns>The functions that the body calls from now on.</returns>
    public static IReadOnlyList<LocalFunction> Run(List<CSharpStatement> body, NameScope scope, IEnumerable<string> typeParameters)
    {
        Outlining outlining = new(body, scope, typeParameters);
        while (InliningWeight.Of(body) > Limit && outlining.TakeOut())
        {
        }

        return outlining._functions;
    }

    private bool TakeOut()
    {
        Part? best = null;
        int longest = Limit;
        Visit(_body);
        if (best is null)
        {
            // A part that is too long is better apart from the rest all the same.
            longest = InliningWeight.Of(_body) - SmallestPart;
            Visit(_body);
        }

        if (best is null)
        {
            return false;
        }

        _functions.Add(best.Replace(_scope));
        return true;

        bool IsBetter(int weight) => best is null || (longest == Limit ? weight > best.Weight : weight < best.Weight && weight > Limit);

        void Visit(List<CSharpStatement> block)
        {
            for (int i = 0; i < block.Count; i++)
            {
                int weight = block[i] is ForStatement or WhileStatement or DoStatement or IfStatement ? InliningWeight.Of(block[i]) : 0;
                if (weight >= SmallestPart && weight <= longest && IsBetter(weight) && Part.Of(block, i, weight, CanBeHandedOn) is { } part)
                {
                    best = part;
                }

                foreach (List<CSharpStatement> nested in block[i].Blocks)
                {
                    Visit(nested);
                }
            }
        }
    }

    /// <summary>Numbers, vectors of them and memory; what keeps account of memory (a workspace, records that grow) has one place.</summary>
    private bool CanBeHandedOn(Variable variable) =>
        variable.Name.IndexOf('.') < 0
        && (_scalars.Contains(variable.Type) || variable.Type.EndsWith("]", StringComparison.Ordinal) || IsVectorType(variable.Type) || IsSpan(variable.Type));

    private static bool IsVectorType(string type) => type.StartsWith("Vector<", StringComparison.Ordinal) || type.StartsWith("global::System.Numerics.Vector<", StringComparison.Ordinal);

    private static bool IsSpan(string type) => type.IndexOf("Span<", StringComparison.Ordinal) >= 0 || type.IndexOf("Span2D<", StringComparison.Ordinal) >= 0;

    /// <summary>A statement that can be a function.</summary>
    private sealed class Part
    {
        private readonly List<CSharpStatement> _block;
        private readonly int _position;
        private readonly List<Variable> _used;
        private readonly List<Variable> _assigned;

        private Part(List<CSharpStatement> block, int position, int weight, List<Variable> used, List<Variable> assigned) =>
            (_block, _position, Weight, _used, _assigned) = (block, position, weight, used, assigned);

        public int Weight { get; }

        /// <summary>The part; null where it assigns parameters or memory, or where a value that it needs might not have been set.</summary>
        public static Part? Of(List<CSharpStatement> block, int position, int weight, Func<Variable, bool> canBeHandedOn)
        {
            HashSet<Variable> declared = [];
            List<Variable> used = [], assigned = [];
            bool isPlain = true;
            Visit(block[position]);
            used = [.. used.Distinct().Where(variable => !declared.Contains(variable))];
            assigned = [.. assigned.Distinct().Where(variable => !declared.Contains(variable))];
            bool isPossible = isPlain
                && used.All(canBeHandedOn)
                && assigned.All(variable => !variable.IsParameter && !IsSpan(variable.Type) && IsSetBefore(variable, block, position));
            return isPossible ? new Part(block, position, weight, used, assigned) : null;

            void Visit(CSharpStatement statement)
            {
                foreach (Expression expression in statement.Expressions)
                {
                    expression.AddVariables(used);
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
                        assigned.Add(variable.Variable);
                    }
                }
            }
        }

        /// <summary>Puts a call in the part's place.</summary>
        public LocalFunction Replace(NameScope scope)
        {
            CSharpStatement statement = _block[_position];
            string name = scope.Take(statement is ForStatement loop ? "Over" + char.ToUpperInvariant(loop.Index.Name.TrimStart('@')[0]) + loop.Index.Name.TrimStart('@').Substring(1) : "Part");
            List<CSharpStatement> body = [statement];
            CallExpression call = new(new NameExpression(name), _used.Select(variable => (Expression)new VariableExpression(variable)).ToEquatableArray());
            Expression? results = _assigned.Count switch
            {
                0 => null,
                1 => new VariableExpression(_assigned[0]),
                _ => new TupleExpression(_assigned.Select(variable => (Expression)new VariableExpression(variable)).ToEquatableArray()),
            };
            if (results is not null)
            {
                body.Add(new ReturnStatement(results));
            }

            _block[_position] = results is null ? new ExpressionStatement(call) : new Assignment(results, "=", call);
            string type = _assigned.Count switch
            {
                0 => "void",
                1 => _assigned[0].Type,
                _ => $"({string.Join(", ", _assigned.Select(variable => variable.Type))})",
            };
            return new LocalFunction($"static {type} {name}({string.Join(", ", _used.Select(variable => $"{variable.Type} {variable.Name}"))})", body);
        }

        private static bool HasReference(Expression expression) =>
            expression is PrefixExpression { Symbol: "out " or "ref " } || expression.Children.Any(HasReference);

        /// <summary>True where the part's own block gives the variable a value before, or the declaration does.</summary>
        private static bool IsSetBefore(Variable variable, List<CSharpStatement> block, int position)
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
}
