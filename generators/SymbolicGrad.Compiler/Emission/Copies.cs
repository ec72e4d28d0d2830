using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>
/// A place where one value is handed to another under a new name, which costs an assignment unless both share a variable.
/// </summary>
/// <param name="Source">The value handed over.</param>
/// <param name="Target">The id of the value that receives it.</param>
/// <param name="Depth">Loops around it: the deepest copies are the dearest.</param>
/// <param name="CanDelay">True where the source could instead be computed at the place of the copy.</param>
internal sealed record Copy(Value Source, int Target, int Depth, bool CanDelay);

/// <summary>Finds the copies that leaving single-assignment form makes, and the values that have to share a variable in any case.</summary>
internal sealed class Copies
{
    private readonly InliningPlan _plan;
    private readonly BodyIndex _index;

    public Copies(Function function, BodyIndex index, InliningPlan plan)
    {
        _index = index;
        _plan = plan;
        Visit(function.Body, 0);
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            if (function.Parameters[i] is ScalarParameter { Role: not ParameterRole.Input } parameter)
            {
                AddFinal(parameter, function.Body.Yields[function.YieldIndexOf(i)]);
            }
        }
    }

    public List<Copy> All { get; } = [];

    /// <summary>A loop's entry and its result: two views of one carried variable.</summary>
    public List<(int First, int Second)> Identities { get; } = [];

    /// <summary>The ids of all values that take part.</summary>
    public HashSet<int> Values { get; } = [];

    private void AddFinal(ScalarParameter parameter, Operand yield)
    {
        // An out or ref argument is memory of the caller: a value that is also needed elsewhere is better off in a local.
        if (yield is Value value && (_index.UsesOf(value).Count == 1 || value.Name == parameter.Name || parameter.Role == ParameterRole.InOut))
        {
            Add(value, parameter.Value.Id, 0, false);
        }

        Values.Add(parameter.Value.Id);
    }

    private void Visit(Block block, int depth)
    {
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case For loop:
                    Visit(loop.Body, depth + 1);
                    AddCarried(loop, depth);
                    break;
                case If branch when !_plan.IsConditional(branch):
                    Visit(branch.Then, depth);
                    Visit(branch.Else, depth);
                    for (int i = 0; i < branch.Results.Count; i++)
                    {
                        AddYield(branch.Then.Yields[i], branch.Results[i], depth);
                        AddYield(branch.Else.Yields[i], branch.Results[i], depth);
                    }

                    break;
            }
        }
    }

    private void AddCarried(For loop, int depth)
    {
        for (int i = 0; i < loop.Carried.Count; i++)
        {
            Value entry = loop.Carried[i].Entry;
            Identities.Add((entry.Id, loop.Results[i].Id));
            Values.Add(entry.Id);
            Values.Add(loop.Results[i].Id);
            if (loop.Guard?.Next?.Id == entry.Id)
            {
                // The loop's own index, seen from outside: its header sets and steps it.
                Identities.Add((loop.Index.Id, entry.Id));
                Values.Add(loop.Index.Id);
                continue;
            }

            AddYield(loop.Body.Yields[i], entry, depth + 1);
            if (loop.Carried[i].Initial is Value initial)
            {
                Add(initial, entry.Id, depth, false);
            }
        }
    }

    private void AddYield(Operand yield, Value target, int depth)
    {
        Values.Add(target.Id);
        if (yield is Value value)
        {
            Add(value, target.Id, depth, _index.UsesOf(value).Count == 1);
        }
    }

    private void Add(Value source, int target, int depth, bool canDelay)
    {
        if (!_plan.IsInlined(source))
        {
            All.Add(new Copy(source, target, depth, canDelay));
            Values.Add(source.Id);
        }
    }
}
