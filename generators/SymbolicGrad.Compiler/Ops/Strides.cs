namespace SymbolicGrad.Compiler.Ops;

/// <summary>How far apart checkpoints are.</summary>
public static class Strides
{
    /// <summary>⌈√n⌉, at least 1, of a number of iterations.</summary>
    public static readonly Operation BetweenCheckpoints = new()
    {
        Name = "BetweenCheckpoints",
        Arity = 1,
        Spelling = new Spelling.PackageCall("Checkpoints", "Stride"),
        IsOfIntegers = true,
        Cost = 20,
        Range = (1, double.PositiveInfinity),
        Formula = "⌈√{0}⌉",
        TeX = @"\lceil\sqrt{{{0}}}\rceil",
        Source = "Griewank and Walther, Evaluating Derivatives, 2nd edition, section 12.2",
    };
}
