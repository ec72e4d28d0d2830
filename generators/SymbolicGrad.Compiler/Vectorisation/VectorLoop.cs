using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Compiler.Scheduling;

namespace SymbolicGrad.Compiler.Vectorisation;

/// <summary>One loop over whole vectors, and what is left of the loop behind it.</summary>
internal sealed class VectorLoop
{
    private readonly For _loop;
    private readonly Definitions _definitions;
    private readonly IdSource _ids;
    private readonly LoopSections _sections;
    private readonly Dictionary<(Operand Length, ScalarType Element), Value> _ends;

    /// <param name="loop">The loop.</param>
    /// <param name="rows">The loop over rows around it where <see cref="BuildRow"/> is asked for; null otherwise.</param>
    /// <param name="shape">What is known of lengths.</param>
    /// <param name="definitions">The function's values.</param>
    /// <param name="ids">Gives new values their ids.</param>
    /// <param name="ends">Where the whole vectors of loops over one range end.</param>
    public VectorLoop(For loop, For? rows, LoopShape shape, Definitions definitions, IdSource ids, Dictionary<(Operand Length, ScalarType Element), Value> ends)
    {
        _loop = loop;
        _definitions = definitions;
        _ids = ids;
        _ends = ends;
        _sections = new LoopSections(loop, rows, shape, definitions, ids);
    }

    /// <summary>True where the loop counted down: then powers come in the other order.</summary>
    public bool IsTurned { get; init; }

    /// <summary>The statements that do what the loop does; null where lanes cannot.</summary>
    public IReadOnlyList<Statement>? Build()
    {
        if (ElementType() is not { } element || RunningTotals.Of(_loop, _definitions) is not { } totals || !IsMemoryApart())
        {
            return null;
        }

        List<Statement> before = [];
        Operand length = Length(before);
        Operand? factor = totals.FirstOrDefault(total => total.Factor is not null)?.Factor;
        if (IsTurned && factor is not null)
        {
            return null;
        }

        Value? whole;
        if (factor is not null)
        {
            whole = _ids.NewValue(ScalarType.Int32, "whole");
            before.Add(new Compute(whole, LaneOperations.WholePowers, [length, factor, Constant.Int(1)]));
        }
        else if (!_ends.TryGetValue((length, element), out whole))
        {
            whole = _ids.NewValue(ScalarType.Int32, "whole");
            before.Add(new Compute(whole, LaneOperations.Whole, [length, new Constant(element, 0)]));
        }

        Value index = _ids.NewValue(ScalarType.Int32, _loop.Index.Name);
        bool hasLastVector = LastVector.Pays(_loop, totals);
        bool isAllDone = hasLastVector && element.Kind != ScalarKind.Generic;
        Operand covered = length;
        if (hasLastVector && !isAllDone)
        {
            // Types that the hardware has no vectors of are left to the loop as it was.
            Value all = _ids.NewValue(ScalarType.Int32, "covered");
            before.Add(new Compute(all, LaneOperations.Covered, [length, new Constant(element, 0)]));
            covered = all;
        }

        VectorBody body = new(element, index, hasLastVector ? covered : whole, _sections, _ids);
        for (int i = 0; i < totals.Count; i++)
        {
            if (totals[i].Factor is { } multiplier)
            {
                Value yielded = (Value)_loop.Body.Yields[i];
                body.AddPower(_loop.Carried[i], yielded, multiplier, _loop.Body.AllOperands().Count(operand => operand.Equals(yielded)) > 1);
            }
            else
            {
                body.AddTotal(_loop.Carried[i], totals[i].Combination, isAllDone ? _loop.Results[i] : null);
            }
        }

        if (!body.TryAdd(_loop.Body))
        {
            return null;
        }

        if (factor is null)
        {
            _ends[(length, element)] = whole;
        }

        Value count = _ids.NewValue(ScalarType.Int32);
        LoopRange range = new(Constant.Int(0), LoopComparison.Less, whole, count);
        For vectors = new(index, range, body.Carried.ToEquatableArray(), body.Finish(_loop.Body.Yields), body.Results.ToEquatableArray()) { Origin = _loop.Origin };
        IEnumerable<Statement> last = [];
        if (hasLastVector)
        {
            (vectors, last) = LastVector.Build(vectors, whole, covered, element, _ids);
        }

        return
        [
            .. before,
            .. _sections.Preparation,
            .. body.Before,
            new Compute(count, LaneOperations.Count, [new Constant(element, 0)]),
            .. SeveralTotals.Run(vectors, [.. totals, .. Enumerable.Repeat(new RunningTotal(Combination.Sum), body.Carried.Count - totals.Count)], length, element, _ids),
            .. last,
            .. body.After,
            .. isAllDone ? [] : Remainder(hasLastVector ? covered : whole, body.Totals),
        ];
    }

    /// <summary>
    /// What goes through one row, for a nest that goes through the whole vectors of all rows before it does what is left of them; null where lanes
    /// cannot, where that order is another one than the loop's (it is none where what is written lies in the same columns of all rows), and where memory
    /// would be bound for each row all the same.
    /// </summary>
    /// <param name="rows">The loop over rows.</param>
    public RowVectors? BuildRow(For rows)
    {
        if (ElementType() is not { } element || !IsMemoryApart() || !_loop.Body.AllStatements.Where(statement => statement is Store or Accumulate).All(write => _sections.HasFixedColumns(write.Place()))
            || _sections.BeforeRows(_loop.Range.End) is not { } length || _sections.BeforeRows(rows.Range.End) is not { } height)
        {
            return null;
        }

        bool hasLastVector = LastVector.Pays(_loop, []);
        Value index = _ids.NewValue(ScalarType.Int32, _loop.Index.Name), count = _ids.NewValue(ScalarType.Int32), whole = _ids.NewValue(ScalarType.Int32, "whole");
        Value covered = hasLastVector ? _ids.NewValue(ScalarType.Int32, "covered") : whole;
        VectorBody body = new(element, index, covered, _sections, _ids);
        if (!body.TryAdd(_loop.Body) || body.Carried.Count > 0 || !_sections.IsBoundBeforeRows)
        {
            return null;
        }

        List<Statement> before = [.. _sections.PlacesOfRows];
        if (_sections.SectionsOfRows.Any(view => view.Section is SectionArgument))
        {
            // Where there are no rows, nobody knows that there is anything as long as one.
            Value any = _ids.NewValue(ScalarType.Boolean), width = _ids.NewValue(ScalarType.Int32, "width");
            before.AddRange([new Compute(any, Comparisons.GreaterThan, [height, Constant.Int(0)]), new If(any, new Block([], [length]), new Block([], [Constant.Int(0)]), [width])]);
            length = width;
        }

        before.Add(new Compute(whole, LaneOperations.Whole, [length, new Constant(element, 0)]));
        if (hasLastVector)
        {
            before.Add(new Compute(covered, LaneOperations.Covered, [length, new Constant(element, 0)]));
        }

        For vectors = new(index, new LoopRange(Constant.Int(0), LoopComparison.Less, whole, count), [], body.Finish([]), []) { Origin = _loop.Origin };
        return new RowVectors(
            [.. before, .. _sections.SectionsOfRows],
            [.. _sections.Preparation, .. body.Before],
            [new Compute(count, LaneOperations.Count, [new Constant(element, 0)]), vectors],
            hasLastVector ? LastVector.Build(vectors, whole, covered, element, _ids).Last.ToList() : [],
            covered,
            length,
            hasLastVector && element.Kind != ScalarKind.Generic);
    }

    /// <summary>The loop as it was, for the elements that fill no vector.</summary>
    private IEnumerable<Statement> Remainder(Operand whole, IReadOnlyList<Operand> totals)
    {
        Operand start = whole;
        if (_loop.Range.Start is not Constant { IsZero: true })
        {
            Value first = _ids.NewValue(ScalarType.Int32);
            yield return new Compute(first, Arithmetic.Add, [_loop.Range.Start, whole]);
            start = first;
        }

        yield return _loop with
        {
            Range = _loop.Range with { Start = start },
            Carried = _loop.Carried.Select((carried, i) => carried with { Initial = totals[i] }).ToEquatableArray(),
        };
    }

    private Operand Length(List<Statement> before)
    {
        if (_loop.Range.Start is Constant { IsZero: true })
        {
            return _loop.Range.End;
        }

        Value length = _ids.NewValue(ScalarType.Int32);
        before.Add(new Compute(length, Arithmetic.Subtract, [_loop.Range.End, _loop.Range.Start]));
        return length;
    }

    /// <summary>The one floating type that the loop computes with.</summary>
    private ScalarType? ElementType()
    {
        List<ScalarType> types = _loop.Body.AllOperands().Select(operand => operand.Type)
            .Concat(_loop.Body.AllStatements.SelectMany(statement => statement.Results()).Select(result => result.Type))
            .Where(type => type.Kind is not (ScalarKind.Boolean or ScalarKind.Int32))
            .Distinct()
            .ToList();
        bool movesThroughMemory = _loop.Body.AllStatements.Any(statement => statement is Load or Store or Accumulate);
        return types.Count == 1 && types[0].IsFloating && movesThroughMemory ? types[0] : null;
    }

    /// <summary>True where no iteration touches what another one writes, or where all only add, in whatever order.</summary>
    private bool IsMemoryApart()
    {
        foreach (IGrouping<int, Statement> accesses in _loop.Body.AllStatements.Where(statement => statement is Load or Store or Accumulate).GroupBy(access => access.Array()!.Id))
        {
            if (accesses.All(access => access is Load))
            {
                continue;
            }

            ArrayVariable array = accesses.First().Array()!;
            List<EquatableArray<Operand>> places = accesses.Select(access => access.Place()).ToList();
            bool isElementwise = places.All(place => _sections.StrideOf(array, place) == Stride.Unit && _sections.AreSame(place, places[0]));
            bool isAddedTo = places.All(place => _sections.StrideOf(array, place) == Stride.Unit) && accesses.All(access => access is Accumulate);
            bool isTotal = accesses.All(access => access is Accumulate && _sections.StrideOf(array, access.Place()) == Stride.None);
            if (!isElementwise && !isAddedTo && !isTotal)
            {
                return false;
            }
        }

        return true;
    }

}
