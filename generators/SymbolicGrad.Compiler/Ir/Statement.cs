using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Ir;

/// <summary>One step of a <see cref="Block"/>. The set is closed: every pass has a case for each.</summary>
public abstract record Statement
{
    /// <summary>Where the user wrote it; outside equality.</summary>
    public Origin Origin { get; init; }
}

/// <summary>result = operation(operands); no effect on memory.</summary>
public sealed record Compute(Value Result, Operation Operation, EquatableArray<Operand> Operands) : Statement;

/// <summary>result = the number of elements of <paramref name="Array"/> along <paramref name="Axis"/> (0: Length or Height; 1: Width).</summary>
public sealed record Dimension(Value Result, ArrayVariable Array, int Axis) : Statement;

/// <summary>result = array[indices]</summary>
public sealed record Load(Value Result, ArrayVariable Array, EquatableArray<Operand> Indices) : Statement;

/// <summary>array[indices] = value</summary>
public sealed record Store(ArrayVariable Array, EquatableArray<Operand> Indices, Operand Value) : Statement;

/// <summary>array[indices] += value</summary>
public sealed record Accumulate(ArrayVariable Array, EquatableArray<Operand> Indices, Operand Value) : Statement;

/// <summary>Scratch memory, alive until its block ends; all zero if <paramref name="Zeroed"/>, else of arbitrary contents.</summary>
public sealed record Allocate(ArrayVariable Array, EquatableArray<Operand> Lengths, bool Zeroed) : Statement
{
    /// <summary>Set where the memory is a piece of another array (a tape), which nothing else names from then on.</summary>
    public ArrayVariable? Within { get; init; }

    /// <summary>Where in <see cref="Within"/> the piece begins.</summary>
    public Operand? Offset { get; init; }
}

/// <summary>
/// From here on <paramref name="Array"/> names consecutive elements of another array, or a block of a matrix, none where their number is 0. Made by
/// Scheduling when all else is done, and understood by emission only: to every other pass different arrays never overlap.
/// </summary>
public sealed record View(ArrayVariable Array, KernelArgument Section) : Statement
{
    /// <summary>The other array.</summary>
    public ArrayVariable Viewed => Section.ArrayOf()!;
}

/// <summary>Runs one branch; <see cref="Results"/> are that branch's yields. The other branch is not evaluated.</summary>
public sealed record If(Operand Condition, Block Then, Block Else, EquatableArray<Value> Results) : Statement;

/// <summary>
/// A loop over a range that is known when it is entered, and that a <see cref="Guard"/> may leave before its end. Results are the carried values after the last iteration (the
/// initial ones when there is none).
/// </summary>
public sealed record For(Value Index, LoopRange Range, EquatableArray<Carried> Carried, Block Body, EquatableArray<Value> Results) : Statement
{
    /// <summary>
    /// In a reverse sweep: the index value of the forward loop whose iterations this loop reverses; references to values of
    /// that loop's body mean the values of the same iteration until tape or recomputation resolves them.
    /// </summary>
    public int? Mirrors { get; init; }

    /// <summary>True where the loop stands for a library call (TensorPrimitives.Dot), which fixes no order of summation.</summary>
    public bool FromLibrary { get; init; }

    /// <summary>Set where the loop may end before its range does: while, do, break, return.</summary>
    public LoopGuard? Guard { get; init; }

    /// <summary>
    /// Set where each iteration is a block of iterations of the loop inside: the reverse sweep keeps what the iteration began
    /// with and runs it again.
    /// </summary>
    public Checkpointing? Checkpointing { get; init; }
}

/// <summary>What has to be kept of the memory around a checkpointed loop, whenever a block begins.</summary>
/// <param name="State">Arrays whose elements the loop reads and something overwrites later.</param>
public sealed record Checkpointing(EquatableArray<ArrayVariable> State);

/// <summary>
/// Ends a loop early. Both are entries of carried scalars of the loop.
/// </summary>
/// <param name="Running">A bool: an iteration runs only where it holds at its entry.</param>
/// <param name="Next">
/// The index that the next iteration would have: the same as the loop's index inside of it; its result says how far the loop
/// came. Null where nobody asks.
/// </param>
public sealed record LoopGuard(Value Running, Value? Next);

/// <summary>A scalar that passes from iteration to iteration: before the first, at entry of each, and the body's yield (by position).</summary>
public sealed record Carried(Operand Initial, Value Entry);

/// <summary>Which comparison with the end keeps a loop running.</summary>
public enum LoopComparison
{
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>for (index = Start; index ⟨Comparison⟩ End; index += Step). Step is positive for Less and LessOrEqual, negative otherwise.</summary>
public sealed record LoopRange(Operand Start, LoopComparison Comparison, Operand End, Operand Step)
{
    public static LoopRange UpTo(Operand end) => new(Constant.Int(0), LoopComparison.Less, end, Constant.Int(1));

    /// <summary>0, 1, 2 …: iterations are counted, and something else than the range ends them.</summary>
    public static readonly LoopRange Unbounded = UpTo(Constant.Int(int.MaxValue));

    public bool IsUnbounded => End is Constant { Number: int.MaxValue };

    public bool IsAscending => Comparison is LoopComparison.Less or LoopComparison.LessOrEqual;
}

/// <summary>Statements in order, then the values the block hands to what encloses it.</summary>
public sealed record Block(EquatableArray<Statement> Statements, EquatableArray<Operand> Yields)
{
    public static readonly Block Empty = new([], []);

    private Statement[]? _allStatements;
    private Definitions? _definitions;

    // What has been found of a block is not true of a copy with other statements.
    private Block(Block original) => (Statements, Yields) = (original.Statements, original.Yields);

    /// <summary>All statements, nested ones included, in order.</summary>
    internal Statement[] AllStatements => _allStatements ??= this.CollectStatements();

    /// <summary>Which statement defines a value of this block.</summary>
    internal Definitions Definitions => _definitions ??= new Definitions(this);

    /// <summary>
    /// For a function's body that the simplifier has nothing left to do in: the id from which values belong to a derivative; null until that is known.
    /// </summary>
    internal int? SimplifiedFrom { get; set; }

    public bool Equals(Block? other) =>
        ReferenceEquals(this, other) || (other is not null && Statements == other.Statements && Yields == other.Yields);

    // Whoever keeps functions in a table tells them apart by their declarations; a walk over the body would cost as much as a pass.
    public override int GetHashCode() => unchecked((Statements.Count * 31) + Yields.Count);
}
