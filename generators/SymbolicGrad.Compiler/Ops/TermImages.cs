using SymbolicGrad.Compiler.Intervals;

namespace SymbolicGrad.Compiler.Ops;

/// <summary>Formulas of the table over intervals. A quantity that occurs twice is taken for two, so that the interval may be too wide, never too narrow.</summary>
internal static class TermImages
{
    public static Interval Of(Term term, Interval[] operands, Interval result) => term switch
    {
        Term.OperandTerm operand => operands[operand.Position],
        Term.ResultTerm => result,
        Term.ConstantTerm constant => Interval.Of(constant.Number),
        Term.ApplyTerm apply => OfApplication(apply, operands, result),
        _ => throw new InvalidOperationException($"{term} has no interval."),
    };

    private static Interval OfApplication(Term.ApplyTerm apply, Interval[] operands, Interval result)
    {
        // The one dependence that costs nothing to see.
        if (apply.Operation == Arithmetic.Multiply && apply.Arguments[0].Equals(apply.Arguments[1]))
        {
            return Interval.Square(Of(apply.Arguments[0], operands, result));
        }

        Interval[] arguments = new Interval[apply.Arguments.Count];
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = Of(apply.Arguments[i], operands, result);
        }

        return apply.Operation.ImageOf(arguments);
    }
}
