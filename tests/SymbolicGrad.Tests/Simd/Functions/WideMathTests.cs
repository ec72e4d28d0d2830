using System.Globalization;

namespace SymbolicGrad.Tests.Simd.Functions;

/// <summary>The reference itself, held against values with 34 digits by another program.</summary>
public class WideMathTests
{
    private static readonly ILookup<string, (double X, WideNumber Value)> References = File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Simd", "Functions", "references.csv"))
        .Select(line => line.Split(','))
        .ToLookup(cells => cells[0], cells => (double.Parse(cells[1], CultureInfo.InvariantCulture), WideNumber.Parse(cells[2])));

    public static TheoryData<string> Names() => [.. References.Select(group => group.Key)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_reference_has_90_correct_bits(string name)
    {
        Func<double, WideNumber> function = VectorFunction.All.Single(candidate => candidate.Name == name).Reference;
        References[name].Count().ShouldBeGreaterThan(20);
        foreach (var (x, value) in References[name])
            ((double)((function(x) - value) / value).Magnitude).ShouldBeLessThan(Math.ScaleB(1, -90), $"{name}({x:R})");
    }

    [Fact]
    public void Errors_are_counted_in_units_of_the_last_place()
    {
        ReferenceError.InUnits(1.0, 1.0).ShouldBe(0);
        ReferenceError.InUnits(1 + Math.ScaleB(3, -52), 1.0).ShouldBe(3);
        ReferenceError.InUnits(1f, (WideNumber)1.0 + Math.ScaleB(1, -24)).ShouldBe(0.5);
        ReferenceError.InUnits(0.0, Math.ScaleB(1, -1074)).ShouldBe(1);
        ReferenceError.InUnits(0f, ((WideNumber)1.0).ScaleB(-5000)).ShouldBe(0);
        ReferenceError.InUnits(float.PositiveInfinity, float.MaxValue).ShouldBe(1);
        ReferenceError.InUnits(double.PositiveInfinity, ((WideNumber)1.0).ScaleB(5000)).ShouldBe(0);
        ReferenceError.InUnits(double.NaN, 1.0).ShouldBe(double.PositiveInfinity);
        ReferenceError.InUnits(double.NegativeInfinity, 1.0).ShouldBeGreaterThan(1e300);
    }
}
