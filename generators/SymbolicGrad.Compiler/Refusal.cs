using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler;

/// <summary>Why a method that was read cannot be differentiated; the analyzer shows it at <see cref="Origin"/>.</summary>
public sealed record Refusal(RefusalReason Reason, string Detail, Origin Origin)
{
    /// <summary>The signature of the declared member at which to show it; null where <see cref="Origin"/> is the place.</summary>
    public string? DeclaredMember { get; init; }
}

/// <summary>What the passes after reading cannot do.</summary>
public enum RefusalReason
{
    /// <summary>A value needed backwards lives in a loop whose trip count is not known where the outermost loop begins.</summary>
    TripCountNotKnown,

    /// <summary>Scratch memory whose length is not known when the method starts.</summary>
    ScratchLengthNotKnown,

    /// <summary>A checkpointed loop that cannot be cut into blocks.</summary>
    NoCheckpoints,

    /// <summary>An integer or a boolean would have to be recorded on a tape of floating numbers.</summary>
    IntegerOnTape,

    /// <summary>A second derivative of a method that does not return one number.</summary>
    NoSingleValue,

    /// <summary>A declared member has another signature than the one that would be generated.</summary>
    OtherSignature,

    /// <summary>A call whose derivative is missing, or would lose what the caller needs.</summary>
    CallWithoutDerivative,

    /// <summary>A loop that workers shall share, whose iterations depend on each other; or no loop at all.</summary>
    DependentSamples,

    /// <summary>Statements nested so deeply that the passes, which descend into them, would exhaust the stack.</summary>
    NestedTooDeeply,

    /// <summary>A defect of a pass. The detail is the exception's text; other methods are still generated.</summary>
    Defect,
}

/// <summary>What an exception that is no refusal says in a diagnostic.</summary>
public static class Defects
{
    /// <summary>The exception and where it was thrown, on one line.</summary>
    public static string Describe(Exception exception)
    {
        string place = exception.StackTrace?.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.StartsWith("at SymbolicGrad", StringComparison.Ordinal)) ?? "";
        return $"{exception.GetType().Name}: {exception.Message.Replace("\r", "").Replace('\n', ' ')} {place}".TrimEnd();
    }
}

/// <summary>Carries a <see cref="Refusal"/> out of the passes to <see cref="Pipeline"/>, which alone catches it.</summary>
public sealed class RefusalException : Exception
{
    public RefusalException(Refusal refusal)
        : base(refusal.Detail) => Refusal = refusal;

    public Refusal Refusal { get; }
}
