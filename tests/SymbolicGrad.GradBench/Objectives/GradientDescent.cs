namespace SymbolicGrad.GradBench.Objectives;

/// <summary>
/// The suite's method of steepest descent: the step x′ = x − η·∇f(x) is made where it descends, and η is halved where it does
/// not and doubled after ten that did.
/// </summary>
public static class GradientDescent
{
    public const double FirstRate = 1e-5;
    public const double Tolerance = 1e-5;
    public const int StepsToDouble = 10;

    /// <param name="function">The function to minimise.</param>
    /// <param name="gradient">Writes its gradient at the first argument into the second.</param>
    /// <param name="start">Where to begin; not changed.</param>
    public static double[] Minimise(Func<double[], double> function, Action<double[], double[]> gradient, double[] start)
    {
        double[] x = [.. start];
        double[] next = new double[x.Length];
        double[] slope = new double[x.Length];
        double value = function(x);
        gradient(x, slope);

        double rate = FirstRate;
        int steps = 0;
        while (true)
        {
            if (Norm(slope) <= Tolerance)
                return x;
            if (steps == StepsToDouble)
            {
                rate *= 2;
                steps = 0;
                continue;
            }

            for (int i = 0; i < x.Length; i++)
                next[i] = x[i] - rate * slope[i];
            if (Distance(x, next) <= Tolerance)
                return x;

            double nextValue = function(next);
            if (nextValue < value)
            {
                (x, next) = (next, x);
                value = nextValue;
                gradient(x, slope);
                steps++;
            }
            else
            {
                rate /= 2;
                steps = 0;
            }
        }
    }

    private static double Distance(double[] x, double[] y) => Norm([.. x.Zip(y, (a, b) => a - b)]);

    private static double Norm(double[] vector) => Math.Sqrt(vector.Sum(element => element * element));
}
