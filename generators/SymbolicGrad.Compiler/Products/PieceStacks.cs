using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Products;

/// <summary>Scratch of one shape laid side by side: vectors one behind the other, matrices as columns of one.</summary>
/// <param name="Array">The memory of all of them.</param>
/// <param name="Parts">The scratch that becomes views of it.</param>
internal sealed record PieceStack(ArrayVariable Array, IReadOnlyList<Allocate> Parts)
{
    /// <summary>The length of a vector, the width of a matrix.</summary>
    public Operand Width => Parts[0].Lengths[Array.Rank - 1];
}

/// <summary>The stacks of a function, and what declares them in the end.</summary>
internal sealed class PieceStacks(Function function, IdSource ids)
{
    private readonly Dictionary<int, Allocate> _scratch = function.Body.Statements.OfType<Allocate>()
        .Where(allocate => allocate is { Within: null, Zeroed: false, Array.Storage: ArrayStorage.Scratch }).ToDictionary(allocate => allocate.Array.Id);

    /// <summary>By the id of a piece, the stack that it is a part of.</summary>
    private readonly Dictionary<int, PieceStack> _stacks = [];

    /// <summary>So many widths.</summary>
    private readonly Dictionary<(int Count, Operand Width), Value> _multiples = [];

    public bool Any => _stacks.Count > 0;

    /// <summary>The scratch that a product's piece is, where it lives as long as the call, need not be zero and has a place for each row.</summary>
    public Allocate? ScratchOf(RowsProduct product) =>
        _scratch.TryGetValue(product.Piece.ArrayOf()!.Id, out Allocate? allocate) && allocate.Lengths[allocate.Lengths.Count - 1].Equals(product.Rows.RowCount) ? allocate : null;

    /// <summary>True where the parts stand side by side in one stack, or may do so in a new one.</summary>
    public bool CanHold(IReadOnlyList<Allocate> parts) =>
        _stacks.TryGetValue(parts[0].Array.Id, out PieceStack? stack)
            ? stack.Parts.SkipWhile(part => part != parts[0]).Take(parts.Count).SequenceEqual(parts)
            : parts.Distinct().Count() == parts.Count && parts.All(part => !_stacks.ContainsKey(part.Array.Id) && part.Lengths == parts[0].Lengths);

    /// <summary>The pieces together, which the caller has asked <see cref="CanHold"/> about, and how wide they are.</summary>
    public (KernelArgument Piece, Operand Width) Together(IReadOnlyList<Allocate> parts)
    {
        if (!_stacks.TryGetValue(parts[0].Array.Id, out PieceStack? stack))
        {
            stack = new PieceStack(ids.NewArray(parts[0].Array.Name + "Stack", parts[0].Array.Element, parts[0].Array.Rank, ArrayStorage.Scratch), parts);
            foreach (Allocate part in parts)
            {
                _stacks.Add(part.Array.Id, stack);
            }
        }

        int first = stack.Parts.TakeWhile(part => part != parts[0]).Count();
        Operand width = Multiple(parts.Count, stack.Width);
        return (Section(stack, first == 0 ? Constant.Int(0) : Multiple(first, stack.Width), width, parts.Count == stack.Parts.Count), width);
    }

    /// <summary>Each stack in the place of the first of its parts, which become views of it before they are used.</summary>
    public Block Declare(Block body)
    {
        List<Statement> statements = [];
        HashSet<PieceStack> taken = [], shown = [];
        foreach (Statement statement in body.Statements)
        {
            if (statement is Allocate allocate && _stacks.TryGetValue(allocate.Array.Id, out PieceStack? stack))
            {
                if (taken.Add(stack))
                {
                    Operand width = Multiple(stack.Parts.Count, stack.Width);
                    statements.Add(new Allocate(stack.Array, [.. allocate.Lengths.Take(allocate.Lengths.Count - 1), width], Zeroed: false));
                }

                continue;
            }

            foreach (ArrayVariable array in statement.WithNested().SelectMany(nested => nested.Arrays()))
            {
                if (_stacks.TryGetValue(array.Id, out PieceStack? named) && shown.Add(named))
                {
                    statements.AddRange(Views(named));
                }
            }

            statements.Add(statement);
        }

        // Before all memory, where the width of the parts is known there: one workspace holds what is taken without a pause.
        foreach (KeyValuePair<(int Count, Operand Width), Value> multiple in _multiples)
        {
            statements.RemoveAll(statement => statement is Compute compute && compute.Result.Equals(multiple.Value));
            int known = statements.FindIndex(statement => multiple.Key.Width is Value width && statement.Results().Contains(width)) + 1;
            int position = Math.Max(known, statements.FindIndex(statement => statement is Allocate));
            statements.Insert(position, new Compute(multiple.Value, Arithmetic.Multiply, [Constant.Int(multiple.Key.Count), multiple.Key.Width]));
        }

        return body.With(statements);
    }

    private IEnumerable<Statement> Views(PieceStack stack)
    {
        for (int i = 0; i < stack.Parts.Count; i++)
        {
            yield return new View(stack.Parts[i].Array, Section(stack, i == 0 ? Constant.Int(0) : Multiple(i, stack.Width), stack.Width, isWhole: false));
        }
    }

    private static KernelArgument Section(PieceStack stack, Operand start, Operand width, bool isWhole) => stack.Array.Rank == 1
        ? new SectionArgument(stack.Array, null, start, width, isWhole)
        : new MatrixArgument(stack.Array, Constant.Int(0), stack.Parts[0].Lengths[0], start, width, isWhole);

    private Operand Multiple(int count, Operand width)
    {
        if (count == 1)
        {
            return width;
        }

        if (!_multiples.TryGetValue((count, width), out Value? known))
        {
            Compute? computed = function.Body.Statements.OfType<Compute>().FirstOrDefault(compute =>
                compute.Operation == Arithmetic.Multiply && compute.Operands.Contains(Constant.Int(count)) && compute.Operands.Contains(width));
            _multiples.Add((count, width), known = computed?.Result ?? ids.NewValue(ScalarType.Int32));
        }

        return known;
    }
}
