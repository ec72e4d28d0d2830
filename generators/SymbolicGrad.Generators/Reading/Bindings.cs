using Microsoft.CodeAnalysis;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Generators.Reading;

/// <summary>
/// A view of memory: an array, or rows, slices and rows of slices of it, resolved to offsets into the array underneath.
/// </summary>
/// <param name="Array">The memory.</param>
/// <param name="Row">Set where the view is one row of a matrix.</param>
/// <param name="Offsets">Where the view begins, along each of its axes.</param>
/// <param name="Lengths">How long it is, along each of its axes.</param>
internal sealed record ArrayView(ArrayVariable Array, Operand? Row, EquatableArray<Operand> Offsets, EquatableArray<Operand> Lengths)
{
    public int Rank => Offsets.Count;

    /// <summary>Set where the view is one column of a matrix.</summary>
    public Operand? Column { get; init; }

    /// <summary>Set where the view is of rows of a jagged array, one axis of them: how long each is.</summary>
    public ArrayVariable? RowLengths { get; init; }
}

/// <summary>What a local or parameter means at a point of the method.</summary>
internal abstract record Binding;

/// <summary>A scalar's present value; null before its first assignment.</summary>
internal sealed record ScalarBinding(ScalarType Type, string Name, Operand? Value) : Binding;

/// <summary>Memory; null before its first assignment.</summary>
internal sealed record ArrayBinding(ArrayView? View) : Binding;

/// <summary>
/// What an assignment changes as one: a variable, or a scalar (or memory) inside a variable of structure type, whose path is
/// the fields that lead to it: <c>p.Position.X</c> is the variable p and the path .Position.X.
/// </summary>
internal readonly struct Place(ISymbol symbol, string path = "") : IEquatable<Place>
{
    public ISymbol Symbol { get; } = symbol;

    public string Path { get; } = path;

    public string Name => Symbol.Name + Path;

    /// <summary>A field or automatic property of what is in the place.</summary>
    public Place Inside(ISymbol member) => Inside(ShapeReader.PathOf(member));

    public Place Inside(string path) => new(Symbol, Path + path);

    /// <summary>Whether one of the two is the other, or inside it.</summary>
    public bool Overlaps(Place other) =>
        SymbolEqualityComparer.Default.Equals(Symbol, other.Symbol)
        && ((Path + ".").StartsWith(other.Path + ".", StringComparison.Ordinal) || (other.Path + ".").StartsWith(Path + ".", StringComparison.Ordinal));

    public bool Equals(Place other) => SymbolEqualityComparer.Default.Equals(Symbol, other.Symbol) && Path == other.Path;

    public override bool Equals(object? other) => other is Place place && Equals(place);

    public override int GetHashCode() => (SymbolEqualityComparer.Default.GetHashCode(Symbol) * 31) + StringComparer.Ordinal.GetHashCode(Path);
}

/// <summary>The bindings at a point of the method; copied where control flow splits.</summary>
internal sealed class Bindings
{
    private readonly Dictionary<Place, Binding> _byPlace = [];
    private readonly List<Place> _order = [];

    public Binding? Find(Place place) => _byPlace.TryGetValue(place, out Binding? binding) ? binding : null;

    public Binding? Find(ISymbol symbol) => Find(new Place(symbol));

    public void Set(Place place, Binding binding)
    {
        if (!_byPlace.ContainsKey(place))
        {
            _order.Add(place);
        }

        _byPlace[place] = binding;
    }

    public void Set(ISymbol symbol, Binding binding) => Set(new Place(symbol), binding);

    /// <summary>What is bound, in the order of declaration, so that models are the same on every run.</summary>
    public IReadOnlyList<Place> Places => _order;

    public Bindings Copy()
    {
        Bindings copy = new();
        foreach (Place place in _order)
        {
            copy.Set(place, _byPlace[place]);
        }

        return copy;
    }
}
