namespace SymbolicGrad.Compiler.Ir;

/// <summary>Which of the generated members it is (API.md section 2).</summary>
public enum MemberKind
{
    Gradient,
    Backward,
    TapeLength,
    Forward,
    BackwardFromTape,
    Jvp,
    Hvp,
    Hessian,
    Jacobian,
}

/// <summary>A generated member: a function in the IR, with what stands around its body in C#.</summary>
public sealed record Member(
    string Name,
    MemberKind Kind,
    Function Function,
    EquatableArray<LengthCheck> Checks,
    Documentation Documentation)
{
    /// <summary>The loops over samples that the function calls and workers share.</summary>
    public EquatableArray<RangeFunction> Ranges { get; init; } = [];
}

/// <summary>
/// A requirement on a parameter's length, checked before anything is written; failing it throws ArgumentException naming
/// the parameter and both lengths.
/// </summary>
public sealed record LengthCheck(ArrayVariable Array, int Axis, bool IsExact, RequiredLength Required);

/// <summary>The length that is required.</summary>
public abstract record RequiredLength;

/// <summary>The length of another parameter along an axis.</summary>
public sealed record LengthOfArray(ArrayVariable Array, int Axis) : RequiredLength;

/// <summary>A multiple of the length of another parameter along an axis, plus a constant: four gates need 4·h.Length rows.</summary>
public sealed record MultipleOfLength(ArrayVariable Array, int Axis, int Factor, int Plus) : RequiredLength;

/// <summary>An integer parameter's value plus a constant.</summary>
public sealed record LengthOfScalar(Value Parameter, int Plus) : RequiredLength;

/// <summary>So many elements.</summary>
public sealed record LengthOfConstant(int Number) : RequiredLength;

/// <summary>The entries of a matrix with so many rows and columns: a Jacobian's.</summary>
public sealed record LengthOfTable(Extent Rows, Extent Columns) : RequiredLength;

/// <summary>How many numbers some scalars and arrays are together.</summary>
public sealed record Extent(int Scalars, EquatableArray<ArrayVariable> Arrays)
{
    public static Extent Of(IEnumerable<Parameter> parameters)
    {
        List<Parameter> list = [.. parameters];
        return new Extent(list.OfType<ScalarParameter>().Count(), list.OfType<ArrayParameter>().Select(parameter => parameter.Array).ToEquatableArray());
    }
}

/// <summary>What the tape-length member returns for these arguments (parameter names, in order).</summary>
public sealed record LengthOfTape(string MemberName, EquatableArray<string> ArgumentNames) : RequiredLength;

/// <summary>The XML documentation of a member, as plain text without markup; emission escapes it.</summary>
public sealed record Documentation(
    EquatableArray<string> Summary,
    EquatableArray<ParameterDocumentation> Parameters,
    string? Returns,
    EquatableArray<string> Remarks);

public sealed record ParameterDocumentation(string Name, string Text);
