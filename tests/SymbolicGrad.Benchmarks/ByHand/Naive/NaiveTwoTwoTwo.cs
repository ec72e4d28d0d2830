namespace SymbolicGrad.Benchmarks.ByHand.Naive;

/// <summary>The 2-2-2 network by the textbook's formulas.</summary>
internal static class NaiveTwoTwoTwo
{
    public static double Gradient(
        double w1, double w2, double w3, double w4, double w5, double w6, double w7, double w8, double b1, double b2,
        double i1, double i2, double t1, double t2,
        out double dw1, out double dw2, out double dw3, out double dw4, out double dw5, out double dw6, out double dw7, out double dw8,
        out double db1, out double db2)
    {
        double h1 = Sigmoid(w1 * i1 + w2 * i2 + b1), h2 = Sigmoid(w3 * i1 + w4 * i2 + b1);
        double o1 = Sigmoid(w5 * h1 + w6 * h2 + b2), o2 = Sigmoid(w7 * h1 + w8 * h2 + b2);
        dw1 = ((o1 - t1) * o1 * (1 - o1) * w5 + (o2 - t2) * o2 * (1 - o2) * w7) * h1 * (1 - h1) * i1;
        dw2 = ((o1 - t1) * o1 * (1 - o1) * w5 + (o2 - t2) * o2 * (1 - o2) * w7) * h1 * (1 - h1) * i2;
        dw3 = ((o1 - t1) * o1 * (1 - o1) * w6 + (o2 - t2) * o2 * (1 - o2) * w8) * h2 * (1 - h2) * i1;
        dw4 = ((o1 - t1) * o1 * (1 - o1) * w6 + (o2 - t2) * o2 * (1 - o2) * w8) * h2 * (1 - h2) * i2;
        db1 = ((o1 - t1) * o1 * (1 - o1) * w5 + (o2 - t2) * o2 * (1 - o2) * w7) * h1 * (1 - h1)
            + ((o1 - t1) * o1 * (1 - o1) * w6 + (o2 - t2) * o2 * (1 - o2) * w8) * h2 * (1 - h2);
        dw5 = (o1 - t1) * o1 * (1 - o1) * h1;
        dw6 = (o1 - t1) * o1 * (1 - o1) * h2;
        dw7 = (o2 - t2) * o2 * (1 - o2) * h1;
        dw8 = (o2 - t2) * o2 * (1 - o2) * h2;
        db2 = (o1 - t1) * o1 * (1 - o1) + (o2 - t2) * o2 * (1 - o2);
        return 0.5 * (t1 - o1) * (t1 - o1) + 0.5 * (t2 - o2) * (t2 - o2);
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
