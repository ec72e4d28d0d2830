using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Diagnosis.Hazards;

/// <summary>σ(z), or σ(−z): the function itself, 1/(1 + exp(z)) or exp(z)/(1 + exp(z)).</summary>
/// <param name="Whole">The σ or the quotient.</param>
/// <param name="Call">The σ or the exp that is given z.</param>
/// <param name="IsOfOpposite">True of σ(−z).</param>
internal sealed record Logistic(Compute Whole, Compute Call, bool IsOfOpposite)
{
    public Operand Argument => Call.Operands[0];

    /// <summary>Where −z, or z, is above it, what is computed is 0.</summary>
    public double End => Call.Operation == Sigmoids.Sigmoid ? -Precision.Of(Call.Result.Type).Underflow : Precision.Of(Call.Result.Type).Overflow;

    /// <summary>What σ is taken of.</summary>
    public Interval Range(Formulas formulas)
    {
        Interval argument = formulas.Ranges.OperandOf(Call, 0);
        return IsOfOpposite ? -argument : argument;
    }

    /// <summary>1 − σ(z) = σ(−z)</summary>
    public Logistic Opposite() => this with { IsOfOpposite = !IsOfOpposite };

    public static Logistic? Find(Operand operand, Formulas formulas) =>
        formulas.Sources(operand).Select(source => Of(source, formulas)).FirstOrDefault(found => found is not null);

    /// <summary>The statement, if it computes such.</summary>
    public static Logistic? Of(Compute source, Formulas formulas)
    {
        if (source.Operation == Sigmoids.Sigmoid)
        {
            return new Logistic(source, source, false);
        }

        if (source.Operation != Arithmetic.Divide)
        {
            return null;
        }

        Compute? below = formulas.AddedToOne(source.Operands[1]).SelectMany(added => formulas.Sources(added.Operand, Exponentials.Exp)).FirstOrDefault();
        return below is null ? null
            : Formulas.IsNumber(source.Operands[0], 1) ? new Logistic(source, below, true)
            : formulas.Sources(source.Operands[0], Exponentials.Exp).Any(above => formulas.Same(above.Operands[0], below.Operands[0])) ? new Logistic(source, below, false)
            : null;
    }
}
