using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Tests.Ir;

namespace SymbolicGrad.Generators.Tests.Support;

public class InterpreterTests
{
    private static readonly double[] Ascending = [1, 2, 3];
    private static readonly double[,] Matrix = { { 9, 9, 9 }, { 1, -2, 0.5 } };

    [Theory]
    [InlineData(2.0, 2.0)]
    [InlineData(-2.0, 2.0)]
    public void Every_kind_of_statement_does_what_it_says(double factor, double expected)
    {
        double[] y = new double[3];
        double[] x = [1, 1, 4];
        Interpretation result = Interpreter.Run(ExampleFunction.Create(), factor, x, Matrix, y);
        result.Value.ShouldBe(expected);
        y.ShouldBe([factor, -factor, factor]);
    }

    [Fact]
    public void Scratch_that_is_not_zeroed_is_not_a_number()
    {
        BlockBuilder builder = new(new IdSource(4));
        ArrayVariable scratch = builder.Ids.NewArray("scratch", ScalarType.Double, 1, ArrayStorage.Scratch);
        builder.Add(new Allocate(scratch, [Constant.Int(2)], Zeroed: false));
        Run(builder, builder.Load(scratch, [Constant.Int(1)])).ShouldBe(double.NaN);
    }

    [Fact]
    public void An_index_is_checked_along_its_own_axis()
    {
        BlockBuilder builder = new(new IdSource(4));
        Value element = builder.Load(ExampleFunction.W, [Constant.Int(0), Constant.Int(3)]);
        Should.Throw<InterpretationException>(() => Run(builder, element)).Message
            .ShouldBe("Index 3 is outside [0, 3) along axis 1. In: %4: double = @2.w[0, 3]");
    }

    [Fact]
    public void A_value_that_is_gone_has_no_value()
    {
        Should.Throw<InterpretationException>(() => Run(new BlockBuilder(new IdSource(4)), new Value(99, ScalarType.Double, "gone")))
            .Message.ShouldContain("%99.gone has no value");
    }

    [Fact]
    public void Integers_wrap_and_truncate_as_in_CSharp()
    {
        BlockBuilder builder = new(new IdSource(4));
        Value wrapped = builder.Compute(Arithmetic.Add, [Constant.Int(int.MaxValue), Constant.Int(1)]);
        Value quotient = builder.Compute(Arithmetic.IntegerDivide, [Constant.Int(-7), Constant.Int(2)]);
        Value truncated = builder.Convert(new Constant(ScalarType.Double, -2.75), ScalarType.Int32);
        Value larger = builder.Compute(Extrema.Max, [quotient, truncated]);
        Run(builder, builder.Convert(wrapped, ScalarType.Double)).ShouldBe(int.MinValue);
        Run(builder, builder.Convert(quotient, ScalarType.Double)).ShouldBe(-3);
        Run(builder, builder.Convert(larger, ScalarType.Double)).ShouldBe(-2);
    }

    [Fact]
    public void Kernels_do_what_their_loops_did()
    {
        BlockBuilder builder = new(new IdSource(4));
        SectionArgument x = new(ExampleFunction.X, null, Constant.Int(0), Constant.Int(3), true);
        SectionArgument row = new(ExampleFunction.W, Constant.Int(1), Constant.Int(0), Constant.Int(3), true);
        SectionArgument y = new(ExampleFunction.Y, null, Constant.Int(0), Constant.Int(3), true);
        Value dot = builder.Ids.NewValue(ScalarType.Double);
        builder.Add(new Kernel(dot, KernelOperation.Dot, [x, row]));
        builder.Add(new Kernel(null, KernelOperation.AddScaled, [y, row, new ScalarArgument(dot)]));
        Value changed = builder.Load(ExampleFunction.Y, [Constant.Int(2)]);
        Run(builder, dot).ShouldBe(1.0 - 4.0 + 1.5);
        Run(builder, changed).ShouldBe(30 + (-1.5 * 0.5));
    }

    /// <summary>C += A·Bᵀ and its kin, with A = B = the matrix w of 2 by 3.</summary>
    [Fact]
    public void Matrix_products_transpose_what_they_say()
    {
        BlockBuilder builder = new(new IdSource(4));
        ArrayVariable square = builder.Ids.NewArray("square", ScalarType.Double, 2, ArrayStorage.Scratch);
        ArrayVariable gram = builder.Ids.NewArray("gram", ScalarType.Double, 2, ArrayStorage.Scratch);
        builder.Add(new Allocate(square, [Constant.Int(2), Constant.Int(2)], Zeroed: true));
        builder.Add(new Allocate(gram, [Constant.Int(3), Constant.Int(3)], Zeroed: true));
        MatrixArgument w = Whole(ExampleFunction.W, 2, 3);
        builder.Add(new Kernel(null, KernelOperation.AddProductTransposed, [Whole(square, 2, 2), w, w]));
        builder.Add(new Kernel(null, KernelOperation.AddTransposedProduct, [Whole(gram, 3, 3), w, w]));
        Run(builder, builder.Load(square, [Constant.Int(0), Constant.Int(1)])).ShouldBe(9 * (1 - 2 + 0.5));
        Run(builder, builder.Load(gram, [Constant.Int(1), Constant.Int(2)])).ShouldBe(81 + (-2 * 0.5));
    }

    private static MatrixArgument Whole(ArrayVariable array, int rows, int columns) =>
        new(array, Constant.Int(0), Constant.Int(rows), Constant.Int(0), Constant.Int(columns), true);

    private static double Run(BlockBuilder builder, Operand result)
    {
        double[] y = [10, 20, 30];
        return Interpreter.Run(ExampleFunction.Of(builder.ToBlock([result]), builder.Ids.Next), 1.0, Ascending, Matrix, y).Value;
    }
}
