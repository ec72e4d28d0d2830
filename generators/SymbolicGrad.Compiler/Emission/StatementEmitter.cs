using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>Turns a function's body into C# statements; declarations and names are added by later steps.</summary>
internal sealed class StatementEmitter
{
    private readonly Function _function;
    private readonly BodyIndex _index;
    private readonly VariableAssignment _assignment;
    private readonly WorkspaceEmitter _workspaces;
    private readonly LibraryNames _names;
    private readonly LaneEmitter _lanes;

    public StatementEmitter(Function function, ISet<string> userNames, LibraryNames names, IReadOnlyDictionary<int, Variable> arrays)
    {
        _function = function;
        _names = names;
        _index = new BodyIndex(function);
        _assignment = VariableAssignment.Create(function, _index, userNames, names);
        Expressions = new ExpressionBuilder(_index, _assignment, names, arrays);
        _workspaces = new WorkspaceEmitter(_assignment, Expressions, names);
        _lanes = new LaneEmitter(Expressions, names);
    }

    public ExpressionBuilder Expressions { get; }

    public List<CSharpStatement> EmitBody()
    {
        List<CSharpStatement> output = [];
        EmitStatements(_function.Body, true, output);
        EmitResults(output);
        return output;
    }

    /// <summary>Sets the out and ref parameters and returns.</summary>
    private void EmitResults(List<CSharpStatement> output)
    {
        ParallelCopy copies = new();
        for (int i = 0; i < _function.Parameters.Count; i++)
        {
            if (_function.Parameters[i] is ScalarParameter { Role: not ParameterRole.Input } parameter)
            {
                Operand final = _function.Body.Yields[_function.YieldIndexOf(i)];
                copies.Add(_assignment.VariableOf(parameter.Value), Expressions.BuildConverted(final), CommentOf(final));
            }
        }

        List<Expression> returned = [];
        for (int i = 0; i < _function.Returns.Count; i++)
        {
            Expression value = Expressions.BuildConverted(_function.Body.Yields[i]);
            if (value.Variables.Any(copies.Targets.Contains))
            {
                // The copies overwrite what it reads.
                ReturnElement element = _function.Returns[i];
                Variable result = new(element.Type.Name, element.Name ?? "result");
                output.Add(new LocalDeclaration(result, value));
                value = new VariableExpression(result);
            }

            returned.Add(value);
        }

        copies.AppendTo(output);
        if (returned.Count > 0)
        {
            output.Add(new ReturnStatement(
                _function.Result is { } result ? Make(result, new Queue<Expression>(returned))
                : returned.Count == 1 ? returned[0]
                : new TupleExpression(returned.ToEquatableArray())));
        }
    }

    /// <summary>A structure of the leaves that come next.</summary>
    private Expression Make(Structure structure, Queue<Expression> leaves)
    {
        EquatableArray<Expression> fields = structure.Fields.Select(field => field.Inner is { } inner ? Make(inner, leaves) : leaves.Dequeue()).ToEquatableArray();
        return structure.Making switch
        {
            Making.Tuple => new TupleExpression(fields),
            Making.Constructor => new NewExpression(_names.StructureType(structure), fields),
            Making.Initializer => new InitializerExpression(
                _names.StructureType(structure), structure.Fields.Select(field => NameScope.Escape(field.Name)).ToEquatableArray(), fields),
            _ => throw new InvalidOperationException($"{structure.Type} cannot be made from outside."),
        };
    }

    private void EmitStatements(Block block, bool isTopLevel, List<CSharpStatement> output)
    {
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case View view:
                    output.Add(_lanes.Declare(view));
                    break;
                case Store { Value.Type.IsVector: true, Array.Element.IsVector: false } or Accumulate { Value.Type.IsVector: true, Array.Element.IsVector: false }:
                    output.Add(_lanes.Write(statement, CommentOf(statement is Store written ? written.Value : ((Accumulate)statement).Value)));
                    break;
                case Store store:
                    output.Add(Operators.Assign(Expressions.Element(store.Array, store.Indices), Expressions.BuildConverted(store.Value), CommentOf(store.Value)));
                    break;
                case Accumulate accumulate:
                    output.Add(Operators.Add(
                        Expressions.Element(accumulate.Array, accumulate.Indices), Expressions.BuildConverted(accumulate.Value), CommentOf(accumulate.Value)));
                    break;
                case Allocate allocate:
                    _workspaces.Emit(allocate, block, isTopLevel, output);
                    break;
                case For loop:
                    EmitLoop(loop, output);
                    break;
                case If branch when !_assignment.Plan.IsConditional(branch):
                    EmitBranch(branch, isTopLevel, output);
                    break;
                case Call call:
                    new CallWriting(Expressions, _assignment, _index, _names).Emit(call, output);
                    break;
                case Kernel { Result: null } kernel:
                    output.Add(new ExpressionStatement(Expressions.BuildKernel(kernel)));
                    break;
                default:
                    EmitDefinition(statement, output);
                    break;
            }
        }
    }

    private void EmitDefinition(Statement statement, List<CSharpStatement> output)
    {
        Value result = statement.Results().Single();
        if (_assignment.Plan.IsInlined(result) || _assignment.Plan.IsUnused(result))
        {
            return;
        }

        Expression source = statement is Compute { Operation.Spelling: Ops.Spelling.Cast } conversion && IsWidening(conversion)
            ? Expressions.Build(conversion.Operands[0])
            : Expressions.BuildDefinition(statement);
        Expression target = _index.UsesOf(result).Count > 0
            ? new VariableExpression(_assignment.VariableOf(result))
            : new NameExpression("_");
        output.Add(Operators.Assign(target, source, result.Meaning));
    }

    private static bool IsWidening(Compute conversion) => ExpressionBuilder.IsImplicit(conversion.Operands[0].Type, conversion.Result.Type);

    private void EmitBranch(If branch, bool isTopLevel, List<CSharpStatement> output)
    {
        List<CSharpStatement> then = EmitBranch(branch.Then, branch.Results, isTopLevel);
        List<CSharpStatement> otherwise = EmitBranch(branch.Else, branch.Results, isTopLevel);
        Expression condition = Expressions.Build(branch.Condition);
        if (then.Count > 0)
        {
            output.Add(new IfStatement(condition, then, otherwise));
        }
        else if (otherwise.Count > 0)
        {
            output.Add(new IfStatement(Operators.Not(condition), otherwise, []));
        }
    }

    private List<CSharpStatement> EmitBranch(Block block, EquatableArray<Value> results, bool isTopLevel)
    {
        List<CSharpStatement> output = [];
        EmitStatements(block, isTopLevel, output);
        ParallelCopy copies = new();
        for (int i = 0; i < results.Count; i++)
        {
            if (_index.UsesOf(results[i]).Count > 0)
            {
                copies.Add(_assignment.VariableOf(results[i]), Expressions.BuildConverted(block.Yields[i]), CommentOf(block.Yields[i]));
            }
        }

        copies.AppendTo(output);
        return output;
    }

    private void EmitLoop(For loop, List<CSharpStatement> output)
    {
        ParallelCopy initials = new();
        ParallelCopy updates = new();
        for (int i = 0; i < loop.Carried.Count; i++)
        {
            Carried carried = loop.Carried[i];
            if (carried.Entry.Equals(loop.Guard?.Next) || (_index.UsesOf(carried.Entry).Count == 0 && _index.UsesOf(loop.Results[i]).Count == 0))
            {
                continue;
            }

            Variable variable = _assignment.VariableOf(carried.Entry);
            Operand yielded = loop.Body.Yields[i];
            initials.Add(variable, Expressions.BuildConverted(carried.Initial), CommentOf(carried.Initial));
            updates.Add(variable, Expressions.BuildConverted(yielded), CommentOf(yielded));
        }

        initials.AppendTo(output);
        List<CSharpStatement> body = [];
        EmitStatements(loop.Body, false, body);
        updates.AppendTo(body);

        EmitHeader(loop, body, output);
    }

    /// <summary>The loop around its emitted body: a for where iterations are counted, else a while.</summary>
    private void EmitHeader(For loop, List<CSharpStatement> body, List<CSharpStatement> output)
    {
        Variable index = _assignment.VariableOf(loop.Index);
        bool isIndexOutside = loop.Guard?.Next is not null;
        Expression start = Expressions.Build(loop.Range.Start);
        Assignment step = Operators.Add(new VariableExpression(index), Expressions.Build(loop.Range.Step));
        if (loop.Range.IsUnbounded && loop.Guard is { } guard)
        {
            Variable running = _assignment.VariableOf(guard.Running);
            if (isIndexOutside)
            {
                output.Add(Operators.Assign(new VariableExpression(index), start, null));
                body.Add(step);
            }

            output.Add(!isIndexOutside && _index.UsesOf(loop.Index).Count > 0 ? new ForStatement(index, start, new VariableExpression(running), step, body)
                : _index.UsesOf(loop.Results[loop.PositionOf(guard.Running)]).Count > 0 ? new WhileStatement(new VariableExpression(running), body)
                : LoopConditions.Write(running, body, output));
            return;
        }

        string comparison = loop.Range.Comparison switch
        {
            LoopComparison.Less => "<",
            LoopComparison.LessOrEqual => "<=",
            LoopComparison.Greater => ">",
            LoopComparison.GreaterOrEqual => ">=",
            _ => throw new InvalidOperationException($"Unknown comparison {loop.Range.Comparison}."),
        };
        Expression condition = Operators.Infix(new VariableExpression(index), comparison, 7, Expressions.Build(loop.Range.End));
        if (loop.Guard is { } early)
        {
            condition = Operators.Infix(condition, "&&", 2, new VariableExpression(_assignment.VariableOf(early.Running)));
        }

        output.Add(new ForStatement(index, start, condition, step, body) { IsIndexOutside = isIndexOutside });
    }

    /// <summary>What is said of a value that has no statement of its own.</summary>
    private string? CommentOf(Operand operand) => operand is Value value && _assignment.Plan.IsInlined(value) ? value.Meaning : null;
}
