using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using static SymbolicGrad.Generators.Tests.Emission.Emitting;

namespace SymbolicGrad.Generators.Tests.Emission;

public class MemoryTests
{
    private static readonly Constant Zero = Constant.Int(0);

    [Fact]
    public void A_load_stays_before_a_store_that_changes_it()
    {
        Emitting e = new();
        ArrayVariable x = e.Array("x", ArrayStorage.Array);
        Value old = e.Load(x, Zero, "old");
        e.Store(x, Zero, Number(5));
        Emitted emitted = e.Emit(ScalarType.Double, old);
        emitted.Body.ShouldBe("""
            ArgumentNullException.ThrowIfNull(x);

            double old = x[0];
            x[0] = 5;
            return old;
            """);
        emitted.Run(new double[] { 3 }).ShouldBe(3.0);
    }

    [Fact]
    public void An_element_with_too_few_indices_is_a_defect()
    {
        Emitting e = new() { IsValid = false };
        ArrayVariable x = e.Array("x", ArrayStorage.Span2D, rank: 2);
        e.Store(x, Zero, Number(5));
        Should.Throw<InvalidOperationException>(() => e.Emit(null)).Message.ShouldBe("An element of 'x' has 2 indices, not 1.");
    }

    [Fact]
    public void A_load_moves_past_a_store_to_another_array()
    {
        Emitting e = new();
        ArrayVariable x = e.Array("x", ArrayStorage.Span), y = e.Array("y", ArrayStorage.Span);
        Value old = e.Load(x, Zero, "old");
        e.Store(y, Zero, Number(5));
        e.Store(y, Constant.Int(1), old);
        e.Emit(null).Body.ShouldBe("""
            y[0] = 5;
            y[1] = x[0];
            """);
    }

    [Fact]
    public void An_element_multiplied_in_place()
    {
        Emitting e = new();
        ArrayVariable x = e.Array("x", ArrayStorage.Span);
        e.Loop(e.Body.Dimension(x, 0), [], (i, _) =>
        {
            e.Store(x, i, e.Multiply(e.Load(x, i), e.Load(x, e.Subtract(i, Constant.Int(1)))));
            return [];
        }, new LoopRange(Constant.Int(1), LoopComparison.Less, e.Body.Dimension(x, 0), Constant.Int(1)));
        e.Emit(null).Body.ShouldBe("""
            for (int i = 1; i < x.Length; i++)
                x[i] *= x[i - 1];
            """);
    }

    [Fact]
    public void Scratch_of_one_type_shares_a_workspace()
    {
        Emitting e = new();
        ArrayVariable x = e.Array("x", ArrayStorage.Array);
        Value n = e.Body.Dimension(x, 0), m = e.Scalar("m", type: ScalarType.Int32);
        ArrayVariable hAt = e.Scratch("hAt", false, n), states = e.Scratch("states", true, n, m);
        e.Store(hAt, Zero, Number(2));
        e.Body.Add(new Accumulate(states, [Zero, Constant.Int(1)], e.Load(hAt, Zero)));
        Emitted emitted = e.Emit(ScalarType.Double, e.Body.Load(states, [Zero, Constant.Int(1)]));
        emitted.Body.ShouldBe("""
            ArgumentNullException.ThrowIfNull(x);

            using var workspace = new Workspace<double>(stackalloc double[256], x.Length + x.Length * m);
            Span<double> hAt = workspace.Take(x.Length);
            Span2D<double> states = workspace.TakeZeroed(x.Length, m);

            hAt[0] = 2;
            states[0, 1] += hAt[0];
            return states[0, 1];
            """);
        emitted.Run(new double[3], 2).ShouldBe(2.0);
        emitted.Run(new double[300], 2).ShouldBe(2.0);
    }

    [Fact]
    public void Each_element_type_has_its_workspace_and_generic_ones_no_stack()
    {
        ScalarType t = ScalarType.Generic("T");
        Emitting e = new();
        e.Declaration = e.Declaration with { TypeParameters = ["T"], Constraints = ["where T : System.Numerics.IFloatingPointIeee754<T>"] };
        ArrayVariable x = e.Array("x", ArrayStorage.Span, type: t);
        Value length = e.Add(e.Body.Dimension(x, 0), Constant.Int(1), "length");
        ArrayVariable at = e.Scratch("at", t, false, length), taken = e.Scratch("taken", ScalarType.Boolean, true, length);
        e.Store(at, Zero, new Constant(t, 0.5));
        e.Store(taken, Zero, Constant.Bool(true));
        e.Emit(t, e.Load(at, Zero)).Member.ShouldBe("""
            public static T G<T>(Span<T> x)
                where T : System.Numerics.IFloatingPointIeee754<T>
            {
                int length = x.Length + 1;
                using var workspace = new Workspace<T>(default, length);
                Span<T> at = workspace.Take(length);
                using var workspace2 = new Workspace<bool>(stackalloc bool[256], length);
                Span<bool> taken = workspace2.TakeZeroed(length);

                at[0] = T.CreateChecked(0.5);
                taken[0] = true;
                return at[0];
            }
            """);
    }

    [Fact]
    public void Small_constant_scratch_is_on_the_stack()
    {
        Emitting e = new();
        ArrayVariable z = e.Scratch("z", false, Constant.Int(4)), dz = e.Scratch("dz", true, Constant.Int(4));
        e.Store(z, Zero, Number(1));
        Emitted emitted = e.Emit(ScalarType.Double, e.Add(e.Load(z, Zero), e.Load(dz, Constant.Int(3))));
        emitted.Body.ShouldBe("""
            Span<double> z = stackalloc double[4];
            Span<double> dz = stackalloc double[4];
            dz.Clear();

            z[0] = 1;
            return z[0] + dz[3];
            """);
        emitted.Run().ShouldBe(1.0);
    }

    [Fact]
    public void Rows_and_sections_are_handed_to_library_calls()
    {
        Emitting e = new();
        ArrayVariable w = e.Array("w", ArrayStorage.ReadOnlySpan2D, 2), x = e.Array("x", ArrayStorage.ReadOnlySpan), y = e.Array("y", ArrayStorage.Span);
        ArrayVariable dx = e.Array("dx", ArrayStorage.Span);
        Value n = e.Body.Dimension(x, 0);
        e.Loop(e.Body.Dimension(y, 0), [], (k, _) =>
        {
            Value dot = e.Call(KernelOperation.Dot, new SectionArgument(w, k, Zero, n, true), new SectionArgument(x, null, Zero, n, true));
            e.Store(y, k, e.Compute(OperationTable.Find("Math.Tanh", 1)!, dot));
            e.Body.Add(new Kernel(null, KernelOperation.AddScaled,
                [new SectionArgument(dx, null, k, n, false), new SectionArgument(w, k, Zero, n, false), new ScalarArgument(e.Load(y, k))]));
            return [];
        }, index: "k");
        e.Emit(null).Body.ShouldBe("""
            for (int k = 0; k < y.Length; k++)
            {
                y[k] = Math.Tanh(TensorPrimitives.Dot(w.GetRowSpan(k), x));
                TensorPrimitives.MultiplyAdd(w.GetRowSpan(k).Slice(0, x.Length), y[k], Lanes.Section(dx, k, x.Length),
                    Lanes.Section(dx, k, x.Length));
            }
            """);
    }

    [Fact]
    public void Arrays_become_spans_where_a_library_call_needs_them()
    {
        Emitting e = new();
        ArrayVariable w = e.Array("w", ArrayStorage.RectangularArray, 2), x = e.Array("x", ArrayStorage.Array);
        Value n = e.Body.Dimension(x, 0);
        Value dot = e.Call(KernelOperation.Dot, new SectionArgument(w, Zero, Zero, n, true), new SectionArgument(x, null, Zero, n, true));
        Value sum = e.Call(KernelOperation.Sum, new SectionArgument(x, null, Constant.Int(1), Constant.Int(2), false));
        Value total = e.Add(dot, sum);
        e.Body.Add(new Kernel(null, KernelOperation.Clear, [new SectionArgument(x, null, Zero, n, true)]));
        e.Body.Add(new Kernel(null, KernelOperation.Fill, [new SectionArgument(w, Constant.Int(1), Zero, n, true), new ScalarArgument(Number(2))]));
        e.Body.Add(new Kernel(null, KernelOperation.Copy,
            [new SectionArgument(x, null, Zero, n, true), new SectionArgument(w, Constant.Int(1), Zero, n, true)]));
        Emitted emitted = e.Emit(ScalarType.Double, total);
        emitted.Body.ShouldBe("""
            ArgumentNullException.ThrowIfNull(w);
            ArgumentNullException.ThrowIfNull(x);

            double sum = TensorPrimitives.Dot(w.GetRowSpan(0), x.AsSpan()) + TensorPrimitives.Sum(x.AsSpan(1, 2));
            x.AsSpan().Clear();
            w.GetRowSpan(1).Fill(2);
            w.GetRowSpan(1).CopyTo(x.AsSpan());
            return sum;
            """);
        emitted.Run(new double[,] { { 1, 2, 3 }, { 0, 0, 0 } }, new double[] { 4, 5, 6 }).ShouldBe(4 + 10 + 18 + 11.0);
    }
}
