using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Compiler.Scheduling;

namespace SymbolicGrad.Compiler.Vectorisation.Outer;

/// <summary>Lengths that are known before a loop, and the question whether they are short enough.</summary>
/// <param name="loop">The loop.</param>
/// <param name="memory">The arrays.</param>
/// <param name="known">Lengths that the function computes before the loop.</param>
/// <param name="shape">Says which of them are which.</param>
/// <param name="ids">Gives new values their ids.</param>
internal sealed class OuterLengths(For loop, OuterMemory memory, IReadOnlyList<Operand> known, LoopShape shape, IdSource ids)
{
    private readonly int _longest = LongestIn(loop);

    /// <summary>Longer inner loops fill vectors well enough by themselves, and what an iteration computes with leaves the cache in lanes.</summary>
    private const int LongestInDeepNest = 64;

    /// <summary>The same where inner loops go over rows once, which come into lanes for that alone.</summary>
    private const int LongestInFlatNest = 32;

    /// <summary>
    /// The same where no inner loop comes to a total, and only where the code says how long it is: nothing is lost there by vectors that go along the
    /// row (sixteen units of a cell took 1.5 times as long in lanes), and a second form of every such loop would make methods too long to be inlined.
    /// </summary>
    private const int LongestElementwise = 4;

    /// <summary>Elements of a gradient beyond which clearing and adding up the lanes takes longer than what lanes save.</summary>
    private const int MostSums = 16384;

    private readonly Dictionary<(int, int), Operand> _known = [];

    private static int LongestIn(For loop)
    {
        List<For> inner = [.. loop.Body.AllStatements.OfType<For>()];
        return inner.Exists(nest => nest.Body.AllStatements.Any(innermost => innermost is For)) ? LongestInDeepNest
            : inner.Exists(row => row.Carried.Count > 0) ? LongestInFlatNest
            : LongestElementwise;
    }

    /// <summary>What computes the lengths.</summary>
    public List<Statement> Statements { get; } = [];

    public Operand Of(ArrayVariable array, int axis)
    {
        if (!_known.TryGetValue((array.Id, axis), out Operand? length))
        {
            if (memory.AllocationOf(array) is { } allocate)
            {
                length = allocate.Lengths[axis];
            }
            else if (known.FirstOrDefault(candidate => shape.IsLength(candidate, array, axis)) is { } same)
            {
                length = same;
            }
            else
            {
                Value dimension = ids.NewValue(ScalarType.Int32);
                Statements.Add(new Dimension(dimension, array, axis));
                length = dimension;
            }

            _known.Add((array.Id, axis), length);
        }

        return length;
    }

    /// <summary>The statements that ask, and the answer; null where it is no.</summary>
    public (IReadOnlyList<Statement> Statements, Value Answer)? AreShort(Value whole, IEnumerable<Operand> inner, IEnumerable<EquatableArray<Operand>> sums)
    {
        BlockBuilder builder = new(ids);
        Value answer = builder.Compute(Comparisons.GreaterThan, [whole, Constant.Int(0)]);
        List<Operand> asked = [];
        if (_longest == LongestElementwise && known.Any(length => length is not Constant))
        {
            return null;
        }

        foreach (Operand length in inner)
        {
            if (length is Constant constant && constant.Number > _longest)
            {
                return null;
            }

            if (length is Value value && !asked.Contains(value))
            {
                asked.Add(value);
                answer = builder.Compute(Comparisons.And, [answer, builder.Compute(Comparisons.LessThanOrEqual, [value, Constant.Int(_longest)])]);
            }
        }

        foreach (EquatableArray<Operand> sides in sums)
        {
            List<Operand> unknown = [.. sides.Where(side => side is Value && !asked.Contains(side))];
            if (unknown.Count > 0)
            {
                Operand product = sides.Aggregate((left, right) => builder.Compute(Arithmetic.Multiply, [left, right]));
                answer = builder.Compute(Comparisons.And, [answer, builder.Compute(Comparisons.LessThanOrEqual, [product, Constant.Int(MostSums)])]);
            }
        }

        return (builder.Statements, answer);
    }
}
