using SymbolicGrad.Compiler.Differentiation;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Members;

/// <summary>
/// The numbers of a list of scalars and arrays, counted through one after the other: rows or columns of a Jacobian. A loop
/// over them follows each unit direction in turn.
/// </summary>
internal sealed class UnitDirections
{
    private readonly List<Part> _parts = [];

    /// <param name="builder">Computes the offsets.</param>
    /// <param name="primal">Knows how long the rows of jagged arrays are.</param>
    /// <param name="parts">For each a type, and the array whose shape it has; null for a scalar.</param>
    public UnitDirections(BlockBuilder builder, Function primal, IEnumerable<(ScalarType Type, ArrayVariable? Shape)> parts)
    {
        Operand offset = Constant.Int(0);
        foreach ((ScalarType type, ArrayVariable? shape) in parts)
        {
            EquatableArray<Operand> lengths = shape is null
                ? []
                : Enumerable.Range(0, shape.Rank).Select(axis => (Operand)builder.Dimension(shape, axis)).ToEquatableArray();
            RowStarts? rows = shape is not null && primal.RowLengthsOf(shape) is { } rowLengths ? new RowStarts(builder, lengths[0], rowLengths) : null;
            Operand count = lengths.Count switch
            {
                0 => Constant.Int(1),
                1 => lengths[0],
                _ => rows?.Count ?? builder.Compute(Arithmetic.Multiply, [lengths[0], lengths[1]]),
            };
            _parts.Add(new Part(type, lengths, rows, offset, builder.Compute(Arithmetic.Add, [offset, count])));
            offset = _parts[_parts.Count - 1].End;
        }

        Count = offset;
    }

    /// <summary>A scalar or an array: numbers Offset … End − 1.</summary>
    private sealed record Part(ScalarType Type, EquatableArray<Operand> Lengths, RowStarts? Rows, Operand Offset, Operand End);

    /// <summary>How many numbers there are in all.</summary>
    public Operand Count { get; }

    public Operand OffsetOf(int part) => _parts[part].Offset;

    public EquatableArray<Operand> LengthsOf(int part) => _parts[part].Lengths;

    /// <summary>1 where the direction is the scalar's own, else 0.</summary>
    public Value SeedScalar(BlockBuilder builder, int part, Operand direction, string? name)
    {
        Part scalar = _parts[part];
        Value seed = builder.Ids.NewValue(scalar.Type, name);
        Value isOwn = builder.Compute(Comparisons.Equal, [direction, scalar.Offset]);
        builder.Add(new If(isOwn, new Block([], [new Constant(scalar.Type, 1)]), new Block([], [new Constant(scalar.Type, 0)]), [seed]));
        return seed;
    }

    /// <summary>Stores the number at the direction's place in the array, if it has one.</summary>
    public void StoreAt(BlockBuilder builder, int part, Operand direction, ArrayArgument array, double number)
    {
        Part held = _parts[part];
        Operand reached = part == 0 ? Constant.Bool(true) : builder.Compute(Comparisons.GreaterThanOrEqual, [direction, held.Offset]);
        Operand notPassed = part == _parts.Count - 1 ? Constant.Bool(true) : builder.Compute(Comparisons.LessThan, [direction, held.End]);
        BlockBuilder store = builder.Nested();
        Value place = store.Compute(Arithmetic.Subtract, [direction, held.Offset]);
        void Set(BlockBuilder block, EquatableArray<Operand> indices) =>
            block.Add(new Store(array.Array, array.At is { } at ? at(block, indices) : indices, new Constant(array.Array.Element, number)));
        if (held.Rows is { } rows)
        {
            rows.Find(store, place, Set);
        }
        else
        {
            Set(store, held.Lengths.Count == 1
                ? [place]
                : [store.Compute(Arithmetic.IntegerDivide, [place, held.Lengths[1]]), store.Compute(Arithmetic.IntegerRemainder, [place, held.Lengths[1]])]);
        }

        Operand isOwn = reached is Constant ? notPassed : notPassed is Constant ? reached : builder.Compute(Comparisons.And, [reached, notPassed]);
        builder.Add(new If(isOwn, store.ToBlock([]), Block.Empty, []));
    }

    /// <summary>The position of an element of an array among the numbers.</summary>
    public Operand PositionOf(BlockBuilder builder, int part, EquatableArray<Operand> indices)
    {
        Part held = _parts[part];
        Operand within = indices.Count switch
        {
            0 => Constant.Int(0),
            1 => indices[0],
            _ when held.Rows is { } rows => rows.PositionOf(builder, indices),
            _ => builder.Compute(Arithmetic.Add, [builder.Compute(Arithmetic.Multiply, [indices[0], held.Lengths[1]]), indices[1]]),
        };
        return builder.Compute(Arithmetic.Add, [held.Offset, within]);
    }
}
