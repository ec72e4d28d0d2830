using System.Text.Json;
using System.Text.Json.Nodes;
using SymbolicGrad.GradBench.Objectives;
using SymbolicGrad.GradBench.Protocol;

namespace SymbolicGrad.Tests.GradBench;

/// <summary>
/// The derivatives against finite differences of the objectives, in random directions: at medium sizes, with inputs drawn as
/// the suite's evals draw them, and where the suite's references prove little (its ode has gradient 0, its ba repeats one
/// camera and one point, its smallest ht has no points inside triangles).
/// </summary>
public class DifferenceTests
{
    private const int Directions = 5;

    private readonly Random _random = new(31337);

    [Theory]
    [InlineData(2, 5, 100)]
    [InlineData(5, 4, 50)]
    [InlineData(10, 5, 20)]
    public void Gmm(int d, int k, int n)
    {
        JsonObject input = new()
        {
            ["d"] = d,
            ["k"] = k,
            ["n"] = n,
            ["x"] = Rows(n, d, Normal),
            ["m"] = 2,
            ["gamma"] = 1.5,
            ["alpha"] = Row(k, Normal),
            ["mu"] = Rows(k, d, Uniform),
            ["q"] = Rows(k, d, Normal),
            ["l"] = Rows(k, d * (d - 1) / 2, Normal),
        };
        Check("gmm", "objective", "jacobian", input, "alpha", "mu", "q", "l");
    }

    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(2, 30, 14)]
    [InlineData(4, 100, 8)]
    public void Lstm(int layers, int characters, int bits) =>
        Check(
            "lstm", "objective", "jacobian",
            new()
            {
                ["main_params"] = Rows(2 * layers, 4 * bits, Uniform),
                ["extra_params"] = Rows(3, bits, Uniform),
                ["state"] = Rows(2 * layers, bits, Uniform),
                ["sequence"] = Rows(characters, bits, () => _random.Next(2)),
            },
            "main_params", "extra_params");

    [Theory]
    [InlineData(16, 128)]
    [InlineData(500, 10)]
    [InlineData(2, 1)]
    public void Llsq(int n, int coefficients) =>
        Check("llsq", "primal", "gradient", new() { ["x"] = Row(coefficients, Uniform), ["n"] = n }, "x");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public void Lse(int n) => Check("lse", "primal", "gradient", new() { ["x"] = Row(n, () => 200 * Uniform() - 100) }, "x");

    [Theory]
    [InlineData(1, 3)]
    [InlineData(20, 10)]
    [InlineData(50, 100)]
    public void Ode(int n, int steps) =>
        Check("ode", "primal", "gradient", new() { ["x"] = Row(n, () => 10 + Uniform()), ["s"] = steps }, y => y[^1], "x");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Det(int n) => Check("det", "primal", "gradient", new() { ["A"] = Row(n * n, Uniform), ["ell"] = n }, "A");

    /// <summary>
    /// The outer derivative alone, in both modes through both modes of the inner one. From about 1.05 on the upper charge throws
    /// the particle back, and it never arrives.
    /// </summary>
    [Theory]
    [InlineData(-1.5)]
    [InlineData(0)]
    [InlineData(0.2)]
    [InlineData(0.8)]
    public void Particle(double w)
    {
        double withAdjoints = SymbolicGrad.GradBench.Objectives.Particle.MissWithAdjointsGradient(w, out double dAdjoints);
        double withTangents = SymbolicGrad.GradBench.Objectives.Particle.MissWithTangentsGradient(w, out double dTangents);
        SymbolicGrad.GradBench.Objectives.Particle.MissWithAdjointsJvp(w, 1, out double tAdjoints);
        SymbolicGrad.GradBench.Objectives.Particle.MissWithTangentsJvp(w, 1, out double tTangents);
        withTangents.ShouldBe(withAdjoints, 1e-10);
        GradientCheck.Compare(at => SymbolicGrad.GradBench.Objectives.Particle.MissWithAdjoints(at[0]), [w], [dAdjoints]).ThrowIfFailed();
        foreach (double other in (double[])[dTangents, tAdjoints, tTangents])
            other.ShouldBe(dAdjoints, 1e-9 * Math.Abs(dAdjoints));
    }

    /// <summary>Newton's direction is the gradient divided by the diagonal of the Hessian, and that is twice the number of points of each cluster.</summary>
    [Theory]
    [InlineData(3, 20, 2)]
    [InlineData(10, 200, 8)]
    public void KMeans(int k, int n, int d)
    {
        JsonArray points = Rows(n, d, Uniform);
        JsonObject input = new() { ["points"] = points, ["centroids"] = new JsonArray([.. points.TakeLast(k).Select(point => point!.DeepClone())]) };
        Matrix centroids = JsonSerializer.SerializeToElement(input["centroids"]).Deserialize<Matrix>()!;
        Matrix all = JsonSerializer.SerializeToElement(input["points"]).Deserialize<Matrix>()!;
        double[] gradient = new double[k * d];
        SymbolicGrad.GradBench.Objectives.KMeans.CostGradient(all.View, centroids.View, new(gradient, k, d));

        int[] sizes = new int[k];
        for (int i = 0; i < n; i++)
            sizes[Enumerable.Range(0, k).MinBy(j => Enumerable.Range(0, d).Sum(e => Math.Pow(all.View[i, e] - centroids.View[j, e], 2)))]++;
        double[] direction = Numbers.Of(Evaluate("kmeans", "dir", input));
        for (int i = 0; i < direction.Length; i++)
            (direction[i] * 2 * sizes[i / d]).ShouldBe(gradient[i], 1e-12);
        CheckDirections(gradient, (along, step) => Numbers.Of(Evaluate("kmeans", "cost", Moved(input, ["centroids"], along, step)))[0]);
    }

    /// <summary>The Jacobian by the pose and by the barycentric coordinates, of a hand with bones and weights that no hand has.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Ht(bool onSurface, bool mirrored)
    {
        const int Bones = 22;
        const int Vertices = 12;
        const int Points = 7;
        JsonObject model = new()
        {
            ["parents"] = new JsonArray([.. Enumerable.Range(0, Bones).Select(bone => JsonValue.Create(bone == 0 ? -1 : _random.Next(bone)))]),
            ["base_relatives"] = new JsonArray([.. Enumerable.Range(0, Bones).Select(_ => Rows(4, 4, () => 0.5 * Normal()))]),
            ["inverse_base_absolutes"] = new JsonArray([.. Enumerable.Range(0, Bones).Select(_ => Rows(4, 4, () => 0.5 * Normal()))]),
            ["base_positions"] = Rows(Vertices, 4, Normal),
            ["weights"] = Rows(Vertices, Bones, Uniform),
            ["triangles"] = Rows(5, 3, () => _random.Next(Vertices), integer: true),
            ["is_mirrored"] = mirrored,
        };
        JsonObject input = new()
        {
            ["theta"] = Row(26, Normal),
            ["us"] = Rows(onSurface ? Points : 0, 2, Uniform),
            ["data"] = new JsonObject
            {
                ["model"] = model,
                ["correspondences"] = Row(Points, () => _random.Next(5), integer: true),
                ["points"] = Rows(Points, 3, Normal),
            },
        };

        double[] jacobian = Numbers.Of(Evaluate("ht", "jacobian", input));
        int columns = onSurface ? 28 : 26;
        jacobian.Length.ShouldBe(3 * Points * columns);
        double[] upstream = [.. Enumerable.Range(0, 3 * Points).Select(_ => Normal())];
        double[] claimed = [.. Enumerable.Range(0, 26).Select(i => upstream.Select((weight, row) => weight * jacobian[row * columns + columns - 26 + i]).Sum())];
        if (onSurface)
            claimed = [.. claimed, .. Enumerable.Range(0, 2 * Points).Select(i => Enumerable.Range(3 * (i / 2), 3).Sum(row => upstream[row] * jacobian[row * columns + i % 2]))];
        CheckDirections(
            claimed,
            (along, step) => Numbers.Of(Evaluate("ht", "objective", Moved(input, ["theta", "us"], along, step))).Zip(upstream, (error, weight) => error * weight).Sum());
    }

    /// <summary>Also where the rotation is 0, which has a formula of its own.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ba(bool withoutRotation)
    {
        double[] at = [.. Enumerable.Range(0, 15).Select(_ => Normal())];
        double[] observed = [Normal(), Normal()];
        if (withoutRotation)
            at.AsSpan(0, 3).Clear();
        at[13] += 5;

        double[] errors = new double[2];
        double[] jacobian = new double[30];
        BundleAdjustment.ReprojectionErrorJacobian(at.AsSpan(0, 11), at.AsSpan(11, 3), at[14], observed, errors, jacobian);
        for (int output = 0; output < 2; output++)
        {
            GradientCheck.Compare(
                x =>
                {
                    BundleAdjustment.ReprojectionError(x.AsSpan(0, 11), x.AsSpan(11, 3), x[14], observed, errors);
                    return errors[output];
                },
                at,
                jacobian.AsSpan(15 * output, 15)).ThrowIfFailed();
        }
    }

    /// <summary>The derivative by all independent inputs together, in several directions.</summary>
    private void Check(string module, string primal, string gradient, JsonObject input, params string[] independent) =>
        Check(module, primal, gradient, input, value => value[0], independent);

    private void Check(string module, string primal, string gradient, JsonObject input, Func<double[], double> result, params string[] independent)
    {
        double[] at = [.. independent.SelectMany(name => Numbers.Of(input[name]!))];
        JsonElement output = Evaluate(module, gradient, input);
        double[] claimed = output.ValueKind == JsonValueKind.Object
            ? [.. independent.SelectMany(name => Numbers.Of(output.GetProperty(name)))]
            : Numbers.Of(output);
        claimed.Length.ShouldBe(at.Length);
        CheckDirections(claimed, (along, step) => result(Numbers.Of(Evaluate(module, primal, Moved(input, independent, along, step)))));
    }

    private void CheckDirections(double[] claimed, Func<double[], double, double> function)
    {
        claimed.ShouldContain(slope => slope != 0);
        for (int i = 0; i < Directions; i++)
        {
            double[] along = [.. claimed.Select(_ => Normal())];
            GradientCheck.Compare(step => function(along, step[0]), [0], [claimed.Zip(along, (slope, direction) => slope * direction).Sum()]).ThrowIfFailed();
        }
    }

    private static JsonObject Moved(JsonObject input, string[] independent, double[] direction, double step)
    {
        JsonObject moved = (JsonObject)input.DeepClone();
        int next = 0;
        foreach (string name in independent)
            moved[name] = Numbers.Map(input[name]!, number => number + step * direction[next++]);
        return moved;
    }

    private static JsonElement Evaluate(string module, string function, JsonObject input) =>
        Suite.Modules.Single(candidate => candidate.Name == module).Find(function)!.Evaluate(JsonSerializer.SerializeToElement(input)).Output;

    private static JsonArray Rows(int rows, int columns, Func<double> draw, bool integer = false) =>
        [.. Enumerable.Range(0, rows).Select(_ => Row(columns, draw, integer))];

    private static JsonArray Row(int count, Func<double> draw, bool integer = false) =>
        [.. Enumerable.Range(0, count).Select(_ => integer ? JsonValue.Create((int)draw()) : JsonValue.Create(draw()))];

    private double Uniform() => _random.NextDouble();

    /// <summary>By the method of Box and Muller.</summary>
    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());
}
