using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Generators.Reading;

/// <summary>
/// How a sequence of statements ends: whether it left by return, break or continue, each a constant where that is certain.
/// At most one of the three holds at a time; where none does, it fell through to what follows.
/// </summary>
/// <param name="Returned">Whether it returned.</param>
/// <param name="Values">What it returned; meaningless where it did not.</param>
internal sealed record Outcome(Operand Returned, IReadOnlyList<Operand> Values)
{
    private static readonly Constant Never = Constant.Bool(false);
    private static readonly Constant Always = Constant.Bool(true);

    public static readonly Outcome FallsThrough = new(Never, []);

    /// <summary>break: the innermost loop or switch around it ends.</summary>
    public static readonly Outcome Breaks = FallsThrough with { Broken = Always };

    /// <summary>continue: the innermost loop around it begins its next iteration.</summary>
    public static readonly Outcome Continues = FallsThrough with { Continued = Always };

    /// <summary>Whether it left the innermost loop or switch by break.</summary>
    public Operand Broken { get; init; } = Never;

    /// <summary>Whether it went on to the innermost loop's next iteration by continue.</summary>
    public Operand Continued { get; init; } = Never;

    public bool AlwaysFallsThrough => IsNever(Returned) && IsNever(Broken) && IsNever(Continued);

    /// <summary>It certainly left, by whichever of the three.</summary>
    public bool AlwaysLeaves => IsAlways(Returned) || IsAlways(Broken) || IsAlways(Continued);

    /// <summary>The three, in a fixed order.</summary>
    public IReadOnlyList<Operand> Flags => [Returned, Broken, Continued];

    public static Outcome Of(IReadOnlyList<Operand> flags, IReadOnlyList<Operand> values) =>
        new(flags[0], values) { Broken = flags[1], Continued = flags[2] };

    public static bool IsNever(Operand flag) => flag is Constant { IsZero: true };

    public static bool IsAlways(Operand flag) => flag is Constant { IsZero: false };
}
