namespace SymbolicGrad.Compiler.Ops;

/// <summary>
/// A formula over an operation's operands and its own result, in which the table states definitions and derivatives.
/// Reverse and forward mode lower terms to statements; nothing else interprets them.
/// </summary>
public abstract record Term
{
    /// <summary>The operand at a position.</summary>
    public sealed record OperandTerm(int Position) : Term;

    /// <summary>The operation's own result: σ′ = y(1 − y) needs no second exponential.</summary>
    public sealed record ResultTerm : Term;

    /// <summary>The adjoint of the result; only in <see cref="Operation.Adjoints"/>.</summary>
    public sealed record UpstreamTerm : Term;

    /// <summary>A literal of the operands' floating type.</summary>
    public sealed record ConstantTerm(double Number) : Term;

    /// <summary>Another operation of the table applied to terms.</summary>
    public sealed record ApplyTerm(Operation Operation, Ir.EquatableArray<Term> Arguments) : Term;

    public static readonly Term Zero = new ConstantTerm(0);
    public static readonly Term One = new ConstantTerm(1);

    public static implicit operator Term(double number) => new ConstantTerm(number);

    public static Term operator +(Term left, Term right) => new ApplyTerm(Arithmetic.Add, [left, right]);

    public static Term operator -(Term left, Term right) => new ApplyTerm(Arithmetic.Subtract, [left, right]);

    public static Term operator *(Term left, Term right) => new ApplyTerm(Arithmetic.Multiply, [left, right]);

    public static Term operator /(Term left, Term right) => new ApplyTerm(Arithmetic.Divide, [left, right]);

    public static Term operator -(Term term) => new ApplyTerm(Arithmetic.Negate, [term]);

    public static Term operator >(Term left, Term right) => new ApplyTerm(Comparisons.GreaterThan, [left, right]);

    public static Term operator <(Term left, Term right) => new ApplyTerm(Comparisons.LessThan, [left, right]);

    public static Term operator >=(Term left, Term right) => new ApplyTerm(Comparisons.GreaterThanOrEqual, [left, right]);

    public static Term operator <=(Term left, Term right) => new ApplyTerm(Comparisons.LessThanOrEqual, [left, right]);

    public static Term Equal(Term left, Term right) => new ApplyTerm(Comparisons.Equal, [left, right]);

    /// <summary>condition ? then : otherwise. The adjoint is selected too, never multiplied by 0.</summary>
    public static Term Select(Term condition, Term then, Term otherwise) => new ApplyTerm(Comparisons.Select, [condition, then, otherwise]);
}
