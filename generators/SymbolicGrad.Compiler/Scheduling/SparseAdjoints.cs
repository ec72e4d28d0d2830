using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>
/// A loop that adds up multiples of one adjoint is skipped where that adjoint is 0, if a choice makes it so: of the
/// candidates of a minimum all but one get 0, and each is a loop of its own.
/// </summary>
/// <remarks>
/// Only for choices: any other adjoint is hardly ever 0, and a comparison in vain. What is skipped would have added zeros,
/// or 0·∞ where a candidate that was not chosen is infinite.
/// </remarks>
internal sealed class SparseAdjoints
{
    private readonly Definitions _definitions;
    private readonly IdSource _ids;

    private SparseAdjoints(Function function, IdSource ids) => (_definitions, _ids) = (function.Body.Definitions, ids);

    public static Function Run(Function function)
    {
        IdSource ids = new(function.NextId);
        Block body = new SparseAdjoints(function, ids).Guard(function.Body);
        return function with { Body = body, NextId = ids.Next };
    }

    private Block Guard(Block block) =>
        block.SelectStatements(statement => statement is For loop && FindFactor(loop) is { } factor ? Guarded(loop, factor) : [statement]);

    private Statement[] Guarded(For loop, Value factor)
    {
        Value isNeeded = _ids.NewValue(ScalarType.Boolean);
        return
        [
            new Compute(isNeeded, Comparisons.NotEqual, [factor, new Constant(factor.Type, 0)]),
            new If(isNeeded, new Block([loop], []), Block.Empty, []) { Origin = loop.Origin },
        ];
    }

    /// <summary>The result of a choice of 0, made outside of the loop, of which everything that the loop does to memory is a multiple.</summary>
    private Value? FindFactor(For loop)
    {
        if (loop.Carried.Count > 0)
        {
            return null;
        }

        List<Accumulate> sums = loop.Body.AllStatements.OfType<Accumulate>().ToList();
        HashSet<int> inside = [.. loop.AllDefinitions().Select(value => value.Id)];
        return sums.Count == 0 || loop.Body.AllStatements.Any(statement => statement is Store or Allocate)
            ? null
            : loop.Body.AllOperands().OfType<Value>().Distinct()
                .Where(value => !inside.Contains(value.Id) && MayBeChosenZero(value))
                .FirstOrDefault(value => sums.All(sum => IsMultiple(sum.Value, value)));
    }

    private bool MayBeChosenZero(Value value) =>
        value.Type.IsFloating && _definitions.Find(value) switch
        {
            Compute compute => compute.Operation == Comparisons.Select && compute.Operands.Skip(1).Any(IsZero),
            If branch => branch.Blocks().Any(block => IsZero(block.Yields[branch.Results.ToList().IndexOf(value)])),
            _ => false,
        };

    private static bool IsZero(Operand operand) => operand is Constant { IsZero: true };

    /// <summary>True if the operand is 0 where the factor is, infinities apart.</summary>
    private bool IsMultiple(Operand operand, Value factor)
    {
        if (operand.Equals(factor) || IsZero(operand))
        {
            return true;
        }

        if (_definitions.Find(operand) is not Compute { Operation: var operation, Operands: var operands })
        {
            return false;
        }

        if (operation == Arithmetic.Multiply)
        {
            return operands.Any(element => IsMultiple(element, factor));
        }

        return operation == Arithmetic.Divide || operation == Arithmetic.Negate ? IsMultiple(operands[0], factor)
            : (operation == Arithmetic.Add || operation == Arithmetic.Subtract) && operands.All(element => IsMultiple(element, factor));
    }
}
