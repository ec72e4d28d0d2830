using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>One index of an access: the loop that it moves along with, null where it stays, and where it begins.</summary>
internal sealed record Axis(For? Loop, Operand Index);

/// <summary>How the indices of accesses move with the loops of a nest, and where they begin.</summary>
internal sealed class NestPlaces(IReadOnlyList<For> loops, Definitions definitions, IdSource ids)
{
    private readonly HashSet<int> _inside = [.. loops[0].AllDefinitions().Select(value => value.Id).Except(loops[0].Results.Select(result => result.Id))];
    private readonly Dictionary<int, Operand> _atStart = [];

    /// <summary>What computes the starts asked for, to stand before the nest.</summary>
    public List<Statement> Preparation { get; } = [];

    /// <summary>True where a symbol of an affine form is the same in all iterations: it is calculated of such integers, or not in the nest at all.</summary>
    public bool IsFixed(int symbol) =>
        !_inside.Contains(symbol) || definitions.Find(symbol) switch
        {
            Dimension => true,
            Compute { Operation.MayThrow: false, Result.Type.Kind: ScalarKind.Int32 } compute => compute.Operands.All(operand => operand is not Value value || IsFixed(value.Id)),
            _ => false,
        };

    /// <summary>The index as start + the index of at most one loop; null where it is something else.</summary>
    public Axis? AxisOf(Operand index)
    {
        AffineForm form = AffineForm.Of(index, definitions);
        List<For> moving = loops.Where(loop => form.CoefficientOf(loop.Index.Id) != 0).ToList();
        bool isPlain = moving.Count <= 1 && moving.All(loop => form.CoefficientOf(loop.Index.Id) == 1)
            && form.Symbols.All(symbol => moving.Any(loop => loop.Index.Id == symbol) || IsFixed(symbol));
        return isPlain ? new Axis(moving.FirstOrDefault(), index) : null;
    }

    /// <summary>The index where every loop of the nest is at its beginning.</summary>
    public Operand StartOf(Axis axis) => AtStart(axis.Index);

    /// <summary>An integer of the nest where every loop is at its beginning.</summary>
    public Operand AtStart(Operand operand)
    {
        if (operand is not Value value || !_inside.Contains(value.Id))
        {
            return operand;
        }

        if (loops.FirstOrDefault(loop => loop.Index.Equals(value)) is { } moving)
        {
            return moving.Range.Start;
        }

        if (!_atStart.TryGetValue(value.Id, out Operand? known))
        {
            known = definitions.Find(value) switch
            {
                Compute compute => Evaluate(compute),
                Dimension dimension => Add(dimension with { Result = ids.NewValue(value.Type, value.Name) }),
                _ => throw new InvalidOperationException($"{value} is no sum of integers."),
            };
            _atStart.Add(value.Id, known);
        }

        return known;
    }

    private Operand Evaluate(Compute compute)
    {
        EquatableArray<Operand> operands = compute.Operands.Select(AtStart).ToEquatableArray();
        bool isSum = compute.Operation == Arithmetic.Add;
        if (operands is [Constant left, Constant right] && (isSum || compute.Operation == Arithmetic.Subtract))
        {
            return Constant.Int((int)(isSum ? left.Number + right.Number : left.Number - right.Number));
        }

        if (isSum && operands[0] is Constant { IsZero: true })
        {
            return operands[1];
        }

        return (isSum || compute.Operation == Arithmetic.Subtract) && operands[1] is Constant { IsZero: true }
            ? operands[0]
            : Add(compute with { Result = ids.NewValue(compute.Result.Type, compute.Result.Name), Operands = operands });
    }

    private Value Add(Statement statement)
    {
        Preparation.Add(statement);
        return statement.Results().Single();
    }
}
