using SymbolicGrad.GradBench.Protocol;

namespace SymbolicGrad.GradBench.Objectives;

/// <summary>
/// min over x of max over y of f(x, y) = (x₁² + x₂²) − (y₁² + y₂²), both by gradient descent from the same start: the
/// derivative of the outer search goes through the iterations of the inner one, and so through ∇f.
/// </summary>
public static partial class Saddle
{
    [Differentiable(Derivatives.Jvp)]
    public static double Objective([NoGradient] double x1, [NoGradient] double x2, double y1, double y2) => x1 * x1 + x2 * x2 - (y1 * y1 + y2 * y2);

    public static partial double ObjectiveGradient(double x1, double x2, double y1, double y2, out double dy1, out double dy2);

    public static partial double ObjectiveJvp(double x1, double x2, double y1, double y2, double ty1, double ty2, out double tResult);

    /// <summary>max over y of f(x, y), by ascent along ∇f in reverse mode.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double MaximumWithAdjoints(double x1, double x2, [NoGradient] double start1, [NoGradient] double start2) =>
        Maximum(x1, x2, start1, start2, reverse: true);

    /// <summary>max over y of f(x, y), by ascent along ∇f in forward mode.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double MaximumWithTangents(double x1, double x2, [NoGradient] double start1, [NoGradient] double start2) =>
        Maximum(x1, x2, start1, start2, reverse: false);

    /// <summary><see cref="GradientDescent.Minimise"/> of −f, written out, for only what can be seen can be differentiated.</summary>
    private static double Maximum(double x1, double x2, double y1, double y2, bool reverse)
    {
        double value = Objective(x1, x2, y1, y2);
        Slope(x1, x2, y1, y2, reverse, out double s1, out double s2);
        double rate = GradientDescent.FirstRate;
        int steps = 0;
        while (Norm(s1, s2) > GradientDescent.Tolerance)
        {
            if (steps == GradientDescent.StepsToDouble)
            {
                rate *= 2;
                steps = 0;
                continue;
            }

            double next1 = y1 + rate * s1;
            double next2 = y2 + rate * s2;
            if (Norm(next1 - y1, next2 - y2) <= GradientDescent.Tolerance)
                break;

            double next = Objective(x1, x2, next1, next2);
            if (next > value)
            {
                (y1, y2, value) = (next1, next2, next);
                Slope(x1, x2, y1, y2, reverse, out s1, out s2);
                steps++;
            }
            else
            {
                rate /= 2;
                steps = 0;
            }
        }

        return Objective(x1, x2, y1, y2);
    }

    private static double Norm(double x, double y) => Math.Sqrt(x * x + y * y);

    private static void Slope(double x1, double x2, double y1, double y2, bool reverse, out double s1, out double s2)
    {
        if (reverse)
        {
            ObjectiveGradient(x1, x2, y1, y2, out s1, out s2);
        }
        else
        {
            ObjectiveJvp(x1, x2, y1, y2, 1, 0, out s1);
            ObjectiveJvp(x1, x2, y1, y2, 0, 1, out s2);
        }
    }

    private delegate double Maximiser(double x1, double x2, double start1, double start2);

    private delegate void OuterSlope(double[] x, double[] start, double[] slope);

    /// <summary>The first letter is the mode of the derivative by x, the second that of ∇f.</summary>
    public static SuiteModule Module { get; } = new(
        "saddle",
        Variant("rr", MaximumWithAdjoints, (x, start, slope) => MaximumWithAdjointsGradient(x[0], x[1], start[0], start[1], out slope[0], out slope[1]), reverse: true),
        Variant("ff", MaximumWithTangents, (x, start, slope) =>
        {
            MaximumWithTangentsJvp(x[0], x[1], start[0], start[1], 1, 0, out slope[0]);
            MaximumWithTangentsJvp(x[0], x[1], start[0], start[1], 0, 1, out slope[1]);
        }, reverse: false),
        Variant("fr", MaximumWithAdjoints, (x, start, slope) =>
        {
            MaximumWithAdjointsJvp(x[0], x[1], start[0], start[1], 1, 0, out slope[0]);
            MaximumWithAdjointsJvp(x[0], x[1], start[0], start[1], 0, 1, out slope[1]);
        }, reverse: true),
        Variant("rf", MaximumWithTangents, (x, start, slope) => MaximumWithTangentsGradient(x[0], x[1], start[0], start[1], out slope[0], out slope[1]), reverse: false));

    private static SuiteFunction Variant(string name, Maximiser maximum, OuterSlope slope, bool reverse) =>
        SuiteFunction.Of<SaddleInput, double[]>(name, input => () =>
        {
            double[] start = input.Start;
            double[] x = GradientDescent.Minimise(at => maximum(at[0], at[1], start[0], start[1]), (at, result) => slope(at, start, result), start);
            double[] y = GradientDescent.Minimise(
                at => -Objective(x[0], x[1], at[0], at[1]),
                (at, result) =>
                {
                    Slope(x[0], x[1], at[0], at[1], reverse, out double s1, out double s2);
                    (result[0], result[1]) = (-s1, -s2);
                },
                start);
            return [.. x, .. y];
        });
}

/// <param name="Start">Where every search begins.</param>
public sealed record SaddleInput(double[] Start);
