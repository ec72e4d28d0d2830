using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>
/// Which values are alive at the same time and so cannot share a variable. Only values that a copy connects to others are
/// looked at, since nothing else wants to share.
/// </summary>
internal sealed class Interference
{
    private readonly InliningPlan _plan;
    private readonly HashSet<int> _tracked;
    private readonly Dictionary<int, HashSet<int>> _edges = [];

    /// <param name="function">The function.</param>
    /// <param name="plan">Where values are evaluated, which is where their operands have to be alive.</param>
    /// <param name="tracked">The ids of the values of interest.</param>
    public Interference(Function function, InliningPlan plan, HashSet<int> tracked)
    {
        _plan = plan;
        _tracked = tracked;

        HashSet<int> live = [];
        AddLeaves(live, function.Body.Yields);
        Visit(function.Body, live);

        // Parameters that are read are all defined at once, by the caller.
        EquatableArray<Value> parameters = function.Parameters.OfType<ScalarParameter>()
            .Where(parameter => parameter.Role != ParameterRole.Output)
            .Select(parameter => parameter.Value)
            .ToEquatableArray();
        DefineTogether(parameters, live);
    }

    public bool Between(int first, int second) => _edges.TryGetValue(first, out HashSet<int>? others) && others.Contains(second);

    /// <summary>Walks a block backwards; <paramref name="live"/> is what is alive at its end and becomes what is alive at its start.</summary>
    private void Visit(Block block, HashSet<int> live)
    {
        for (int i = block.Statements.Count - 1; i >= 0; i--)
        {
            Visit(block.Statements[i], live);
        }
    }

    private void Visit(Statement statement, HashSet<int> live)
    {
        switch (statement)
        {
            case For loop:
                VisitLoop(loop, live);
                break;
            case If branch when !_plan.IsConditional(branch):
                VisitBranch(branch, live);
                break;
            case Call call:
                // A ref argument's variable is set before the arguments are evaluated: it must be none of theirs.
                DefineTogether(call.Results, live);
                HashSet<int> during = [.. live];
                AddLeaves(during, call);
                DefineTogether(call.Results, during);
                AddLeaves(live, call);
                break;
            default:
                EquatableArray<Value> results = statement.Results();
                if (results.Count == 1 && (_plan.IsInlined(results[0]) || _plan.IsUnused(results[0])))
                {
                    // Evaluated elsewhere, or not at all.
                    break;
                }

                DefineTogether(results, live);
                AddLeaves(live, statement);
                break;
        }
    }

    private void VisitBranch(If branch, HashSet<int> live)
    {
        DefineTogether(branch.Results, live);
        HashSet<int> liveInElse = [.. live];
        AddLeaves(live, branch.Then.Yields);
        Visit(branch.Then, live);
        AddLeaves(liveInElse, branch.Else.Yields);
        Visit(branch.Else, liveInElse);
        live.UnionWith(liveInElse);
        AddLeaves(live, [branch.Condition]);
    }

    private void VisitLoop(For loop, HashSet<int> live)
    {
        DefineTogether(loop.Results, live);

        // What the body reads from outside has to survive every iteration, and so do the end and the step.
        HashSet<int> inside = [loop.Index.Id];
        inside.UnionWith(loop.Carried.Select(carried => carried.Entry.Id));
        inside.UnionWith(loop.Body.Statements.SelectMany(nested => nested.AllDefinitions()).Select(value => value.Id));
        foreach (Operand operand in loop.Body.AllOperands())
        {
            _plan.AddLeaves(operand, value =>
            {
                if (!inside.Contains(value.Id))
                {
                    Add(live, value);
                }
            });
        }

        AddLeaves(live, [loop.Range.End, loop.Range.Step]);

        // The index is stepped at the end of each iteration, and then may be all that is left.
        HashSet<int> liveInBody = [.. live];
        Add(liveInBody, loop.Index);
        EquatableArray<Value> defined = loop.Carried.Select(carried => carried.Entry).Where(entry => !entry.Equals(loop.Guard?.Next)).Append(loop.Index).ToEquatableArray();
        AddLeaves(liveInBody, loop.Body.Yields);
        Visit(loop.Body, liveInBody);
        DefineTogether(defined, liveInBody);
        AddLeaves(live, [loop.Range.Start]);
        AddLeaves(live, loop.Carried.Select(carried => carried.Initial));
    }

    private void DefineTogether(EquatableArray<Value> values, HashSet<int> live)
    {
        foreach (Value value in values)
        {
            live.Remove(value.Id);
        }

        for (int i = 0; i < values.Count; i++)
        {
            if (!_tracked.Contains(values[i].Id))
            {
                continue;
            }

            foreach (int other in live)
            {
                Connect(values[i].Id, other);
            }

            for (int j = 0; j < i; j++)
            {
                Connect(values[i].Id, values[j].Id);
            }
        }
    }

    private void AddLeaves(HashSet<int> live, IEnumerable<Operand> operands)
    {
        foreach (Operand operand in operands)
        {
            _plan.AddLeaves(operand, value => Add(live, value));
        }
    }

    private void AddLeaves(HashSet<int> live, Statement statement) => _plan.AddLeaves(statement, value => Add(live, value));

    private void Add(HashSet<int> live, Value value)
    {
        if (_tracked.Contains(value.Id))
        {
            live.Add(value.Id);
        }
    }

    private void Connect(int first, int second)
    {
        EdgesOf(first).Add(second);
        EdgesOf(second).Add(first);
    }

    private HashSet<int> EdgesOf(int id)
    {
        if (!_edges.TryGetValue(id, out HashSet<int>? edges))
        {
            _edges.Add(id, edges = []);
        }

        return edges;
    }
}
