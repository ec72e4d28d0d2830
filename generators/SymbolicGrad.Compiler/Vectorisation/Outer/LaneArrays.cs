using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Vectorisation.Outer;

/// <summary>
/// The memory of all lanes: scratch of an iteration and sums over iterations are arrays of vectors; rows are columns of vectors while an
/// iteration of all lanes runs, brought there and back as a whole.
/// </summary>
/// <param name="loop">The loop of single iterations.</param>
/// <param name="memory">How its accesses lie.</param>
/// <param name="index">The first of the iterations that run at once.</param>
/// <param name="count">How many run at once.</param>
/// <param name="whole">How many are done in lanes.</param>
/// <param name="lengths">How long arrays are.</param>
/// <param name="ids">Gives new values their ids.</param>
internal sealed class LaneArrays(For loop, OuterMemory memory, Value index, Value count, Operand whole, OuterLengths lengths, IdSource ids)
{
    private readonly Dictionary<(int Array, LanePlace Place), ArrayVariable> _arrays = [];

    /// <summary>What stands before the loop in lanes.</summary>
    public List<Statement> Before { get; } = [];

    /// <summary>What each iteration of it begins with.</summary>
    public List<Statement> First { get; } = [];

    /// <summary>What each iteration of it ends with.</summary>
    public List<Statement> Last { get; } = [];

    /// <summary>What stands behind it.</summary>
    public List<Statement> After { get; } = [];

    /// <summary>The lengths that have to be short.</summary>
    public List<Operand> Short { get; } = [];

    /// <summary>The numbers of elements of what lanes add to.</summary>
    public List<EquatableArray<Operand>> Sums { get; } = [];

    public bool Load(Load load, Value result, LanePlace place, EquatableArray<Operand> indices, BlockBuilder output)
    {
        output.Add(place == LanePlace.Element
            ? load with { Result = result, Array = Section(load.Array), Indices = [index] }
            : load with { Result = result, Array = Lanes(load.Array, place, result.Type), Indices = indices });
        return true;
    }

    /// <summary>Memory for one number of each lane.</summary>
    public ArrayVariable Picks(ScalarType element)
    {
        if (_picks is null)
        {
            _picks = ids.NewArray("picked", element, 1, ArrayStorage.Scratch);
            Before.Add(new Allocate(_picks, [count], Zeroed: false));
        }

        return _picks;
    }

    private ArrayVariable? _picks;

    public bool Store(Store store, Operand value, Operand? mask, LanePlace place, EquatableArray<Operand> indices, BlockBuilder output)
    {
        bool isElement = place == LanePlace.Element;
        ArrayVariable array = isElement ? Section(store.Array) : Lanes(store.Array, place, value.Type);
        EquatableArray<Operand> at = isElement ? [index] : indices;
        if (mask is not null)
        {
            Value old = ids.NewValue(value.Type);
            output.Add(new Load(old, array, at));
            value = Compute(output, Comparisons.Select, mask, value, old);
        }

        output.Add(new Store(array, at, value) { Origin = store.Origin });
        return true;
    }

    public bool Add(Accumulate accumulate, Operand value, Operand? mask, LanePlace place, EquatableArray<Operand> indices, BlockBuilder output)
    {
        value = mask is null ? value : Compute(output, Comparisons.Select, mask, value, new Constant(value.Type, 0));
        if (place == LanePlace.Element)
        {
            output.Add(new Accumulate(Section(accumulate.Array), [index], value) { Origin = accumulate.Origin });
            return true;
        }

        ArrayVariable array = Lanes(accumulate.Array, place, value.Type);
        Value old = ids.NewValue(value.Type);
        output.Add(new Load(old, array, indices));
        output.Add(new Store(array, indices, Compute(output, Arithmetic.Add, old, value)) { Origin = accumulate.Origin });
        return true;
    }

    /// <summary>What writes the array's rows, which nothing touches any more as columns.</summary>
    public IReadOnlyList<Statement> BringHome(ArrayVariable array)
    {
        List<Statement> home = Last.FindAll(statement => statement is Kernel { Operation: var operation } kernel && operation == KernelOperation.StoreColumns && kernel.Arguments[0].ArrayOf()!.Id == array.Id);
        home.ForEach(statement => Last.Remove(statement));
        return home;
    }

    private Value Compute(BlockBuilder output, Operation operation, params Operand[] operands)
    {
        Value result = ids.NewValue(operands[1].Type);
        output.Add(new Compute(result, operation, operands.ToEquatableArray()));
        return result;
    }

    /// <summary>The array of vectors that stands for the elements of all lanes.</summary>
    private ArrayVariable Lanes(ArrayVariable array, LanePlace place, ScalarType vector)
    {
        if (_arrays.TryGetValue((array.Id, place), out ArrayVariable? lanes))
        {
            return lanes;
        }

        EquatableArray<Operand> sides = [.. Enumerable.Range(place == LanePlace.Row ? 1 : 0, place == LanePlace.Row ? 1 : array.Rank).Select(axis => lengths.Of(array, axis))];
        lanes = ids.NewArray(array.Name + (place == LanePlace.Row ? "Columns" : "Lanes"), vector, sides.Count, ArrayStorage.Scratch);
        _arrays.Add((array.Id, place), lanes);
        Before.Add(new Allocate(lanes, sides, Zeroed: place == LanePlace.Total));
        if (place == LanePlace.Total)
        {
            Sums.Add(sides);
            After.Add(Reduction(array, lanes, sides));
            return lanes;
        }

        Short.AddRange(sides);
        if (place == LanePlace.Row)
        {
            Move(array, lanes, sides[0]);
        }

        return lanes;
    }

    /// <summary>Rows are read before an iteration and written behind it; what is only added to begins at 0 and is added.</summary>
    private void Move(ArrayVariable array, ArrayVariable lanes, Operand width)
    {
        List<Statement> accesses = [.. loop.Body.AllStatements.Where(statement => statement is Ir.Load or Ir.Store or Accumulate && statement.Array()!.Id == array.Id)];
        MatrixArgument rows = new(array, index, count, Constant.Int(0), width, IsWhole: false);
        SectionArgument columns = new(lanes, null, Constant.Int(0), width, IsWhole: true);
        bool isOnlyAddedTo = accesses.All(access => access is Accumulate);
        if (isOnlyAddedTo)
        {
            First.Add(new Kernel(null, KernelOperation.Clear, [columns]));
        }
        else if (!memory.IsRowSet(array))
        {
            First.Add(new Kernel(null, KernelOperation.LoadColumns, [columns, rows]));
        }

        if (accesses.Any(access => access is not Ir.Load))
        {
            Last.Add(new Kernel(null, isOnlyAddedTo ? KernelOperation.AddColumns : KernelOperation.StoreColumns, [rows, columns]));
        }
    }

    /// <summary>array[…] += the sum over the lanes</summary>
    private For Reduction(ArrayVariable array, ArrayVariable lanes, EquatableArray<Operand> sides)
    {
        EquatableArray<Operand> at = [.. sides.Select((_, axis) => ids.NewValue(ScalarType.Int32, axis == 0 ? "i" : "j"))];
        Value total = ids.NewValue(lanes.Element), sum = ids.NewValue(array.Element);
        Block body = new([new Load(total, lanes, at), new Compute(sum, LaneOperations.SumOfLanes, [total]), new Accumulate(array, at, sum)], []);
        For Loop(int axis) => new((Value)at[axis], LoopRange.UpTo(sides[axis]), [], axis == sides.Count - 1 ? body : new Block([Loop(axis + 1)], []), []);
        return Loop(0);
    }

    /// <summary>The elements of all iterations that are done in lanes.</summary>
    private ArrayVariable Section(ArrayVariable array)
    {
        if (!_arrays.TryGetValue((array.Id, LanePlace.Element), out ArrayVariable? section))
        {
            bool isReadOnly = array.Storage == ArrayStorage.ReadOnlySpan;
            section = ids.NewArray(array.Name + "Section", array.Element, 1, isReadOnly ? ArrayStorage.ReadOnlySpan : ArrayStorage.Span);
            _arrays.Add((array.Id, LanePlace.Element), section);
            Before.Add(new View(section, new SectionArgument(array, null, Constant.Int(0), whole, IsWhole: false)));
        }

        return section;
    }
}
