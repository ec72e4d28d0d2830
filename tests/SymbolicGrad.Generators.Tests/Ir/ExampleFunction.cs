using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Generators.Tests.Ir;

/// <summary>
/// A function with every kind of statement: it scales x by 2 into scratch, sums the products with a matrix row's elements,
/// writes the running sums to y, and returns the sum, or its opposite where it is negative.
/// </summary>
internal static class ExampleFunction
{
    public static readonly Value Factor = new(0, ScalarType.Double, "factor");
    public static readonly ArrayVariable X = new(1, "x", ScalarType.Double, 1, ArrayStorage.ReadOnlySpan);
    public static readonly ArrayVariable W = new(2, "w", ScalarType.Double, 2, ArrayStorage.ReadOnlySpan2D);
    public static readonly ArrayVariable Y = new(3, "y", ScalarType.Double, 1, ArrayStorage.Span);

    private static readonly EquatableArray<Parameter> Parameters =
    [
        new ScalarParameter(Factor, "factor", ParameterRole.Input, true),
        new ArrayParameter(X, "x", ParameterRole.Input, true),
        new ArrayParameter(W, "w", ParameterRole.Input, false),
        new ArrayParameter(Y, "y", ParameterRole.Output, true),
    ];

    public static Function Create()
    {
        BlockBuilder builder = new(new IdSource(4));
        Value n = builder.Dimension(X, 0, "n");
        ArrayVariable scaled = builder.Ids.NewArray("scaled", ScalarType.Double, 1, ArrayStorage.Scratch);
        builder.Add(new Allocate(scaled, [n], Zeroed: true));
        builder.Add(Loop(builder, n, (body, i) =>
        {
            Value element = body.Load(X, [i], "element");
            Value product = body.Compute(Arithmetic.Multiply, [Factor, element]);
            body.Add(new Accumulate(scaled, [i], product));
        }));
        Value sum = Sum(builder, n, scaled);
        Value isNegative = builder.Compute(Comparisons.LessThan, [sum, new Constant(ScalarType.Double, 0)]);
        BlockBuilder then = builder.Nested();
        Value opposite = then.Compute(Arithmetic.Negate, [sum], "opposite", "−sum");
        Value magnitude = builder.Ids.NewValue(ScalarType.Double, "magnitude");
        builder.Add(new If(isNegative, then.ToBlock([opposite]), Block.Empty with { Yields = [sum] }, [magnitude]));
        return Of(builder.ToBlock([magnitude]), builder.Ids.Next);
    }

    /// <summary>The same signature around another body.</summary>
    public static Function Of(Block body, int nextId) => new("Example", Parameters, [new ReturnElement(ScalarType.Double, null)], body, nextId);

    public static For Loop(BlockBuilder builder, Operand end, Action<BlockBuilder, Value> write)
    {
        Value index = builder.Ids.NewValue(ScalarType.Int32, "i");
        BlockBuilder body = builder.Nested();
        write(body, index);
        return new For(index, LoopRange.UpTo(end), [], body.ToBlock([]), []);
    }

    private static Value Sum(BlockBuilder builder, Value n, ArrayVariable scaled)
    {
        Value index = builder.Ids.NewValue(ScalarType.Int32, "j");
        Value entry = builder.Ids.NewValue(ScalarType.Double, "sum");
        BlockBuilder body = builder.Nested();
        Value weight = body.Load(W, [Constant.Int(1), index], "weight");
        Value element = body.Load(scaled, [index]);
        Value next = body.Compute(Arithmetic.Add, [entry, body.Compute(Arithmetic.Multiply, [weight, element])], "sum");
        body.Add(new Store(Y, [index], next));
        Value result = builder.Ids.NewValue(ScalarType.Double, "sum");
        builder.Add(new For(index, LoopRange.UpTo(n), [new Carried(new Constant(ScalarType.Double, 0), entry)], body.ToBlock([next]), [result]));
        return result;
    }
}
