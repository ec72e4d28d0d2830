using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Scheduling;

namespace SymbolicGrad.Compiler.Products;

/// <summary>An array in a product, with the loop that each of its indices moves along with.</summary>
internal sealed record Factor(ArrayVariable Array, EquatableArray<Operand> Indices, IReadOnlyList<Axis> Axes)
{
    public bool MovesWith(For? loop) => loop is not null && Axes.Any(axis => axis.Loop == loop);

    /// <summary>A vector: a row, or part of one, along one loop.</summary>
    public bool IsVector => Axes[Axes.Count - 1].Loop is not null && Axes.Take(Axes.Count - 1).All(axis => axis.Loop is null);

    /// <summary>A matrix whose rows and columns each move with a loop.</summary>
    public bool IsMatrix => Axes.Count == 2 && Array.Storage != ArrayStorage.Jagged && Axes.All(axis => axis.Loop is not null) && Axes[0].Loop != Axes[1].Loop;

    public For Row => Axes[0].Loop!;

    public For Column => Axes[Axes.Count - 1].Loop!;
}

/// <summary>
/// target += left·right in a nest of two or three loops; <paramref name="Sum"/> is the loop whose sum is carried and stored once.
/// </summary>
internal sealed record Contraction(IReadOnlyList<For> Loops, NestPlaces Places, Factor Target, Factor Left, Factor Right, Statement Effect, For? Sum);
