using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Analysis;

/// <summary>Which lengths are one and the same number, by the exact checks at the head of a member.</summary>
public sealed class LengthClasses
{
    private readonly Dictionary<(int Array, int Axis), (int Array, int Axis)> _representatives = [];

    public LengthClasses(IEnumerable<LengthCheck> checks)
    {
        foreach (LengthCheck check in checks)
        {
            if (check is { IsExact: true, Required: LengthOfArray required })
            {
                _representatives[Find((check.Array.Id, check.Axis))] = Find((required.Array.Id, required.Axis));
            }
        }
    }

    /// <summary>By the id of a value: arrays whose first axis is as long.</summary>
    private readonly Dictionary<int, HashSet<int>> _counts = [];

    /// <summary>States that a value is the length of the array's first axis.</summary>
    public void AddCount(Value count, ArrayVariable array)
    {
        if (!_counts.TryGetValue(count.Id, out HashSet<int>? arrays))
        {
            _counts.Add(count.Id, arrays = []);
        }

        arrays.Add(array.Id);
    }

    public bool AreEqual(ArrayVariable left, int leftAxis, ArrayVariable right, int rightAxis) =>
        Find((left.Id, leftAxis)).Equals(Find((right.Id, rightAxis)));

    /// <summary>True where the operand is the array's length along the axis.</summary>
    public bool IsLength(Operand operand, ArrayVariable array, int axis, Definitions definitions) =>
        !(array.Storage == ArrayStorage.Jagged && axis == 1)
        && (definitions.Find(operand) is Dimension dimension ? AreEqual(dimension.Array, dimension.Axis, array, axis)
            : axis == 0 && operand is Value value && _counts.TryGetValue(value.Id, out HashSet<int>? counted) && counted.Contains(array.Id));

    /// <summary>True where the operand is the length of one row of a jagged array.</summary>
    public bool IsRowLength(Operand operand, ArrayVariable array, Operand row, Definitions definitions) =>
        array.Storage == ArrayStorage.Jagged
        && definitions.Find(operand) is Load { Array.RowsOf: { } rows } length && length.Indices[0].Equals(row) && AreEqual(rows, 1, array, 1);

    private (int Array, int Axis) Find((int Array, int Axis) length)
    {
        while (_representatives.TryGetValue(length, out (int Array, int Axis) next) && !next.Equals(length))
        {
            length = next;
        }

        return length;
    }
}
