namespace SymbolicGrad;

/// <summary>Compares claimed derivatives with numeric ones.</summary>
/// <remarks>
/// <para>The numeric derivatives are central differences extrapolated to step 0 by Ridders' method, good for about ten digits
/// where the function is smooth. At a kink they mean nothing: check beside it.</para>
/// <para>The checks are for tests. They allocate, and call the function some twenty times for each derivative. The
/// function is always handed an array of its own, which it may change.</para>
/// <code>
/// GradientCheck.Compare(x => Loss(x), at, claimed: gradient).ThrowIfFailed();
/// </code>
/// </remarks>
public static class GradientCheck
{
    /// <summary>Compares each component of the claimed gradient of a function that returns one number.</summary>
    /// <param name="function">The function of n numbers.</param>
    /// <param name="at">The point, n numbers.</param>
    /// <param name="claimed">The claimed gradient there, n numbers.</param>
    /// <param name="options">Tolerances and steps; the defaults if null.</param>
    /// <returns>Whether all agree, and the worst component.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static GradientCheckResult Compare(
        Func<double[], double> function,
        ReadOnlySpan<double> at,
        ReadOnlySpan<double> claimed,
        GradientCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        options ??= GradientCheckOptions.Default;
        options.Validate();
        RequireLength(claimed.Length, at.Length, nameof(claimed), nameof(at));

        double[] center = at.ToArray();
        GradientComparison comparison = new(options, Math.Abs(function([.. center])));
        for (int i = 0; i < center.Length; i++)
        {
            int component = i;
            double initialStep = options.InitialStep * Math.Max(1, Math.Abs(center[i]));
            var (numeric, uncertainty) = NumericDerivative.AtZero(Shifted, initialStep, options.Levels);
            comparison.Add(i, claimed[i], numeric, uncertainty);

            double Shifted(double step)
            {
                double[] x = [.. center];
                x[component] += step;
                return function(x);
            }
        }

        return comparison.Result("component");
    }

    /// <summary>
    /// Tests a claimed vector–Jacobian product in random directions: for random u and v, u·(J·v) by a numeric derivative along
    /// v must equal (uᵀJ)·v by the claim.
    /// </summary>
    /// <remarks>One direction finds any wrong component with probability 1, up to the tolerance; several guard against bad luck.</remarks>
    /// <param name="function">The function of n numbers that returns m numbers.</param>
    /// <param name="vectorJacobianProduct">
    /// The claim: given a point (n numbers) and the upstream derivative u (m numbers) it returns uᵀJ (n numbers).
    /// </param>
    /// <param name="at">The point, n numbers.</param>
    /// <param name="options">Tolerances, steps and the number of directions; the defaults if null.</param>
    /// <returns>Whether all directions agree, and the worst.</returns>
    /// <exception cref="ArgumentException">The claim has another length than the point.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static GradientCheckResult CompareVectorJacobianProduct(
        Func<double[], double[]> function,
        Func<double[], double[], double[]> vectorJacobianProduct,
        ReadOnlySpan<double> at,
        GradientCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(vectorJacobianProduct);
        options ??= GradientCheckOptions.Default;
        options.Validate();

        double[] center = at.ToArray();
        double[] value = function([.. center]);
        GradientComparison comparison = new(options, Norm(value));
        Random random = new(options.Seed);
        for (int i = 0; i < options.Directions; i++)
        {
            double[] upstream = UnitVector(random, value.Length);
            double[] direction = UnitVector(random, center.Length);
            double[] product = vectorJacobianProduct([.. center], [.. upstream]);
            RequireLength(product.Length, center.Length, nameof(vectorJacobianProduct), nameof(at));

            double initialStep = options.InitialStep * Math.Max(1, Norm(center));
            var (numeric, uncertainty) = NumericDerivative.AtZero(Along, initialStep, options.Levels);
            comparison.Add(i, Dot(product, direction), numeric, uncertainty);

            double Along(double step)
            {
                double[] x = [.. center];
                for (int j = 0; j < x.Length; j++)
                    x[j] += step * direction[j];
                return Dot(upstream, function(x));
            }
        }

        return comparison.Result("direction");
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static double Norm(double[] a) => Math.Sqrt(Dot(a, a));

    /// <summary>A direction drawn evenly from the sphere: normal components, scaled to length 1.</summary>
    private static double[] UnitVector(Random random, int length)
    {
        double[] vector = new double[length];
        for (int i = 0; i < length; i++)
            vector[i] = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        double norm = Norm(vector);
        for (int i = 0; i < length; i++)
            vector[i] /= norm;
        return vector;
    }

    private static void RequireLength(int length, int expected, string parameter, string expectedOf)
    {
        if (length != expected)
            throw new ArgumentException($"The length of {parameter}, {length}, differs from the length of {expectedOf}, {expected}.", parameter);
    }
}
