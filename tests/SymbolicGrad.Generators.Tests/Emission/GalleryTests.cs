using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using static SymbolicGrad.Generators.Tests.Emission.Emitting;

namespace SymbolicGrad.Generators.Tests.Emission;

/// <summary>Derivatives as the passes should hand them over, written as a person would write them.</summary>
public class GalleryTests
{
    private static readonly Constant Zero = Constant.Int(0), One = Constant.Int(1);

    [Fact]
    public void A_layer_row_by_row()
    {
        Emitting e = new() { UserNames = { "y" } };
        ScalarType single = ScalarType.Single;
        ArrayVariable x = e.Array("x", ArrayStorage.ReadOnlySpan, type: single), w = e.Array("w", ArrayStorage.ReadOnlySpan2D, 2, single);
        ArrayVariable b = e.Array("b", ArrayStorage.ReadOnlySpan, type: single), dy = e.Array("dy", ArrayStorage.ReadOnlySpan, type: single);
        ArrayVariable dx = e.Array("dx", ArrayStorage.Span, type: single), dw = e.Array("dw", ArrayStorage.Span2D, 2, single);
        ArrayVariable db = e.Array("db", ArrayStorage.Span, type: single);
        Value n = e.Body.Dimension(x, 0);
        e.Loop(e.Body.Dimension(dy, 0), [], (k, _) =>
        {
            SectionArgument rowOfW = new(w, k, Zero, n, true), rowOfDw = new(dw, k, Zero, n, true);
            SectionArgument allOfX = new(x, null, Zero, n, true), allOfDx = new(dx, null, Zero, n, true);
            Value dot = e.Call(KernelOperation.Dot, single, rowOfW, allOfX);
            Value y = e.Compute(OperationTable.Find("Math.Tanh", 1)!, e.Add(dot, e.Load(b, k)), name: "y");
            Value slope = e.Subtract(new Constant(single, 1), e.Multiply(y, y));
            Value dz = e.Multiply(e.Load(dy, k), slope, "dz", "tanh′ = 1 − y²");
            e.Body.Add(new Kernel(null, KernelOperation.AddScaled, [allOfDx, rowOfW, new ScalarArgument(dz)]));
            e.Body.Add(new Kernel(null, KernelOperation.AddScaled, [rowOfDw, allOfX, new ScalarArgument(dz)]));
            e.Accumulate(db, k, dz);
            return [];
        }, index: "k");
        e.Emit(null).Body.ShouldBe("""
            for (int k = 0; k < dy.Length; k++)
            {
                float y = MathF.Tanh(TensorPrimitives.Dot(w.GetRowSpan(k), x) + b[k]);
                float dz = dy[k] * (1 - y * y);    // tanh′ = 1 − y²
                TensorPrimitives.MultiplyAdd(w.GetRowSpan(k), dz, dx, dx);
                TensorPrimitives.MultiplyAdd(x, dz, dw.GetRowSpan(k), dw.GetRowSpan(k));
                db[k] += dz;
            }
            """);
    }

    [Fact]
    public void A_recurrence_backwards_in_time()
    {
        Emitting e = new() { UserNames = { "h", "hPrev" } };
        ArrayVariable x = e.Array("x", ArrayStorage.ReadOnlySpan);
        Value u = e.Scalar("u"), w = e.Scalar("w"), b = e.Scalar("b");
        e.Scalar("du", ParameterRole.Output);
        e.Scalar("dw", ParameterRole.Output);
        e.Scalar("db", ParameterRole.Output);
        ArrayVariable dx = e.Array("dx", ArrayStorage.Span);
        Value length = e.Body.Dimension(x, 0);
        ArrayVariable hAt = e.Scratch("hAt", false, length);
        e.Loop(length, [("h", Number(0))], (t, s) =>
        {
            Value h = e.Compute(OperationTable.Find("Math.Tanh", 1)!, e.Add(e.Add(e.Multiply(u, s[0]), e.Multiply(w, e.Load(x, t))), b), name: "h");
            e.Store(hAt, t, h);
            return [h];
        }, index: "t");
        Value last = e.Subtract(length, One);
        LoopRange backwards = new(last, LoopComparison.GreaterOrEqual, Zero, Constant.Int(-1));
        EquatableArray<Value> results = e.Loop(last, [("du", Number(0)), ("dw", Number(0)), ("db", Number(0)), ("dh", Number(0))], (t, s) =>
        {
            Value h = e.Load(hAt, t, "h");
            Value hPrev = e.Branch(
                e.Compute(Comparisons.GreaterThan, t, Zero), ["hPrev"], () => [e.Load(hAt, e.Subtract(t, One))], () => [Number(0)])[0];
            Value dz = e.Multiply(e.Add(s[3], e.Multiply(Number(2), h)), e.Subtract(Number(1), e.Multiply(h, h)), "dz", "∂L/∂z_t, from the next step and from loss");
            Value du = e.Add(s[0], e.Multiply(dz, hPrev)), dw = e.Add(s[1], e.Multiply(dz, e.Load(x, t))), db = e.Add(s[2], dz);
            e.Store(dx, t, e.Multiply(dz, w));
            return [du, dw, db, e.Multiply(dz, u, meaning: "through ∂h_t/∂h_{t−1} = (1 − h_t²)·u")];
        }, backwards, "t");
        e.Emit(null, results[0], results[1], results[2]).Body.ShouldBe("""
            using var workspace = new Workspace<double>(stackalloc double[256], x.Length);
            Span<double> hAt = workspace.Take(x.Length);

            double h = 0;
            for (int t = 0; t < x.Length; t++)
            {
                h = Math.Tanh(u * h + w * x[t] + b);
                hAt[t] = h;
            }

            du = dw = db = 0;
            double dh = 0;
            for (int t = x.Length - 1; t >= 0; t--)
            {
                double h2 = hAt[t];
                double hPrev = t > 0 ? hAt[t - 1] : 0;
                double dz = (dh + 2 * h2) * (1 - h2 * h2);    // ∂L/∂z_t, from the next step and from loss
                du += dz * hPrev;
                dw += dz * x[t];
                db += dz;
                dx[t] = dz * w;
                dh = dz * u;    // through ∂h_t/∂h_{t−1} = (1 − h_t²)·u
            }
            """);
    }

    [Fact]
    public void A_statement_too_long_for_a_line_is_broken_at_its_outermost_operators()
    {
        Emitting e = new();
        Value first = e.Scalar("aQuantityWithARatherLongName"), second = e.Scalar("anotherQuantityWithALongName");
        Value sum = e.Multiply(first, second);
        for (int i = 0; i < 3; i++)
        {
            sum = e.Add(sum, e.Multiply(e.Subtract(first, second), second));
        }

        e.Emit(ScalarType.Double, sum).Body.ShouldBe("""
            return aQuantityWithARatherLongName * anotherQuantityWithALongName
                + (aQuantityWithARatherLongName - anotherQuantityWithALongName) * anotherQuantityWithALongName
                + (aQuantityWithARatherLongName - anotherQuantityWithALongName) * anotherQuantityWithALongName
                + (aQuantityWithARatherLongName - anotherQuantityWithALongName) * anotherQuantityWithALongName;
            """);
    }
}
