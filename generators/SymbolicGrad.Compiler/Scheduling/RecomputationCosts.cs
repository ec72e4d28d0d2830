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

    /// <summary>Cannot be computed from what is at hand.</summary>
    public const int Impossible = 1_000_000;
}
