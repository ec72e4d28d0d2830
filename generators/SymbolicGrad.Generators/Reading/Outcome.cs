using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Generators.Reading;

/// <summary>How a sequence of statements ends.</summary>
/// <param name="Returned">Whether it returned; a constant where that is certain.</param>
/// <param name="Values">What it returned; meaningless where it did not.</param>
internal sealed record Outcome(Operand Returned, IReadOnlyList<Operand> Values)
{
    public static readonly Outcome FallsThrough = new(Constant.Bool(false), []);

    public bool NeverReturns => Returned is Constant { IsZero: true };

    public bool AlwaysReturns => Returned is Constant { IsZero: false };
}
