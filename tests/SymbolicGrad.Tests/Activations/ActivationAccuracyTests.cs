using System.Globalization;
using System.Numerics;
using Xunit.Abstractions;

namespace SymbolicGrad.Tests.Activations;

/// <summary>Against values with 30 digits, in units of the last place.</summary>
public class ActivationAccuracyTests(ITestOutputHelper output)
{
    private static readonly ILookup<string, (double X, double Value)> References = Load();

    public static TheoryData<string> Names() => [.. ScalarFunctions.Tolerances.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Double_values_agree_with_the_references(string name)
    {
        References[name].Count().ShouldBeGreaterThan(50);
        var (x, expected, actual, worst) = References[name]
            .Select(row => (row.X, row.Value, Actual: ScalarFunctions.Evaluate(name, row.X)))
            .Select(row => (row.X, row.Value, row.Actual, Error: UnitsInTheLastPlace(row.Actual, row.Value)))
            .MaxBy(row => row.Error);
        output.WriteLine($"{name}: {worst} ulp at {x}");
        worst.ShouldBeLessThanOrEqualTo(ScalarFunctions.Tolerances[name], $"{name}({x:R}) = {actual:R}, not {expected:R}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Float_values_agree_with_the_double_ones(string name)
    {
        foreach (var (wide, _) in References[name])
        {
            float x = (float)wide;
            double expected = ScalarFunctions.Evaluate(name, (double)x);
            // Outside float's range of full precision there is nothing to compare.
            if (!float.IsNormal(x) || !float.IsNormal((float)expected))
                continue;
            float actual = ScalarFunctions.Evaluate(name, x);
            double error = Math.Abs(actual - expected) / Math.ScaleB(1, Math.ILogB(expected) - 23);
            // float has fewer digits, but the arguments at which a rounded argument is amplified are smaller too.
            error.ShouldBeLessThanOrEqualTo(Math.Max(4, ScalarFunctions.Tolerances[name]), $"{name}({x:R}) = {actual:R}, not {expected:R}");
        }
    }

    [Fact]
    public void Other_types_work_too() =>
        ((double)SymbolicGrad.Activations.Sigmoid((Half)0.5)).ShouldBe(0.6224593, 1e-3);

    [Fact]
    public void Every_reference_belongs_to_a_function() =>
        References.Select(group => group.Key).ShouldBe(ScalarFunctions.Tolerances.Keys, ignoreOrder: true);

    private static double UnitsInTheLastPlace(double actual, double expected) =>
        double.IsFinite(actual)
            ? Math.Abs((double)(new BigInteger(BitConverter.DoubleToInt64Bits(actual)) - BitConverter.DoubleToInt64Bits(expected)))
            : double.PositiveInfinity;

    private static ILookup<string, (double X, double Value)> Load()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Activations", "activation-references.csv");
        return File.ReadLines(path)
            .Select(line => line.Split(','))
            .ToLookup(cells => cells[0], cells => (Number(cells[1]), Number(cells[2])));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
