namespace SymbolicGrad.Compiler.Ops;

/// <summary>
/// The derivative of a formula of the table with respect to an operand: what composites get their slopes from, and what
/// tests get second derivatives from.
/// </summary>
public static class TermDifferentiation
{
    /// <summary>∂result/∂operand for each operand, stated or derived from the definition.</summary>
    public static Term[] Slopes(Operation operation)
    {
        Term[] operands = Operands(operation);
        if (operation.Slopes is { } stated)
        {
            return stated(operands, new Term.ResultTerm());
        }

        Term definition = operation.Definition is { } define
            ? define(operands)
            : throw new InvalidOperationException($"{operation.Name} has no derivative.");
        return operands.Select((_, position) => Derivative(definition, position, operation)).ToArray();
    }

    /// <summary>
    /// ∂term/∂operand, where <paramref name="owner"/> is the operation whose operands and result the term speaks of.
    /// </summary>
    public static Term Derivative(Term term, int position, Operation owner) => term switch
    {
        Term.OperandTerm operand => operand.Position == position ? Term.One : Term.Zero,
        Term.ConstantTerm => Term.Zero,
        Term.ResultTerm => Slopes(owner)[position],
        Term.ApplyTerm apply => OfApplication(apply, position, owner),
        _ => throw new InvalidOperationException($"{term} cannot be differentiated."),
    };

    private static Term OfApplication(Term.ApplyTerm apply, int position, Operation owner)
    {
        Operation operation = apply.Operation;
        Term[] arguments = apply.Arguments.ToArray();
        if (operation == Comparisons.Select)
        {
            return TermFolding.Select(arguments[0], Derivative(arguments[1], position, owner), Derivative(arguments[2], position, owner));
        }

        if (operation is { Slopes: null, Adjoints: null, Definition: { } define })
        {
            return Derivative(define(arguments), position, owner);
        }

        if (!operation.IsDifferentiable)
        {
            return Term.Zero;
        }

        Term sum = Term.Zero;
        for (int i = 0; i < arguments.Length; i++)
        {
            Term inner = Derivative(arguments[i], position, owner);
            if (!inner.IsConstant(0))
            {
                sum = TermFolding.Add(sum, Contribution(apply, i, inner));
            }
        }

        return sum;
    }

    /// <summary>slope · inner. An adjoint is linear in the upstream, so that the formula of one serves with the inner derivative in its place.</summary>
    private static Term Contribution(Term.ApplyTerm apply, int index, Term inner)
    {
        Operation operation = apply.Operation;
        Term[] arguments = apply.Arguments.ToArray();
        return operation.Adjoints is { } adjoints
            ? TermFolding.Fold(adjoints(arguments, apply, inner)[index])
            : TermFolding.Multiply(TermFolding.Fold(operation.Slopes!(arguments, apply)[index]), inner);
    }

    private static Term[] Operands(Operation operation) =>
        Enumerable.Range(0, operation.Arity).Select(position => (Term)new Term.OperandTerm(position)).ToArray();
}
