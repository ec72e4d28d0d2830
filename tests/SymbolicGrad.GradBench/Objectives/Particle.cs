using SymbolicGrad.GradBench.Protocol;

namespace SymbolicGrad.GradBench.Objectives;

/// <summary>
/// A charged particle flies from (0, 8) with the velocity (¾, 0) through the field of two charges, fixed at (10, 10 − w) and
/// (10, 0), whose potential is p(x) = ‖x − (10, 10 − w)‖⁻¹ + ‖x − (10, 0)‖⁻¹. Euler's method computes its path, ẍ = −∇p(x),
/// up to the x-axis. Asked for is the w for which it gets there at the origin: the minimum of the square of where it does, by
/// gradient descent. The derivative of the path by w is a derivative of ∇p.
/// </summary>
public static partial class Particle
{
    private const double TimeStep = 0.1;

    [Differentiable(Derivatives.Jvp)]
    public static double Potential(double x, double y, [NoGradient] double w) => 1 / Distance(x, y, 10, 10 - w) + 1 / Distance(x, y, 10, 0);

    public static partial double PotentialGradient(double x, double y, double w, out double dx, out double dy);

    public static partial double PotentialJvp(double x, double y, double w, double tx, double ty, out double tResult);

    /// <summary>The square of where the particle meets the x-axis, with ∇p in reverse mode.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double MissWithAdjoints(double w) => Miss(w, reverse: true);

    /// <summary>The square of where the particle meets the x-axis, with ∇p in forward mode.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double MissWithTangents(double w) => Miss(w, reverse: false);

    private static double Miss(double w, bool reverse)
    {
        double x = 0;
        double y = 8;
        double vx = 0.75;
        double vy = 0;
        while (true)
        {
            Slope(x, y, w, reverse, out double px, out double py);
            x += TimeStep * vx;
            y += TimeStep * vy;
            if (y <= 0)
            {
                double end = x - y / vy * vx;
                return end * end;
            }

            vx -= TimeStep * px;
            vy -= TimeStep * py;
        }
    }

    private static void Slope(double x, double y, double w, bool reverse, out double px, out double py)
    {
        if (reverse)
        {
            PotentialGradient(x, y, w, out px, out py);
        }
        else
        {
            PotentialJvp(x, y, w, 1, 0, out px);
            PotentialJvp(x, y, w, 0, 1, out py);
        }
    }

    private static double Distance(double x, double y, double u, double v) => Math.Sqrt((x - u) * (x - u) + (y - v) * (y - v));

    /// <summary>The first letter is the mode of the derivative by w, the second that of ∇p.</summary>
    public static SuiteModule Module { get; } = new(
        "particle",
        Variant("rr", MissWithAdjoints, w =>
        {
            MissWithAdjointsGradient(w, out double dw);
            return dw;
        }),
        Variant("ff", MissWithTangents, w =>
        {
            MissWithTangentsJvp(w, 1, out double tangent);
            return tangent;
        }),
        Variant("fr", MissWithAdjoints, w =>
        {
            MissWithAdjointsJvp(w, 1, out double tangent);
            return tangent;
        }),
        Variant("rf", MissWithTangents, w =>
        {
            MissWithTangentsGradient(w, out double dw);
            return dw;
        }));

    private static SuiteFunction Variant(string name, Func<double, double> miss, Func<double, double> slope) =>
        SuiteFunction.Of<ParticleInput, double>(name, input => () =>
            GradientDescent.Minimise(w => miss(w[0]), (w, dw) => dw[0] = slope(w[0]), [input.W])[0]);
}

/// <param name="W">Where the search begins.</param>
public sealed record ParticleInput(double W);
