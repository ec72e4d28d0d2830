    /// <summary>
    /// All second derivatives of Squares. The Hessian is set.
    /// </summary>
    /// <param name="a">The input a.</param>
    /// <param name="c">The input c.</param>
    /// <param name="x">The input x, a constant to the derivative.</param>
    /// <param name="hessian">Set to ∂²L/∂u∂v, row-major: u and v run through the differentiable inputs in their order.</param>
    /// <remarks>
    /// <para>Taken as a: input, c: input, x: constant.</para>
    /// <para>Rows and columns: a, c.</para>
    /// </remarks>
    [GeneratedCode("SymbolicGrad", "1.0.0")]
    public static void SquaresHessian(ReadOnlySpan<double> a, double c, ReadOnlySpan<double> x, Span<double> hessian)
    {
        Lengths.RequireEqual(hessian.Length, (1 + a.Length) * (1 + a.Length));
        Lengths.RequireAtLeast(x.Length, a.Length);

        using var workspace = new Workspace<double>(stackalloc double[256], a.Length);
        Span<double> ta = workspace.TakeZeroed(a.Length);

        for (int row = 0; row < a.Length + 1; row++)
        {
            bool condition = row < a.Length;
            if (condition)
                ta[row] = 1;

            double tc = row == a.Length ? 1.0 : 0.0;
            int whole = Lanes.Whole<double>(a.Length);
            Span<double> hessianSection = Lanes.Section(hessian, row * (a.Length + 1), whole);
            for (int i = 0; i < whole; i += Vector<double>.Count)
                Lanes.Store(Vector<double>.Zero, hessianSection, i);

            for (int i = whole; i < a.Length; i++)
                hessian[row * (a.Length + 1) + i] = 0;

            ReadOnlySpan<double> xSection = Lanes.Section(x, 0, a.Length);
            Span<double> hessianSection2 = Lanes.Section(hessian, row * (a.Length + 1), a.Length);
            Vector<double> tDcLanes = Vector<double>.Zero;
            for (int i = 0; i < whole; i += Vector<double>.Count)
            {
                Vector<double> ai = Lanes.Load(a, i);
                Vector<double> tai = Lanes.Load(ta, i);
                Vector<double> xi = Lanes.Load(xSection, i);
                Vector<double> exp = VectorMath.Exp(c * xi);
                Vector<double> product = tc * xi * exp;    // exp′ = exp
                Vector<double> e = ai * exp;
                Vector<double> te = VectorMath.MultiplyAdd(product, ai, tai * exp);
                Lanes.AddProduct(new Vector<double>(2), VectorMath.MultiplyAdd(product, e, te * exp), hessianSection2, i);
                tDcLanes = VectorMath.MultiplyAdd(new Vector<double>(2),
                    VectorMath.MultiplyAdd(product, e * ai, VectorMath.MultiplyAdd(tai, e, te * ai) * exp) * xi, tDcLanes);
            }

            if (whole < a.Length)
            {
                int rest = a.Length - whole;
                Vector<double> ai = Lanes.LoadFirst(a, whole, rest);
                Vector<double> tai = Lanes.LoadFirst(ta, whole, rest);
                Vector<double> xi = Lanes.LoadFirst(xSection, whole, rest);
                Vector<double> exp = VectorMath.Exp(c * xi);
                Vector<double> product = tc * xi * exp;    // exp′ = exp
                Vector<double> e = ai * exp;
                Vector<double> te = VectorMath.MultiplyAdd(product, ai, tai * exp);
                Lanes.AddProductFirst(new Vector<double>(2), VectorMath.MultiplyAdd(product, e, te * exp), hessianSection2, whole, rest);
                tDcLanes = Vector.ConditionalSelect(Lanes.First<double>(rest),
                    VectorMath.MultiplyAdd(new Vector<double>(2),
                    VectorMath.MultiplyAdd(product, e * ai, VectorMath.MultiplyAdd(tai, e, te * ai) * exp) * xi, tDcLanes), tDcLanes);
            }

            hessian[row * (a.Length + 1) + a.Length] = Vector.Sum(tDcLanes);
            if (condition)
                ta[row] = 0;
        }
    }
}
