using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>
/// Brings a loop and its reverse together where iterations are independent, so that nothing has to be recorded: first by
/// fusion (both in one pass over the iterations, when the adjoints are known before the loop), else in place (the reverse
/// iteration recomputes its own forward part, when nobody else needs the forward loop). What remains is for
/// <see cref="Taping"/>.
/// </summary>
internal sealed class SweepJoining
{
    private readonly Function _function;
    private readonly IdSource _ids;

    // Joining writes to no other array but to copies of scratch, which are new.
    private readonly HashSet<int> _written;

    // A part of what is needed: what loops that are not joined yet need is not among it. So of most loops that cannot be joined, since
    // others need them, that is known without asking the whole function each time.
    private readonly Liveness _needed;

    private SweepJoining(Function function, IdSource ids)
    {
        _needed = Liveness.Of(function, statement => statement is For { Mirrors: not null });
        _function = function;
        _ids = ids;
        _written = [.. function.Body.AllStatements.Where(statement => statement is Store or Accumulate).Select(statement => statement.Array()!.Id)];
    }

    public static Function Run(Function function)
    {
        IdSource ids = new(function.NextId);
        SweepJoining joining = new(function, ids);
        Block body = joining.Join(function.Body, block => block);
        return function with { Body = body, NextId = ids.Next };
    }

    /// <param name="block">A block that may hold loops and their reverses.</param>
    /// <param name="rebuild">Gives the function's body with the block replaced.</param>
    private Block Join(Block block, Func<Block, Block> rebuild)
    {
        HashSet<int> refused = [];
        while (FindPair(block, refused) is { } pair)
        {
            (int forward, int reverse) = pair;
            For loop = (For)block.Statements[forward], mirror = (For)block.Statements[reverse];
            if ((LoopFusion.TryFuse(block, forward, reverse, _ids, UseOf) ?? TryInPlace(block, forward, reverse, rebuild)) is { } joined)
            {
                block = joined;
            }
            else
            {
                refused.Add(mirror.Index.Id);
                _needed.Add(mirror);
            }
        }

        for (int i = 0; i < block.Statements.Count; i++)
        {
            if (block.Statements[i] is For { Mirrors: null } loop)
            {
                Block outer = block;
                int position = i;
                Block body = Join(loop.Body, inner => rebuild(Replace(outer, position, loop with { Body = inner })));
                block = ReferenceEquals(body, loop.Body) ? block : Replace(block, i, loop.With(body));
            }
        }

        return block;
    }

    private static (int Forward, int Reverse)? FindPair(Block block, HashSet<int> refused)
    {
        Dictionary<int, int> places = [];
        for (int reverse = 0; reverse < block.Statements.Count; reverse++)
        {
            if (block.Statements[reverse] is not For loop)
            {
                continue;
            }

            places[loop.Index.Id] = reverse;
            if (loop.Mirrors is { } mirrored && !refused.Contains(loop.Index.Id) && places.TryGetValue(mirrored, out int forward) && !IsRefill(loop))
            {
                return (forward, reverse);
            }
        }

        return null;
    }

    /// <summary>What fills memory again for the reverse of a call stands before that call and nowhere else.</summary>
    private static bool IsRefill(For loop) =>
        loop is { FromLibrary: true, Carried.Count: 0 } && loop.WithNested().All(statement => statement is Store or For { Carried.Count: 0 });

    /// <summary>What lies between loops is looked at for each pair of them.</summary>
    private MemoryUse UseOf(Statement statement)
    {
        if (!_uses.TryGetValue(statement, out MemoryUse? use))
        {
            _uses.Add(statement, use = MemoryUse.Of(statement));
        }

        return use;
    }

    private readonly Dictionary<Statement, MemoryUse> _uses = new(ReferenceComparer.Instance);

    private Block? TryInPlace(Block block, int forward, int reverse, Func<Block, Block> rebuild)
    {
        For loop = (For)block.Statements[forward], mirror = (For)block.Statements[reverse];
        if (_needed.IsLive(loop))
        {
            return null;
        }

        MemoryOrder? memory = null;

        // A second copy of the forward body, for this iteration; what it would store for others is not stored again.
        Rewriter copier = new() { FreshIds = _ids };
        copier.Replace(loop.Index, mirror.Index);
        HashSet<int> own = [.. loop.Body.AllStatements.OfType<Allocate>().Select(allocate => allocate.Array.Id)];
        HashSet<int> unstable = [];
        List<Statement> copied = [];
        foreach (Statement statement in WithoutForeignWrites(loop.Body, own).Statements)
        {
            foreach (Load load in statement.WithNested().OfType<Load>())
            {
                if (!own.Contains(load.Array.Id) && MayBeWritten(load.Array) && !(memory ??= new MemoryOrder(rebuild(block))).IsStable(load))
                {
                    unstable.Add(load.Result.Id);
                }
            }

            copied.Add(copier.Rewrite(statement));
        }

        HashSet<int> forbidden = [.. loop.Carried.Select(carried => carried.Entry.Id)];
        forbidden.UnionWith(unstable.Select(id => ((Value)copier.Rewrite(new Value(id, ScalarType.Double, null))).Id));
        Block body = new(
            copied.Concat(mirror.Body.Statements.Select(copier.Rewrite)).ToEquatableArray(),
            copier.Rewrite(mirror.Body.Yields));

        // Of the copy, only what the reverse part needs.
        Liveness needed = Liveness.Of(body, body.Statements.Skip(copied.Count), body.Yields);
        if (forbidden.Any(id => needed.IsLive(new Value(id, ScalarType.Double, null))))
        {
            return null;
        }

        For joined = mirror with { Body = KeepLive(body, needed), Mirrors = null };
        Block candidate = Replace(block, reverse, joined);
        return Liveness.Of(_function with { Body = rebuild(candidate) }).IsLive(loop) ? null : candidate;
    }

    private bool MayBeWritten(ArrayVariable array) => _written.Contains(array.Id) || array.Id >= _function.NextId;

    private static Block KeepLive(Block body, Liveness needed) =>
        body with { Statements = body.Statements.Where(needed.IsLive).ToEquatableArray() };

    private static Block WithoutForeignWrites(Block block, HashSet<int> own) =>
        block with
        {
            Statements = block.Statements
                .Where(statement => statement is not (Store or Accumulate) || own.Contains(statement.Array()!.Id))
                .Select(statement => statement switch
                {
                    If branch => branch with { Then = WithoutForeignWrites(branch.Then, own), Else = WithoutForeignWrites(branch.Else, own) },
                    For loop => loop with { Body = WithoutForeignWrites(loop.Body, own) },
                    _ => statement,
                })
                .ToEquatableArray(),
        };

    internal static Block Replace(Block block, int position, Statement by) =>
        block with { Statements = block.Statements.Select((statement, i) => i == position ? by : statement).ToEquatableArray() };
}
