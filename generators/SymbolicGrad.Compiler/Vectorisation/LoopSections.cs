using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Scheduling;

namespace SymbolicGrad.Compiler.Vectorisation;

/// <summary>How an access moves through its array while the loop runs.</summary>
internal enum Stride
{
    /// <summary>One and the same element.</summary>
    None,

    /// <summary>One element further with each iteration.</summary>
    Unit,

    /// <summary>In some other way, or nobody knows.</summary>
    Other,
}

/// <summary>
/// The consecutive elements that a loop's accesses go through, each bound once before the loop to a view that needs no
/// checks inside.
/// </summary>
/// <param name="loop">The loop over the elements.</param>
/// <param name="rows">The loop around it where views are bound before that one, which goes through the rows of matrices; null otherwise.</param>
/// <param name="shape">What is known of lengths.</param>
/// <param name="definitions">The function's values.</param>
/// <param name="ids">Gives views and their places ids.</param>
internal sealed class LoopSections(For loop, For? rows, LoopShape shape, Definitions definitions, IdSource ids)
{
    private readonly HashSet<int> _inside = [.. loop.AllDefinitions().Select(value => value.Id).Except(loop.Results.Select(result => result.Id))];
    private readonly NestPlaces _places = new([loop], definitions, ids);
    private readonly NestPlaces? _nest = rows is null ? null : new([rows, loop], definitions, ids);
    private readonly List<View> _bound = [], _boundBeforeRows = [];
    private readonly Dictionary<(int Array, string Place), ArrayVariable> _views = [];

    /// <summary>What has to stand before the vector loop: the places where sections begin, then the sections.</summary>
    public IEnumerable<Statement> Preparation => [.. _places.Preparation, .. _bound];

    /// <summary>True where all memory is bound before the loop over rows.</summary>
    public bool IsBoundBeforeRows => _bound.Count == 0;

    /// <summary>What has to stand before the loop over rows: first the places where sections begin.</summary>
    public IEnumerable<Statement> PlacesOfRows => _nest?.Preparation ?? [];

    /// <summary>Then the sections.</summary>
    public IReadOnlyList<View> SectionsOfRows => _boundBeforeRows;

    public Stride StrideOf(ArrayVariable array, EquatableArray<Operand> indices)
    {
        // Records that grow lie in no one piece, and a cell has no neighbours.
        if (array.Storage is ArrayStorage.Growing or ArrayStorage.Cell)
        {
            return Stride.Other;
        }

        List<AffineForm> forms = indices.Select(index => AffineForm.Of(index, definitions)).ToList();
        bool isInvariantButIndex = forms.All(form => form.Symbols.All(symbol => symbol == loop.Index.Id || _places.IsFixed(symbol)));
        bool isRowFixed = forms.Take(forms.Count - 1).All(form => form.CoefficientOf(loop.Index.Id) == 0);
        return !isInvariantButIndex || !isRowFixed ? Stride.Other : forms[forms.Count - 1].CoefficientOf(loop.Index.Id) switch
        {
            0 => Stride.None,
            1 => Stride.Unit,
            _ => Stride.Other,
        };
    }

    /// <summary>True where two accesses with unit stride touch the same element in each iteration.</summary>
    public bool AreSame(EquatableArray<Operand> left, EquatableArray<Operand> right) => PlaceOf(left) == PlaceOf(right);

    /// <summary>True where the section is as long as the loop by what is known: accesses in a branch that is not taken do no harm.</summary>
    public bool IsWhole(ArrayVariable array, EquatableArray<Operand> indices) =>
        indices[indices.Count - 1].Equals(loop.Index) && loop.Range.Start is Constant { IsZero: true } && shape.IsLength(loop.Range.End, array, indices);

    /// <summary>The array whose element 0 is that of the loop's first iteration.</summary>
    /// <param name="array">The array accessed.</param>
    /// <param name="indices">The indices in the iteration.</param>
    /// <param name="length">How many elements the vector loop touches.</param>
    public ArrayVariable View(ArrayVariable array, EquatableArray<Operand> indices, Operand length)
    {
        bool isSpan = array.Storage is ArrayStorage.ReadOnlySpan or ArrayStorage.Span || (array.Storage == ArrayStorage.Scratch && array.Rank == 1);
        if (isSpan && IsWhole(array, indices))
        {
            return array;
        }

        (int, string) key = (array.Id, PlaceOf(indices));
        if (!_views.TryGetValue(key, out ArrayVariable? view))
        {
            view = IsInRows(array, indices) ? Rows(array, indices[1], length) : Section(array, indices, length);
            _views.Add(key, view);
        }

        return view;
    }

    /// <summary>The indices of an element of a view: where it is of a matrix's rows, that of the row comes first.</summary>
    public EquatableArray<Operand> Place(ArrayVariable view, Operand index) => view.Rank == 2 ? [rows!.Index, index] : [index];

    /// <summary>True where the array's elements that an access touches lie in columns that are the same for all rows.</summary>
    public bool HasFixedColumns(EquatableArray<Operand> indices) => IsFixedInRows(indices[indices.Count - 1]);

    /// <summary>An integer where both loops are at their beginning; null where it is not the same for all rows.</summary>
    public Operand? BeforeRows(Operand integer) => IsFixedInRows(integer) ? _nest!.AtStart(integer) : null;

    private bool IsFixedInRows(Operand index) => _nest is not null && AffineForm.Of(index, definitions).Symbols.All(symbol => symbol == loop.Index.Id || (symbol != rows!.Index.Id && _nest.IsFixed(symbol)));

    /// <summary>True of a row of a matrix for each iteration of the loop around.</summary>
    private bool IsInRows(ArrayVariable array, EquatableArray<Operand> indices) =>
        rows is not null && indices.Count == 2 && array.Storage != ArrayStorage.Jagged && indices[0].Equals(rows.Index) && IsFixedInRows(indices[1]);

    private ArrayVariable Rows(ArrayVariable array, Operand column, Operand length)
    {
        Operand start = _nest!.AtStart(column), height = _nest.AtStart(rows!.Range.End);
        if (array.Storage != ArrayStorage.RectangularArray && start is Constant { IsZero: true } && shape.IsLength(rows.Range.End, array, 0) && shape.IsLength(loop.Range.End, array, 1))
        {
            return array;
        }

        bool isReadOnly = array.Storage == ArrayStorage.ReadOnlySpan2D;
        ArrayVariable view = ids.NewArray(array.Name + "Rows", array.Element, 2, isReadOnly ? ArrayStorage.ReadOnlySpan2D : ArrayStorage.Span2D);
        _boundBeforeRows.Add(new View(view, new MatrixArgument(array, Constant.Int(0), height, start, length, false)));
        return view;
    }

    private ArrayVariable Section(ArrayVariable array, EquatableArray<Operand> indices, Operand length)
    {
        bool isReadOnly = array.Storage is ArrayStorage.ReadOnlySpan or ArrayStorage.ReadOnlySpan2D;
        string name = array.Name + (array.Rank == 2 ? "Row" : array.Storage == ArrayStorage.Array ? "Span" : "Section");
        ArrayVariable view = ids.NewArray(name, array.Element, 1, isReadOnly ? ArrayStorage.ReadOnlySpan : ArrayStorage.Span);
        (NestPlaces places, List<View> bound) = indices.All(IsFixedInRows) ? (_nest!, _boundBeforeRows) : (_places, _bound);
        Operand? row = indices.Count == 2 ? places.AtStart(indices[0]) : null;
        bound.Add(new View(view, new SectionArgument(array, row, places.AtStart(indices[indices.Count - 1]), length, false)));
        return view;
    }

    /// <summary>The indices of an element that stays the same, where they can be evaluated: outside of the loop.</summary>
    public EquatableArray<Operand> Fixed(EquatableArray<Operand> indices) => indices.Select(_places.AtStart).ToEquatableArray();

    /// <summary>True of an integer that is the same in all iterations, and can be evaluated outside of the loop.</summary>
    public bool IsFixed(Operand integer) => AffineForm.Of(integer, definitions).Symbols.All(_places.IsFixed);

    public bool IsInside(Operand operand) => operand is Value value && _inside.Contains(value.Id);

    /// <summary>Equal texts mean equal places, since affine forms have one form each.</summary>
    private string PlaceOf(EquatableArray<Operand> indices) => string.Join(";", indices.Select(index =>
    {
        AffineForm form = AffineForm.Of(index, definitions);
        return form.Constant + string.Concat(form.Symbols.Select(symbol => $"+{form.CoefficientOf(symbol)}·{symbol}"));
    }));
}
