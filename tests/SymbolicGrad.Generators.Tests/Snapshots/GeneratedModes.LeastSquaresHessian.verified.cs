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
            for (int i = 0; i < a.Length; i++)
                hessian[row * (a.Length + 1) + i] = 0;

            double tDc = 0;
            for (int i = 0; i < a.Length; i++)
            {
                double ai = a[i];
                double tai = ta[i];
                double xi = x[i];
                double exp = Math.Exp(c * xi);
                double product = tc * xi * exp;    // exp′ = exp
                double e = ai * exp;
                double te = tai * exp + product * ai;
                hessian[row * (a.Length + 1) + i] += 2 * (te * exp + product * e);
                tDc += 2 * (((te * ai + tai * e) * exp + product * (e * ai)) * xi);
            }

            hessian[row * (a.Length + 1) + a.Length] = tDc;
            if (condition)
                ta[row] = 0;
        }
    }
}
