namespace SymbolicGrad.Benchmarks.ByHand.Best;

/// <summary>
/// The 2-2-2 network with each product formed once. Its sigmoids stay scalar: straight-line code has the value of the function bit for
/// bit, which a vector's exponentials would not give.
/// </summary>
internal static class BestTwoTwoTwo
{
    public static double Gradient(
        double w1, double w2, double w3, double w4, double w5, double w6, double w7, double w8, double b1, double b2,
        double i1, double i2, double t1, double t2,
        out double dw1, out double dw2, out double dw3, out double dw4, out double dw5, out double dw6, out double dw7, out double dw8,
        out double db1, out double db2)
    {
        double h1 = Sigmoid(w1 * i1 + w2 * i2 + b1), h2 = Sigmoid(w3 * i1 + w4 * i2 + b1);
        double o1 = Sigmoid(w5 * h1 + w6 * h2 + b2), o2 = Sigmoid(w7 * h1 + w8 * h2 + b2);
        double e1 = o1 - t1, e2 = o2 - t2;
        double d1 = e1 * (o1 * (1 - o1)), d2 = e2 * (o2 * (1 - o2));
        double g1 = (d1 * w5 + d2 * w7) * (h1 * (1 - h1)), g2 = (d1 * w6 + d2 * w8) * (h2 * (1 - h2));
        (dw1, dw2, dw3, dw4, db1) = (g1 * i1, g1 * i2, g2 * i1, g2 * i2, g1 + g2);
        (dw5, dw6, dw7, dw8, db2) = (d1 * h1, d1 * h2, d2 * h1, d2 * h2, d1 + d2);
        return 0.5 * (e1 * e1 + e2 * e2);
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
