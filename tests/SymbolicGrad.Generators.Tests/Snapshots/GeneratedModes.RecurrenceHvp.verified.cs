    /// <summary>
    /// The Hessian of Recurrence times a direction. The products are set.
    /// </summary>
    /// <param name="u">The input u.</param>
    /// <param name="w">The input w.</param>
    /// <param name="x">The input x.</param>
    /// <param name="tu">The direction in u.</param>
    /// <param name="tw">The direction in w.</param>
    /// <param name="tx">The direction in x, of the shape of x.</param>
    /// <param name="hu">Set to ∂²L/∂u∂u·tu + ∂²L/∂u∂w·tw + ∂²L/∂u∂x·tx.</param>
    /// <param name="hw">Set to ∂²L/∂w∂u·tu + ∂²L/∂w∂w·tw + ∂²L/∂w∂x·tx.</param>
    /// <param name="hx">Set to ∂²L/∂x∂u·tu + ∂²L/∂x∂w·tw + ∂²L/∂x∂x·tx, of the shape of x.</param>
    /// <remarks>
    /// <para>Taken as u: input, w: input, x: input.</para>
    /// </remarks>
    [GeneratedCode("SymbolicGrad", "1.0.0")]
    public static void RecurrenceHvp(
        double u,
        double w,
        ReadOnlySpan<double> x,
        double tu,
        double tw,
        ReadOnlySpan<double> tx,
        out double hu,
        out double hw,
        Span<double> hx)
    {
        Lengths.RequireEqual(tx.Length, x.Length);
        Lengths.RequireEqual(hx.Length, x.Length);

        using var workspace = new Workspace<double>(stackalloc double[256], 2 * (x.Length + 1));
        Span<double> hAt = workspace.Take(x.Length + 1);
        Span<double> tHAt = workspace.Take(x.Length + 1);

        hAt[0] = 0;
        tHAt[0] = 0;
        double h = 0, th = 0;
        for (int t = 0; t < x.Length; t++)
        {
            double xt = x[t];
            double h2 = Math.Tanh(u * h + w * xt);
            th = (tu * h + th * u + (tw * xt + tx[t] * w)) * (1 - h2 * h2);    // tanh′ = 1 − tanh²
            hAt[t + 1] = h2;
            tHAt[t + 1] = th;
            h = h2;
        }

        double dh = 0, tDh = 0;
        hw = hu = 0;
        for (int t = x.Length - 1; t >= 0; t--)
        {
            double h2 = hAt[t + 1];
            double th2 = tHAt[t + 1];
            double dh2 = dh + 2 * h2;
            double difference = 1 - h2 * h2;
            double dz = dh2 * difference;    // ∂L/∂(u·h + w·x[t]); tanh′ = 1 − tanh²
            double tDz = (tDh + 2 * th2) * difference - 2 * (th2 * h2 * dh2);
            hx[t] = tDz * w + tw * dz;
            dh = dz * u;
            tDh = tDz * u + tu * dz;
            hw += tDz * x[t] + tx[t] * dz;
            hu += tDz * hAt[t] + tHAt[t] * dz;
        }
    }
}
