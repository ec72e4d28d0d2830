using System.Numerics;

namespace SymbolicGrad.Tests.Oracles;

/// <summary>Every system of the derivations against reference numbers computed in float64 by another program.</summary>
public class OracleTests
{
    // In units of the larger of the number itself and a thousandth of the largest number of its array: an element that
    // cancels to almost nothing has the rounding errors of its summands. This also covers the references for GELU at −30,
    // which are 0 where the function and its slope are of the size 1e−195.
    private const double Floor = 1e-3;

    // 1/6 was rounded to float32 when these references were made: 3e-8 off inside (−3, 3).
    private const double HardSigmoidError = 4e-8;

    public static TheoryData<string> Names => [.. Oracle.Names];

    [Fact]
    public void EveryOracleHasASystem() => Systems.Of<double>().Keys.Order(StringComparer.Ordinal).ShouldBe(Oracle.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void DoubleMatches(string name) => Check<double>(name, 1e-10);

    [Theory]
    [MemberData(nameof(Names))]
    public void FloatMatches(string name) => Check<float>(name, 1e-4);

    private static void Check<T>(string name, double tolerance)
        where T : IFloatingPointIeee754<T>
    {
        Oracle oracle = Oracle.Load(name);
        OracleRun<T> run = new(oracle);
        Systems.Of<T>()[name](run);
        double allowed = name == "activation_hard_sigmoid" ? Math.Max(tolerance, HardSigmoidError) : tolerance;
        foreach (string output in oracle.Outputs)
        {
            Compare($"{name}: {output}", run.OutputOf(output), oracle.Output(output), allowed);
        }

        foreach (string input in oracle.Gradients)
        {
            Compare($"{name}: d{input}", run.GradientOf(input), oracle.Gradient(input), allowed);
        }
    }

    private static void Compare(string what, double[] actual, double[] expected, double tolerance)
    {
        actual.Length.ShouldBe(expected.Length, what);
        double scale = Floor * expected.Max(Math.Abs);
        for (int i = 0; i < actual.Length; i++)
        {
            double allowed = tolerance * Math.Max(Math.Abs(expected[i]), scale);
            (Math.Abs(actual[i] - expected[i]) <= allowed).ShouldBeTrue($"{what}[{i}] is {actual[i]:R}, but the reference is {expected[i]:R}");
        }
    }
}
