using System.Numerics;

namespace SymbolicGrad.Tests.Nn.Zoo;

/// <summary>Every annotated function of the zoo, and every member generated for it, by the promises that all of them share.</summary>
public class ZooTests
{
    public static TheoryData<string> Names => [.. Shapes.All.Keys];

    [Fact]
    public void EveryFunctionHasShapes() =>
        ZooFunction.All.Select(ZooFunction.NameOf).Order(StringComparer.Ordinal).ShouldBe(Shapes.All.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void BackwardAgreesWithFiniteDifferences(string name)
    {
        ZooFunction<double> function = new(name);
        double[] at = function.Point, upstream = function.UpstreamElements;
        function.Backward.Run();
        foreach (Argument gradient in function.Gradients)
        {
            ((double[])gradient.Elements).ShouldContain(number => number != 0, "at such a point a wrong gradient could pass");
        }

        Action run = function.Function.Compile();

        // A small first step, since some functions have kinks.
        GradientCheck.Compare(Weighted, at, function.GradientElements, new GradientCheckOptions { InitialStep = 1e-3 }).ThrowIfFailed();

        double Weighted(double[] point)
        {
            function.Point = point;
            run();
            return function.Outputs.Zip(upstream, (output, weight) => output * weight).Sum();
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FloatAgreesWithDouble(string name)
    {
        ZooFunction<double> inDouble = new(name);
        ZooFunction<float> inFloat = new(name);
        inDouble.Function.Run();
        inFloat.Function.Run();
        ShouldAgree(inFloat.Outputs, inDouble.Outputs, 1e-4, "outputs");
        inDouble.Backward.Run();
        inFloat.Backward.Run();
        ShouldAgree(inFloat.GradientElements, inDouble.GradientElements, 1e-4, "gradients");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void BackwardAdds(string name)
    {
        ZooFunction<double> function = new(name);
        function.Backward.Run();
        double[] once = function.GradientElements;
        function.Backward.Run();
        ShouldAgree(function.GradientElements, once.Select(number => 2 * number).ToArray(), 1e-12, "gradients");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void GradientSets(string name)
    {
        ZooFunction<double> function = new(name);
        if (!function.ReturnsNumber)
        {
            Should.Throw<MissingMethodException>(() => function.Gradient);
            return;
        }

        Array.Fill((double[])function.Upstreams.Single().Elements, 1);
        function.Backward.Run();
        double[] expected = function.GradientElements;
        function.Function.Run();
        double[] value = function.Outputs;
        function.FillGradients(double.NaN);
        function.Gradient.Run();
        ShouldAgree(function.GradientElements, expected, 1e-12, "gradients");
        ShouldAgree(function.Outputs, value, 1e-12, "value");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TapedPairAgreesWithTheSingleCall(string name)
    {
        ZooFunction<double> function = new(name);
        if (!function.IsTaped)
        {
            Should.Throw<MissingMethodException>(() => function.TapedForward);
            return;
        }

        function.Function.Run();
        double[] outputs = function.Outputs;
        function.Backward.Run();
        double[] expected = function.GradientElements;
        function.FillGradients(0);
        Array.Fill((double[])function.Tape.Elements, double.NaN);
        function.TapedForward.Run();
        ShouldAgree(function.Outputs, outputs, 1e-12, "outputs");
        function.TapedBackward.Run();
        ShouldAgree(function.GradientElements, expected, 1e-12, "gradients");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NothingIsAllocated(string name)
    {
        foreach (CompiledCall member in new ZooFunction<double>(name).Members.Concat(new ZooFunction<float>(name).Members))
        {
            Allocations.Of(member.Compile()).ShouldBe(0, member.Name);
        }
    }

    /// <summary>
    /// A span that is too short is refused as the contract says, or is not needed in full; it is never found out in the middle.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void LengthsAreCheckedBeforeAnythingIsWritten(string name)
    {
        ZooFunction<double> function = new(name);
        foreach (CompiledCall member in function.Members)
        {
            foreach ((string parameter, Argument shortened) in member.Shortened())
            {
                RefusesOrComputes(function, member.With(parameter, shortened), $"{member.Name}: {parameter} {shortened.Height}x{shortened.Width}");
            }
        }
    }

    /// <summary>
    /// An input and its gradient that are both too short agree with each other, so only the function's own needs tell: what the
    /// function refuses, its members refuse.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void MembersRefuseTheInputsThatTheFunctionRefuses(string name)
    {
        ZooFunction<double> function = new(name);
        foreach (CompiledCall member in function.Members)
        {
            foreach ((string input, Argument shortened) in member.Shortened().Where(pair => member.GradientOf(pair.Parameter) is not null))
            {
                CompiledCall call = member.With(input, shortened).With(member.GradientOf(input)!, shortened);
                string what = $"{member.Name}: {input} and its gradient {shortened.Height}x{shortened.Width}";
                bool refused = RefusesOrComputes(function, call, what);
                if (function.Function.With(input, shortened).Thrown() is { } exception)
                {
                    refused.ShouldBeTrue($"{what} was computed, but the function says: {exception.Message}");
                }
            }
        }
    }

    private static bool RefusesOrComputes(ZooFunction<double> function, CompiledCall call, string what)
    {
        const double untouched = 7;
        function.FillGradients(untouched);
        if (call.Thrown() is not { } exception)
        {
            return false;
        }

        exception.GetType().ShouldBe(typeof(ArgumentException), $"{what}: {exception.Message}");
        function.GradientElements.ShouldAllBe(number => number == untouched, what);
        return true;
    }

    // Relative to the larger of the number and a thousandth of the largest: what cancels has the errors of its summands.
    private static void ShouldAgree<T>(T[] actual, double[] expected, double tolerance, string what)
        where T : struct, IFloatingPointIeee754<T>
    {
        actual.Length.ShouldBe(expected.Length);
        double scale = 1e-3 * expected.Max(Math.Abs);
        for (int i = 0; i < actual.Length; i++)
        {
            double error = Math.Abs(double.CreateTruncating(actual[i]) - expected[i]);
            (error <= tolerance * Math.Max(Math.Abs(expected[i]), scale)).ShouldBeTrue($"{what}[{i}] is {actual[i]}, expected {expected[i]}");
        }
    }
}
