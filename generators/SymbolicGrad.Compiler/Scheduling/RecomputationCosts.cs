using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>
/// When a lost value is computed again rather than recorded, in units of a multiplication. A record costs a store and a load
/// (and memory that has to stay in cache), about as much as five dependent multiplications; an exponential costs nine.
/// </summary>
internal static class RecomputationCosts
{
    /// <summary>What costs more than this is recorded.</summary>
    public const int Limit = 6;

    /// <summary>An operation that is repeated without thought: a sum, a product.</summary>
    public const int CheapOperation = 2;

    /// <summary>Reading an element again.</summary>
    public const int Load = 1;

    /// <summary>
    /// Integers are indices: they are never recorded if they can be computed, so that what one more use of them costs is
    /// nothing, except where the processor divides.
    /// </summary>
    public static int Of(Compute compute) =>
        !compute.Result.Type.IsFloating && (!compute.Operation.MayThrow || compute.Operands[compute.Operands.Count - 1] is Constant) ? 0 : compute.Operation.Cost;

    /// <summary>Cannot be computed from what is at hand.</summary>
    public const int Impossible = 1_000_000;
}
