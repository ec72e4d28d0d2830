using SymbolicGrad.Compiler.Analysis.Ranges;
using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Analysis.GradientFlow;

/// <summary>∂result/∂operand of one statement: as a product of formulas in one quantity each where it is one, else as a number that it never exceeds.</summary>
internal sealed class LocalSlopes(RangeAnalysis ranges)
{
    /// <summary>What reaches the operand at the position of what reaches the statement's result.</summary>
    public PathSum Through(Compute compute, int position, PathSum upstream)
    {
        // What arrives where nothing passes may have no bound.
        if (upstream.IsZero || (compute.Operation == Comparisons.Select && Bound(compute, position) == 0))
        {
            return PathSum.Zero;
        }

        Term slope = WithConstants(SlopeTerms.Of(compute.Operation)[position], compute);
        return Times(upstream, slope, compute) ?? upstream.Times(Bound(compute, position));
    }

    /// <summary>The largest |∂result/∂operand| for operands in their ranges; infinite where none is known.</summary>
    public double Bound(Compute compute, int position) =>
        Bound(compute.Operation, position, [.. Enumerable.Range(0, compute.Operation.Arity).Select(i => ranges.OperandOf(compute, i))]);

    /// <summary>The same for an entry of the table and any ranges.</summary>
    public static double Bound(Operation operation, int position, Interval[] operands)
    {
        if (!operation.IsDifferentiable)
        {
            return 0;
        }

        Term slope = SlopeTerms.Of(operation)[position];
        return operation.Arity == 1 ? Magnitudes.Of(slope, operands[0])
            : operands.Any(operand => operand.IsEmpty) ? 0
            : Math.Min(operation.SlopeBound, TermImages.Of(slope, operands, Interval.Everything).Magnitude);
    }

    /// <summary>Null where the slope is no product of formulas in one quantity each.</summary>
    private PathSum? Times(PathSum sum, Term slope, Compute compute)
    {
        switch (slope)
        {
            case Term.ConstantTerm constant:
                return sum.Times(constant.Number);
            case Term.OperandTerm operand:
                return Times(sum, compute.Operands[operand.Position]);
            case Term.ApplyTerm apply when apply.Operation == Arithmetic.Negate:
                return Times(sum, apply.Arguments[0], compute);
            case Term.ApplyTerm apply when apply.Operation == Arithmetic.Multiply && (IsPlain(apply.Arguments[0]) || IsPlain(apply.Arguments[1]) || Position(slope) is null):
                return Times(sum, apply.Arguments[0], compute) is { } left ? Times(left, apply.Arguments[1], compute) : null;
            case Term.ApplyTerm apply when apply.Operation == Arithmetic.Divide && !apply.Arguments[0].IsConstant(1):
                return Times(sum, apply.Arguments[0], compute) is { } numerator ? Times(numerator, Term.One / apply.Arguments[1], compute) : null;
            default:
                return Position(slope) is { } position ? sum.Times(new PathFactor((Value)compute.Operands[position], Renamed(slope), 0)) : null;
        }
    }

    /// <summary>The quantity as a factor; one without a name that is a product as the factors that it has, so that equal paths are seen to be equal.</summary>
    private PathSum Times(PathSum sum, Operand quantity)
    {
        if (quantity is Constant constant)
        {
            return sum.Times(constant.Number);
        }

        Value value = (Value)quantity;
        if (value.Name is null && ranges.Definitions.Find(value) is Compute compute)
        {
            if (compute.Operation == Arithmetic.Multiply)
            {
                return Times(Times(sum, compute.Operands[0]), compute.Operands[1]);
            }

            if (compute.Operation == Arithmetic.Negate)
            {
                return Times(sum, compute.Operands[0]);
            }
        }

        return sum.Times(new PathFactor(value, null, 1));
    }

    /// <summary>Constants put in their places, and what they decide decided: x^2 has the slope 2·x.</summary>
    private static Term WithConstants(Term term, Compute compute)
    {
        if (term is Term.OperandTerm operand)
        {
            return compute.Operands[operand.Position] is Constant constant ? constant.Number : term;
        }

        if (term is not Term.ApplyTerm apply)
        {
            return term;
        }

        Term[] arguments = [.. apply.Arguments.Select(argument => WithConstants(argument, compute))];
        if (apply.Operation == Comparisons.Select)
        {
            Interval truth = TermImages.Of(arguments[0], [.. compute.Operands.Select(_ => Interval.Everything)], Interval.Everything);
            return truth.IsTrue ? arguments[1] : truth.IsFalse ? arguments[2] : apply.Operation.Of(arguments);
        }

        return apply.Operation == Powers.Pow && arguments[1].IsConstant(1) ? arguments[0] : TermFolding.Fold(apply.Operation.Of(arguments));
    }

    /// <summary>A number or a quantity, which are no slope; y·(1 − y) is one.</summary>
    private static bool IsPlain(Term term) => term is Term.ConstantTerm or Term.OperandTerm;

    /// <summary>The position of the one operand that the formula speaks of; null where it speaks of several.</summary>
    private static int? Position(Term term)
    {
        HashSet<int> positions = [];
        Collect(term, positions);
        return positions.Count == 1 ? positions.First() : null;
    }

    private static void Collect(Term term, HashSet<int> positions)
    {
        switch (term)
        {
            case Term.OperandTerm operand:
                positions.Add(operand.Position);
                break;
            case Term.ApplyTerm apply:
                foreach (Term argument in apply.Arguments)
                {
                    Collect(argument, positions);
                }

                break;
        }
    }

    private static Term Renamed(Term term) => term switch
    {
        Term.OperandTerm => new Term.OperandTerm(0),
        Term.ApplyTerm apply => new Term.ApplyTerm(apply.Operation, apply.Arguments.Select(Renamed).ToEquatableArray()),
        _ => term,
    };
}
