using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>What the recognisers of library calls ask of loops and element accesses.</summary>
internal sealed class LoopShape(Definitions definitions, LengthClasses lengths, IEnumerable<Allocate> allocations)
{
    /// <summary>for (j = start; j &lt; end; j++)</summary>
    public static bool IsUnitStride(For loop) =>
        loop is { Guard: null, Range: { Comparison: LoopComparison.Less, Step: Constant { IsOne: true } } } && loop.Index.Type == ScalarType.Int32;

    /// <summary>
    /// The consecutive elements that array[…, j] means over the loop, when the last index is the loop's and the others do not
    /// change with it.
    /// </summary>
    public SectionArgument? Section(For loop, ArrayVariable array, EquatableArray<Operand> indices, ISet<int> inside)
    {
        Operand last = indices[indices.Count - 1];
        bool isMemory = array.Storage is not (ArrayStorage.RowLengths or ArrayStorage.Growing);
        if (!isMemory || !last.Equals(loop.Index) || (indices.Count == 2 && !IsOutside(indices[0], inside)))
        {
            return null;
        }

        bool isWhole = !array.MayHaveNoRows && loop.Range.Start is Constant { IsZero: true } && IsLength(loop.Range.End, array, indices);
        return new SectionArgument(array, indices.Count == 2 ? indices[0] : null, loop.Range.Start, loop.Range.End, isWhole);
    }

    public static bool IsOutside(Operand operand, ISet<int> inside) => operand is not Value value || !inside.Contains(value.Id);

    /// <summary>The operand is the array's length along the last axis, of a jagged array that of the row.</summary>
    public bool IsLength(Operand end, ArrayVariable array, EquatableArray<Operand> indices) =>
        IsLength(end, array, indices.Count - 1) || (indices.Count == 2 && lengths.IsRowLength(end, array, indices[0], definitions));

    /// <summary>The operand is the array's length along the axis: by its definition, or as scratch was allocated.</summary>
    public bool IsLength(Operand end, ArrayVariable array, int axis) =>
        lengths.IsLength(end, array, axis, definitions) || (_allocated.TryGetValue(array.Id, out Allocate? allocate) && IsSame(allocate.Lengths[axis], end));

    private readonly Dictionary<int, Allocate> _allocated = allocations.ToDictionary(allocate => allocate.Array.Id);

    private bool IsSame(Operand left, Operand right) =>
        left.Equals(right) || (definitions.Find(left) is Dimension dimension && lengths.IsLength(right, dimension.Array, dimension.Axis, definitions));
}
