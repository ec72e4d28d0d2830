using System.Collections.Immutable;

namespace SymbolicGrad.Generators.Tests.RandomPrograms.Forms;

/// <summary>Local arrays; some are filled at once, some stay 0 until something is stored.</summary>
internal sealed class ScratchForm : StatementForm
{
    public override int Weight => 9;

    public override bool Nests => false;

    public override Stated Draw(Drawer draw, Scope scope, int depth)
    {
        string name = draw.Name("a");
        int length = draw.Between(2, 4), width = draw.Between(2, 3);
        Syntax size = Syntax.Literal(length);
        if (scope.Memories.Count > 0 && draw.Chance(60))
        {
            Memory like = draw.Pick(scope.Memories);
            (length, size) = (like.Lengths[0], Syntax.Integer(like.LengthText(0)));
        }

        (string template, MemoryKind kind, ImmutableArray<int> lengths) = draw.Below(scope.IsInLoop ? 4 : 5) switch
        {
            0 or 1 => ($"$T[] {name} = new $T[$0];", MemoryKind.Array, [length]),
            2 => ($"$T[,] {name} = new $T[$0, $1];", MemoryKind.Matrix, [length, width]),
            3 => ($"$T[] {name} = {{ $2, $3 }};", MemoryKind.Array, (ImmutableArray<int>)[2]),
            _ when draw.Style.IsGeneric => ($"Span<$T> {name} = new $T[$0];", MemoryKind.Span, [length]),
            _ => ($"Span<$T> {name} = stackalloc $T[$0];", MemoryKind.Span, [length]),
        };
        Syntax[] parts = [size, Syntax.Literal(width), draw.Limited(scope, 2), draw.Limited(scope, 2)];
        return new Stated(Syntax.Statement(template, parts), scope.With(new Memory(name, kind, lengths, IsWritable: true)));
    }
}

/// <summary>Another name for memory, or for a part of it.</summary>
internal sealed class AliasForm : StatementForm
{
    public override int Weight => 8;

    public override bool Nests => false;

    public override bool Fits(Drawer draw, Scope scope) => scope.Memories.Any(IsPossible);

    private static bool IsPossible(Memory memory) => memory.IsVector || memory.Kind is MemoryKind.Span2D or MemoryKind.ReadOnlySpan2D;

    public override Stated Draw(Drawer draw, Scope scope, int depth)
    {
        Memory memory = draw.Pick([.. scope.Memories.Where(IsPossible)]);
        string name = draw.Name("s");
        if (!memory.IsVector)
        {
            (string rowType, MemoryKind rowKind) = memory.IsWritable ? ("Span", MemoryKind.Span) : ("ReadOnlySpan", MemoryKind.ReadOnlySpan);
            Syntax row = Syntax.Statement($"{rowType}<$T> {name} = $0.GetRowSpan($1);", Syntax.Number(memory.Name), draw.Integer(scope, 0, memory.Lengths[0] - 1));
            return new Stated(row, scope.With(new Memory(name, rowKind, [memory.Lengths[1]], memory.IsWritable)));
        }

        if (memory.Kind == MemoryKind.Array && draw.Chance(30))
        {
            return new Stated(Syntax.Statement($"var {name} = $0;", Syntax.Number(memory.Name)), scope.With(memory with { Name = name }));
        }

        int start = draw.Below(memory.Lengths[0] - 1), length = draw.Between(1, memory.Lengths[0] - start);
        // A start that is drawn may be less, so that the rest of the memory has no length in advance.
        bool isStart = start == 0 || !draw.Chance(30);
        Syntax from = isStart ? Syntax.Literal(start) : draw.Integer(scope, 0, start);
        bool isReadOnly = !memory.IsWritable || draw.Chance(20);
        string source = memory.Kind == MemoryKind.Array ? "$0.AsSpan" : "$0.Slice";
        (string cut, int cutLength) = (isStart ? draw.Below(3) : 2) switch
        {
            0 => ($"{source}($1)", memory.Lengths[0] - start),
            1 when memory.Kind != MemoryKind.Array => ("$0[$1..]", memory.Lengths[0] - start),
            _ => ($"{source}($1, $2)", length),
        };
        Syntax alias = Syntax.Statement($"{(isReadOnly ? "ReadOnlySpan" : "Span")}<$T> {name} = {cut};", Syntax.Number(memory.Name), from, Syntax.Literal(length));
        return new Stated(alias, scope.With(new Memory(name, isReadOnly ? MemoryKind.ReadOnlySpan : MemoryKind.Span, [cutLength], !isReadOnly)));
    }
}

/// <summary>TensorPrimitives into memory, in place or not, and copies.</summary>
internal sealed class VectorStatementForm : StatementForm
{
    public override int Weight => 10;

    public override bool Nests => false;

    public override bool Fits(Drawer draw, Scope scope) => Drawer.Vectors(scope, writable: true).Length > 0;

    public override Stated Draw(Drawer draw, Scope scope, int depth)
    {
        Memory target = draw.Pick(Drawer.Vectors(scope, writable: true));
        Memory[] sources = [.. Drawer.Vectors(scope, writable: false).Where(memory => memory.Lengths[0] <= target.Lengths[0])];
        Memory first = draw.Pick(sources), second = draw.Pick([.. sources.Where(memory => memory.Lengths[0] == first.Lengths[0])]);
        Syntax a = Syntax.Number(Drawer.AsReadOnlySpan(first)), b = Syntax.Number(Drawer.AsReadOnlySpan(second));
        Syntax to = Syntax.Number(target.Kind == MemoryKind.Span ? target.Name : $"(Span<$T>){target.Name}");
        Syntax number = draw.Limited(draw.Number(scope, 1), 0.9);
        string template = draw.Pick(
        [
            "TensorPrimitives.Tanh($0, $2);", "TensorPrimitives.Sin($0, $2);", "TensorPrimitives.Cos($0, $2);", "TensorPrimitives.Sigmoid($0, $2);", "TensorPrimitives.Negate($0, $2);",
            "TensorPrimitives.Multiply($0, $3, $2);", "TensorPrimitives.SoftMax($0, ($2)[..$4]);", "TensorPrimitives.Subtract($0, $0, $2);",
            "TensorPrimitives.Multiply($0, $1, $2); TensorPrimitives.Sin($2, $2);", "TensorPrimitives.Add($0, $1, $2); TensorPrimitives.Tanh($2, $2);",
            "TensorPrimitives.MultiplyAdd($0, $3, $1, $2); TensorPrimitives.Cos($2, $2);",
            "($0).CopyTo($2);", "($2).Fill($3);", "($2).Clear();",
        ]);
        return new Stated(Syntax.Statement(template, a, b, to, number, Syntax.Integer(first.LengthText(0))), scope);
    }
}
