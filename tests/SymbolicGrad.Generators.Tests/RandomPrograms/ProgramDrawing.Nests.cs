using System.Collections.Immutable;

namespace SymbolicGrad.Generators.Tests.RandomPrograms;

/// <summary>Parameters of programs with loops over units: vectors and matrices that share a few lengths.</summary>
internal static partial class ProgramDrawing
{
    private static Scope NestParameters(Drawer draw, Scope scope, List<ProgramParameter> parameters)
    {
        int[] lengths = [.. Enumerable.Range(0, draw.Between(2, 3)).Select(_ => Length(draw))];
        for (int i = draw.Between(2, 5); i > 0; i--)
        {
            Memory memory = DrawArray(draw, lengths);
            string shape = memory.Kind == MemoryKind.Rows ? string.Join('/', Enumerable.Repeat(memory.Lengths[1], memory.Lengths[0])) : string.Join('x', memory.Lengths);
            string attribute = draw.Chance(6) && !memory.IsWritable ? "[NoGradient] " : "";
            parameters.Add(new ProgramParameter(memory.Name, $"{attribute}{TypeOf(memory.Kind)} {memory.Name}", $"{memory.Name}:{shape}"));
            scope = scope.With(memory);
        }

        return scope;
    }

    /// <summary>Shorter and longer than vectors and groups of them, with and without something left over.</summary>
    private static int Length(Drawer draw) => draw.Below(20) switch
    {
        0 => 0,
        1 or 2 => 1,
        < 8 => draw.Between(2, 4),
        < 17 => draw.Between(4, 9),
        // Totals take several vectors at once.
        _ => draw.Between(10, 18),
    };

    private static Memory DrawArray(Drawer draw, int[] lengths)
    {
        MemoryKind kind = draw.Pick(
        [
            MemoryKind.Array, MemoryKind.Array, MemoryKind.Span, MemoryKind.Span, MemoryKind.ReadOnlySpan, MemoryKind.ReadOnlySpan,
            MemoryKind.Matrix, MemoryKind.Matrix, MemoryKind.Span2D, MemoryKind.Span2D, MemoryKind.ReadOnlySpan2D, MemoryKind.ReadOnlySpan2D, MemoryKind.ReadOnlySpan2D, MemoryKind.Rows,
        ]);
        bool isMatrix = kind is MemoryKind.Matrix or MemoryKind.Span2D or MemoryKind.ReadOnlySpan2D or MemoryKind.Rows;
        // Gates are stacked.
        int first = draw.Pick(lengths) * (isMatrix && draw.Chance(15) ? 2 : 1);
        ImmutableArray<int> shape = isMatrix ? [kind == MemoryKind.Rows ? Math.Max(2, first) : first, draw.Pick(lengths)] : [first];
        bool isWritable = kind is MemoryKind.Span or MemoryKind.Span2D || (kind is MemoryKind.Array or MemoryKind.Matrix or MemoryKind.Rows && draw.Chance(50));
        return new Memory(draw.Name("x"), kind, shape, isWritable);
    }
}
