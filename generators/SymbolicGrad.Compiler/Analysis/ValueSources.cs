using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Analysis;

/// <summary>What a quantity is computed from, through branches, loops and memory; arrays are taken as a whole.</summary>
internal sealed class ValueSources(Block body)
{
    private readonly ILookup<int, Operand> _written = body.AllStatements
        .Where(statement => statement is Store or Accumulate)
        .ToLookup(statement => statement.Array()!.Id, statement => statement is Store store ? store.Value : ((Accumulate)statement).Value);

    /// <summary>The ids of the values and arrays that the operand depends on, its own included.</summary>
    public HashSet<int> Of(Operand operand)
    {
        HashSet<int> found = [];
        Stack<int> open = new();
        Push(operand);
        while (open.Count > 0)
        {
            int id = open.Pop();
            if (!found.Add(id))
            {
                continue;
            }

            _written[id].ToList().ForEach(Push);
            switch (body.Definitions.Find(id))
            {
                case Compute compute:
                    compute.Operands.ToList().ForEach(Push);
                    break;
                case Load load:
                    open.Push(load.Array.Id);
                    break;
                case If branch when IndexOf(branch.Results, id) is >= 0 and var result:
                    Push(branch.Then.Yields[result]);
                    Push(branch.Else.Yields[result]);
                    break;
                case For loop:
                    for (int i = 0; i < loop.Carried.Count; i++)
                    {
                        if (loop.Carried[i].Entry.Id == id || loop.Results[i].Id == id)
                        {
                            Push(loop.Body.Yields[i]);
                            Push(loop.Carried[i].Initial);
                        }
                    }

                    break;
                case Call call:
                    call.Operands().ToList().ForEach(Push);
                    call.Arrays().ToList().ForEach(passed => open.Push(passed.Array.Id));
                    break;
            }
        }

        return found;

        void Push(Operand source)
        {
            if (source is Value value)
            {
                open.Push(value.Id);
            }
        }
    }

    private static int IndexOf(EquatableArray<Value> results, int id) => results.ToList().FindIndex(result => result.Id == id);
}
