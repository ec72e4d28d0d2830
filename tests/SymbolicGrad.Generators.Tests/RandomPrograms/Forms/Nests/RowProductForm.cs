namespace SymbolicGrad.Generators.Tests.RandomPrograms.Forms.Nests;

/// <summary>A sum of products by the library, of a row that an index chooses.</summary>
internal sealed class RowProductForm : NumberForm
{
    public override int Weight => 18;

    public override bool Nests => false;

    public override bool Fits(Drawer draw, Scope scope) => scope.Totals is not null && Rows(scope).Any();

    public override Bounded Draw(Drawer draw, Scope scope, int depth)
    {
        (Memory matrix, string row) = draw.Pick([.. Rows(scope)]);
        int width = matrix.Lengths[1];
        string[] others =
        [
            .. scope.Arrays.Where(memory => memory.IsVector && memory.Lengths[0] == width).Select(Drawer.AsReadOnlySpan),
            .. scope.Arrays.Where(memory => memory.IsVector && memory.Lengths[0] > width).Select(memory => $"(ReadOnlySpan<$T>){memory.Name}{(memory.Kind == MemoryKind.Array ? ".AsSpan(" : ".Slice(")}{memory.Lengths[0] - width}, {width})"),
            .. Rows(scope).Where(other => other.Memory.Lengths[1] == width).Select(other => other.Row),
        ];
        return draw.Below(8) switch
        {
            < 6 => new Bounded(Syntax.Number("TensorPrimitives.Dot($0, $1)", Syntax.Number(row), Syntax.Number(draw.Pick(others))), 4 * Math.Max(1, width)),
            6 => new Bounded(Syntax.Number("TensorPrimitives.Sum($0)", Syntax.Number(row)), 2 * Math.Max(1, width)),
            _ => new Bounded(Syntax.Number("TensorPrimitives.SumOfSquares($0)", Syntax.Number(row)), 4 * Math.Max(1, width)),
        };
    }

    private static IEnumerable<(Memory Memory, string Row)> Rows(Scope scope) =>
        from memory in scope.Arrays
        where memory.Kind is MemoryKind.Span2D or MemoryKind.ReadOnlySpan2D
        from index in scope.Integers
        where !index.IsAssignable
        from offset in (int[])[0, 0, 0, 1, memory.Lengths[0] - index.High - 1]
        where index.High < index.Low || (index.Low + offset >= 0 && index.High + offset < memory.Lengths[0])
        let row = $"{memory.Name}.GetRowSpan({index.Name}{(offset > 0 ? $" + {offset}" : "")})"
        select (memory, memory.Kind == MemoryKind.Span2D ? $"(ReadOnlySpan<$T>){row}" : row);
}
