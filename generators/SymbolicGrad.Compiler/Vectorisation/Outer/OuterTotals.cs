using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Vectorisation.Outer;

/// <summary>What a loop carries as totals: one in each lane, brought together behind the loop.</summary>
internal sealed class OuterTotals
{
    private readonly For _loop;

    public OuterTotals(For loop, IReadOnlyList<RunningTotal> kinds, ScalarType element, IdSource ids)
    {
        _loop = loop;
        ScalarType vector = ScalarType.VectorOf(element);
        List<Carried> carried = [];
        List<Value> lanes = [];
        for (int i = 0; i < kinds.Count; i++)
        {
            string? name = loop.Carried[i].Entry.Name is { } known ? known + "Lanes" : null;
            Value entry = ids.NewValue(vector, name), result = ids.NewValue(vector, name), total = ids.NewValue(element);
            bool isSum = kinds[i].Combination == Combination.Sum;
            Operand initial = new Constant(vector, 0);
            if (!isSum)
            {
                Value everywhere = ids.NewValue(vector);
                Before.Add(new Compute(everywhere, LaneOperations.Broadcast, [loop.Carried[i].Initial]));
                initial = everywhere;
            }

            carried.Add(new Carried(initial, entry));
            lanes.Add(result);
            After.Add(new Compute(total, kinds[i].Combination switch
            {
                Combination.Sum => LaneOperations.SumOfLanes,
                Combination.Max => LaneOperations.MaxOfLanes,
                Combination.Min => LaneOperations.MinOfLanes,
                _ => throw new InvalidOperationException($"Unknown combination {kinds[i].Combination}."),
            }, [result]));
            if (!isSum || loop.Carried[i].Initial is Constant { IsZero: true })
            {
                Finals.Add(total);
                continue;
            }

            Value sum = ids.NewValue(element);
            After.Add(new Compute(sum, Arithmetic.Add, [loop.Carried[i].Initial, total]));
            Finals.Add(sum);
        }

        Carried = carried.ToEquatableArray();
        Lanes = lanes.ToEquatableArray();
    }

    /// <summary>What stands before the loop in lanes.</summary>
    public List<Statement> Before { get; } = [];

    /// <summary>What stands behind it.</summary>
    public List<Statement> After { get; } = [];

    public EquatableArray<Carried> Carried { get; }

    /// <summary>The lanes' totals when the loop has ended.</summary>
    public EquatableArray<Value> Lanes { get; }

    /// <summary>What they come to.</summary>
    public List<Operand> Finals { get; } = [];

    public void DefineEntries(OuterBody body)
    {
        for (int i = 0; i < _loop.Carried.Count; i++)
        {
            body.Define(_loop.Carried[i].Entry, Carried[i].Entry);
        }
    }
}
