using System.Globalization;

namespace SymbolicGrad.Benchmarks.Comparing;

/// <summary>Whether all ways to compute a gradient come to the same numbers.</summary>
public static class Verification
{
    /// <summary>The largest difference of a variant's results from the generated ones, relative to the largest number of each array.</summary>
    public static double Difference(SizedSubject subject, Variant variant)
    {
        double[][] expected = subject.Results(Variant.Generated);
        double[][] actual = subject.Results(variant);
        return Largest(expected.Zip(actual, Difference));
    }

    /// <summary>Writes a line for each variant of each subject, and returns 1 when one of them differs by more than it may.</summary>
    public static int Run(IEnumerable<Subject> subjects, TextWriter output)
    {
        int exitCode = 0;
        foreach (Subject subject in subjects)
        {
            foreach ((string size, Func<SizedSubject> create) in subject.Cases)
            {
                SizedSubject sized = create();
                foreach (Variant variant in sized.Where(IsCompared))
                {
                    double difference = Difference(sized, variant);
                    bool agrees = difference <= sized.Tolerance;
                    exitCode = agrees ? exitCode : 1;
                    output.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{subject.Name,-22}{size,-20}{variant,-10}{difference,10:0.0e+00} {(agrees ? "" : $"more than {sized.Tolerance}")}"));
                }
            }
        }

        return exitCode;
    }

    /// <summary>The primal has no gradient, and the generated gradient is what others are compared with.</summary>
    public static bool IsCompared(Variant variant) => variant is not (Variant.Primal or Variant.Generated);

    private static double Difference(double[] expected, double[] actual)
    {
        double scale = expected.Max(Math.Abs);
        return Largest(expected.Zip(actual, (e, a) => Math.Abs(a - e))) / (scale == 0 ? 1 : scale);
    }

    /// <summary>NaN is larger than any number: it shall not pass for agreement.</summary>
    private static double Largest(IEnumerable<double> differences) => differences.Aggregate(0.0, Math.Max);
}
