using SymbolicGrad.Compiler.Intervals;

namespace SymbolicGrad.Compiler.Ir;

/// <summary>How a parameter takes part.</summary>
public enum ParameterRole
{
    /// <summary>Only read.</summary>
    Input,

    /// <summary>Only written, before it is read: an out scalar, or an array proven (or stated) to be an output.</summary>
    Output,

    /// <summary>Read and written: a ref scalar, or a writable array that may be read before it is written.</summary>
    InOut,
}

/// <summary>A parameter of a <see cref="Function"/>.</summary>
public abstract record Parameter(string Name, ParameterRole Role, bool IsDifferentiable)
{
    /// <summary>The C# parameter of which this is a leaf (named <c>p.X</c> then); null where it is one by itself.</summary>
    public Whole? Whole { get; init; }

    /// <summary>True where signatures do not have it: a field or property.</summary>
    public bool IsMember => Whole?.Passing == Passing.None;

    /// <summary>What the user has declared of its values, or of its elements ([InRange]); null where nothing.</summary>
    public Interval? StatedRange { get; init; }

    /// <summary>The name of the C# parameter.</summary>
    public string WholeName => Whole?.Name ?? Name;
}

/// <summary>A scalar; <see cref="Value"/> is its value on entry (unused for outputs). Its final value, unless an input, is a yield of the body.</summary>
public sealed record ScalarParameter(Value Value, string Name, ParameterRole Role, bool IsDifferentiable)
    : Parameter(Name, Role, IsDifferentiable);

/// <summary>An array; the body's loads and stores name <see cref="Array"/>.</summary>
public sealed record ArrayParameter(ArrayVariable Array, string Name, ParameterRole Role, bool IsDifferentiable)
    : Parameter(Name, Role, IsDifferentiable);

/// <summary>One returned scalar; named where the method returns a tuple.</summary>
public sealed record ReturnElement(ScalarType Type, string? Name)
{
    /// <summary>Where the method returns a structure, or a tuple with one: that structure, and the leaf of it that this is.</summary>
    public Structure? Structure { get; init; }

    public string Path { get; init; } = "";
}

/// <summary>Two parameters' lengths along an axis each that have to be equal.</summary>
public sealed record EqualLengths(ArrayVariable Left, int LeftAxis, ArrayVariable Right, int RightAxis);

/// <summary>
/// A function: the user's, or a derivative of it. The yields of <see cref="Body"/> are the returned elements, then the final
/// value of each scalar parameter that is not an input, in order.
/// </summary>
public sealed record Function(
    string Name,
    EquatableArray<Parameter> Parameters,
    EquatableArray<ReturnElement> Returns,
    Block Body,
    int NextId)
{
    /// <summary>
    /// Lengths that the body takes to be equal because a library call it makes demands it (TensorPrimitives.Dot of two whole
    /// spans): checked on entry, and known to be one length from then on.
    /// </summary>
    public EquatableArray<EqualLengths> EqualLengths { get; init; } = [];

    /// <summary>How C# writes what is returned, where that is more than a scalar or a tuple of scalars.</summary>
    public Structure? Result { get; init; }

    /// <summary>What the user has declared of the returned numbers ([InRange] on the method); null where nothing.</summary>
    public Interval? ResultRange { get; init; }

    /// <summary>How long the rows of a jagged array are; null for other arrays.</summary>
    public ArrayVariable? RowLengthsOf(ArrayVariable array) =>
        Parameters.OfType<ArrayParameter>().Select(parameter => parameter.Array).FirstOrDefault(lengths => lengths.RowsOf?.Id == array.Id);

    /// <summary>The body's yield that is the final value of the scalar parameter at <paramref name="index"/>.</summary>
    public int YieldIndexOf(int index)
    {
        int position = Returns.Count;
        for (int i = 0; i < index; i++)
        {
            if (Parameters[i] is ScalarParameter { Role: not ParameterRole.Input })
            {
                position++;
            }
        }

        return position;
    }
}
