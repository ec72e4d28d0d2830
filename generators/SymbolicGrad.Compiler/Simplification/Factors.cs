using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Simplification;

/// <summary>A product, taken apart: a number times values over values.</summary>
internal sealed record Factors(double Number, IReadOnlyList<Operand> Numerators, IReadOnlyList<Operand> Denominators)
{
    public IEnumerable<Operand> All => Numerators.Concat(Denominators);

    public static Factors Of(Operand operand, Definitions definitions)
    {
        List<Operand> numerators = [], denominators = [];
        double number = 1;
        Add(operand, false);
        return new Factors(number, numerators, denominators);

        void Add(Operand factor, bool isBelow)
        {
            if (factor is Constant constant)
            {
                number = isBelow ? number / constant.Number : number * constant.Number;
            }
            else if (definitions.Find(factor) is not Compute compute)
            {
                (isBelow ? denominators : numerators).Add(factor);
            }
            else if (compute.Operation == Arithmetic.Negate)
            {
                number = -number;
                Add(compute.Operands[0], isBelow);
            }
            else if (compute.Operation == Arithmetic.Multiply && factor.Type.IsFloating)
            {
                Add(compute.Operands[0], isBelow);
                Add(compute.Operands[1], isBelow);
            }
            else if (compute.Operation == Arithmetic.Divide)
            {
                Add(compute.Operands[0], isBelow);
                Add(compute.Operands[1], !isBelow);
            }
            else
            {
                (isBelow ? denominators : numerators).Add(factor);
            }
        }
    }

    /// <summary>What is left when the one factor and the other divisor are taken away; null where they are not there once.</summary>
    public Factors? Without(Value factor, Value divisor) =>
        Numerators.Count(factor.Equals) == 1 && Denominators.Count(divisor.Equals) == 1
            ? this with { Numerators = [.. Numerators.Where(other => !other.Equals(factor))], Denominators = [.. Denominators.Where(other => !other.Equals(divisor))] }
            : null;

    public Factors Negated() => this with { Number = -Number };

    /// <summary>True where both add up to 0.</summary>
    public bool IsOppositeOf(Factors other) => Number == -other.Number && AreSame(Numerators, other.Numerators) && AreSame(Denominators, other.Denominators);

    public Operand Build(BlockBuilder builder, ScalarType type)
    {
        Operand product = new Constant(type, Number);
        foreach (Operand factor in Numerators)
        {
            product = product is Constant { IsOne: true } ? factor : builder.Compute(Arithmetic.Multiply, [product, factor]);
        }

        return Denominators.Aggregate(product, (quotient, divisor) => builder.Compute(Arithmetic.Divide, [quotient, divisor]));
    }

    private static bool AreSame(IReadOnlyList<Operand> left, IReadOnlyList<Operand> right) =>
        left.Count == right.Count && left.OfType<Value>().Select(value => value.Id).OrderBy(id => id).SequenceEqual(right.OfType<Value>().Select(value => value.Id).OrderBy(id => id));
}
