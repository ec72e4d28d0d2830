using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>
/// Recognises innermost loops over consecutive elements as calls of vectorised library routines: Σ a·b as Dot,
/// y += c·x as MultiplyAdd, copies, fills. A loop that does several such things is taken apart; what matches nothing stays.
/// </summary>
/// <param name="reassociate">False forbids to change the order of a sum the user wrote as a loop.</param>
internal sealed class VectorCalls(Function function, LengthClasses lengths, bool reassociate)
{
    private readonly Definitions _definitions = function.Body.Definitions;
    private readonly LoopShape _shape = new(function.Body.Definitions, lengths, function.Body.AllStatements.OfType<Allocate>());
    private readonly IdSource _ids = new(function.NextId);

    public static Function Run(Function function, LengthClasses lengths, bool reassociate)
    {
        VectorCalls calls = new(function, lengths, reassociate);
        Block body = function.Body.SelectStatements(calls.Replace);
        return function with { Body = body, NextId = calls._ids.Next };
    }

    private IEnumerable<Statement> Replace(Statement statement)
    {
        if (statement is not For loop
            || !LoopShape.IsUnitStride(loop)
            || loop.Body.Statements.Any(inner => inner is not (Compute or Load or Store or Accumulate or Dimension)))
        {
            return [statement];
        }

        HashSet<int> inside = [.. loop.AllDefinitions().Select(value => value.Id)];
        inside.ExceptWith(loop.Results.Select(result => result.Id));

        // What does not change from iteration to iteration (the row t + 1) stands before the call.
        List<Statement> invariant = [];
        foreach (Statement inner in loop.Body.Statements)
        {
            bool isInvariant = inner is Dimension
                || (inner is Compute { Operation.MayThrow: false } && inner.Operands().All(operand => LoopShape.IsOutside(operand, inside)));
            if (isInvariant)
            {
                invariant.Add(inner);
                inside.ExceptWith(inner.Results().Select(result => result.Id));
            }
        }

        MemoryUse memory = MemoryUse.Of(loop);
        List<Statement> effects = loop.Body.Statements.Where(inner => inner is Store or Accumulate).ToList();
        bool isApart = !memory.Loads.Overlaps(memory.Writes) && effects.Select(effect => effect.Array()!.Id).Distinct().Count() == effects.Count;
        if (!isApart)
        {
            return [statement];
        }

        List<Statement> calls = [];
        HashSet<Statement> taken = new(ReferenceComparer.Instance);
        foreach (Statement effect in effects)
        {
            if (Match(loop, effect, inside) is { } call)
            {
                calls.AddRange(call);
                taken.Add(effect);
            }
        }

        HashSet<int> takenSums = [];
        for (int i = 0; i < loop.Carried.Count; i++)
        {
            if ((reassociate || loop.FromLibrary) && MatchSum(loop, i, inside) is { } call)
            {
                calls.AddRange(call);
                takenSums.Add(i);
            }
        }

        bool isAllTaken = taken.Count == effects.Count && takenSums.Count == loop.Carried.Count;
        if (isAllTaken)
        {
            return [.. invariant, .. WithLength(loop, calls)];
        }

        return [statement];
    }

    /// <summary>Sections are written with start and length; the loop has start and end.</summary>
    private IEnumerable<Statement> WithLength(For loop, List<Statement> calls)
    {
        if (loop.Range.Start is Constant { IsZero: true })
        {
            return calls;
        }

        Value length = _ids.NewValue(ScalarType.Int32);
        Compute difference = new(length, Arithmetic.Subtract, [loop.Range.End, loop.Range.Start]);
        return calls.Select(call => call is Kernel kernel
            ? kernel with
            {
                Arguments = kernel.Arguments.Select(argument => argument is SectionArgument section ? section with { Length = length } : argument).ToEquatableArray(),
            }
            : call).Prepend(difference);
    }

    private IEnumerable<Statement>? Match(For loop, Statement effect, HashSet<int> inside)
    {
        (ArrayVariable array, EquatableArray<Operand> indices, Operand value) = effect switch
        {
            Store store => (store.Array, store.Indices, store.Value),
            Accumulate accumulate => (accumulate.Array, accumulate.Indices, accumulate.Value),
            _ => throw new InvalidOperationException("Only stores have an effect."),
        };
        if (_shape.Section(loop, array, indices, inside) is not { } target)
        {
            return null;
        }

        if (effect is Store)
        {
            return MatchStore(loop, target, value, inside);
        }

        if (Element(loop, value, inside) is { } source)
        {
            return [new Kernel(null, KernelOperation.AddTo, [target, source])];
        }

        if (Definition(value, inside) is { } negation && negation.Operation == Arithmetic.Negate && Product(loop, negation.Operands[0], inside) is { } negated)
        {
            Value factor = _ids.NewValue(negated.Factor.Type);
            return
            [
                new Compute(factor, Arithmetic.Negate, [negated.Factor]),
                new Kernel(null, KernelOperation.AddScaled, [target, negated.Section, new ScalarArgument(factor)]),
            ];
        }

        return Product(loop, value, inside) is { } product
            ? [new Kernel(null, KernelOperation.AddScaled, [target, product.Section, new ScalarArgument(product.Factor)])]
            : null;
    }

    private IEnumerable<Statement>? MatchStore(For loop, SectionArgument target, Operand value, HashSet<int> inside)
    {
        if (value is Constant { IsZero: true } zero && BitConverter.DoubleToInt64Bits(zero.Number) == 0)
        {
            return [new Kernel(null, KernelOperation.Clear, [target])];
        }

        return LoopShape.IsOutside(value, inside) ? [new Kernel(null, KernelOperation.Fill, [target, new ScalarArgument(value)])]
            : Element(loop, value, inside) is { } source ? [new Kernel(null, KernelOperation.Copy, [target, source])]
            : null;
    }

    private Compute? Definition(Operand operand, HashSet<int> inside) =>
        LoopShape.IsOutside(operand, inside) ? null : _definitions.Find(operand) as Compute;

    /// <summary>The operand as the loop's element of an array.</summary>
    private SectionArgument? Element(For loop, Operand operand, HashSet<int> inside) =>
        !LoopShape.IsOutside(operand, inside) && _definitions.Find(operand) is Load load
            ? _shape.Section(loop, load.Array, load.Indices, inside)
            : null;

    /// <summary>The operand as an invariant factor times an element.</summary>
    private (SectionArgument Section, Operand Factor)? Product(For loop, Operand operand, HashSet<int> inside)
    {
        if (Definition(operand, inside) is not { } product || product.Operation != Arithmetic.Multiply)
        {
            return null;
        }

        for (int i = 0; i < 2; i++)
        {
            if (LoopShape.IsOutside(product.Operands[i], inside) && Element(loop, product.Operands[1 - i], inside) is { } section)
            {
                return (section, product.Operands[i]);
            }
        }

        return null;
    }

    /// <summary>result = initial + Σ …</summary>
    private IEnumerable<Statement>? MatchSum(For loop, int position, HashSet<int> inside)
    {
        Carried carried = loop.Carried[position];
        bool isUsedOnce = loop.Body.AllOperands().Count(operand => operand.Equals(carried.Entry)) == 1;
        if (!isUsedOnce
            || Definition(loop.Body.Yields[position], inside) is not { } sum
            || sum.Operation != Arithmetic.Add
            || !sum.Operands.Contains(carried.Entry))
        {
            return null;
        }

        Operand term = sum.Operands[0].Equals(carried.Entry) ? sum.Operands[1] : sum.Operands[0];
        if (SumOf(loop, term, inside) is not { } kernel)
        {
            return null;
        }

        Value result = loop.Results[position];
        if (carried.Initial is Constant { IsZero: true })
        {
            return [kernel with { Result = result }];
        }

        Value total = _ids.NewValue(result.Type);
        return [kernel with { Result = total }, new Compute(result, Arithmetic.Add, [carried.Initial, total])];
    }

    private Kernel? SumOf(For loop, Operand term, HashSet<int> inside)
    {
        if (Element(loop, term, inside) is { } summand)
        {
            return new Kernel(null, KernelOperation.Sum, [summand]);
        }

        if (Definition(term, inside) is not { } product
            || product.Operation != Arithmetic.Multiply
            || Element(loop, product.Operands[0], inside) is not { } left
            || Element(loop, product.Operands[1], inside) is not { } right)
        {
            return null;
        }

        if (left.Equals(right))
        {
            return new Kernel(null, KernelOperation.SumOfSquares, [left]);
        }

        return new Kernel(null, KernelOperation.Dot, [left, right]);
    }
}
