namespace SymbolicGrad.Compiler.Ops;

/// <summary>How entries write other entries in their formulas: <c>Trigonometric.Cos.Of(x[0])</c>.</summary>
public static class TermExtensions
{
    public static Term Of(this Operation operation, params Term[] arguments) =>
        new Term.ApplyTerm(operation, Ir.EquatableArray.Create<Term>(arguments));

    public static Term And(this Term left, Term right) => Comparisons.And.Of(left, right);
}
