using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Scheduling;

namespace SymbolicGrad.Compiler.Vectorisation.Outer;

/// <summary>Where the elements are that all lanes together touch in one access.</summary>
internal enum LanePlace
{
    /// <summary>The same element in all lanes, which nobody writes meanwhile.</summary>
    Shared,

    /// <summary>Scratch of the iteration: each element has become a vector.</summary>
    Own,

    /// <summary>The iteration's row of a matrix: a column of the rows of all lanes.</summary>
    Row,

    /// <summary>The iteration's element of a vector: neighbours.</summary>
    Element,

    /// <summary>The same element in all lanes, which all only add to: a vector of sums.</summary>
    Total,

    /// <summary>Elements that integers of the iteration name: one after the other.</summary>
    Picked,

    /// <summary>In some other way, or nobody knows.</summary>
    Other,
}

/// <summary>How the accesses of a loop's body lie in memory when several iterations run at once; also the proof that iterations are independent.</summary>
internal sealed class OuterMemory
{
    private readonly For _loop;
    private readonly Function _function;
    private readonly Definitions _definitions;
    private readonly LoopShape _shape;
    private readonly LaneDependence _dependence;
    private readonly Dictionary<int, LanePlace> _written = [];

    private readonly Dictionary<int, For> _owners = [];

    /// <summary>What is only added to, by whatever iteration.</summary>
    private readonly HashSet<int> _added = [];

    public OuterMemory(For loop, Function function, Definitions definitions, LoopShape shape, LaneDependence dependence)
    {
        _loop = loop;
        _function = function;
        _definitions = definitions;
        _shape = shape;
        _dependence = dependence;
        IsIndependent = Array.TrueForAll([.. Accesses(loop).GroupBy(access => access.Array()!.Id)], IsApart) && BranchesAreSafe(loop.Body, isConditional: false);
    }

    /// <summary>True where no iteration touches what another one writes, but to add to it.</summary>
    public bool IsIndependent { get; }

    /// <summary>By scratch of the iteration, the loop of which each iteration writes it first, and which alone uses it.</summary>
    public IReadOnlyDictionary<int, For> Owners => _owners;

    public LanePlace PlaceOf(ArrayVariable array, EquatableArray<Operand> indices) =>
        _added.Contains(array.Id) ? PlaceOfRead(array, indices) is var added && added == LanePlace.Shared ? LanePlace.Total : added
        : _written.TryGetValue(array.Id, out LanePlace place) && !(place == LanePlace.Row && PlaceOfRead(array, indices) == LanePlace.Picked) ? place
        : PlaceOfRead(array, indices);

    private static IEnumerable<Statement> Accesses(For loop) => loop.Body.AllStatements.Where(statement => statement is Load or Store or Accumulate);

    private LanePlace PlaceOfRead(ArrayVariable array, EquatableArray<Operand> indices) =>
        array.Storage is ArrayStorage.Growing or ArrayStorage.Cell ? LanePlace.Other
        : !indices.Any(_dependence.IsVarying) ? LanePlace.Shared
        : !array.Element.IsFloating || array.Storage == ArrayStorage.Jagged || !indices[0].Equals(_loop.Index) ? LanePlace.Picked
        : array.Rank == 1 ? LanePlace.Element
        : _dependence.IsVarying(indices[1]) ? LanePlace.Picked
        : LanePlace.Row;

    private bool IsApart(IGrouping<int, Statement> accesses)
    {
        ArrayVariable array = accesses.First().Array()!;
        if (array.Element.IsFloating && accesses.Any(access => PlaceOfRead(array, access.Place()) == LanePlace.Picked && !_loop.Body.Statements.Any(statement => ReferenceEquals(statement, access))))
        {
            // One after the other is for what each iteration does once.
            return false;
        }

        if (accesses.All(access => access is Load))
        {
            return accesses.All(access => PlaceOfRead(array, access.Place()) != LanePlace.Other);
        }

        LanePlace place = !array.Element.IsFloating || array.Storage is ArrayStorage.Growing or ArrayStorage.Cell or ArrayStorage.Jagged ? LanePlace.Other : PlaceOfWritten(array, [.. accesses]);
        _written.Add(array.Id, place);
        return place != LanePlace.Other;
    }

    private LanePlace PlaceOfWritten(ArrayVariable array, IReadOnlyList<Statement> accesses)
    {
        List<LanePlace> places = [.. accesses.Select(access => PlaceOfRead(array, access.Place())).Distinct()];
        if (places is [LanePlace.Shared] && IsOwn(array))
        {
            return LanePlace.Own;
        }

        if (accesses.All(access => access is Accumulate) && !places.Contains(LanePlace.Other))
        {
            _added.Add(array.Id);
            return LanePlace.Total;
        }

        return places is [LanePlace.Row or LanePlace.Element] ? places[0]
            : places.TrueForAll(place => place is LanePlace.Row or LanePlace.Picked) && ArePickedLast(array, accesses) ? LanePlace.Row
            : LanePlace.Other;
    }

    /// <summary>Whether an iteration stores each element of its row, and does so first.</summary>
    public bool IsRowSet(ArrayVariable array)
    {
        Statement? first = _loop.Body.Statements.FirstOrDefault(statement => Array.Exists(statement.WithNested(), nested => nested is Load or Store or Accumulate && nested.Array()!.Id == array.Id));
        return first is For { Range.Start: Constant { IsZero: true } } columns && LoopShape.IsUnitStride(columns) && _shape.IsLength(columns.Range.End, array, 1)
            && columns.Body.AllStatements.Where(statement => statement is Load or Store or Accumulate && statement.Array()!.Id == array.Id).ToList() is [Store store]
            && columns.Body.Statements.Contains(store) && store.Indices[1].Equals(columns.Index);
    }

    /// <summary>Elements that integers of the iteration name are only added to, when all else is done with the iteration's row.</summary>
    private bool ArePickedLast(ArrayVariable array, IReadOnlyList<Statement> accesses)
    {
        List<Statement> statements = [.. _loop.Body.Statements];
        int lastOfRow = statements.FindLastIndex(statement => statement.WithNested().Any(nested => accesses.Contains(nested, ReferenceComparer.Instance) && PlaceOfRead(array, nested.Place()) == LanePlace.Row));
        return accesses.All(access => PlaceOfRead(array, access.Place()) == LanePlace.Row
            || (access is Accumulate && statements.FindIndex(statement => ReferenceEquals(statement, access)) > lastOfRow));
    }

    /// <summary>Scratch that nobody else uses, and that each iteration writes before it reads it.</summary>
    private bool IsOwn(ArrayVariable array)
    {
        bool isNamedHere(Statement statement) => statement is not Allocate && statement.Arrays().Any(named => named.Id == array.Id);
        return array.Storage == ArrayStorage.Scratch
            && AllocationOf(array) is { Within: null }
            && _function.Body.AllStatements.Where(isNamedHere).All(new HashSet<Statement>(_function.Body.AllStatements.OfType<For>().Single(loop => loop.Index.Id == _loop.Index.Id).WithNested(), ReferenceComparer.Instance).Contains)
            && IsWrittenFirst(_loop, array);
    }

    private bool IsWrittenFirst(For loop, ArrayVariable array)
    {
        bool IsAll(IReadOnlyList<Operand> region) => region.Select((end, axis) => _shape.IsLength(end, array, axis)).All(isLength => isLength);
        List<Statement> users = [.. loop.Body.Statements.Where(statement => statement.WithNested().Any(nested => nested.Array()?.Id == array.Id && nested is not Dimension))];
        if (users is [For inner] && IsWrittenFirst(inner, array))
        {
            return true;
        }

        bool isFirst = WrittenFirst.IsWritten(loop.Body, array, countsElements: true, IsAll) || new Records(_definitions).AreWrittenFirst(loop.Body, array);
        if (isFirst)
        {
            _owners[array.Id] = loop;
        }

        return isFirst;
    }

    public Allocate? AllocationOf(ArrayVariable array) => _function.Body.Statements.OfType<Allocate>().FirstOrDefault(allocate => allocate.Array.Id == array.Id);

    /// <summary>
    /// What a branch touches of other iterations' rows and elements must be there although only some of the iterations take it: outside of branches
    /// that is demanded on entry.
    /// </summary>
    private bool BranchesAreSafe(Block block, bool isConditional) => block.Statements.All(statement =>
        statement is Load or Store or Accumulate
            ? !isConditional || PlaceOf(statement.Array()!, statement.Place()) is LanePlace.Shared or LanePlace.Own or LanePlace.Total || _shape.IsLength(_loop.Range.End, statement.Array()!, 0)
            : statement.Blocks().All(nested => BranchesAreSafe(nested, isConditional || statement is If)));
}
