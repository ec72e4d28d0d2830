using System.Collections.Immutable;

namespace SymbolicGrad.Generators.Tests.RandomPrograms;

/// <summary>A number in scope, of at most about <see cref="Bound"/> in size.</summary>
internal sealed record Variable(string Name, double Bound, bool IsAssignable = true)
{
    /// <summary>Whether a local function may name it: not what is passed by reference.</summary>
    public bool IsCapturable { get; init; } = true;
}

/// <summary>An integer in scope that is never outside an interval.</summary>
internal sealed record IntegerVariable(string Name, int Low, int High, bool IsAssignable = false);

internal enum MemoryKind
{
    Array,
    Span,
    ReadOnlySpan,
    Matrix,
    Span2D,
    ReadOnlySpan2D,

    /// <summary>Rows of equal lengths, each an array.</summary>
    Rows,
}

/// <summary>An array, span or matrix in scope; its lengths are the same in every run.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Kind">Its type.</param>
/// <param name="Lengths">One or two.</param>
/// <param name="IsWritable">Whether elements may be assigned.</param>
internal sealed record Memory(string Name, MemoryKind Kind, ImmutableArray<int> Lengths, bool IsWritable)
{
    public bool IsCapturable => Kind is MemoryKind.Array or MemoryKind.Matrix;

    public bool IsVector => Lengths.Length == 1;

    public string LengthText(int axis) => Kind switch
    {
        MemoryKind.Matrix => $"{Name}.GetLength({axis})",
        MemoryKind.Rows when axis == 1 => $"{Name}[0].Length",
        MemoryKind.Span2D or MemoryKind.ReadOnlySpan2D => axis == 0 ? $"{Name}.Height" : $"{Name}.Width",
        _ => $"{Name}.Length",
    };
}

/// <summary>A jagged array in scope; the lengths of its rows are the same in every run.</summary>
internal sealed record RaggedRows(string Name, ImmutableArray<int> Rows, bool IsWritable)
{
    public int Shortest => Rows.Min();
}

/// <summary>An array of integers in scope, whose values are indices below <see cref="Below"/>.</summary>
internal sealed record IndexTable(string Name, int Length, int Below);

/// <summary>How a routine takes one argument.</summary>
internal enum Passing
{
    Value,
    Ref,
    Out,
    In,
    Integer,
    ReadSpan,
    WriteSpan,
}

/// <summary>A helper or local function that can be called.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">How it takes its arguments.</param>
/// <param name="SpanLength">The least length of a span that it takes.</param>
/// <param name="ReturnsNumber">Or nothing.</param>
internal sealed record Routine(string Name, ImmutableArray<Passing> Parameters, int SpanLength, bool ReturnsNumber);

/// <summary>What a loop over units gathers: numbers, counts and flags that are declared before it.</summary>
internal sealed record Totals(ImmutableArray<Variable> Numbers, ImmutableArray<IntegerVariable> Counts, ImmutableArray<string> Flags);

/// <summary>What a return statement gives back.</summary>
internal enum ReturnForm
{
    Nothing,
    Number,
    Pair,
}

/// <summary>What can be named at a place in a program, and what is allowed there.</summary>
internal sealed record Scope
{
    public ImmutableList<Variable> Numbers { get; init; } = [];

    public ImmutableList<IntegerVariable> Integers { get; init; } = [];

    public ImmutableList<string> Flags { get; init; } = [];

    /// <summary>What may be read at a constant index.</summary>
    public ImmutableList<Memory> Memories { get; init; } = [];

    /// <summary>All memory, that without elements too, for loops that stay within its lengths.</summary>
    public ImmutableList<Memory> Arrays { get; init; } = [];

    /// <summary>Whether loops over units are drawn.</summary>
    public bool HasNests { get; init; }

    /// <summary>Whether this is the body of such a loop, with what it gathers.</summary>
    public Totals? Totals { get; init; }

    public ImmutableList<IndexTable> Tables { get; init; } = [];

    public ImmutableList<RaggedRows> Ragged { get; init; } = [];

    public ImmutableList<Routine> Routines { get; init; } = [];

    /// <summary>Variables of the struct that stands beside F, if it does.</summary>
    public ImmutableList<string> Pairs { get; init; } = [];

    public bool HasPairs { get; init; }

    /// <summary>Whether loops may end when they like.</summary>
    public bool HasGeneralLoops { get; init; }

    public ReturnForm Return { get; init; }

    /// <summary>Whether what is returned goes on being calculated with.</summary>
    public bool IsRoutine { get; init; }

    /// <summary>Whether break and continue have something to end.</summary>
    public bool IsInLoop { get; init; }

    /// <summary>How deep blocks are nested.</summary>
    public int Depth { get; init; }

    /// <summary>How often this place is reached in a run, at most.</summary>
    public int Trips { get; init; } = 1;

    public IEnumerable<Variable> Assignable => Numbers.Where(number => number.IsAssignable);

    public Scope With(Variable number) => this with { Numbers = Numbers.Add(number) };

    public Scope With(IntegerVariable integer) => this with { Integers = Integers.Add(integer) };

    public Scope With(Memory memory) => this with
    {
        Memories = memory.Kind == MemoryKind.Rows || memory.Lengths.Contains(0) ? Memories : Memories.Add(memory),
        Arrays = Arrays.Add(memory),
    };

    public Scope Inner => this with { Depth = Depth + 1 };

    public Scope InLoop(int trips) => this with { Depth = Depth + 1, Trips = Trips * Math.Max(1, trips), IsInLoop = true };
}
