using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using static SymbolicGrad.Generators.Tests.Emission.Emitting;

namespace SymbolicGrad.Generators.Tests.Emission;

public class BranchTests
{
    [Fact]
    public void A_branch_of_expressions_is_a_conditional_expression()
    {
        Emitting e = new();
        Value x = e.Scalar("x");
        Value result = e.Branch(Positive(e, x), [null], () => [e.Multiply(x, x)], () => [Number(0)])[0];
        Emitted emitted = e.Emit(ScalarType.Double, e.Multiply(Number(2), result));
        emitted.Body.ShouldBe("return 2 * (x > 0 ? x * x : 0);");
        emitted.Run(3.0).ShouldBe(18.0);
    }

    [Fact]
    public void Chosen_whole_numbers_stay_floating()
    {
        Emitting e = new();
        Value x = e.Scalar("x");
        Value result = e.Branch(Positive(e, x), [null], () => [Number(1)], () => [Number(3)])[0];
        Emitted emitted = e.Emit(ScalarType.Double, e.Compute(Arithmetic.Divide, result, Number(2)));
        emitted.Body.ShouldBe("return (x > 0 ? 1.0 : 3.0) / 2;");
        emitted.Run(3.0).ShouldBe(0.5);
    }

    [Fact]
    public void Conditions_in_branches_are_short_circuits()
    {
        Emitting e = new();
        ArrayVariable x = e.Array("x", ArrayStorage.Array);
        Value i = e.Scalar("i", type: ScalarType.Int32);
        Value inside = e.Compute(Comparisons.LessThan, i, e.Body.Dimension(x, 0));
        Value both = e.Branch(inside, [null], () => [Positive(e, e.Load(x, i))], () => [Constant.Bool(false)])[0];
        Value either = e.Branch(both, [null], () => [Constant.Bool(true)], () => [e.Compute(Comparisons.Equal, i, Constant.Int(7))])[0];
        Emitted emitted = e.Emit(ScalarType.Boolean, either);
        emitted.Body.ShouldBe("""
            ArgumentNullException.ThrowIfNull(x);

            return i < x.Length && x[i] > 0 || i == 7;
            """);
        emitted.Run(new double[] { 1 }, 0).ShouldBe(true);
        emitted.Run(new double[] { 1 }, 5).ShouldBe(false);
        emitted.Run(new double[] { 1 }, 7).ShouldBe(true);
    }

    [Fact]
    public void What_only_one_branch_needs_is_computed_there()
    {
        Emitting e = new();
        Value x = e.Scalar("x");
        Value root = e.Compute(OperationTable.Find("Math.Sqrt", 1)!, x);
        Value result = e.Branch(Positive(e, x), [null], () => [root], () => [x])[0];
        e.Emit(ScalarType.Double, result).Body.ShouldBe("return x > 0 ? Math.Sqrt(x) : x;");
    }

    [Fact]
    public void An_integer_division_is_not_moved_into_a_branch()
    {
        Emitting e = new();
        Value n = e.Scalar("n", type: ScalarType.Int32), m = e.Scalar("m", type: ScalarType.Int32);
        ArrayVariable x = e.Array("x", ArrayStorage.Span, type: ScalarType.Int32);
        Value quotient = e.Compute(Arithmetic.IntegerDivide, n, m);
        e.Branch(e.Compute(Comparisons.GreaterThan, n, Constant.Int(0)), [], () =>
        {
            e.Store(x, Constant.Int(0), quotient);
            return [];
        }, () => []);
        e.Emit(null).Body.ShouldBe("""
            int quotient = n / m;
            if (n > 0)
                x[0] = quotient;
            """);
    }

    [Fact]
    public void An_empty_then_is_turned_round()
    {
        Emitting e = new();
        ArrayVariable x = e.Array("x", ArrayStorage.Span);
        Value i = e.Scalar("i", type: ScalarType.Int32);
        e.Branch(Positive(e, e.Load(x, i)), [], () => [], () =>
        {
            e.Store(x, i, Number(0));
            return [];
        });
        e.Emit(null).Body.ShouldBe("""
            if (!(x[i] > 0))
                x[i] = 0;
            """);
    }

    [Fact]
    public void Chains_read_as_else_if()
    {
        Emitting e = new();
        ArrayVariable y = e.Array("y", ArrayStorage.Span);
        Value x = e.Scalar("x");
        void Put(int index, double number) => e.Store(y, Constant.Int(index), Number(number));
        e.Branch(Positive(e, x), [], () =>
        {
            Put(0, 1);
            Put(1, 1.5);
            return [];
        }, () =>
        {
            e.Branch(e.Compute(Comparisons.Equal, x, Number(0)), [], () =>
            {
                Put(0, 2);
                return [];
            }, () =>
            {
                Put(0, 3);
                return [];
            });
            return [];
        });
        e.Emit(null).Body.ShouldBe("""
            if (x > 0)
            {
                y[0] = 1;
                y[1] = 1.5;
            }
            else if (x == 0)
                y[0] = 2;
            else
                y[0] = 3;
            """);
    }

    [Fact]
    public void A_variable_keeps_its_value_where_a_branch_does_not_change_it()
    {
        Emitting e = new() { UserNames = { "y" } };
        Value x = e.Scalar("x");
        ArrayVariable log = e.Array("log", ArrayStorage.Array);
        Value y = e.Multiply(x, x, "y");
        Value result = e.Branch(e.Compute(Comparisons.GreaterThan, y, Number(10)), ["y"], () =>
        {
            e.Store(log, Constant.Int(0), y);
            return [e.Subtract(y, Number(10), "y")];
        }, () => [y])[0];
        Emitted emitted = e.Emit(ScalarType.Double, e.Add(result, result));
        emitted.Body.ShouldBe("""
            ArgumentNullException.ThrowIfNull(log);

            double y = x * x;
            if (y > 10)
            {
                log[0] = y;
                y -= 10;
            }

            return y + y;
            """);
        emitted.Run(4.0, new double[1]).ShouldBe(12.0);
        emitted.Run(1.0, new double[1]).ShouldBe(2.0);
    }

    [Fact]
    public void A_value_that_is_needed_beside_the_branch_result_is_copied()
    {
        Emitting e = new() { UserNames = { "y", "z" } };
        Value x = e.Scalar("x");
        Value y = e.Multiply(x, x, "y");
        ArrayVariable log = e.Array("log", ArrayStorage.Array);
        Value z = e.Branch(e.Compute(Comparisons.GreaterThan, y, Number(10)), ["z"], () =>
        {
            e.Store(log, Constant.Int(0), Number(1));
            return [Number(10)];
        }, () => [y])[0];
        Emitted emitted = e.Emit(ScalarType.Double, e.Subtract(e.Multiply(z, z), y));
        emitted.Body.ShouldBe("""
            ArgumentNullException.ThrowIfNull(log);

            double y = x * x;
            double z;
            if (y > 10)
            {
                log[0] = 1;
                z = 10;
            }
            else
            {
                z = y;
            }

            return z * z - y;
            """);
        emitted.Run(4.0, new double[1]).ShouldBe(84.0);
    }

    [Fact]
    public void Branches_that_exchange_two_values()
    {
        Emitting e = new();
        Value x = e.Scalar("x"), y = e.Scalar("y");
        Value low = e.Multiply(x, x, "low"), high = e.Multiply(y, y, "high");
        EquatableArray<Value> ordered = e.Branch(
            e.Compute(Comparisons.GreaterThan, low, high), ["low", "high"],
            () => [high, low],
            () => [low, high]);
        Emitted emitted = e.Emit(ScalarType.Double, e.Subtract(ordered[1], ordered[0]));
        emitted.Body.ShouldBe("""
            double low = x * x;
            double high = y * y;
            if (low > high)
                (low, high) = (high, low);

            return high - low;
            """);
        emitted.Run(3.0, 2.0).ShouldBe(5.0);
        emitted.Run(2.0, 3.0).ShouldBe(5.0);
    }

    private static Value Positive(Emitting e, Value x) => e.Compute(Comparisons.GreaterThan, x, Number(0));
}
