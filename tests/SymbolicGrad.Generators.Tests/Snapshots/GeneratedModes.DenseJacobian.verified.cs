    /// <summary>
    /// Does what Dense does, and gives the tangent of each output: the Jacobian of Dense times the direction that the tangents of the
    /// inputs state.
    /// </summary>
    /// <param name="x">The input x.</param>
    /// <param name="w">The input w.</param>
    /// <param name="b">The input b.</param>
    /// <param name="y">The output y.</param>
    /// <param name="tx">The direction in x, of the shape of x.</param>
    /// <param name="tw">The direction in w, of the shape of w.</param>
    /// <param name="tb">The direction in b, of the shape of b.</param>
    /// <param name="ty">Set to the tangent of y, of the shape of y.</param>
    /// <remarks>
    /// <para>Taken as x: input, w: input, b: input, y: output.</para>
    /// </remarks>
    [GeneratedCode("SymbolicGrad", "1.0.0")]
    public static void DenseJvp(
        ReadOnlySpan<double> x,
        ReadOnlySpan2D<double> w,
        ReadOnlySpan<double> b,
        Span<double> y,
        ReadOnlySpan<double> tx,
        ReadOnlySpan2D<double> tw,
        ReadOnlySpan<double> tb,
        Span<double> ty)
    {
        Lengths.RequireEqual(tx.Length, x.Length);
        Lengths.RequireEqual(tw.Height, w.Height);
        Lengths.RequireEqual(tw.Width, w.Width);
        Lengths.RequireEqual(tb.Length, b.Length);
        Lengths.RequireEqual(ty.Length, y.Length);
        Lengths.RequireEqual(w.Width, x.Length);
        Lengths.RequireAtLeast(w.Height, y.Length);
        Lengths.RequireAtLeast(b.Length, y.Length);

        int whole = Lanes.Whole<double>(y.Length);
        if (whole > 0 & w.Width <= 32)
        {
            int laneCount = Vector<double>.Count;
            using var workspace = new Workspace<Vector<double>>(stackalloc Vector<double>[64], 2 * w.Width);
            Span<Vector<double>> wColumns = workspace.Take(w.Width);
            Span<Vector<double>> twColumns = workspace.Take(w.Width);

            ReadOnlySpan<double> bSection = Lanes.Section(b, 0, whole);
            ReadOnlySpan<double> tbSection = Lanes.Section(tb, 0, whole);
            Span<double> ySection = Lanes.Section(y, 0, whole);
            Span<double> tySection = Lanes.Section(ty, 0, whole);
            for (int k = 0; k < whole; k += laneCount)
            {
                Lanes.LoadColumns(Lanes.Block(w, k, 0, laneCount, w.Width), wColumns);
                Lanes.LoadColumns(Lanes.Block(tw, k, 0, laneCount, w.Width), twColumns);
                Vector<double> multiplyAdd = Vector<double>.Zero, sum = Vector<double>.Zero;
                for (int i = 0; i < w.Width; i++)
                {
                    Vector<double> wki = wColumns[i];
                    Vector<double> broadcast = new Vector<double>(x[i]);
                    multiplyAdd = VectorMath.MultiplyAdd(wki, broadcast, multiplyAdd);
                    sum += VectorMath.MultiplyAdd(new Vector<double>(tx[i]), wki, twColumns[i] * broadcast);
                }

                Vector<double> tanh = VectorMath.Tanh(multiplyAdd + Lanes.Load(bSection, k));
                Lanes.Store(tanh, ySection, k);
                Lanes.Store((sum + Lanes.Load(tbSection, k)) * (Vector<double>.One - tanh * tanh), tySection, k);    // tanh′ = 1 − tanh²
            }
        }
        else
        {
            whole = 0;
        }

        for (int k = whole; k < y.Length; k++)
        {
            int whole2 = Lanes.Whole<double>(w.Width);
            ReadOnlySpan<double> wRow = Lanes.Row(w, k, 0, whole2);
            ReadOnlySpan<double> twRow = Lanes.Row(tw, k, 0, whole2);
            int groups = Lanes.Whole<double>(w.Width, 2);
            Vector<double> sumLanes = Vector<double>.Zero, sumLanes2 = Vector<double>.Zero;
            Vector<double> sumLanes3 = Vector<double>.Zero, sumLanes4 = Vector<double>.Zero;
            for (int i = 0; i < groups; i += 2 * Vector<double>.Count)
            {
                Vector<double> wki = Lanes.Load(wRow, i);
                Vector<double> xi = Lanes.Load(x, i);
                sumLanes = VectorMath.MultiplyAdd(wki, xi, sumLanes);
                sumLanes2 += VectorMath.MultiplyAdd(Lanes.Load(tx, i), wki, Lanes.Load(twRow, i) * xi);
                int index = i + Vector<double>.Count;
                Vector<double> wki2 = Lanes.Load(wRow, index);
                Vector<double> xi2 = Lanes.Load(x, index);
                sumLanes3 = VectorMath.MultiplyAdd(wki2, xi2, sumLanes3);
                sumLanes4 += VectorMath.MultiplyAdd(Lanes.Load(tx, index), wki2, Lanes.Load(twRow, index) * xi2);
            }

            Vector<double> sumLanes5 = sumLanes + sumLanes3;
            Vector<double> sumLanes6 = sumLanes2 + sumLanes4;
            for (int i = groups; i < whole2; i += Vector<double>.Count)
            {
                Vector<double> wki = Lanes.Load(wRow, i);
                Vector<double> xi = Lanes.Load(x, i);
                sumLanes5 = VectorMath.MultiplyAdd(wki, xi, sumLanes5);
                sumLanes6 += VectorMath.MultiplyAdd(Lanes.Load(tx, i), wki, Lanes.Load(twRow, i) * xi);
            }

            double sum = Vector.Sum(sumLanes5);
            double sum2 = Vector.Sum(sumLanes6);
            for (int i = whole2; i < w.Width; i++)
            {
                double wki = w[k, i];
                double xi = x[i];
                sum += wki * xi;
                sum2 += tw[k, i] * xi + tx[i] * wki;
            }

            double tanh = Math.Tanh(sum + b[k]);
            y[k] = tanh;
            ty[k] = (sum2 + tb[k]) * (1 - tanh * tanh);    // tanh′ = 1 − tanh²
        }
    }

    /// <summary>
    /// Does what Dense does, and sets the Jacobian: the derivative of each output by each input.
    /// </summary>
    /// <param name="x">The input x.</param>
    /// <param name="w">The input w.</param>
    /// <param name="b">The input b.</param>
    /// <param name="y">The output y.</param>
    /// <param name="jacobian">Set to ∂output/∂input, row-major: outputs in their order by differentiable inputs in their order.</param>
    /// <remarks>
    /// <para>Taken as x: input, w: input, b: input, y: output.</para>
    /// <para>Rows: y. Columns: x, w, b.</para>
    /// </remarks>
    [GeneratedCode("SymbolicGrad", "1.0.0")]
    public static void DenseJacobian(
        ReadOnlySpan<double> x,
        ReadOnlySpan2D<double> w,
        ReadOnlySpan<double> b,
        Span<double> y,
        Span<double> jacobian)
    {
        Lengths.RequireEqual(jacobian.Length, y.Length * (x.Length + w.Height * w.Width + b.Length));
        Lengths.RequireEqual(w.Width, x.Length);
        Lengths.RequireAtLeast(w.Height, y.Length);
        Lengths.RequireAtLeast(b.Length, y.Length);

        using var workspace = new Workspace<double>(stackalloc double[256], 3 * y.Length);
        Span<double> dy = workspace.TakeZeroed(y.Length);
        Span<double> sumAt = workspace.Take(y.Length);
        Span<double> dzAt = workspace.Take(y.Length);

        int index = x.Length + w.Height * w.Width;
        int index2 = index + b.Length;
        jacobian.Clear();
        for (int row = 0; row < y.Length; row++)
        {
            dy[row] = 1;
            MatrixVector.Product(Lanes.Block(w, 0, 0, y.Length, w.Width), x, sumAt);
            int whole = Lanes.Whole<double>(y.Length);
            ReadOnlySpan<double> bSection = Lanes.Section(b, 0, y.Length);
            Span<double> jacobianSection = Lanes.Section(jacobian, row * index2 + index, y.Length);
            for (int k = 0; k < whole; k += Vector<double>.Count)
            {
                Vector<double> tanh = VectorMath.Tanh(Lanes.Load(sumAt, k) + Lanes.Load(bSection, k));
                Vector<double> dz = Lanes.Load(dy, k) * (Vector<double>.One - tanh * tanh);    // ∂L/∂z; tanh′ = 1 − tanh²
                Lanes.Store(dz, dzAt, k);
                Lanes.Add(dz, jacobianSection, k);
            }

            if (whole < y.Length)
            {
                int rest = y.Length - whole;
                Vector<double> tanh = VectorMath.Tanh(Lanes.LoadFirst(sumAt, whole, rest) + Lanes.LoadFirst(bSection, whole, rest));
                Vector<double> dz = Lanes.LoadFirst(dy, whole, rest) * (Vector<double>.One - tanh * tanh);    // ∂L/∂z; tanh′ = 1 − tanh²
                Lanes.StoreFirst(dz, dzAt, whole, rest);
                Lanes.AddFirst(dz, jacobianSection, whole, rest);
            }

            for (int k = 0; k < y.Length; k++)
            {
                double dz = dzAt[k];
                int index3 = row * index2;
                int whole2 = Lanes.Whole<double>(w.Width);
                ReadOnlySpan<double> wRow = Lanes.Row(w, k, 0, whole2);
                Span<double> jacobianSection2 = Lanes.Section(jacobian, index3, whole2);
                Span<double> jacobianSection3 = Lanes.Section(jacobian, index3 + (x.Length + k * w.Width), whole2);
                for (int i = 0; i < whole2; i += Vector<double>.Count)
                {
                    Lanes.AddProduct(new Vector<double>(dz), Lanes.Load(wRow, i), jacobianSection2, i);
                    Lanes.AddProduct(new Vector<double>(dz), Lanes.Load(x, i), jacobianSection3, i);
                }

                for (int i = whole2; i < w.Width; i++)
                {
                    jacobian[index3 + i] += dz * w[k, i];
                    jacobian[index3 + (x.Length + (k * w.Width + i))] += dz * x[i];
                }
            }

            dy[row] = 0;
        }

        MatrixVector.Product(Lanes.Block(w, 0, 0, y.Length, w.Width), x, y);
        int whole3 = Lanes.Whole<double>(y.Length);
        ReadOnlySpan<double> bSection2 = Lanes.Section(b, 0, y.Length);
        for (int k = 0; k < whole3; k += Vector<double>.Count)
            Lanes.Store(VectorMath.Tanh(Lanes.Load(y, k) + Lanes.Load(bSection2, k)), y, k);

        if (whole3 < y.Length)
        {
            int rest = y.Length - whole3;
            Lanes.StoreFirst(VectorMath.Tanh(Lanes.LoadFirst(y, whole3, rest) + Lanes.LoadFirst(bSection2, whole3, rest)), y, whole3, rest);
        }
    }
}
