using SymbolicGrad.Compiler.Intervals;

namespace SymbolicGrad.Compiler.Ops;

/// <summary>What the derivative does not look through.</summary>
public static class Barriers
{
    /// <summary>The identity whose derivative is declared to be 0.</summary>
    public static readonly Operation Stop = new()
    {
        Name = "Stop",
        Arity = 1,
        Spelling = new Spelling.PackageCall("Grad", "Stop"),
        Members = ["Grad.Stop"],
        Cost = 0,
        Image = x => x[0],
        Formula = "stop({0})",
        TeX = @"\operatorname{{stop}}\left({0}\right)",
        Source = "API.md section 4: a constant to the derivative",
    };
}
