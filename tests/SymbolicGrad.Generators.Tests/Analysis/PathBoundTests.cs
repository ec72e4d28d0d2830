using SymbolicGrad.Compiler;
using SymbolicGrad.Compiler.Analysis.GradientFlow;
using SymbolicGrad.Compiler.Analysis.Ranges;
using SymbolicGrad.Compiler.Explanation;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Generators.Tests.Reading;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Analysis;

/// <summary>Bounds of gradients with weights left symbolic: what they say, and that 10,000 random arguments never exceed them.</summary>
public class PathBoundTests
{
    private const int Samples = 10_000;

    private const string Chain3 = "public static double F(double w1, double w2, double w3, double x) => Sigmoid(w3 * Sigmoid(w2 * Sigmoid(w1 * x)));";
    private const string Chain5 = "public static double F(double w1, double w2, double w3, double w4, double w5, double x) => Sigmoid(w5 * Sigmoid(w4 * Sigmoid(w3 * Sigmoid(w2 * Sigmoid(w1 * x)))));";
    private const string Loss = "public static double F(double w, double x, double t) { double y = Sigmoid(w * x); return 0.5 * (y - t) * (y - t); }";
    private const string Square = "public static double F(double w, double x, double t) { double y = Sigmoid(w * x); return Math.Pow(y - t, 2); }";
    private const string Deep = "public static double F(double w, double x) => Math.Tanh(w * Math.Tanh(w * Math.Tanh(w * x)));";
    private const string Branch = "public static double F(double w, double x) { double y = Sigmoid(w * x); return x > 0 ? 0.5 * y : Math.Tanh(y) * w; }";
    private const string Ranged = "public static double F([InRange(-2, 2)] double w, [InRange(0, 1)] double x) => Math.Tanh(w * x) * x;";
    private const string Cell = "public static double F(double c, double o, double zf, double zi, double zc, double uf, double ui, double uc) { double h = o * Math.Tanh(c); double f = Sigmoid(zf + uf * h), i = Sigmoid(zi + ui * h); return f * c + i * Math.Tanh(zc + uc * h); }";
    private const string Gated = "public static double F(double w, double x) => Silu(w * Silu(x)) / (2 + Math.Cos(w));";
    private const string Quotients = "public static double F(double w, double x) => Sigmoid(x) / (1 + Math.Exp(Math.Sin(w)));";

    [Theory]
    [InlineData(Chain3, "w1", "0.0157·|w2·w3·x|")]
    [InlineData(Chain5, "w1", "0.000977·|w2·w3·w4·w5·x|")]
    [InlineData(Loss, "w", "0.25·|x·(y − t)|")]
    [InlineData(Square, "w", "0.5·|x·(y − t)|")]
    [InlineData(Deep, "x", "|w·w·w|")]
    [InlineData(Ranged, "w", "1")]
    [InlineData(Cell, "c", "1 + |o·uc| + 0.25·|o·ui| + 0.112·|o·uf|")]
    public void Bounds_read_like_a_derivation(string method, string parameter, string bound)
    {
        Function function = Function(method);
        new FlowText(function).Of(Bound(function, parameter).ShouldNotBeNull()).ShouldBe(bound);
    }

    [Theory]
    [InlineData(Chain3, true)]
    [InlineData(Chain5, true)]
    [InlineData(Loss, true)]
    [InlineData(Square, true)]
    [InlineData(Deep, true)]
    [InlineData(Branch, false)]
    [InlineData(Ranged, false)]
    [InlineData(Cell, false)]
    [InlineData(Gated, false)]
    [InlineData(Quotients, false)]
    public void No_gradient_exceeds_its_bound(string method, bool isAttained)
    {
        Function function = Function(method);
        Member gradient = Pipeline.Derive(SourceProgram.OfMembers("[Differentiable] " + method).Read().Method!).Members.Single(member => member.Kind == MemberKind.Gradient);
        RangeAnalysis ranges = RangeAnalysis.Of(function);
        List<ScalarParameter> parameters = [.. function.Parameters.OfType<ScalarParameter>()];
        List<FlowBound?> bounds = [.. parameters.Select(parameter => Bound(function, parameter.Name))];
        bounds.ShouldContain(bound => bound != null);
        Random random = new(17);
        double closest = 0;
        for (int i = 0; i < Samples; i++)
        {
            double spread = Math.Pow(10, random.Next(-2, 3));
            object[] inputs = [.. parameters.Select(parameter => (object)Draw(ranges.Of(parameter.Value), spread, random))];
            Dictionary<int, double> values = parameters.Select((parameter, at) => (parameter.Value.Id, (double)inputs[at])).ToDictionary(pair => pair.Id, pair => pair.Item2);
            Interpreter.Observe(function, (value, held) => values[value.Id] = held is double number ? number : 0, inputs);
            IReadOnlyList<object> slopes = Interpreter.Run(gradient.Function, [.. inputs, .. parameters.Select(_ => (object)0.0)]).Finals;
            for (int p = 0; p < parameters.Count; p++)
            {
                if (bounds[p] is { } bound)
                {
                    double most = bound.Products.Sum(product => product.Number * product.Quantities.Aggregate(1.0, (value, quantity) => value * Math.Pow(Math.Abs(values[quantity.Quantity.Id]), quantity.Power)));
                    double slope = Math.Abs((double)slopes[p]);
                    slope.ShouldBeLessThanOrEqualTo((most * (1 + 1e-9)) + 1e-300, $"∂/∂{parameters[p].Name} at {string.Join(", ", inputs)}");
                    closest = Math.Max(closest, most > 1e-6 ? slope / most : 0);
                }
            }
        }

        if (isAttained)
        {
            // Where every activation is at its steepest: not by chance for long chains, but the last weight's is.
            closest.ShouldBeGreaterThan(0.5);
        }
    }

    [Fact]
    public void A_chain_of_n_sigmoids_carries_4_to_the_minus_n()
    {
        for (int n = 1; n <= 12; n++)
        {
            string parameters = string.Join(", ", Enumerable.Range(1, n).Select(i => $"double w{i}"));
            string body = Enumerable.Range(1, n).Aggregate("x", (inner, i) => $"Sigmoid(w{i} * {inner})");
            Function function = Function($"public static double F({parameters}, double x) => {body};");
            BoundProduct bound = Bound(function, "x").ShouldNotBeNull().Products.ShouldHaveSingleItem();
            bound.Number.ShouldBeInRange(Math.Pow(4, -n), Math.Pow(4, -n) * 1.0001);
            bound.Quantities.Count.ShouldBe(n);
        }
    }

    private static Function Function(string method) => Reading.Reading.Function("[Differentiable] " + method);

    private static FlowBound? Bound(Function function, string parameter)
    {
        RangeAnalysis ranges = RangeAnalysis.Of(function);
        Dictionary<int, PathSum> reached = new() { [((Value)function.Body.Yields[0]).Id] = PathSum.One };
        new GradientPaths(ranges).Reverse(function.Body, reached);
        return FlowBound.Of(reached[function.Parameters.OfType<ScalarParameter>().Single(found => found.Name == parameter).Value.Id], ranges);
    }

    private static double Draw(SymbolicGrad.Compiler.Intervals.Interval range, double spread, Random random) => range.IsFinite
        ? range.Low + (random.NextDouble() * range.Width)
        : spread * ((2 * random.NextDouble()) - 1);
}
