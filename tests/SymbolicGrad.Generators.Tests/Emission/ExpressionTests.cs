using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using static SymbolicGrad.Generators.Tests.Emission.Emitting;

namespace SymbolicGrad.Generators.Tests.Emission;

public class ExpressionTests
{
    [Fact]
    public void A_value_used_once_is_written_where_it_is_used()
    {
        Emitting e = new();
        Value w = e.Scalar("w"), x = e.Scalar("x"), b = e.Scalar("b");
        Emitted emitted = e.Emit(ScalarType.Double, e.Add(e.Multiply(w, x), b));
        emitted.Body.ShouldBe("return w * x + b;");
        emitted.Run(2.0, 3.0, 4.0).ShouldBe(10.0);
    }

    [Fact]
    public void The_gradient_of_a_scalar_loss_reads_as_in_the_gallery()
    {
        Emitting e = new() { UserNames = { "y" } };
        Value w = e.Scalar("w"), b = e.Scalar("b"), x = e.Scalar("x"), target = e.Scalar("target");
        e.Scalar("dw", ParameterRole.Output);
        e.Scalar("db", ParameterRole.Output);
        e.Scalar("dx", ParameterRole.Output);
        Value y = e.Compute(OperationTable.Find("Activations.Sigmoid", 1)!, e.Add(e.Multiply(w, x), b), name: "y");
        Value error = e.Subtract(y, target);
        Value dz = e.Multiply(error, e.Multiply(y, e.Subtract(Number(1), y)), "dz", "∂L/∂(w·x + b) = (y − target)·σ′");
        Value dw = e.Multiply(dz, x);
        Value dx = e.Multiply(dz, w);
        Value loss = e.Multiply(e.Multiply(Number(0.5), error), error);
        Emitted emitted = e.Emit(ScalarType.Double, loss, dw, dz, dx);
        emitted.Member.ShouldBe("""
            public static double G(double w, double b, double x, double target, out double dw, out double db, out double dx)
            {
                double y = Sigmoid(w * x + b);
                double error = y - target;
                double dz = error * (y * (1 - y));    // ∂L/∂(w·x + b) = (y − target)·σ′
                dw = dz * x;
                db = dz;
                dx = dz * w;
                return 0.5 * error * error;
            }
            """);
    }

    [Fact]
    public void Constants_are_written_in_their_type()
    {
        Emitting e = new();
        Value x = e.Scalar("x", type: ScalarType.Single);
        Value scaled = e.Multiply(new Constant(ScalarType.Single, 0.1f), e.Multiply(new Constant(ScalarType.Single, 2), x));
        Value shifted = e.Add(scaled, new Constant(ScalarType.Single, -3));
        Value large = e.Multiply(shifted, new Constant(ScalarType.Single, 16777216));
        e.Emit(ScalarType.Single, e.Add(large, new Constant(ScalarType.Single, double.PositiveInfinity)))
            .Body.ShouldBe("return (0.1f * (2 * x) - 3) * 16777216f + float.PositiveInfinity;");
    }

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(1.0 / 3, "0.3333333333333333")]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    [InlineData(1e300, "1E+300")]
    [InlineData(5e-324, "5E-324")]
    [InlineData(-7, "-7")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(double.NaN, "double.NaN")]
    [InlineData(double.NegativeInfinity, "double.NegativeInfinity")]
    public void Literals_round_trip(double number, string text)
    {
        Emitting e = new();
        Emitted emitted = e.Emit(ScalarType.Double, Number(number));
        emitted.Body.ShouldBe($"return {text};");
        BitConverter.DoubleToInt64Bits((double)emitted.Run()!).ShouldBe(BitConverter.DoubleToInt64Bits(number));
    }

    [Fact]
    public void Two_literals_do_not_divide_as_integers()
    {
        Emitting e = new();
        Emitted emitted = e.Emit(ScalarType.Double, e.Compute(Arithmetic.Divide, Number(1), Number(2)));
        emitted.Body.ShouldBe("return 1.0 / 2;");
        emitted.Run().ShouldBe(0.5);
    }

    [Fact]
    public void Parentheses_stand_where_grouping_needs_them()
    {
        Emitting e = new();
        Value x = e.Scalar("x"), y = e.Scalar("y");
        Value right = e.Subtract(x, e.Subtract(y, x));
        Value product = e.Multiply(right, e.Multiply(x, y));
        Value negative = e.Compute(Arithmetic.Negate, e.Compute(Arithmetic.Negate, e.Multiply(product, y)));
        Emitted emitted = e.Emit(ScalarType.Double, e.Subtract(Number(1), e.Multiply(negative, Number(-2))));
        emitted.Body.ShouldBe("return 1 - -(-((x - (y - x)) * (x * y) * y)) * -2;");
        emitted.Run(3.0, 2.0).ShouldBe(1 + (4 * 6 * 2 * 2.0));
    }

    [Fact]
    public void Adding_a_negative_is_a_subtraction()
    {
        Emitting e = new();
        Value x = e.Scalar("x"), y = e.Scalar("y");
        Value sum = e.Add(e.Compute(Arithmetic.Negate, x), y);
        e.Emit(ScalarType.Double, e.Subtract(e.Add(sum, e.Compute(Arithmetic.Negate, e.Multiply(x, y))), e.Compute(Arithmetic.Negate, x)))
            .Body.ShouldBe("return y - x - x * y + x;");
    }

    [Fact]
    public void Conversions_are_written_where_C_sharp_does_not_convert_by_itself()
    {
        Emitting e = new();
        Value n = e.Scalar("n", type: ScalarType.Int32), m = e.Scalar("m", type: ScalarType.Int32), x = e.Scalar("x");
        Value ratio = e.Compute(Arithmetic.Divide, e.Body.Convert(n, ScalarType.Double), e.Body.Convert(m, ScalarType.Double));
        Value scaled = e.Compute(Arithmetic.Divide, x, e.Body.Convert(m, ScalarType.Double));
        Value whole = e.Body.Convert(e.Body.Convert(e.Add(x, ratio), ScalarType.Int32), ScalarType.Double);
        Emitted emitted = e.Emit(ScalarType.Double, e.Add(e.Add(scaled, ratio), whole));
        emitted.Body.ShouldBe("""
            double quotient = (double)n / m;
            return x / m + quotient + (int)(x + quotient);
            """);
        emitted.Run(1, 2, 3.0).ShouldBe(1.5 + 0.5 + 3);
    }

    [Fact]
    public void Generic_numbers_use_the_type_parameter()
    {
        ScalarType t = ScalarType.Generic("T");
        Emitting e = new();
        e.Declaration = e.Declaration with { TypeParameters = ["T"], Constraints = ["where T : System.Numerics.IFloatingPointIeee754<T>"] };
        Value x = e.Scalar("x", type: t), n = e.Scalar("n", type: ScalarType.Int32);
        Value tanh = e.Compute(OperationTable.Find("Math.Tanh", 1)!, x);
        Value slope = e.Subtract(new Constant(t, 1), e.Multiply(tanh, tanh));
        Value selected = e.Body.Compute(Comparisons.Select, [e.Compute(Comparisons.GreaterThan, x, new Constant(t, 0)), slope, new Constant(t, 2)]);
        e.Emit(t, e.Multiply(selected, e.Body.Convert(n, t))).Body.ShouldBe("""
            T tanh = T.Tanh(x);
            return (x > T.Zero ? T.One - tanh * tanh : T.CreateChecked(2)) * T.CreateTruncating(n);
            """);
    }

    [Fact]
    public void A_quantity_the_user_named_keeps_its_line_and_a_derived_name_does_not()
    {
        Emitting e = new() { UserNames = { "z", "element" } };
        ArrayVariable x = e.Array("x", ArrayStorage.Span);
        Value z = e.Multiply(e.Load(x, Constant.Int(0), "element"), Number(3), "z");
        Value dz = e.Multiply(z, Number(2), "dz");
        e.Emit(ScalarType.Double, e.Add(dz, e.Load(x, Constant.Int(1)))).Body.ShouldBe("""
            double z = x[0] * 3;
            return z * 2 + x[1];
            """);
    }

    [Fact]
    public void A_long_formula_is_split()
    {
        Emitting e = new();
        Value x = e.Scalar("x");
        Value sum = x;
        for (int i = 0; i < 30; i++)
        {
            sum = e.Add(sum, e.Multiply(x, Number(i + 0.5)));
        }

        Emitted emitted = e.Emit(ScalarType.Double, sum);
        emitted.Body.Split('\n').Length.ShouldBeGreaterThan(2);
        emitted.Body.Split('\n').ShouldAllBe(line => line.Length <= 140);
        emitted.Run(1.0).ShouldBe(451.0);
    }

    [Theory]
    [MemberData(nameof(Writable))]
    public void Every_operation_can_be_written_in_every_floating_type(string name)
    {
        Operation operation = OperationTable.All.Single(operation => operation.Name == name);
        foreach (ScalarType type in new[] { ScalarType.Single, ScalarType.Double, ScalarType.Generic("T") })
        {
            Emitting e = new();
            e.Declaration = e.Declaration with { TypeParameters = ["T"], Constraints = ["where T : System.Numerics.IFloatingPointIeee754<T>"] };
            Operand[] operands = [.. Enumerable.Range(0, operation.Arity).Select(i => (Operand)e.Scalar("x" + i, type: type))];
            Value result = e.Body.Compute(operation, operands.ToEquatableArray());
            e.Emit(result.Type, result).Body.ShouldStartWith("return ");
        }
    }

    /// <summary>The operations on floating numbers that code is made of.</summary>
    public static TheoryData<string> Writable() => [.. OperationTable.All
        .Where(operation => operation.Spelling is Spelling.MathCall or Spelling.NumericCall or Spelling.PackageCall && IsOfFloating(operation))
        .Select(operation => operation.Name)];

    private static bool IsOfFloating(Operation operation) => !operation.IsOfIntegers && operation.Name is not ("RootN" or "ScaleB");
}
