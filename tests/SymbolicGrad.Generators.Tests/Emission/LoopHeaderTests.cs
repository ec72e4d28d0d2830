using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using static SymbolicGrad.Generators.Tests.Emission.Emitting;

namespace SymbolicGrad.Generators.Tests.Emission;

/// <summary>How a loop is counted: directions, strides, ends, and what stands before it.</summary>
public class LoopHeaderTests
{
    private static readonly Constant Zero = Constant.Int(0);

    [Fact]
    public void A_reverse_loop_counts_down()
    {
        Emitting e = new();
        ArrayVariable x = e.Array("x", ArrayStorage.Span), y = e.Array("y", ArrayStorage.Span);
        Value last = e.Subtract(e.Body.Dimension(x, 0), Constant.Int(1));
        e.Loop(last, [], (i, _) =>
        {
            e.Accumulate(y, e.Compute(Arithmetic.Subtract, i, Constant.Int(1)), e.Multiply(e.Load(x, i), e.Load(x, e.Subtract(i, Constant.Int(1)))));
            e.Accumulate(y, i, e.Compute(Arithmetic.Negate, e.Load(x, i)));
            return [];
        }, new LoopRange(last, LoopComparison.GreaterOrEqual, Constant.Int(1), Constant.Int(-1)));
        e.Emit(null).Body.ShouldBe("""
            for (int i = x.Length - 1; i >= 1; i--)
            {
                y[i - 1] += x[i] * x[i - 1];
                y[i] -= x[i];
            }
            """);
    }

    [Fact]
    public void A_loop_in_strides_with_an_inclusive_end()
    {
        Emitting e = new();
        ArrayVariable x = e.Array("x", ArrayStorage.Span);
        Value n = e.Scalar("n", type: ScalarType.Int32);
        e.Loop(n, [], (i, _) =>
        {
            e.Store(x, i, Number(1));
            return [];
        }, new LoopRange(Zero, LoopComparison.LessOrEqual, n, Constant.Int(2)));
        e.Emit(null).Body.ShouldBe("""
            for (int i = 0; i <= n; i += 2)
                x[i] = 1;
            """);
    }

    [Fact]
    public void An_end_that_is_read_from_memory_is_read_once()
    {
        Emitting e = new();
        ArrayVariable counts = e.Array("counts", ArrayStorage.Array, type: ScalarType.Int32);
        Value end = e.Load(counts, Zero);
        e.Loop(end, [], (i, _) =>
        {
            e.Store(counts, Zero, Zero);
            return [];
        });
        e.Emit(null).Body.ShouldBe("""
            ArgumentNullException.ThrowIfNull(counts);

            int countsElement = counts[0];
            for (int i = 0; i < countsElement; i++)
                counts[0] = 0;
            """);
    }

    [Fact]
    public void A_costly_value_is_not_computed_in_every_iteration()
    {
        Emitting e = new();
        ArrayVariable y = e.Array("y", ArrayStorage.Span);
        Value x = e.Scalar("x");
        Value exp = e.Compute(Elementary("Exp"), x);
        e.Loop(e.Body.Dimension(y, 0), [], (i, _) =>
        {
            e.Store(y, i, exp);
            return [];
        });
        e.Emit(null).Body.ShouldBe("""
            double exp = Math.Exp(x);
            for (int i = 0; i < y.Length; i++)
                y[i] = exp;
            """);
    }

    [Fact]
    public void An_inner_and_a_later_loop_reuse_the_index_name_where_C_sharp_allows_it()
    {
        Emitting e = new();
        ArrayVariable y = e.Array("y", ArrayStorage.Span);
        Value length = e.Body.Dimension(y, 0);
        e.Loop(length, [], (i, _) =>
        {
            e.Loop(i, [], (j, _) =>
            {
                e.Accumulate(y, j, Number(1));
                return [];
            });
            return [];
        });
        e.Loop(length, [], (i, _) =>
        {
            e.Store(y, i, e.Multiply(e.Load(y, i), Number(2)));
            return [];
        });
        e.Emit(null).Body.ShouldBe("""
            for (int i = 0; i < y.Length; i++)
            {
                for (int i2 = 0; i2 < i; i2++)
                    y[i2] += 1;
            }

            for (int i = 0; i < y.Length; i++)
                y[i] *= 2;
            """);
    }

    private static Operation Elementary(string name) => OperationTable.Find("Math." + name, 1)!;
}
