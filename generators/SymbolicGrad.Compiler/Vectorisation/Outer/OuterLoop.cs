using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Compiler.Scheduling;

namespace SymbolicGrad.Compiler.Vectorisation.Outer;

/// <summary>One loop over iterations of which as many run at once as there are lanes, and the loop as it was for the rest.</summary>
/// <param name="original">The loop as it was.</param>
/// <param name="expanded">The same without calls of the library.</param>
/// <param name="function">The function, calls of the library as they are.</param>
/// <param name="definitions">Its definitions, with loops instead of calls.</param>
/// <param name="shape">What is known of lengths.</param>
/// <param name="ids">Gives new values their ids.</param>
internal sealed class OuterLoop(For original, For expanded, Function function, Definitions definitions, LoopShape shape, IdSource ids)
{
    /// <summary>The statements that do what the loop does; null where it stays as it is.</summary>
    public IReadOnlyList<Statement>? Build()
    {
        if (!LoopShape.IsUnitStride(expanded) || expanded.Range.Start is not Constant { IsZero: true } || !OuterWork.Pays(expanded)
            || ElementType() is not { } element || RunningTotals.Of(expanded, definitions) is not { } kinds || kinds.Any(kind => kind.Factor is not null))
        {
            return null;
        }

        OuterMemory memory = new(expanded, function, definitions, shape, new LaneDependence(expanded));
        if (!memory.IsIndependent)
        {
            return null;
        }

        InnerRegisters registers = new(ids);
        Block single = registers.Rewrite(LastStores.Remove(expanded, memory.Owners).Body);
        LaneDependence dependence = new(expanded with { Body = single });
        Value whole = ids.NewValue(ScalarType.Int32, "whole"), count = ids.NewValue(ScalarType.Int32), index = ids.NewValue(ScalarType.Int32, expanded.Index.Name);
        List<Operand> inner = [.. InnerLengths()];
        OuterLengths lengths = new(expanded, memory, inner, shape, ids);
        LaneArrays arrays = new(expanded, memory, index, count, whole, lengths, ids);
        OuterBody body = new(element, dependence, memory, arrays, new LaneByLane(expanded, definitions, dependence, index, count, ids), registers.Guards, ids);
        OuterTotals totals = new(expanded, kinds, element, ids);
        totals.DefineEntries(body);
        if (body.Convert(single, null, _ => true) is not { } lanes
            || lengths.AreShort(whole, arrays.Short.Concat(inner), arrays.Sums) is not { } areShort)
        {
            return null;
        }

        lanes = new RowViews(ids, body.Guards).Rewrite(lanes);
        lanes = lanes with { Statements = [.. arrays.First, .. lanes.Statements, .. arrays.Last] };
        LoopRange range = new(Constant.Int(0), LoopComparison.Less, whole, count);
        For vectors = new(index, range, totals.Carried, lanes, totals.Lanes) { Origin = original.Origin };
        Value start = ids.NewValue(ScalarType.Int32);
        List<Value> results = [start, .. original.Carried.Select(carried => ids.NewValue(element, carried.Entry.Name))];
        return
        [
            .. lengths.Statements,
            new Compute(whole, LaneOperations.Whole, [expanded.Range.End, new Constant(element, 0)]),
            .. areShort.Statements,
            new If(
                areShort.Answer,
                new Block(
                    [
                        new Compute(count, LaneOperations.Count, [new Constant(element, 0)]),
                        .. totals.Before,
                        .. arrays.Before,
                        vectors,
                        .. arrays.After,
                        .. totals.After,
                    ],
                    [whole, .. totals.Finals]),
                new Block([], [Constant.Int(0), .. original.Carried.Select(carried => carried.Initial)]),
                results.ToEquatableArray()) { Origin = original.Origin },
            original with
            {
                Range = original.Range with { Start = start },
                Carried = original.Carried.Select((carried, i) => carried with { Initial = results[i + 1] }).ToEquatableArray(),
            },
        ];
    }

    /// <summary>The one floating type that the loop computes with.</summary>
    private ScalarType? ElementType()
    {
        List<ScalarType> types = expanded.Body.AllOperands().Select(operand => operand.Type)
            .Concat(expanded.Body.AllStatements.SelectMany(statement => statement.Results()).Select(result => result.Type))
            .Concat(expanded.Carried.Select(carried => carried.Entry.Type))
            .Where(type => type.Kind is not (ScalarKind.Boolean or ScalarKind.Int32 or ScalarKind.Int64))
            .Distinct()
            .ToList();
        return types.Count == 1 && types[0].IsFloating ? types[0] : null;
    }

    /// <summary>Where inner loops end, as far as that is known before the loop.</summary>
    private IEnumerable<Operand> InnerLengths()
    {
        HashSet<int> inside = [.. expanded.AllDefinitions().Select(value => value.Id)];
        return expanded.Body.AllStatements.OfType<For>()
            .Select(inner => inner.Range.IsAscending ? inner.Range.End : inner.Range.Start)
            .Where(length => length is not Value value || !inside.Contains(value.Id));
    }
}
