using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Differentiation;

/// <summary>
/// Turns the table's formulas into statements. Products with a literal 0, 1 or −1 are never written, and a slope that is a
/// selection selects the scaled adjoint: 0·∞ of a side not taken cannot arise.
/// </summary>
public sealed class TermLowering(BlockBuilder builder, ScalarType type, EquatableArray<Operand> operands, Operand result)
{
    /// <summary>The adjoint of the result, where the term speaks of it.</summary>
    public Operand? Upstream { get; init; }

    /// <summary>upstream · slope, or null where that is 0.</summary>
    public Operand? Scale(Operand upstream, Term slope, string? name = null, string? meaning = null)
    {
        switch (slope)
        {
            case Term.ConstantTerm { Number: 0 }:
                return null;
            case Term.ConstantTerm { Number: 1 }:
                return upstream;
            case Term.ApplyTerm apply when apply.Operation == Arithmetic.Negate:
                return Scale(upstream, apply.Arguments[0]) is { } scaled
                    ? builder.Compute(Arithmetic.Negate, [scaled], name, meaning)
                    : null;
            case Term.ApplyTerm apply when apply.Operation == Comparisons.Select:
                return ScaleSelection(upstream, apply, name, meaning);
            default:
                return builder.Compute(Arithmetic.Multiply, [upstream, Lower(slope)], name, meaning);
        }
    }

    /// <summary>The term's value, appended to the block.</summary>
    public Operand Lower(Term term, string? name = null, string? meaning = null) => term switch
    {
        Term.OperandTerm operand => operands[operand.Position],
        Term.ResultTerm => result,
        Term.UpstreamTerm => Upstream ?? throw new InvalidOperationException("A slope does not know the upstream."),
        Term.ConstantTerm constant => new Constant(type, constant.Number),
        Term.ApplyTerm apply when apply.Operation == Comparisons.Select => LowerSelection(apply, name, meaning),
        Term.ApplyTerm apply => LowerApply(apply, name, meaning),
        _ => throw new InvalidOperationException($"Unknown term {term.GetType().Name}."),
    };

    private Value LowerApply(Term.ApplyTerm apply, string? name, string? meaning)
    {
        List<Operand> arguments = apply.Arguments.Select(argument => Lower(argument)).ToList();

        // x > 0 compares an integer operand with an integer literal.
        ScalarType? integer = arguments.OfType<Value>().FirstOrDefault(argument => argument.Type.IsInteger)?.Type;
        if (integer is not null)
        {
            arguments = Align(arguments, integer, apply.Operation);
        }
        else if (!apply.Operation.TakesCount)
        {
            arguments = arguments.Select(argument => argument is Constant { Type.IsInteger: true } count ? new Constant(type, count.Number) : argument).ToList();
        }

        return builder.Compute(apply.Operation, arguments.ToEquatableArray(), name, meaning);
    }

    private List<Operand> Align(List<Operand> arguments, ScalarType integer, Operation operation)
    {
        bool allInteger = arguments.All(argument => argument is Constant || argument.Type.IsInteger);
        if (operation.Result == ResultKind.Boolean && allInteger)
        {
            return arguments.Select(argument => argument is Constant constant ? new Constant(integer, constant.Number) : argument).ToList();
        }

        return arguments.Select(argument => argument.Type.IsInteger ? builder.Convert(argument, type) : argument).ToList();
    }

    /// <summary>Each side is computed only where it is chosen: an If, not the table's Select.</summary>
    private Value LowerSelection(Term.ApplyTerm selection, string? name, string? meaning) =>
        Choose(selection, (side, lowering) => lowering.Lower(side), name, meaning);

    private Value ScaleSelection(Operand upstream, Term.ApplyTerm selection, string? name, string? meaning) =>
        Choose(selection, (side, lowering) => lowering.Scale(upstream, side) ?? new Constant(type, 0), name, meaning);

    private Value Choose(Term.ApplyTerm selection, Func<Term, TermLowering, Operand> lowerSide, string? name, string? meaning)
    {
        Operand condition = Lower(selection.Arguments[0]);
        Block then = LowerSide(selection.Arguments[1], lowerSide);
        Block otherwise = LowerSide(selection.Arguments[2], lowerSide);
        Value chosen = builder.Ids.NewValue(type, name, meaning);
        builder.Add(new If(condition, then, otherwise, [chosen]));
        return chosen;
    }

    private Block LowerSide(Term side, Func<Term, TermLowering, Operand> lowerSide)
    {
        BlockBuilder nested = builder.Nested();
        Operand value = lowerSide(side, new TermLowering(nested, type, operands, result) { Upstream = Upstream });
        return nested.ToBlock([value]);
    }
}
