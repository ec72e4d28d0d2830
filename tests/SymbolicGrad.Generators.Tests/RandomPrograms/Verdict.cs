namespace SymbolicGrad.Generators.Tests.RandomPrograms;

internal enum VerdictKind
{
    /// <summary>Every comparison held at one point at least.</summary>
    Right,

    /// <summary>No point was fit for differences; what needs none held.</summary>
    Unchecked,

    /// <summary>The analyzer refused it; the reason is the id.</summary>
    Refused,

    /// <summary>A wrong number, a crash, code that does not compile, or a program that should not have been drawn.</summary>
    Failed,
}

/// <summary>What became of one program.</summary>
/// <param name="Program">The program.</param>
/// <param name="Kind">How it ended.</param>
/// <param name="Reason">A few words that stay the same while the program is shrunk.</param>
/// <param name="Detail">Numbers, messages, generated code.</param>
internal sealed record Verdict(RandomProgram Program, VerdictKind Kind, string Reason, string Detail)
{
    /// <summary>The program is no C#: the drawing's fault, or that of a step of shrinking.</summary>
    public const string Malformed = "malformed";

    public bool IsFailure => Kind == VerdictKind.Failed;

    /// <summary>The program, what is wrong, and what was generated.</summary>
    public string Report => $"seed {Program.Seed}, {Reason}:\n{Program.Members}\n{Detail}\n";

    /// <summary>Points tried, and those at which differences say nothing.</summary>
    public (int Tried, int Skipped) Points { get; init; }
}
