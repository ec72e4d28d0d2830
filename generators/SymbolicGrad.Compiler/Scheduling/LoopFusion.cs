using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>
/// Fuses a loop with its reverse: one pass over the iterations in forward order, each computing its values and at once its
/// adjoints. Legal when the reverse only adds up over iterations (so their order is free), when every adjoint it starts from
/// is known before the loop, and when nothing between the two touches the memory that moves.
/// </summary>
internal static class LoopFusion
{
    public static Block? TryFuse(Block block, int forward, int reverse, IdSource ids, Func<Statement, MemoryUse> useOf)
    {
        For loop = (For)block.Statements[forward], mirror = (For)block.Statements[reverse];
        if (!OnlyAccumulates(mirror) || !StoresAreApart(mirror) || !MemoryAllows(block, forward, reverse, useOf))
        {
            return null;
        }

        Hoisting hoisting = new(block, forward, reverse);
        HashSet<int> inside = [.. loop.AllDefinitions().Select(value => value.Id)];
        inside.ExceptWith(loop.Results.Select(result => result.Id));
        inside.UnionWith(mirror.AllDefinitions().Select(value => value.Id));

        // The reverse loop's own range is not needed: the forward one's iterations are the same.
        IEnumerable<Operand> used = mirror.Body.AllOperands();
        if (!used.OfType<Value>().Where(value => !inside.Contains(value.Id)).All(hoisting.TryAdd))
        {
            return null;
        }

        if (!mirror.WithNested().SelectMany(statement => statement.Arrays()).All(hoisting.TryAdd))
        {
            return null;
        }

        List<Carried> carried = [];
        List<Value> results = [];
        List<Statement> afterwards = [];
        for (int i = 0; i < mirror.Carried.Count; i++)
        {
            Carried accumulator = mirror.Carried[i];
            if (accumulator.Initial is not Value initial || hoisting.TryAdd(initial))
            {
                carried.Add(accumulator);
                results.Add(mirror.Results[i]);
                continue;
            }

            // The adjoint so far is known later only: this loop's share starts at 0 and is added then.
            Value share = ids.NewValue(initial.Type, mirror.Results[i].Name, mirror.Results[i].Meaning);
            carried.Add(accumulator with { Initial = new Constant(initial.Type, 0) });
            results.Add(share);
            afterwards.Add(new Compute(mirror.Results[i], Arithmetic.Add, [initial, share]));
        }

        Rewriter rewriter = new();
        rewriter.Replace(mirror.Index, loop.Index);
        For fused = loop with
        {
            Carried = loop.Carried.Concat(carried).ToEquatableArray(),
            Results = loop.Results.Concat(results).ToEquatableArray(),
            Body = new Block(
                loop.Body.Statements.Concat(mirror.Body.Statements.Select(rewriter.Rewrite)).ToEquatableArray(),
                loop.Body.Yields.Concat(rewriter.Rewrite(mirror.Body.Yields)).ToEquatableArray()),
        };

        List<Statement> statements = [];
        for (int i = 0; i < block.Statements.Count; i++)
        {
            if (i == forward)
            {
                statements.AddRange(hoisting.Statements);
                statements.Add(fused);
            }
            else if (i == reverse)
            {
                statements.AddRange(afterwards);
            }
            else if (!hoisting.IsHoisted(i))
            {
                statements.Add(block.Statements[i]);
            }
        }

        return block with { Statements = statements.ToEquatableArray() };
    }

    /// <summary>Each carried adjoint is a sum of one contribution per iteration, used for nothing else on the way.</summary>
    internal static bool OnlyAccumulates(For mirror)
    {
        List<Operand> used = mirror.Body.AllOperands().ToList();
        for (int i = 0; i < mirror.Carried.Count; i++)
        {
            Value entry = mirror.Carried[i].Entry;
            bool isSum = mirror.Body.Statements
                .OfType<Compute>()
                .Any(compute => compute.Result.Equals(mirror.Body.Yields[i])
                    && (compute.Operation == Arithmetic.Add
                        ? compute.Operands.Count(operand => operand.Equals(entry)) == 1
                        : compute.Operation == Arithmetic.Subtract && compute.Operands[0].Equals(entry)));

            // Neither the sum so far nor the one with this iteration's share may be seen: they tell the order.
            if (!isSum || used.Count(operand => operand.Equals(entry)) != 1 || used.Count(operand => operand.Equals(mirror.Body.Yields[i])) != 1)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Each store writes, in every iteration of this loop, another element.</summary>
    internal static bool StoresAreApart(For loop)
    {
        HashSet<int> own = [.. loop.Body.AllStatements.OfType<Allocate>().Select(allocate => allocate.Array.Id)];
        List<Store> stores = loop.Body.AllStatements.OfType<Store>().Where(store => !own.Contains(store.Array.Id)).ToList();
        return stores.All(store => store.Indices.Contains(loop.Index))
            && stores.Select(store => store.Array.Id).Distinct().Count() == stores.Count
            && !stores.Any(store => loop.Body.AllStatements.Any(s => s is Accumulate accumulate && accumulate.Array.Id == store.Array.Id));
    }

    private static bool MemoryAllows(Block block, int forward, int reverse, Func<Statement, MemoryUse> useOf)
    {
        MemoryUse loop = useOf(block.Statements[forward]);
        MemoryUse mirror = useOf(block.Statements[reverse]);
        if (mirror.Loads.Overlaps(mirror.Writes) || loop.Writes.Overlaps(mirror.Touched) || loop.Loads.Overlaps(mirror.Writes))
        {
            return false;
        }

        for (int i = forward + 1; i < reverse; i++)
        {
            MemoryUse between = useOf(block.Statements[i]);
            if (between.Writes.Overlaps(mirror.Loads)
                || between.Loads.Overlaps(mirror.Writes)
                || between.Stores.Overlaps(mirror.Writes)
                || mirror.Stores.Overlaps(between.Writes))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The statements between the loops that have to move before the first: pure ones, and scratch for adjoints.</summary>
    private sealed class Hoisting(Block block, int forward, int reverse)
    {
        private readonly SortedSet<int> _positions = [];

        public IEnumerable<Statement> Statements => _positions.Select(position => block.Statements[position]);

        public bool IsHoisted(int position) => _positions.Contains(position);

        public bool TryAdd(Value value)
        {
            for (int i = forward; i < reverse; i++)
            {
                if (block.Statements[i].Results().Any(result => result.Id == value.Id))
                {
                    return i > forward && TryAdd(i);
                }
            }

            return true;
        }

        public bool TryAdd(ArrayVariable array)
        {
            for (int i = forward + 1; i < reverse; i++)
            {
                if (block.Statements[i] is Allocate allocate && allocate.Array.Id == array.Id)
                {
                    return TryAdd(i);
                }
            }

            return true;
        }

        private bool TryAdd(int position)
        {
            Statement statement = block.Statements[position];
            if (_positions.Contains(position))
            {
                return true;
            }

            if (statement is not (Compute { Operation.MayThrow: false } or Dimension or Allocate)
                || !statement.Operands().OfType<Value>().All(TryAdd))
            {
                return false;
            }

            _positions.Add(position);
            return true;
        }
    }
}
