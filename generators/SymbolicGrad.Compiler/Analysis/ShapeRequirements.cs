using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Analysis;

/// <summary>
/// What a function's loops demand of the lengths of its parameters: an element access inside unconditional loops that start
/// at 0 needs the array to be as long as the loop's end, and one with an index of numbers, or of loops over numbers, needs that many
/// elements. Checked on entry, so that nothing is half written when a length is
/// wrong.
/// </summary>
public sealed class ShapeRequirements
{
    private readonly List<LengthCheck> _checks = [];
    private readonly Function _function;
    private readonly Definitions _definitions;
    private readonly Dictionary<int, ArrayVariable> _parameters;

    // Loops over the iterations of one block, which together go as far as the loop over blocks.
    private readonly Dictionary<int, Operand> _ends = [];

    private ShapeRequirements(Function function)
    {
        _function = function;
        _definitions = function.Body.Definitions;
        _parameters = function.Parameters.OfType<ArrayParameter>().ToDictionary(p => p.Array.Id, p => p.Array.RowsOf ?? p.Array);
    }

    /// <summary>The requirements in the order of the accesses, without repetition.</summary>
    public IReadOnlyList<LengthCheck> Checks => _checks;

    public static ShapeRequirements Of(Function function)
    {
        ShapeRequirements requirements = new(function);
        requirements.Visit(function.Body, []);
        return requirements;
    }

    /// <summary>A length among <paramref name="candidates"/> that is at least the given one.</summary>
    public (ArrayVariable Array, int Axis)? FindAtLeast(ArrayVariable array, int axis, ICollection<int> candidates)
    {
        LengthCheck? check = _checks.FirstOrDefault(check =>
            check.Required is LengthOfArray required && required.Array.Id == array.Id && required.Axis == axis && candidates.Contains(check.Array.Id));
        return check is null ? null : (check.Array, check.Axis);
    }

    private void Visit(Block block, IReadOnlyList<For> loops)
    {
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case Load load:
                    Require(load.Array, load.Indices, loops);
                    break;
                case Store store:
                    Require(store.Array, store.Indices, loops);
                    break;
                case Accumulate accumulate:
                    Require(accumulate.Array, accumulate.Indices, loops);
                    break;
                case For { Guard: null, Checkpointing: not null } blocks when blocks.Body.Statements.OfType<For>().LastOrDefault() is { Guard: null } inner && inner.Range.Start.Equals(blocks.Index):
                    if (EndOf(blocks with { Range = blocks.Range with { Step = Constant.Int(1) } }) is { } end)
                    {
                        _ends.Add(inner.Index.Id, end);
                        Visit(inner.Body, [.. loops, inner]);
                    }

                    break;
                case For { Guard: null } loop when EndOf(loop) is not null:
                    Visit(loop.Body, [.. loops, loop]);
                    break;

                    // Inside an If or another kind of loop an access may not happen: nothing is demanded.
            }
        }
    }

    private void Require(ArrayVariable array, EquatableArray<Operand> indices, IReadOnlyList<For> loops)
    {
        if (!_parameters.TryGetValue(array.Id, out ArrayVariable? parameter))
        {
            return;
        }

        for (int axis = 0; axis < indices.Count; axis++)
        {
            if ((axis == 0 || parameter.Storage != ArrayStorage.Jagged) && LargestNumber(indices[axis], loops) is { } largest)
            {
                RequireElement(parameter, axis, largest);
                continue;
            }

            bool isInRow = axis == 1 && parameter.Storage == ArrayStorage.Jagged;
            RequiredLength? demanded = isInRow ? LengthOfRows(parameter, indices, loops) : LargestPlusOne(indices[axis], loops);
            if (demanded is { } required && !IsOwnLength(required, parameter, axis))
            {
                LengthCheck check = new(parameter, axis, IsExact: false, required);
                if (!_checks.Contains(check))
                {
                    _checks.Add(check);
                }
            }
        }
    }

    /// <summary>The largest value of an index of numbers and of loops over numbers; null for others, and where a loop around may not run.</summary>
    private int? LargestNumber(Operand index, IReadOnlyList<For> loops)
    {
        if (!loops.All(loop => EndOf(loop) is Constant { Number: > 0 }))
        {
            return null;
        }

        AffineForm form = AffineForm.Of(index, _definitions);
        double largest = form.Constant;
        foreach (int symbol in form.Symbols)
        {
            long coefficient = form.CoefficientOf(symbol);
            if (coefficient < 0 || loops.FirstOrDefault(loop => loop.Index.Id == symbol) is not { } counted)
            {
                return null;
            }

            largest += coefficient * (((Constant)EndOf(counted)!).Number - 1);
        }

        return largest is >= 0 and < int.MaxValue ? (int)largest : null;
    }

    /// <summary>Of several such demands the largest.</summary>
    private void RequireElement(ArrayVariable array, int axis, int index)
    {
        LengthCheck check = new(array, axis, IsExact: false, new LengthOfConstant(index + 1));
        int known = _checks.FindIndex(other => other.Array.Id == array.Id && other.Axis == axis && other.Required is LengthOfConstant);
        if (known < 0)
        {
            _checks.Add(check);
        }
        else if (_checks[known].Required is LengthOfConstant { Number: var number } && number <= index)
        {
            _checks[known] = check;
        }
    }

    /// <summary>
    /// How long all rows of a jagged array have to be, where the loops visit all of them: as long as those of another, row by row, or
    /// as a length or an integer parameter.
    /// </summary>
    private RequiredLength? LengthOfRows(ArrayVariable array, EquatableArray<Operand> indices, IReadOnlyList<For> loops)
    {
        if (loops.FirstOrDefault(loop => loop.Index.Equals(indices[1])) is not { } inRow || VisitedBy(indices[0], loops) is not { } visited)
        {
            return null;
        }

        if (_definitions.Find(EndOf(inRow)!) is not Load { Array.RowsOf: { } other } length)
        {
            return visited.Id == array.Id ? Length(EndOf(inRow)!, loops) : null;
        }

        bool isRowByRow = length.Indices[0].Equals(indices[0]) && (visited.Id == array.Id || visited.Id == other.Id);
        return isRowByRow && _parameters.ContainsKey(other.Id) ? new LengthOfArray(other, 1) : null;
    }

    /// <summary>The array all of whose rows an index goes through.</summary>
    private ArrayVariable? VisitedBy(Operand row, IReadOnlyList<For> loops) =>
        loops.FirstOrDefault(loop => loop.Index.Equals(row)) is { } rows && _definitions.Find(EndOf(rows)!) is Dimension { Axis: 0 } count ? count.Array : null;

    private static bool IsOwnLength(RequiredLength required, ArrayVariable array, int axis) => required switch
    {
        LengthOfArray same => same.Array.Id == array.Id && same.Axis == axis,
        MultipleOfLength { Factor: 1, Plus: <= 0 } same => same.Array.Id == array.Id && same.Axis == axis,
        _ => false,
    };

    /// <summary>
    /// One more than the largest value of an index in its loops, where that is a length, an integer parameter, or a multiple of
    /// a length; null where it is not known, or where it is positive even if the loops do not run.
    /// </summary>
    private RequiredLength? LargestPlusOne(Operand index, IReadOnlyList<For> loops)
    {
        if (loops.FirstOrDefault(loop => loop.Index.Equals(index)) is { } counted)
        {
            return Length(EndOf(counted)!, loops);
        }

        AffineForm form = AffineForm.Of(index, _definitions);
        (ArrayVariable Array, int Axis)? length = null;
        long factor = 0, plus = form.Constant + 1;
        bool hasLoop = false;
        foreach (int symbol in form.Symbols)
        {
            long coefficient = form.CoefficientOf(symbol);
            For? loop = loops.FirstOrDefault(candidate => candidate.Index.Id == symbol);
            if (coefficient < 0 || (loop is not null && EndOf(loop) is null))
            {
                return null;
            }

            // c·i ≤ c·(end − 1)
            Operand size = loop is null ? new Value(symbol, ScalarType.Int32, null) : EndOf(loop)!;
            hasLoop |= loop is not null;
            plus -= loop is null ? 0 : coefficient;
            if (_definitions.Find(size) is not Dimension dimension
                || !_parameters.TryGetValue(dimension.Array.Id, out ArrayVariable? parameter)
                || (length is { } known && (known.Array.Id != parameter.Id || known.Axis != dimension.Axis)))
            {
                return null;
            }

            length = (parameter, dimension.Axis);
            factor += coefficient;
        }

        return hasLoop && length is { } of && plus <= 0 && factor is > 0 and < int.MaxValue
            ? new MultipleOfLength(of.Array, of.Axis, (int)factor, (int)plus)
            : null;
    }

    /// <summary>n, for a loop over 0 … n − 1 in either direction; null for others.</summary>
    private Operand? EndOf(For loop) => _ends.TryGetValue(loop.Index.Id, out Operand? end) ? end : loop.Range switch
    {
        { Start: Constant { IsZero: true }, Comparison: LoopComparison.Less, Step: Constant { IsOne: true } } => loop.Range.End,
        { End: Constant { IsZero: true }, Comparison: LoopComparison.GreaterOrEqual, Step: Constant { Number: -1 } }
            when loop.Range.Start is Constant { Number: >= 0 and < int.MaxValue } last => Constant.Int((int)last.Number + 1),
        { End: Constant { IsZero: true }, Comparison: LoopComparison.GreaterOrEqual, Step: Constant { Number: -1 } }
            when _definitions.Find(loop.Range.Start) is Compute { Operands: [var length, Constant { IsOne: true }] } last && last.Operation == Ops.Arithmetic.Subtract => length,
        _ => null,
    };

    private RequiredLength? Length(Operand end, IReadOnlyList<For> loops)
    {
        // Of all rows the longest.
        if (_definitions.Find(end) is Load { Array.RowsOf: { } rows } length)
        {
            return VisitedBy(length.Indices[0], loops)?.Id == rows.Id && _parameters.ContainsKey(rows.Id) ? new LengthOfArray(rows, 1) : null;
        }

        if (_definitions.Find(end) is Dimension dimension && _parameters.TryGetValue(dimension.Array.Id, out ArrayVariable? array))
        {
            return new LengthOfArray(array, dimension.Axis);
        }

        return end is Value value && _function.Parameters.OfType<ScalarParameter>().Any(p => p.Value.Id == value.Id && p.Role == ParameterRole.Input)
            ? new LengthOfScalar(value, 0)
            : null;
    }
}
