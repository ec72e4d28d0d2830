using SymbolicGrad.Benchmarks.Subjects;

namespace SymbolicGrad.Benchmarks.ByHand.Best;

/// <summary>
/// The 2-2-2 network with each product formed once, and indices checked once. Its sigmoids stay scalar: straight-line code has the value of
/// the function bit for bit, which a vector's exponentials would not give.
/// </summary>
internal static class BestTwoTwoTwo
{
    public static double SetGradient(ReadOnlySpan<double> w, Span<double> dw)
    {
        const double i1 = TwoTwoTwoNetwork.I1, i2 = TwoTwoTwoNetwork.I2, t1 = TwoTwoTwoNetwork.T1, t2 = TwoTwoTwoNetwork.T2;
        w = w[..10];
        dw = dw[..10];
        double w5 = w[4], w6 = w[5], w7 = w[6], w8 = w[7], b1 = w[8], b2 = w[9];
        double h1 = Sigmoid(w[0] * i1 + w[1] * i2 + b1), h2 = Sigmoid(w[2] * i1 + w[3] * i2 + b1);
        double o1 = Sigmoid(w5 * h1 + w6 * h2 + b2), o2 = Sigmoid(w7 * h1 + w8 * h2 + b2);
        double e1 = o1 - t1, e2 = o2 - t2;
        double d1 = e1 * (o1 * (1 - o1)), d2 = e2 * (o2 * (1 - o2));
        double g1 = (d1 * w5 + d2 * w7) * (h1 * (1 - h1)), g2 = (d1 * w6 + d2 * w8) * (h2 * (1 - h2));
        dw[0] = g1 * i1;
        dw[1] = g1 * i2;
        dw[2] = g2 * i1;
        dw[3] = g2 * i2;
        dw[4] = d1 * h1;
        dw[5] = d1 * h2;
        dw[6] = d2 * h1;
        dw[7] = d2 * h2;
        dw[8] = g1 + g2;
        dw[9] = d1 + d2;
        return 0.5 * (e1 * e1 + e2 * e2);
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
