    /// <summary>
    /// The Hessian of Rosenbrock times a direction. The products are set.
    /// </summary>
    /// <param name="x">The input x.</param>
    /// <param name="y">The input y.</param>
    /// <param name="tx">The direction in x.</param>
    /// <param name="ty">The direction in y.</param>
    /// <param name="hx">Set to ∂²L/∂x∂x·tx + ∂²L/∂x∂y·ty.</param>
    /// <param name="hy">Set to ∂²L/∂y∂x·tx + ∂²L/∂y∂y·ty.</param>
    /// <remarks>
    /// <para>Taken as x: input, y: input.</para>
    /// </remarks>
    [GeneratedCode("SymbolicGrad", "1.0.0")]
    public static void RosenbrockHvp(double x, double y, double tx, double ty, out double hx, out double hy)
    {
        double b = y - x * x;
        double tb = ty - 2 * (tx * x);
        hx = 2 * tx - 400 * (tb * x + tx * b);
        hy = 200 * tb;
    }

    /// <summary>
    /// All second derivatives of Rosenbrock. The Hessian is set.
    /// </summary>
    /// <param name="x">The input x.</param>
    /// <param name="y">The input y.</param>
    /// <param name="hessian">Set to ∂²L/∂u∂v, row-major: u and v run through the differentiable inputs in their order.</param>
    /// <remarks>
    /// <para>Taken as x: input, y: input.</para>
    /// <para>Rows and columns: x, y.</para>
    /// </remarks>
    [GeneratedCode("SymbolicGrad", "1.0.0")]
    public static void RosenbrockHessian(double x, double y, Span<double> hessian)
    {
        Lengths.RequireEqual(hessian.Length, 4);

        double square = x * x;
        double b = y - square;
        double tDb = -400 * x;
        hessian[0] = 2 - 400 * (b - 2 * square);
        hessian[1] = tDb;
        hessian[2] = tDb;
        hessian[3] = 200;
    }
}
