using System.Globalization;
using System.Text.Json.Nodes;
using SymbolicGrad.GradBench.Measuring;

namespace SymbolicGrad.GradBench.Peers;

/// <summary>An input as the suite sends it.</summary>
/// <param name="Module">The objective it is for.</param>
/// <param name="Size">What is said of it in a table.</param>
/// <param name="Json">Makes the input, which may be large.</param>
public sealed record SuiteInput(string Module, string Size, Func<JsonObject> Json)
{
    /// <summary>
    /// Three sizes of each objective. The bundle adjustments and hands are those of the checkout; for others the suite draws numbers at random,
    /// and so does this: equal ones for all who are compared, but not the suite's.
    /// </summary>
    public static IEnumerable<SuiteInput> All(string checkout) =>
    [
        Lstm(2, 128), Lstm(2, 1024), Lstm(4, 4096),
        Mixture(2, 5), Mixture(10, 5), Mixture(20, 25),
        new("ba", "p = 1000", () => Stored("ba")), BundleAdjustment(checkout, "ba1"), BundleAdjustment(checkout, "ba3"),
        new("ht", "544 vertices, c = 100", () => Stored("ht")),
        new("ht", "10000 vertices, c = 800, surface", () => HandFiles.Read(Path.Combine(checkout, "evals/ht/data/complicated_big"), "hand5")),
        KMeans(10, 1000), KMeans(100, 1000), KMeans(100, 10000),
        LogSumExp(2500), LogSumExp(20000), LogSumExp(320000),
        LeastSquares(64), LeastSquares(1024), LeastSquares(4096),
        Ode(20, 10), Ode(1000, 10), Ode(1000, 100), Ode(10000, 100),
        Determinant(5), Determinant(7), Determinant(9),
    ];

    private static SuiteInput Lstm(int layers, int characters) => new("lstm", $"l = {layers}, c = {characters}", () =>
    {
        const int bits = 14;
        Random random = new(1);
        return new()
        {
            ["main_params"] = Rows(random, 2 * layers, 4 * bits),
            ["extra_params"] = Rows(random, 3, bits),
            ["state"] = Rows(random, 2 * layers, bits),
            ["sequence"] = new JsonArray([.. Enumerable.Range(0, characters).Select(_ => Row(bits, () => random.Next(2)))]),
        };
    });

    private static SuiteInput Mixture(int d, int k) => new("gmm", $"d = {d}, k = {k}", () =>
    {
        const int points = 1000;
        Random random = new(1);
        return new()
        {
            ["d"] = d,
            ["k"] = k,
            ["n"] = points,
            ["x"] = Rows(random, points, d, -1),
            ["m"] = 0,
            ["gamma"] = 1.0,
            ["alpha"] = Row(k, () => Uniform(random, -1)),
            ["mu"] = Rows(random, k, d),
            ["q"] = Rows(random, k, d, -1),
            ["l"] = Rows(random, k, d * (d - 1) / 2, -1),
        };
    });

    private static SuiteInput BundleAdjustment(string checkout, string name)
    {
        string file = Directory.EnumerateFiles(Path.Combine(checkout, "evals/ba/data"), name + "_*.txt").Single();
        string[][] lines = [.. File.ReadLines(file).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        JsonArray Numbers(int line) => new([.. lines[line].Select(word => (JsonNode)double.Parse(word, CultureInfo.InvariantCulture))]);
        int Count(int word) => int.Parse(lines[0][word], CultureInfo.InvariantCulture);
        return new("ba", $"p = {Count(2)}", () => new()
        {
            ["n"] = Count(0),
            ["m"] = Count(1),
            ["p"] = Count(2),
            ["cam"] = Numbers(1),
            ["x"] = Numbers(2),
            ["w"] = Numbers(3)[0]!.GetValue<double>(),
            ["feat"] = Numbers(4),
        });
    }

    private static SuiteInput KMeans(int k, int n) => new("kmeans", $"k = {k}, n = {n}", () =>
    {
        const int d = 8;
        JsonArray points = Rows(new Random(1), n, d);

        // Centroids that are points, so that none is nobody's.
        return new() { ["points"] = points, ["centroids"] = new JsonArray([.. points.TakeLast(k).Select(point => point!.DeepClone())]) };
    });

    private static SuiteInput LogSumExp(int n) => new("lse", $"n = {n}", () => new() { ["x"] = Vector(n) });

    private static SuiteInput LeastSquares(int n) => new("llsq", $"n = {n}", () => new() { ["x"] = Vector(128), ["n"] = n });

    private static SuiteInput Ode(int n, int steps) => new("ode", $"n = {n}, s = {steps}", () => new() { ["x"] = Vector(n), ["s"] = steps });

    private static SuiteInput Determinant(int rows) => new("det", $"l = {rows}", () => new() { ["A"] = Vector(rows * rows), ["ell"] = rows });

    /// <summary>The suite's own smallest input, as it lies beside the program.</summary>
    private static JsonObject Stored(string module) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Measurement.DefaultData, module + ".input.json")))!.AsObject();

    private static JsonArray Vector(int length)
    {
        Random random = new(1);
        return Row(length, () => Uniform(random, 0));
    }

    private static JsonArray Rows(Random random, int rows, int columns, double lowest = 0) =>
        new([.. Enumerable.Range(0, rows).Select(_ => Row(columns, () => Uniform(random, lowest)))]);

    private static JsonArray Row(int length, Func<double> next) => new([.. Enumerable.Range(0, length).Select(_ => (JsonNode)next())]);

    private static double Uniform(Random random, double lowest) => lowest + (1 - lowest) * random.NextDouble();
}
