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
}

/// <summary>What a local or parameter means at a point of the method.</summary>
internal abstract record Binding;

/// <summary>A scalar's present value; null before its first assignment.</summary>
internal sealed record ScalarBinding(ScalarType Type, string Name, Operand? Value) : Binding;

/// <summary>Memory; null before its first assignment.</summary>
internal sealed record ArrayBinding(ArrayView? View) : Binding;

/// <summary>The bindings at a point of the method; copied where control flow splits.</summary>
internal sealed class Bindings
{
    private readonly Dictionary<ISymbol, Binding> _bySymbol = new(SymbolEqualityComparer.Default);
    private readonly List<ISymbol> _order = [];

    public Binding? Find(ISymbol symbol) => _bySymbol.TryGetValue(symbol, out Binding? binding) ? binding : null;

    public void Set(ISymbol symbol, Binding binding)
    {
        if (!_bySymbol.ContainsKey(symbol))
        {
            _order.Add(symbol);
        }

        _bySymbol[symbol] = binding;
    }

    /// <summary>The symbols in the order of their declaration, so that models are the same on every run.</summary>
    public IReadOnlyList<ISymbol> Symbols => _order;

    public Bindings Copy()
    {
        Bindings copy = new();
        foreach (ISymbol symbol in _order)
        {
            copy.Set(symbol, _bySymbol[symbol]);
        }

        return copy;
    }
}
