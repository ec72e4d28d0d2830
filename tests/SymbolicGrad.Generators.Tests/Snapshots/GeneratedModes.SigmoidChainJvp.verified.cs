    /// <summary>
    /// Does what Cost does, and gives the tangent of each output: the Jacobian of Cost times the direction that the tangents of the inputs
    /// state.
    /// </summary>
    /// <param name="x">The input x.</param>
    /// <param name="w1">The input w1.</param>
    /// <param name="w2">The input w2.</param>
    /// <param name="b1">The input b1.</param>
    /// <param name="b2">The input b2.</param>
    /// <param name="t">The input t, a constant to the derivative.</param>
    /// <param name="tx">The direction in x.</param>
    /// <param name="tw1">The direction in w1.</param>
    /// <param name="tw2">The direction in w2.</param>
    /// <param name="tb1">The direction in b1.</param>
    /// <param name="tb2">The direction in b2.</param>
    /// <param name="tResult">Set to the tangent of the result.</param>
    /// <returns>What Cost returns.</returns>
    /// <remarks>
    /// <para>Taken as x: input, w1: input, w2: input, b1: input, b2: input, t: constant.</para>
    /// </remarks>
    [GeneratedCode("SymbolicGrad", "1.0.0")]
    public static double CostJvp(
        double x,
        double w1,
        double w2,
        double b1,
        double b2,
        double t,
        double tx,
        double tw1,
        double tw2,
        double tb1,
        double tb2,
        out double tResult)
    {
        double product = tw1 * x;
        double z1 = w1 * x + b1;
        double sigmoid = Sigmoid(z1);
        double z2 = w2 * sigmoid + b2;
        double y = Sigmoid(z2);
        double difference = y - t;
        tResult = (tw2 * sigmoid + (product + tx * w1 + tb1) * (sigmoid * (1 - sigmoid)) * w2 + tb2) * (y * (1 - y)) * difference;
        return 0.5 * difference * difference;
    }
}
