using System.Collections;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>
/// Which values are alive at the same time and so cannot share a variable. Only values that a copy connects to others are
/// looked at, since nothing else wants to share.
/// </summary>
internal sealed class Interference
{
    private readonly InliningPlan _plan;

    // Sets of values are sets of bits, since in a long method each definition meets all that the reverse sweep still needs.
    private readonly Dictionary<int, int> _tracked;
    private readonly BitArray[] _edges;

    /// <param name="function">The function.</param>
    /// <param name="plan">Where values are evaluated, which is where their operands have to be alive.</param>
    /// <param name="tracked">The ids of the values of interest.</param>
    public Interference(Function function, InliningPlan plan, HashSet<int> tracked)
    {
        _plan = plan;
        _tracked = tracked.Select((id, i) => (Id: id, Index: i)).ToDictionary(value => value.Id, value => value.Index);
        _edges = new BitArray[_tracked.Count];

        BitArray live = new(_tracked.Count);
        AddLeaves(live, function.Body.Yields);
        Visit(function.Body, live);

        // Parameters that are read are all defined at once, by the caller.
        EquatableArray<Value> parameters = function.Parameters.OfType<ScalarParameter>()
            .Where(parameter => parameter.Role != ParameterRole.Output)
            .Select(parameter => parameter.Value)
            .ToEquatableArray();
        DefineTogether(parameters, live);
    }

    public bool Between(int first, int second) =>
        _tracked.TryGetValue(first, out int left) && _tracked.TryGetValue(second, out int right) && ((_edges[left]?[right] ?? false) || (_edges[right]?[left] ?? false));

    /// <summary>Walks a block backwards; <paramref name="live"/> is what is alive at its end and becomes what is alive at its start.</summary>
    private void Visit(Block block, BitArray live)
    {
        for (int i = block.Statements.Count - 1; i >= 0; i--)
        {
            Visit(block.Statements[i], live);
        }
    }

    private void Visit(Statement statement, BitArray live)
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
                BitArray during = new(live);
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

    private void VisitBranch(If branch, BitArray live)
    {
        DefineTogether(branch.Results, live);
        BitArray liveInElse = new(live);
        AddLeaves(live, branch.Then.Yields);
        Visit(branch.Then, live);
        AddLeaves(liveInElse, branch.Else.Yields);
        Visit(branch.Else, liveInElse);
        live.Or(liveInElse);
        AddLeaves(live, [branch.Condition]);
    }

    private void VisitLoop(For loop, BitArray live)
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
        BitArray liveInBody = new(live);
        Add(liveInBody, loop.Index);
        EquatableArray<Value> defined = loop.Carried.Select(carried => carried.Entry).Where(entry => !entry.Equals(loop.Guard?.Next)).Append(loop.Index).ToEquatableArray();
        AddLeaves(liveInBody, loop.Body.Yields);
        Visit(loop.Body, liveInBody);
        DefineTogether(defined, liveInBody);
        AddLeaves(live, [loop.Range.Start]);
        AddLeaves(live, loop.Carried.Select(carried => carried.Initial));
    }

    private void DefineTogether(EquatableArray<Value> values, BitArray live)
    {
        foreach (Value value in values)
        {
            if (_tracked.TryGetValue(value.Id, out int index))
            {
                live[index] = false;
            }
        }

        for (int i = 0; i < values.Count; i++)
        {
            if (!_tracked.TryGetValue(values[i].Id, out int index))
            {
                continue;
            }

            BitArray edges = _edges[index] ??= new BitArray(_tracked.Count);
            edges.Or(live);
            for (int j = 0; j < i; j++)
            {
                if (_tracked.TryGetValue(values[j].Id, out int other))
                {
                    edges[other] = true;
                }
            }
        }
    }

    private void AddLeaves(BitArray live, IEnumerable<Operand> operands)
    {
        foreach (Operand operand in operands)
        {
            _plan.AddLeaves(operand, value => Add(live, value));
        }
    }

    private void AddLeaves(BitArray live, Statement statement) => _plan.AddLeaves(statement, value => Add(live, value));

    private void Add(BitArray live, Value value)
    {
        if (_tracked.TryGetValue(value.Id, out int index))
        {
            live[index] = true;
        }
    }
}
