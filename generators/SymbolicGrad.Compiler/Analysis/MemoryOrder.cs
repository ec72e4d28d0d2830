using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Analysis;

/// <summary>
/// Answers, for the accesses of one function to its arrays: can this access touch a location that another one touched
/// earlier in the same run? Answers are "no" only with a proof: different constant indices, a recurrence that looks back
/// (h[t+1] written, h[t] read), the order of the text, or exclusive branches.
/// </summary>
public sealed class MemoryOrder
{
    private readonly Definitions _definitions;
    private readonly Dictionary<int, List<Access>> _writes = [];
    private readonly Dictionary<int, List<Access>> _loads = [];
    private readonly Dictionary<Statement, Access> _byStatement = new(ReferenceComparer.Instance);

    public MemoryOrder(Block body)
    {
        _definitions = body.Definitions;
        Collect(body, []);
    }

    private sealed record Frame(Statement? Container, int Branch, int Position);

    private sealed record Access(Statement Statement, EquatableArray<Operand> Indices, IReadOnlyList<Frame> Frames);

    public bool IsWritten(ArrayVariable array) => _writes.ContainsKey(array.Id);

    /// <summary>The loads of an array's elements, and what else reads them.</summary>
    public IEnumerable<Statement> LoadsOf(ArrayVariable array) =>
        _loads.TryGetValue(array.Id, out List<Access>? loads) ? loads.Select(load => load.Statement) : [];

    /// <summary>The stores and accumulations into an array, and what else changes its elements.</summary>
    public IEnumerable<Statement> WritesTo(ArrayVariable array) =>
        _writes.TryGetValue(array.Id, out List<Access>? writes) ? writes.Select(write => write.Statement) : [];

    /// <summary>True when, at the end of the function, repeating the load gives what it gave when it ran.</summary>
    public bool IsStable(Load load) =>
        !_writes.TryGetValue(load.Array.Id, out List<Access>? writes)
        || (_byStatement.TryGetValue(load, out Access? access) && !writes.Any(write => MayFollow(access, write)));

    /// <summary>
    /// True when repeating the load gives what it gave, at any later place inside the iterations of which <paramref name="isOngoing"/>
    /// says (by the loop's index) that they are the very ones in which it ran: what later iterations write is still to come.
    /// </summary>
    public bool IsStable(Load load, Func<int, bool> isOngoing) =>
        !_writes.TryGetValue(load.Array.Id, out List<Access>? writes)
        || (_byStatement.TryGetValue(load, out Access? access) && !writes.Any(write => MayFollow(access, write, isOngoing)));

    /// <summary>As <see cref="MayFollow(Statement, Statement)"/>, before the iterations end that are still going on.</summary>
    public bool MayFollow(Statement earlier, Statement later, Func<int, bool> isOngoing) => MayFollow(_byStatement[earlier], _byStatement[later], isOngoing);

    /// <summary>True when <paramref name="later"/> may touch a location after <paramref name="earlier"/> did.</summary>
    public bool MayFollow(Statement earlier, Statement later) => MayFollow(_byStatement[earlier], _byStatement[later]);

    private void Collect(Block block, IReadOnlyList<Frame> outer, Statement? container = null, int branch = 0)
    {
        for (int i = 0; i < block.Statements.Count; i++)
        {
            Statement statement = block.Statements[i];
            IReadOnlyList<Frame> frames = [.. outer, new Frame(container, branch, i)];
            switch (statement)
            {
                case Load load:
                    Add(_loads, load.Array, new Access(load, load.Indices, frames));
                    break;
                case Store store:
                    Add(_writes, store.Array, new Access(store, store.Indices, frames));
                    break;
                case Accumulate accumulate:
                    Add(_writes, accumulate.Array, new Access(accumulate, accumulate.Indices, frames));
                    break;
                case Allocate allocate when container is not null:
                    // Scratch of an iteration begins anew in the next one.
                    Add(_writes, allocate.Array, new Access(allocate, [], frames));
                    break;
                case Call call:
                    // Without indices: it may touch every element.
                    foreach ((CalleeParameter parameter, ArrayVariable array) in call.Arrays())
                    {
                        Add(_loads, array, new Access(call, [], frames));
                        if (parameter.Role != ParameterRole.Input)
                        {
                            Add(_writes, array, new Access(call, [], frames));
                        }
                    }

                    break;
            }

            int nestedBranch = 0;
            foreach (Block nested in statement.Blocks())
            {
                Collect(nested, frames, statement, nestedBranch++);
            }
        }
    }

    private void Add(Dictionary<int, List<Access>> accesses, ArrayVariable array, Access access)
    {
        if (!accesses.TryGetValue(array.Id, out List<Access>? list))
        {
            accesses.Add(array.Id, list = []);
        }

        list.Add(access);
        _byStatement[access.Statement] = access;
    }

    /// <summary>May an execution of <paramref name="later"/> touch a location after <paramref name="earlier"/> touched it?</summary>
    private bool MayFollow(Access earlier, Access later, Func<int, bool>? isOngoing = null)
    {
        List<AffineForm> first = earlier.Indices.Select(index => AffineForm.Of(index, _definitions)).ToList();
        List<AffineForm> second = later.Indices.Select(index => AffineForm.Of(index, _definitions)).ToList();

        int depth = 0;
        while (true)
        {
            Frame left = earlier.Frames[depth], right = later.Frames[depth];
            if (left.Branch != right.Branch)
            {
                // Exclusive branches of one If, in one and the same execution of it.
                return false;
            }

            if (left.Position != right.Position)
            {
                return left.Position < right.Position && !NeverMeet(first, second);
            }

            if (depth == earlier.Frames.Count - 1 || depth == later.Frames.Count - 1)
            {
                // One and the same execution of one statement.
                return false;
            }

            depth++;
            if (earlier.Frames[depth].Container is For loop && !(isOngoing?.Invoke(loop.Index.Id) ?? false))
            {
                switch (CompareIterations(loop, first, second))
                {
                    case IterationOrder.NeverMeet:
                    case IterationOrder.LaterComesFirst:
                        return false;
                    case IterationOrder.Unknown:
                    case IterationOrder.LaterComesAfter:
                        return true;
                }
            }
        }
    }

    private enum IterationOrder
    {
        Unknown,
        NeverMeet,
        SameIteration,
        LaterComesFirst,
        LaterComesAfter,
    }

    private IterationOrder CompareIterations(For loop, List<AffineForm> first, List<AffineForm> second)
    {
        if (NeverMeet(first, second))
        {
            return IterationOrder.NeverMeet;
        }

        for (int axis = 0; axis < Math.Min(first.Count, second.Count); axis++)
        {
            int index = loop.Index.Id;
            long coefficient = first[axis].CoefficientOf(index);
            if (coefficient == 0 || second[axis].CoefficientOf(index) != coefficient)
            {
                continue;
            }

            AffineForm left = first[axis].Without(index), right = second[axis].Without(index);
            AffineForm difference = left.Minus(right);
            if (!difference.IsConstant || !IsInvariant(left, loop) || !IsInvariant(right, loop))
            {
                continue;
            }

            // The same location: coefficient·(t_later − t_earlier) = difference.
            if (difference.Constant % coefficient != 0)
            {
                return IterationOrder.NeverMeet;
            }

            long distance = difference.Constant / coefficient;
            if (distance == 0)
            {
                return IterationOrder.SameIteration;
            }

            return distance > 0 == loop.Range.IsAscending ? IterationOrder.LaterComesAfter : IterationOrder.LaterComesFirst;
        }

        return IterationOrder.Unknown;
    }

    /// <summary>Some axis differs by a constant whatever the loops do: only symbols of the function's entry may be left out.</summary>
    private bool NeverMeet(List<AffineForm> first, List<AffineForm> second)
    {
        for (int axis = 0; axis < Math.Min(first.Count, second.Count); axis++)
        {
            AffineForm difference = first[axis].Minus(second[axis]);
            if (difference is { IsConstant: true, Constant: not 0 } && first[axis].Symbols.All(symbol => _definitions.ParentOf(symbol) is null))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsInvariant(AffineForm form, For loop)
    {
        foreach (int symbol in form.Symbols)
        {
            if (_definitions.Find(symbol) is { } statement
                && (ReferenceEquals(statement, loop) || loop.WithNested().Any(nested => ReferenceEquals(nested, statement)))
                && !loop.Results.Any(result => result.Id == symbol))
            {
                return false;
            }
        }

        return true;
    }
}
