using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using static SymbolicGrad.Generators.Tests.Emission.Emitting;

namespace SymbolicGrad.Generators.Tests.Emission;

/// <summary>Loops that carry values: where single assignment ends and variables begin.</summary>
public class LoopTests
{
    [Fact]
    public void A_sum_accumulates_in_one_variable()
    {
        Emitting e = new();
        ArrayVariable x = e.Array("x", ArrayStorage.Array);
        EquatableArray<Value> sum = e.Loop(e.Body.Dimension(x, 0), [("sum", Number(0))], (i, s) => [e.Add(s[0], e.Load(x, i))]);
        Emitted emitted = e.Emit(ScalarType.Double, sum[0]);
        emitted.Body.ShouldBe("""
            ArgumentNullException.ThrowIfNull(x);

            double sum = 0;
            for (int i = 0; i < x.Length; i++)
                sum += x[i];

            return sum;
            """);
        emitted.Run(new double[] { 1, 2, 3.5 }).ShouldBe(6.5);
        emitted.Run(System.Array.Empty<double>()).ShouldBe(0.0);
    }

    [Fact]
    public void Swapped_values_swap_in_a_tuple()
    {
        Emitting e = new();
        Value n = e.Scalar("n", type: ScalarType.Int32), p = e.Scalar("p"), q = e.Scalar("q");
        EquatableArray<Value> swapped = e.Loop(n, [("a", p), ("b", q)], (_, s) => [s[1], s[0]]);
        Emitted emitted = e.Emit(ScalarType.Double, e.Subtract(swapped[0], swapped[1]));
        emitted.Body.ShouldBe("""
            double a = p;
            double b = q;
            for (int i = 0; i < n; i++)
                (a, b) = (b, a);

            return a - b;
            """);
        emitted.Run(3, 5.0, 2.0).ShouldBe(-3.0);
        emitted.Run(0, 5.0, 2.0).ShouldBe(3.0);
    }

    [Fact]
    public void A_pair_that_depends_on_itself_is_assigned_together()
    {
        Emitting e = new() { UserNames = { "a", "b" } };
        Value n = e.Scalar("n", type: ScalarType.Int32);
        EquatableArray<Value> pair = e.Loop(n, [("a", Number(0)), ("b", Number(1))], (_, s) => [s[1], e.Add(s[0], s[1], "b")]);
        Emitted emitted = e.Emit(ScalarType.Double, pair[0]);
        emitted.Body.ShouldBe("""
            double a = 0, b = 1;
            for (int i = 0; i < n; i++)
                (a, b) = (b, a + b);

            return a;
            """);
        emitted.Run(10).ShouldBe(55.0);
    }

    [Fact]
    public void An_entry_used_after_its_successor_was_computed_keeps_its_value()
    {
        Emitting e = new() { UserNames = { "h", "next" } };
        Value n = e.Scalar("n", type: ScalarType.Int32), h0 = e.Scalar("h0");
        EquatableArray<Value> results = e.Loop(n, [("h", h0), ("total", Number(0))], (_, s) =>
        {
            Value next = e.Multiply(s[0], e.Add(s[0], Number(1)), "next");
            Value both = e.Multiply(next, s[0]);
            return [next, e.Add(s[1], both)];
        });
        Emitted emitted = e.Emit(ScalarType.Double, e.Add(results[0], results[1]));
        emitted.Body.ShouldBe("""
            double h = h0;
            double total = 0;
            for (int i = 0; i < n; i++)
            {
                double next = h * (h + 1);
                total += next * h;
                h = next;
            }

            return h + total;
            """);
        emitted.Run(2, 1.0).ShouldBe(6 + 2 + 12.0);
    }

    [Fact]
    public void A_recurrence_updates_its_state_in_place()
    {
        Emitting e = new() { UserNames = { "h" } };
        ArrayVariable x = e.Array("x", ArrayStorage.ReadOnlySpan);
        Value u = e.Scalar("u");
        EquatableArray<Value> results = e.Loop(e.Body.Dimension(x, 0), [("h", Number(0)), ("loss", Number(0))], (t, s) =>
        {
            Value h = e.Compute(Elementary("Tanh"), e.Add(e.Multiply(u, s[0]), e.Load(x, t)), name: "h");
            return [h, e.Add(s[1], e.Multiply(h, h))];
        }, index: "t");
        e.Emit(ScalarType.Double, results[1]).Body.ShouldBe("""
            double h = 0, loss = 0;
            for (int t = 0; t < x.Length; t++)
            {
                h = Math.Tanh(u * h + x[t]);
                loss += h * h;
            }

            return loss;
            """);
    }

    [Fact]
    public void Nested_loops_carry_through_one_variable()
    {
        Emitting e = new();
        ArrayVariable w = e.Array("w", ArrayStorage.RectangularArray, 2);
        EquatableArray<Value> sum = e.Loop(e.Body.Dimension(w, 0), [("sum", Number(0))], (k, outer) =>
        {
            EquatableArray<Value> inner = e.Loop(e.Body.Dimension(w, 1), [("sum", outer[0])], (j, s) => [e.Add(s[0], e.Body.Load(w, [k, j]))], index: "j");
            return [inner[0]];
        }, index: "k");
        Emitted emitted = e.Emit(ScalarType.Double, sum[0]);
        emitted.Body.ShouldBe("""
            ArgumentNullException.ThrowIfNull(w);

            double sum = 0;
            for (int k = 0; k < w.GetLength(0); k++)
            {
                for (int j = 0; j < w.GetLength(1); j++)
                    sum += w[k, j];
            }

            return sum;
            """);
        emitted.Run(new double[,] { { 1, 2 }, { 3, 4 } }).ShouldBe(10.0);
    }

    [Fact]
    public void Yielding_one_value_twice_copies_it()
    {
        Emitting e = new();
        Value n = e.Scalar("n", type: ScalarType.Int32);
        EquatableArray<Value> results = e.Loop(n, [("a", Number(1)), ("b", Number(2))], (_, s) =>
        {
            Value sum = e.Add(s[0], s[1]);
            return [sum, sum];
        });
        Emitted emitted = e.Emit(ScalarType.Double, e.Subtract(e.Multiply(results[0], Number(3)), results[1]));
        emitted.Body.ShouldBe("""
            double a = 1, b = 2;
            for (int i = 0; i < n; i++)
            {
                a += b;
                b = a;
            }

            return a * 3 - b;
            """);
        emitted.Run(0).ShouldBe(1.0);
        emitted.Run(2).ShouldBe(12.0);
    }

    [Fact]
    public void Constants_and_outer_values_can_be_yielded()
    {
        Emitting e = new();
        Value n = e.Scalar("n", type: ScalarType.Int32), x = e.Scalar("x");
        EquatableArray<Value> results = e.Loop(n, [("first", Number(1)), ("second", x)], (_, s) => [x, Number(0.5)]);
        Emitted emitted = e.Emit(ScalarType.Double, e.Subtract(results[0], results[1]));
        emitted.Body.ShouldBe("""
            double first = 1;
            double second = x;
            for (int i = 0; i < n; i++)
            {
                first = x;
                second = 0.5;
            }

            return first - second;
            """);
        emitted.Run(0, 4.0).ShouldBe(-3.0);
        emitted.Run(1, 4.0).ShouldBe(3.5);
    }

    [Fact]
    public void A_branch_inside_a_loop_updates_the_carried_variable()
    {
        Emitting e = new();
        ArrayVariable x = e.Array("x", ArrayStorage.Array);
        Value limit = e.Scalar("limit");
        EquatableArray<Value> results = e.Loop(e.Body.Dimension(x, 0), [("sum", Number(0)), ("skipped", Number(0))], (i, s) =>
        {
            Value element = e.Load(x, i);
            EquatableArray<Value> branch = e.Branch(
                e.Compute(Comparisons.LessThan, element, limit), ["sum", "skipped"],
                () => [e.Add(s[0], element), s[1]],
                () => [s[0], e.Add(s[1], Number(1))]);
            return [branch[0], branch[1]];
        });
        Emitted emitted = e.Emit(ScalarType.Double, e.Add(results[0], e.Multiply(Number(100), results[1])));
        emitted.Body.ShouldBe("""
            ArgumentNullException.ThrowIfNull(x);

            double sum = 0, skipped = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double xi = x[i];
                if (xi < limit)
                    sum += xi;
                else
                    skipped += 1;
            }

            return sum + 100 * skipped;
            """);
        emitted.Run(new double[] { 1, 5, 2 }, 3.0).ShouldBe(103.0);
    }

    [Fact]
    public void The_result_of_a_branch_starts_a_loop()
    {
        Emitting e = new();
        Value x = e.Scalar("x");
        ArrayVariable y = e.Array("y", ArrayStorage.Array);
        EquatableArray<Value> start = e.Branch(
            e.Compute(Comparisons.GreaterThan, x, Number(0)), ["s", "count"],
            () => [e.Multiply(x, x), Number(1)],
            () => [Number(0), Number(2)]);
        EquatableArray<Value> results = e.Loop(e.Body.Dimension(y, 0), [("s", start[0])], (i, s) => [e.Multiply(s[0], e.Load(y, i))]);
        Emitted emitted = e.Emit(ScalarType.Double, e.Add(results[0], start[1]));
        emitted.Body.ShouldBe("""
            ArgumentNullException.ThrowIfNull(y);

            double s, count;
            if (x > 0)
            {
                s = x * x;
                count = 1;
            }
            else
            {
                s = 0;
                count = 2;
            }

            for (int i = 0; i < y.Length; i++)
                s *= y[i];

            return s + count;
            """);
        emitted.Run(3.0, new double[] { 2, 0.5, 4 }).ShouldBe(37.0);
        emitted.Run(-3.0, new double[] { 2 }).ShouldBe(2.0);
    }

    [Fact]
    public void A_value_needed_after_a_loop_that_starts_from_it_survives_the_loop()
    {
        Emitting e = new() { UserNames = { "start" } };
        Value n = e.Scalar("n", type: ScalarType.Int32), x = e.Scalar("x");
        Value start = e.Multiply(x, x, "start");
        EquatableArray<Value> results = e.Loop(n, [("h", start)], (_, s) => [e.Multiply(s[0], Number(2))]);
        Emitted emitted = e.Emit(ScalarType.Double, e.Add(results[0], start));
        emitted.Body.ShouldBe("""
            double start = x * x;
            double h = start;
            for (int i = 0; i < n; i++)
                h *= 2;

            return h + start;
            """);
        emitted.Run(2, 3.0).ShouldBe(45.0);
    }

    private static Operation Elementary(string name) => OperationTable.Find("Math." + name, 1)!;
}
