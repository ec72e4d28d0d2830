namespace SymbolicGrad.Compiler.Intervals;

/// <summary>Divisions that leave a remainder.</summary>
internal static class IntegerImages
{
    /// <summary>trunc(x/y).</summary>
    public static Interval Quotient(Interval[] x)
    {
        Interval quotient = x[0] / x[1];
        return quotient.IsEmpty ? quotient : new Interval(Math.Truncate(quotient.Low), Math.Truncate(quotient.High));
    }

    /// <summary>x − trunc(x/y)·y: of the sign of x, and smaller than both.</summary>
    public static Interval Remainder(Interval[] x)
    {
        if (x[0].IsEmpty || x[1].IsEmpty)
        {
            return Interval.Nothing;
        }

        double size = Math.Min(x[0].Magnitude, x[1].Magnitude);
        return new Interval(x[0].Low < 0 ? -size : 0, x[0].High > 0 ? size : 0);
    }
}
