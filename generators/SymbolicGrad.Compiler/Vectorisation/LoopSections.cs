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
internal sealed class LoopSections(For loop, LoopShape shape, Definitions definitions, IdSource ids)
{
    private readonly HashSet<int> _inside = [.. loop.AllDefinitions().Select(value => value.Id).Except(loop.Results.Select(result => result.Id))];
    private readonly NestPlaces _places = new([loop], definitions, ids);
    private readonly List<View> _bound = [];
    private readonly Dictionary<(int Array, string Place), ArrayVariable> _views = [];

    /// <summary>What has to stand before the vector loop: the places where sections begin, then the sections.</summary>
    public IEnumerable<Statement> Preparation => [.. _places.Preparation, .. _bound];

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
            bool isReadOnly = array.Storage is ArrayStorage.ReadOnlySpan or ArrayStorage.ReadOnlySpan2D;
            string name = array.Name + (array.Rank == 2 ? "Row" : array.Storage == ArrayStorage.Array ? "Span" : "Section");
            view = ids.NewArray(name, array.Element, 1, isReadOnly ? ArrayStorage.ReadOnlySpan : ArrayStorage.Span);
            Operand? row = indices.Count == 2 ? _places.AtStart(indices[0]) : null;
            Operand start = _places.AtStart(indices[indices.Count - 1]);
            _bound.Add(new View(view, new SectionArgument(array, row, start, length, false)));
            _views.Add(key, view);
        }

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
