using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>Loops of every kind, with what leaves them early.</summary>
internal sealed partial class Reader
{
    private Outcome ReadFor(IForLoopOperation loop)
    {
        HashSet<ISymbol> assigned = AssignedSymbols.In(loop.Body, compilation, cancellation);
        if (FindCountedHeader(loop, assigned) is { } header)
        {
            LoopRange range = ReadCountedHeader(header, loop);
            return BuildLoop(loop, range, header.Index.Name, assigned, header.Type, index =>
            {
                _bindings.Set(header.Index, new ScalarBinding(header.Type, header.Index.Name, index));
                return ReadStatement(loop.Body);
            });
        }

        foreach (IOperation initial in loop.Before)
        {
            ReadStatement(initial);
        }

        Operand ReadCondition() => loop.Condition is { } condition ? ReadScalar(condition) : Constant.Bool(true);
        return BuildGuardedLoop(loop, loop.Body, ReadCondition(), () =>
        {
            foreach (IOperation step in loop.AtLoopBottom)
            {
                ReadStatement(step);
            }

            return ReadCondition();
        });
    }

    private Outcome ReadWhile(IWhileLoopOperation loop)
    {
        Operand ReadCondition()
        {
            Operand condition = loop.Condition is { } stated ? ReadScalar(stated) : Constant.Bool(true);
            return loop.ConditionIsUntil ? Compute(Comparisons.Not, loop, condition) : condition;
        }

        return BuildGuardedLoop(loop, loop.Body, loop.ConditionIsTop ? ReadCondition() : Constant.Bool(true), ReadCondition);
    }

    private Outcome ReadForEach(IForEachLoopOperation loop)
    {
        IOperation collection = loop.Collection;
        while (collection is IConversionOperation { IsImplicit: true } conversion)
        {
            collection = conversion.Operand;
        }

        if (TypeReader.Array(collection.Type, _frame.TypeArguments) is null
            || loop.LoopControlVariable is not IVariableDeclaratorOperation { Symbol: { } element })
        {
            throw Refuse(Descriptors.Loop, loop, "foreach is supported over arrays and spans; else write a for loop");
        }

        ArrayView view = ReadMemory(collection);
        if (view.Rank != 1)
        {
            throw Refuse(Descriptors.Loop, loop, "foreach is supported over one dimension; write nested for loops");
        }

        HashSet<ISymbol> assigned = AssignedSymbols.In(loop.Body, compilation, cancellation);
        if (view.RowLengths is not null)
        {
            return BuildLoop(loop, LoopRange.UpTo(view.Lengths[0]), "i", assigned, ScalarType.Int32, index =>
            {
                _bindings.Set(element, new ArrayBinding(Row(view, index, loop)));
                return ReadStatement(loop.Body);
            });
        }

        ScalarType type = TypeReader.RequireScalar(element.Type, loop.Syntax.GetLocation(), _frame.TypeArguments);
        return BuildLoop(loop, LoopRange.UpTo(view.Lengths[0]), "i", assigned, ScalarType.Int32, index =>
        {
            EquatableArray<Operand> indices = Indices(view, Sum(view.Offsets[0], index, loop));
            _bindings.Set(element, element.RefKind == RefKind.None
                ? new ScalarBinding(type, element.Name, Named(ConvertTo(LoadElement(view.Array, indices, loop), type, loop), element.Name))
                : new ReferenceBinding(new Target(null, view.Array, indices)));
            return ReadStatement(loop.Body);
        });
    }

    /// <summary>A loop that runs as long as a condition holds.</summary>
    /// <param name="loop">The loop, with all that it assigns.</param>
    /// <param name="body">Its body.</param>
    /// <param name="running">Whether the first iteration runs.</param>
    /// <param name="next">Reads what comes between two iterations, and whether the next one runs.</param>
    private Outcome BuildGuardedLoop(ILoopOperation loop, IOperation body, Operand running, Func<Operand> next)
    {
        if (Outcome.IsNever(running))
        {
            return Outcome.FallsThrough;
        }

        HashSet<ISymbol> assigned = AssignedSymbols.In(loop, compilation, cancellation);
        return BuildLoop(loop, LoopRange.Unbounded, "steps", assigned, ScalarType.Int32, _ => ReadStatement(body), running, next);
    }

    /// <summary>A loop that carries the symbols its body assigns and, where it may end early, whether it goes on.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="range">Its iterations.</param>
    /// <param name="indexName">The name of the index.</param>
    /// <param name="assigned">What an iteration may assign.</param>
    /// <param name="indexType">The type of the index.</param>
    /// <param name="read">Reads an iteration, given the index.</param>
    /// <param name="running">With a condition: whether the first iteration runs.</param>
    /// <param name="next">With a condition: reads what comes between two iterations, and whether the next one runs.</param>
    private Outcome BuildLoop(
        ILoopOperation loop,
        LoopRange range,
        string indexName,
        HashSet<ISymbol> assigned,
        ScalarType indexType,
        Func<Value, Outcome> read,
        Operand? running = null,
        Func<Operand>? next = null)
    {
        Value index = ids.NewValue(indexType, indexName);
        List<(Place Place, Binding Before)> kept = MemoryBesideAssigned(assigned);
        List<Place> carriedPlaces = _bindings.Places
            .Where(place => assigned.Contains(place.Symbol) && !IsElement(place) && !kept.Any(k => k.Place.Equals(place))
                && _bindings.Find(place) is not ArrayBinding { View: null })
            .ToList();
        List<Carried> carried = [];
        List<(Place Place, Binding Before, int First, int Count)> states = [];
        foreach (Place place in carriedPlaces)
        {
            Binding before = _bindings.Find(place)!;
            List<Operand> state = StateOf(before);
            states.Add((place, before, carried.Count, state.Count));
            carried.AddRange(state.Zip(StateNames(place, before), (initial, name) => new Carried(initial, ids.NewValue(initial.Type, name))));
        }

        List<Carried> ofPlaces = [.. carried];

        bool mayEndEarly = next is not null || LeavesEarly(loop);
        _loopDepth++;
        _conditional += mayEndEarly ? 1 : 0;
        Outcome outcome = Outcome.FallsThrough;
        bool isEndless = running is null || Outcome.IsAlways(running);
        Operand left = Constant.Bool(false), goesOn = Constant.Bool(true);
        Func<Operand>? stated = next is null ? null : () =>
        {
            Operand condition = next();
            isEndless &= Outcome.IsAlways(condition);
            return condition;
        };
        (BlockBuilder Block, Bindings Bindings) body = InBranch(() =>
        {
            foreach ((Place place, Binding before, int first, int count) in states)
            {
                _bindings.Set(place, WithState(before, [.. ofPlaces.Skip(first).Take(count).Select(c => c.Entry)]));
            }

            outcome = read(index);
            left = AnyOf([outcome.Broken, outcome.Returned], loop);
            goesOn = ReadNext(left, stated, loop);
        });
        _conditional -= mayEndEarly ? 1 : 0;
        _loopDepth--;

        if (kept.FirstOrDefault(k => !k.Before.Equals(body.Bindings.Find(k.Place))) is { Before: not null } rebound)
        {
            throw RebindsMemory(rebound.Place, loop);
        }

        List<Operand> yields = [];
        foreach ((Place place, Binding before, int entry, _) in states)
        {
            Binding after = body.Bindings.Find(place)!;
            yields.AddRange(!DifferInStateOnly(before, after) ? throw RebindsMemory(place, loop)
                : after is ScalarBinding { Value: null } ? [carried[entry].Entry]
                : StateOf(after));
        }

        LoopGuard? guard = null;
        if (next is not null || !Outcome.IsNever(left))
        {
            guard = new LoopGuard(ids.NewValue(ScalarType.Boolean, "running"), null);
            carried.Add(new Carried(running ?? Constant.Bool(true), guard.Running));
            yields.Add(goesOn);
        }

        // What a return hands on: the loop ends with it, so that the last iteration's values are the ones.
        bool mayReturn = !Outcome.IsNever(outcome.Returned);
        int first = carried.Count;
        if (mayReturn)
        {
            foreach (Operand handed in outcome.Values.Prepend(outcome.Returned))
            {
                carried.Add(new Carried(new Constant(handed.Type, 0), ids.NewValue(handed.Type)));
                yields.Add(handed);
            }
        }

        List<Value> results = carried.Select(c => ids.NewValue(c.Entry.Type, c.Entry.Name)).ToList();
        _block.Add(new For(index, range, carried.ToEquatableArray(), body.Block.ToBlock(yields.ToEquatableArray()), results.ToEquatableArray())
        {
            Guard = guard,
            Origin = OriginOf(loop),
        });
        foreach ((Place place, Binding before, int from, int count) in states)
        {
            _bindings.Set(place, WithState(before, [.. results.Skip(from).Take(count)]));
        }

        if (!mayReturn)
        {
            return Outcome.FallsThrough;
        }

        // Of a loop without another way out, what follows is never reached.
        bool onlyReturns = range.IsUnbounded && isEndless && Outcome.IsNever(outcome.Broken);
        return new Outcome(onlyReturns ? Constant.Bool(true) : results[first], results.Skip(first + 1).ToList<Operand>());
    }

    /// <summary>Memory inside structures of which something else is assigned.</summary>
    private List<(Place Place, Binding Before)> MemoryBesideAssigned(HashSet<ISymbol> assigned) => _bindings.Places
        .Where(place => place.Path.Length > 0 && assigned.Contains(place.Symbol) && _bindings.Find(place) is ArrayBinding)
        .Select(place => (place, _bindings.Find(place)!))
        .ToList();

    /// <summary>At the end of an iteration: what comes before the next, unless the loop has been left.</summary>
    private Operand ReadNext(Operand left, Func<Operand>? next, IOperation loop)
    {
        if (Outcome.IsAlways(left))
        {
            return Constant.Bool(false);
        }

        if (next is null)
        {
            return Outcome.IsNever(left) ? Constant.Bool(true) : Compute(Comparisons.Not, loop, left);
        }

        if (Outcome.IsNever(left))
        {
            return next();
        }

        Operand goesOn = Constant.Bool(true);
        (BlockBuilder, Bindings) ended = InConditional(() => { });
        (BlockBuilder, Bindings) continued = InConditional(() => goesOn = next());
        return Merge(left, ended, continued, [(Constant.Bool(false), goesOn)], loop)[0];
    }

    /// <summary>True where a return, or a break of this loop, stands in it.</summary>
    private static bool LeavesEarly(ILoopOperation loop) => loop.Descendants().Any(operation => operation
        is IReturnOperation
        || (operation is IBranchOperation { BranchKind: BranchKind.Break } branch && SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel)));
}
