namespace SymbolicGrad.Generators.Tests.RandomPrograms;

/// <summary>Forward mode, Jacobians and second derivatives, against reverse mode and its differences.</summary>
internal sealed partial class ProgramCheck
{
    private void Modes(double[] at, double[] value, double[] upstream, double[] gradient)
    {
        double[] direction = Numbers(at.Length, signed: true);
        if (_compiled.Jvp is { } jvp)
        {
            double[] both = jvp(at, direction);
            CompareValue("FJvp's value", value, both[..value.Length]);
            CompareProducts("FJvp", upstream, both[value.Length..], gradient, direction);
        }

        if (_compiled.Jacobian is { } jacobian)
        {
            double[] both = jacobian(at);
            CompareValue("FJacobian's value", value, both[..value.Length]);
            double[] columns = Enumerable.Range(0, value.Length).Select(row => Dot(both.AsSpan(value.Length + row * at.Length, at.Length), direction)).ToArray();
            CompareProducts("FJacobian", upstream, columns, gradient, direction);
        }

        if (_double is null && _compiled.Hvp is { } hvp)
        {
            SecondDerivative("FHvp", at, value.Length, direction, hvp(at, direction));
        }

        if (_double is null && _compiled.Hessian is { } hessian)
        {
            double[] table = hessian(at);
            SecondDerivative("FHessian", at, value.Length, direction, [.. Enumerable.Range(0, at.Length).Select(row => Dot(table.AsSpan(row * at.Length, at.Length), direction))]);
        }
    }

    /// <summary>⟨u, Jv⟩ is ⟨Jᵀu, v⟩, at kinks too, since the rule there is the same.</summary>
    private void CompareProducts(string what, double[] upstream, double[] tangent, double[] gradient, double[] direction)
    {
        double forward = 0, reverse = 0, size = 1;
        for (int i = 0; i < upstream.Length; i++)
        {
            // Nothing is known of an output that the program leaves as it was.
            double term = upstream[i] == 0 ? 0 : upstream[i] * tangent[i];
            forward += term;
            size += Math.Abs(term);
        }

        for (int i = 0; i < direction.Length; i++)
        {
            reverse += gradient[i] * direction[i];
            size += Math.Abs(gradient[i] * direction[i]);
        }

        if (!Same(forward, reverse, _rounding * (double.IsFinite(size) ? size : 1)))
        {
            Fail(what, $"⟨u, Jv⟩ is {forward:R}, ⟨Jᵀu, v⟩ is {reverse:R}");
        }
    }

    /// <summary>The product with a direction against the gradient's differences along it.</summary>
    private void SecondDerivative(string what, double[] at, int outputs, double[] direction, double[] product)
    {
        double[] upstream = new double[outputs], weights = Numbers(at.Length, signed: true);
        upstream[0] = 1;
        double Along(double step) => Dot(Backward([.. at.Select((x, k) => x + step * direction[k])], upstream, new double[at.Length], ""), weights);
        DirectionalDifference difference = DirectionalDifference.Of(Along);
        double claimed = Dot(product, weights), size = 1 + product.Sum(Math.Abs);
        if (difference.IsSmooth && difference.Uncertainty <= LargestUncertainty * (1 + Math.Abs(difference.Value))
            && !(Math.Abs(claimed - difference.Value) <= (DifferenceTolerance * (double.IsFinite(size) ? size : 1)) + (20 * difference.Uncertainty))
            && DirectionalDifference.Checked(Along).IsSmooth)
        {
            Fail(what, $"claimed {claimed:R}, differences of the gradient {difference.Value:R} ± {difference.Uncertainty:G2}");
        }
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }
}
