using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Ops;

/// <summary>
/// An entry of THE table of operations: everything the compiler knows of one function. Entries are the
/// <c>public static readonly Operation</c> fields of the static classes of this folder; <see cref="OperationTable"/> finds
/// them by their type, so that adding a function means one entry here and one row in the table's test, and nothing else in
/// the code base switches on function names.
/// <para>Contract of an entry.</para>
/// <list type="bullet">
/// <item><see cref="Slopes"/> states ∂result/∂operand for each operand in terms of the operands <em>and of the result</em>;
/// where both forms exist, the one that needs no further transcendental function. An entry with a <see cref="Definition"/>
/// leaves them out: the derivative follows from the definition.</item>
/// <item>Kinks follow PyTorch (API.md section 3); a slope that is 0 on one side is a <see cref="Term.Select"/> with a literal 0,
/// which reverse mode turns into a selection of the adjoint.</item>
/// <item><see cref="Source"/> names where the formula is from.</item>
/// </list>
/// Instances are singletons and compare by reference.
/// </summary>
public sealed class Operation
{
    /// <summary>Unique in the table; also the name the printer shows.</summary>
    public required string Name { get; init; }

    public required int Arity { get; init; }

    /// <summary>How C# writes it.</summary>
    public required Spelling Spelling { get; init; }

    /// <summary>
    /// The method that does it to all lanes of vectors at once, as <c>Owner.Method</c>, or <c>Owner.Method&lt;T&gt;</c> where C# would choose another
    /// overload; null where there is none. Operators need none.
    /// </summary>
    public string? Lanewise { get; init; }

    /// <summary>
    /// The library members that mean this operation, as <c>Owner.Member</c>, where Owner is Math, MathF, Activations,
    /// Numeric (static members of float, double and of a type parameter, such as <c>double.Exp</c>, <c>T.Exp</c>); the
    /// overload is the one with <see cref="Arity"/> parameters.
    /// </summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>What the result's type is, given the operands' types.</summary>
    public ResultKind Result { get; init; } = ResultKind.SameAsOperands;

    /// <summary>The last operand is an int beside floating ones, as in ScaleB(x, n); else all are of one type.</summary>
    public bool TakesCount { get; init; }

    /// <summary>The operands are ints, whatever the method computes with.</summary>
    public bool IsOfIntegers { get; init; }

    /// <summary>a∘b = b∘a bit for bit.</summary>
    public bool IsCommutative { get; init; }

    /// <summary>An activation of its first operand, as layers of networks have one after their weights.</summary>
    public bool IsActivation { get; init; }

    /// <summary>Evaluating it may throw (integer division), so it is never evaluated where the user's code would not.</summary>
    public bool MayThrow { get; init; }

    /// <summary>About how many multiplications it costs; what is dear is kept rather than computed again.</summary>
    public int Cost { get; init; } = 1;

    /// <summary>∂result/∂operand, one per operand, given the operands and the result. Null: the derivative is 0 everywhere.</summary>
    public Func<Term[], Term, Term[]>? Slopes { get; init; }

    /// <summary>
    /// The operands' adjoints where a slope times the upstream would not do (√ at 0): given operands, result and upstream.
    /// </summary>
    public Func<Term[], Term, Term, Term[]>? Adjoints { get; init; }

    /// <summary>The formula of a composite; slopes follow from it when <see cref="Slopes"/> is null.</summary>
    public Func<Term[], Term>? Definition { get; init; }

    /// <summary>The closed interval that contains every result.</summary>
    public (double Low, double High) Range { get; init; } = (double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>
    /// An interval that contains the result for all operands in given intervals, whatever the type's precision adds; need not say what
    /// <see cref="Range"/> says. Null: by the definition, or nothing more than the range.
    /// </summary>
    public Func<Interval[], Interval>? Image { get; init; }

    /// <summary>An upper bound of |slope| over all operands (the largest of them).</summary>
    public double SlopeBound { get; init; } = double.PositiveInfinity;

    /// <summary>The mathematical form with {0}, {1}, … for operands, in plain Unicode: <c>σ({0})</c>.</summary>
    public required string Formula { get; init; }

    /// <summary>The slope with respect to the single operand in plain Unicode: <c>σ′({0})</c>; null where the slope is written out.</summary>
    public string? SlopeFormula { get; init; }

    /// <summary>The identity behind the slope, for a comment: <c>σ′ = σ(1 − σ)</c>.</summary>
    public string? SlopeIdentity { get; init; }

    /// <summary>The form with {0}, {1}, … in TeX.</summary>
    public required string TeX { get; init; }

    /// <summary>Where the formula and its derivative are stated.</summary>
    public required string Source { get; init; }

    /// <summary>True where the derivative is not identically 0.</summary>
    public bool IsDifferentiable => Slopes is not null || Adjoints is not null || Definition is not null;

    public ScalarType ResultType(EquatableArray<Operand> operands) => Result switch
    {
        ResultKind.SameAsOperands => operands[0].Type,
        ResultKind.SameAsLastOperand => operands[operands.Count - 1].Type,
        ResultKind.Boolean => ScalarType.Boolean,
        ResultKind.Int32 => ScalarType.Int32,
        _ => throw new InvalidOperationException($"The result type of {Name} is not determined by its operands."),
    };

    /// <summary>An interval that contains every result for operands in these.</summary>
    internal Interval ImageOf(Interval[] operands)
    {
        Interval range = new(Range.Low, Range.High);
        return Image is { } image ? image(operands).Intersect(range)
            : Definition is { } define ? TermImages.Of(define([.. operands.Select((_, i) => (Term)new Term.OperandTerm(i))]), operands, Interval.Everything).Intersect(range)
            : range;
    }

    public override string ToString() => Name;
}

/// <summary>How an operation's result type follows from its operands.</summary>
public enum ResultKind
{
    SameAsOperands,

    /// <summary>For Select: the condition comes first.</summary>
    SameAsLastOperand,
    Boolean,
    Int32,

    /// <summary>A conversion: stated at the statement.</summary>
    Stated,
}

/// <summary>How C# writes an operation.</summary>
public abstract record Spelling
{
    /// <summary><c>left symbol right</c>; higher <paramref name="Precedence"/> binds tighter (C#'s order: || 1, &amp;&amp; 2, == 6, &lt; 7, + 9, * 10).</summary>
    public sealed record Infix(string Symbol, int Precedence) : Spelling;

    /// <summary><c>symbol operand</c></summary>
    public sealed record Prefix(string Symbol) : Spelling;

    /// <summary><c>Math.Member(…)</c> for double, <c>MathF.Member(…)</c> for float, <c>T.Member(…)</c> for a type parameter and for integers <c>Math.Member(…)</c>.</summary>
    public sealed record MathCall(string Member) : Spelling;

    /// <summary><c>double.Member(…)</c>, <c>float.Member(…)</c>, <c>T.Member(…)</c>: what Math does not have.</summary>
    public sealed record NumericCall(string Member) : Spelling;

    /// <summary><c>Owner.Member(…)</c>, a generic method of the package: <c>Activations.Sigmoid(…)</c>.</summary>
    public sealed record PackageCall(string Owner, string Member) : Spelling;

    /// <summary><c>(type)operand</c>, or <c>T.CreateTruncating(operand)</c> where a type parameter is involved.</summary>
    public sealed record Cast : Spelling;

    /// <summary><c>condition ? then : otherwise</c></summary>
    public sealed record Conditional : Spelling;

    /// <summary>Only with vectors.</summary>
    public sealed record Lanewise : Spelling;

    /// <summary>Only in explanations, never in emitted code: σ′(z) kept as a symbol.</summary>
    public sealed record ExplanationOnly : Spelling;
}
