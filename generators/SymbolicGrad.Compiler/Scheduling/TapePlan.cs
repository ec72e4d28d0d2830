using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>One recorded quantity: where its records lie and which iterations they count.</summary>
/// <param name="Value">What is recorded.</param>
/// <param name="Loops">The loops around it whose iterations are told apart, outermost first.</param>
/// <param name="Array">One element an iteration; null for a scalar that is needed once.</param>
/// <param name="IsEntry">
/// True where the value is what a loop carries in: record 0 is the initial value, record n + 1 what iteration n hands on.
/// </param>
/// <param name="Exported">A scalar needed once: its name outside the branches in which it is computed.</param>
/// <param name="IsInBranch">True where it is computed inside an If.</param>
internal sealed record TapeSlot(Value Value, IReadOnlyList<For> Loops, ArrayVariable? Array, bool IsEntry, Value? Exported, bool IsInBranch)
{
    /// <summary>
    /// A cell that counts the iterations of the innermost loop over all runs of it, up in the forward and down in the reverse
    /// sweep; set where no formula says how many came before. Null where the loops' own indices say which record it is.
    /// </summary>
    public ArrayVariable? Counter { get; init; }
}

/// <summary>What is recorded in the forward sweep, and how the reverse sweep reads it.</summary>
/// <param name="body">Both sweeps.</param>
/// <param name="definitions">Its definitions.</param>
/// <param name="memory">The order of its accesses.</param>
/// <param name="ids">Gives what reads and writes records its ids.</param>
/// <param name="encoding">How records stand on the tape of a taped pair; null where each quantity has memory of its own.</param>
/// <param name="entry">What is known where the function starts, which is where a tape's length has to be.</param>
internal sealed partial class TapePlan(Block body, Definitions definitions, MemoryOrder memory, IdSource ids, TapeEncoding? encoding, EntryExpressions entry)
{
    private readonly Dictionary<int, TapeSlot> _slots = [];
    private readonly Dictionary<Statement, Statement?> _parents = IndexParents(body);

    public IReadOnlyCollection<TapeSlot> Slots => _slots.Values;

    /// <summary>The innermost If or For around a statement; null at the top level.</summary>
    public Statement? ParentOf(Statement statement) => _parents.TryGetValue(statement, out Statement? parent) ? parent : null;

    public bool Holds(Value value) => _slots.ContainsKey(value.Id) || SlotOfEntry(value) is not null;

    /// <summary>Decides to record a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="encloses">Whether a loop also encloses the place of use, so that its iterations need not be told apart.</param>
    /// <param name="isEntryNeeded">Whether a loop's entry value will be asked for too.</param>
    public void Record(Value value, Func<For, bool> encloses, Func<For, Value, bool> isEntryNeeded)
    {
        List<For> loops = LoopsAround(value).Where(loop => !encloses(loop)).ToList();

        // An element that a loop reads in each iteration and never writes needs one record a loop, not one an iteration. It is
        // recorded where it is read, for before the loop nobody knows whether it exists.
        if (definitions.Find(value) is Load load)
        {
            for (int i = loops.Count - 1; i >= 0 && loops.Count > 1; i--)
            {
                if (IsInvariant(load, loops[i]))
                {
                    loops.RemoveAt(i);
                }
            }
        }

        bool isCounted = loops.All(loop => TryCount(loop, loops));
        if (!isCounted && encoding is not null)
        {
            For unknown = loops.First(loop => !TryCount(loop, loops));
            throw new RefusalException(new Refusal(
                RefusalReason.TripCountNotKnown, $"how often the loop over '{unknown.Index.Name ?? "i"}' runs is not known before {(loops.Count > 1 ? "the outer loop" : "it")} starts", unknown.Origin));
        }

        // One loop alone counts its records by its own index; the records of several are counted together.
        bool needsCounter = !isCounted && loops.Count > 1;
        if (loops.Count > 0 && !needsCounter && YieldedEntry(loops[loops.Count - 1], value) is { } entry && isEntryNeeded(loops[loops.Count - 1], entry))
        {
            value = entry;
        }

        bool isEntry = definitions.Find(value) is For around && around.Carried.Any(carried => carried.Entry.Id == value.Id);
        if (encoding is { } shared && !shared.CanHold(value.Type))
        {
            throw new RefusalException(new Refusal(
                RefusalReason.IntegerOnTape,
                $"'{value.Name ?? "a value"}' of type {value.Type} is needed in reverse, but a tape of {shared.Element} cannot record it",
                (definitions.Find(value) ?? loops.FirstOrDefault())?.Origin ?? default));
        }

        // Records of more than two loops count the outer ones together, in the forward and the reverse sweep alike.
        if (loops.Count > 2 && isCounted)
        {
            foreach (For loop in loops.Skip(1).Take(loops.Count - 2).Where(loop => !TripCounts.ContainsKey(loop.Index.Id)))
            {
                TripCounts.Add(loop.Index.Id, ids.NewValue(ScalarType.Int32));
            }
        }

        string name = NameOf(value);
        bool isInBranch = definitions.ParentOf(value.Id) is If;
        if (loops.Count == 0)
        {
            _slots.Add(value.Id, new TapeSlot(value, loops, null, isEntry, ids.NewValue(value.Type, value.Name), isInBranch));
            return;
        }

        int rank = isCounted ? Math.Min(loops.Count, 2) : 1;
        ArrayVariable array = ids.NewArray(name + "At", encoding?.Element ?? value.Type, rank, isCounted ? ArrayStorage.Scratch : ArrayStorage.Growing);
        _slots.Add(value.Id, new TapeSlot(value, loops, array, isEntry && !needsCounter, null, isInBranch)
        {
            Counter = needsCounter ? CounterOf(loops) : null,
        });
    }

    private readonly Dictionary<(int Outermost, int Innermost), ArrayVariable> _counters = [];

    /// <summary>The counters of iterations whose innermost loop has the given index.</summary>
    public IEnumerable<ArrayVariable> CountersIn(int innermost) => _counters.Where(counter => counter.Key.Innermost == innermost).Select(counter => counter.Value);

    /// <summary>The counters that start before the loop with the given index.</summary>
    public IEnumerable<ArrayVariable> CountersBefore(int outermost) => _counters.Where(counter => counter.Key.Outermost == outermost).Select(counter => counter.Value);

    private ArrayVariable CounterOf(List<For> loops)
    {
        (int, int) key = (loops[0].Index.Id, loops[loops.Count - 1].Index.Id);
        if (!_counters.TryGetValue(key, out ArrayVariable? counter))
        {
            _counters.Add(key, counter = ids.NewArray("records", ScalarType.Int32, 0, ArrayStorage.Cell));
        }

        return counter;
    }

    /// <summary>Whether a formula gives the loop's trip count, or a bound of it, where the function starts.</summary>
    private bool TryCount(For loop, IReadOnlyList<For> loops) =>
        new TripCount(definitions, loops, new IdSource(ids.Next), _ => { }, operand => entry.FindBounds(operand) is not null).Of(loop) is not null;

    /// <summary>The user's name, that of the array it was loaded from, or what its variable is called where it is computed.</summary>
    private string NameOf(Value value) => value.Name ?? definitions.Find(value) switch
    {
        Load load => load.Array.Name,
        Compute compute => QuantityNames.Of(compute),
        _ => QuantityNames.Of(value.Type),
    };

    private bool IsInvariant(Load load, For loop) =>
        !load.Indices.OfType<Value>().Any(index => LoopsAround(index).Any(around => ReferenceEquals(around, loop)))
        && !memory.WritesTo(load.Array).Any(write => LoopsFrom(ParentOf(write)).Any(around => ReferenceEquals(around, loop)));

    private List<For> LoopsAround(Value value) => LoopsFrom(definitions.ParentOf(value.Id));

    /// <summary>A statement, if it is a loop, and the loops around it, outermost first.</summary>
    private List<For> LoopsFrom(Statement? statement)
    {
        List<For> loops = [];
        for (; statement is not null; statement = ParentOf(statement))
        {
            if (statement is For loop)
            {
                loops.Insert(0, loop);
            }
        }

        return loops;
    }

    private static Value? YieldedEntry(For loop, Value value)
    {
        for (int i = 0; i < loop.Carried.Count; i++)
        {
            if (loop.Body.Yields[i].Equals(value))
            {
                return loop.Carried[i].Entry;
            }
        }

        return null;
    }

    /// <summary>Only of what an iteration computes: a value from before the loop may be handed on too, but is asked for outside as well.</summary>
    private TapeSlot? SlotOfEntry(Value value) => _slots.Values.FirstOrDefault(slot =>
        slot.IsEntry
        && YieldedEntry(slot.Loops[slot.Loops.Count - 1], value)?.Id == slot.Value.Id
        && LoopsAround(value).Any(loop => loop.Index.Id == slot.Loops[slot.Loops.Count - 1].Index.Id));

    private static Dictionary<Statement, Statement?> IndexParents(Block body)
    {
        Dictionary<Statement, Statement?> parents = new(ReferenceComparer.Instance);
        void Visit(Block block, Statement? parent)
        {
            foreach (Statement statement in block.Statements)
            {
                parents[statement] = parent;
                foreach (Block nested in statement.Blocks())
                {
                    Visit(nested, statement);
                }
            }
        }

        Visit(body, null);
        return parents;
    }
}
