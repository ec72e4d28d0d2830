namespace SymbolicGrad.Compiler.Ops;

/// <summary>
/// Builds sums and products of terms without the parts that say nothing: 0 + x, 1·x, 0·x. A factor 0 of a formula is exact
/// (the operand does not matter), so that 0·x is 0 whatever x is.
/// </summary>
public static class TermFolding
{
    public static bool IsConstant(this Term term, double number) => term is Term.ConstantTerm constant && constant.Number == number;

    public static Term Fold(Term term)
    {
        if (term is not Term.ApplyTerm apply)
        {
            return term;
        }

        Term[] arguments = apply.Arguments.Select(Fold).ToArray();
        return apply.Operation switch
        {
            var operation when operation == Arithmetic.Add => Add(arguments[0], arguments[1]),
            var operation when operation == Arithmetic.Subtract => Subtract(arguments[0], arguments[1]),
            var operation when operation == Arithmetic.Multiply => Multiply(arguments[0], arguments[1]),
            var operation when operation == Arithmetic.Divide => Divide(arguments[0], arguments[1]),
            var operation when operation == Arithmetic.Negate => Negate(arguments[0]),
            var operation when operation == Comparisons.Select => Select(arguments[0], arguments[1], arguments[2]),
            var operation => operation.Of(arguments),
        };
    }

    public static Term Add(Term left, Term right) => (left, right) switch
    {
        (Term.ConstantTerm a, Term.ConstantTerm b) => a.Number + b.Number,
        (Term.ConstantTerm { Number: 0 }, _) => right,
        (_, Term.ConstantTerm { Number: 0 }) => left,
        (_, Term.ApplyTerm negated) when negated.Operation == Arithmetic.Negate => left - negated.Arguments[0],
        _ => left + right,
    };

    public static Term Subtract(Term left, Term right) => (left, right) switch
    {
        (Term.ConstantTerm a, Term.ConstantTerm b) => a.Number - b.Number,
        (Term.ConstantTerm { Number: 0 }, _) => Negate(right),
        (_, Term.ConstantTerm { Number: 0 }) => left,
        _ => left - right,
    };

    /// <summary>A factor that is a selection takes the other into its sides, so that a side that is 0 stays a literal 0.</summary>
    public static Term Multiply(Term left, Term right) => (left, right) switch
    {
        (Term.ConstantTerm a, Term.ConstantTerm b) => a.Number * b.Number,
        (Term.ConstantTerm { Number: 0 }, _) or (_, Term.ConstantTerm { Number: 0 }) => Term.Zero,
        (Term.ConstantTerm { Number: 1 }, _) => right,
        (_, Term.ConstantTerm { Number: 1 }) => left,
        (Term.ConstantTerm { Number: -1 }, _) => Negate(right),
        (_, Term.ConstantTerm { Number: -1 }) => Negate(left),
        (Term.ApplyTerm a, _) when a.Operation == Comparisons.Select =>
            Select(a.Arguments[0], Multiply(a.Arguments[1], right), Multiply(a.Arguments[2], right)),
        (_, Term.ApplyTerm b) when b.Operation == Comparisons.Select =>
            Select(b.Arguments[0], Multiply(left, b.Arguments[1]), Multiply(left, b.Arguments[2])),
        (Term.ApplyTerm a, _) when a.Operation == Arithmetic.Negate => Negate(Multiply(a.Arguments[0], right)),
        (_, Term.ApplyTerm b) when b.Operation == Arithmetic.Negate => Negate(Multiply(left, b.Arguments[0])),
        _ => left * right,
    };

    public static Term Divide(Term left, Term right) => (left, right) switch
    {
        (Term.ConstantTerm { Number: 0 }, _) => Term.Zero,
        (_, Term.ConstantTerm { Number: 1 }) => left,
        (Term.ApplyTerm a, _) when a.Operation == Arithmetic.Negate => Negate(Divide(a.Arguments[0], right)),
        (Term.ApplyTerm a, _) when a.Operation == Comparisons.Select =>
            Select(a.Arguments[0], Divide(a.Arguments[1], right), Divide(a.Arguments[2], right)),
        _ => left / right,
    };

    public static Term Negate(Term term) => term switch
    {
        Term.ConstantTerm { Number: 0 } => Term.Zero,
        Term.ConstantTerm constant => -constant.Number,
        Term.ApplyTerm apply when apply.Operation == Arithmetic.Negate => apply.Arguments[0],
        Term.ApplyTerm apply when apply.Operation == Comparisons.Select =>
            Select(apply.Arguments[0], Negate(apply.Arguments[1]), Negate(apply.Arguments[2])),
        _ => -term,
    };

    public static Term Select(Term condition, Term then, Term otherwise) =>
        then.Equals(otherwise) ? then : Term.Select(condition, then, otherwise);
}
