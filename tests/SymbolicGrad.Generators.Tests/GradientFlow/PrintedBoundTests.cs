using System.Globalization;

namespace SymbolicGrad.Generators.Tests.GradientFlow;

/// <summary>What the documentation of generated members says of gradients, against the gradients that these members compute.</summary>
public class PrintedBoundTests
{
    private const int Samples = 10_000;

    private const string Lstm = """
        public static double F(double c, [NoGradient] double o, [NoGradient] double zf, [NoGradient] double zi, [NoGradient] double zc, [NoGradient] double uf, [NoGradient] double ui, [NoGradient] double uc, [NoGradient] int n)
        {
            double s = Sigmoid(o) * Math.Tanh(c);
            for (int t = 0; t < n; t++)
            {
                double f = Sigmoid(zf + uf * s), i = Sigmoid(zi + ui * s), g = Math.Tanh(zc + uc * s);
                c = f * c + i * g;
                s = Sigmoid(o) * Math.Tanh(c);
            }
            return c;
        }
        """;

    private const string Gru = """
        public static double F(double s, [NoGradient] double zz, [NoGradient] double zr, [NoGradient] double zc, [NoGradient] double uz, [NoGradient] double ur, [NoGradient] double u, [NoGradient] int n)
        {
            for (int t = 0; t < n; t++)
            {
                double z = Sigmoid(zz + uz * s), r = Sigmoid(zr + ur * s);
                s = (1 - z) * s + z * Math.Tanh(zc + u * (r * s));
            }
            return s;
        }
        """;

    /// <summary>Method, largest argument drawn, and the parameters or states whose bound is attained there.</summary>
    public static TheoryData<string, double, string> Programs => new()
    {
        { "public static double F(double a, [NoGradient] double x) { double y = Sigmoid(a * x); return y; }", 0.5, "a" },
        { "public static double F(double w1, double w2, double x) { return Sigmoid(w2 * Sigmoid(w1 * x)); }", 0.1, "w1 x" },
        { "public static double F(double w1, double w2, double w3, double x) { return Sigmoid(w3 * Sigmoid(w2 * Sigmoid(w1 * x))); }", 0.1, "w1 x" },
        { "public static double F(double w1, double w2, double w3, double w4, double w5, double x) { return Sigmoid(w5 * Sigmoid(w4 * Sigmoid(w3 * Sigmoid(w2 * Sigmoid(w1 * x))))); }", 0.1, "w1 x" },
        { "public static double F(double w, [NoGradient] double x, [NoGradient] double t) { double y = Sigmoid(w * x); return 0.5 * (y - t) * (y - t); }", 0.5, "w" },
        { "public static double F(double w, [NoGradient] double x, [NoGradient] double t) { double y = Sigmoid(w * x); return 0.5 * (y - t) * (y - t); }", 40, "" },
        { "public static double F(double w, [NoGradient] double x) { double y = 0.2 * Math.Tanh(w * x); return y; }", 0.3, "w" },
        { "public static double F(double w, [NoGradient] double x) { double y = 0.2 * Math.Tanh(w * x); return y; }", 9, "" },
        { "public static double F(double w, double v, [NoGradient] double x) { double y = Sigmoid(w * x), z = 0.5 * Math.Tanh(v * y); return z; }", 0.2, "w" },
        { "public static double F(double w, [NoGradient] double x) { double y = Sigmoid(w * x); double z = x > 0 ? 0.5 * y : 0.25 * Math.Tanh(y); return z; }", 0.3, "" },
        { "public static double F(double w1, double w2, [NoGradient] double x, [NoGradient] double t) { double h = Sigmoid(w1 * x), y = Sigmoid(w2 * h); double d = t - y; return d * d; }", 3, "" },
        { "public static double F(double h, double u, [NoGradient] double x, [NoGradient] int n) { for (int t = 0; t < n; t++) h = Math.Tanh(u * h + x); return h; }", 0.05, "h" },
        { "public static double F(double h, double u, [NoGradient] double x, [NoGradient] int n) { for (int t = 0; t < n; t++) h = Sigmoid(u * h + x); return h; }", 0.1, "h" },
        { "public static double F(double h, double u, [NoGradient] double x, [NoGradient] int n) { for (int t = 0; t < n; t++) h = h + Math.Tanh(u * h + x); return h; }", 0.05, "h" },
        { "public static double F(double h, double u, [NoGradient] double x, [NoGradient] int n) { for (int t = 0; t < n; t++) h = Softplus(u * h + x); return h; }", 30, "h" },
        { Lstm, 3, "" },
        { Lstm, 100, "" },
        { Gru, 3, "" },
        { Gru, 100, "" },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void No_gradient_exceeds_what_is_printed(string member, double spread, string attained)
    {
        using BoundedProgram program = new(member);
        Random random = new(5);
        Dictionary<string, double> closest = program.Bounds.ToDictionary(bound => bound.By, _ => 0.0);
        for (int i = 0; i < Samples; i++)
        {
            object[] arguments = [.. program.Inputs.Select(type => type == typeof(int) ? (object)1 : spread * ((2 * random.NextDouble()) - 1))];
            (double Gradient, double Bound)[] found = program.Run(arguments);
            for (int b = 0; b < found.Length; b++)
            {
                found[b].Gradient.ShouldBeLessThanOrEqualTo((found[b].Bound * (1 + 1e-12)) + 1e-300, $"{program.Bounds[b]} at {string.Join(", ", arguments)}");
                closest[program.Bounds[b].By] = Math.Max(closest[program.Bounds[b].By], found[b].Bound > 1e-9 ? found[b].Gradient / found[b].Bound : 0);
            }
        }

        foreach (string by in attained.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            closest[by].ShouldBeGreaterThan(0.99, by);
        }
    }

    /// <summary>
    /// The terms of a gated step have their largest values at different arguments: at each of these one term is all there is, and is attained. For the cell
    /// of an LSTM these are the gate f, and the side terms by way of f (c·(1 − tanh² c) = 0.4477 at c = 0.772), of i and of the candidate.
    /// </summary>
    [Theory]
    [InlineData(Lstm, 1.0, "2 0 40 0 0 0 0 0")]
    [InlineData(Lstm, 111.925, "0.772 40 -648.0 0 0 1000 0 0")]
    [InlineData(Lstm, 250.0, "0 40 0 0 40 0 1000 0")]
    [InlineData(Lstm, 1000.0, "0 40 0 40 0 0 0 1000")]
    [InlineData(Gru, 1.0, "2 -40 0 0 0 0 0")]
    [InlineData(Gru, 1000.0, "0 40 40 0 0 0 1000")]
    [InlineData(Gru, 250.0, "0 0 0 40 1000 0 0")]
    [InlineData(Gru, 2500.0, "-10 10000 0 0 1000 0 0")]
    [InlineData(Gru, 25000000.0, "100 40 -100000 -50000 0 1000 1000")]
    public void Each_term_of_a_gated_step_is_attained(string member, double value, string arguments)
    {
        using BoundedProgram program = new(member);
        (double gradient, double bound) = program.Run([.. arguments.Split(' ').Select(number => (object)double.Parse(number, CultureInfo.InvariantCulture)), 1]).ShouldHaveSingleItem();
        gradient.ShouldBe(value, 0.01 * value);
        bound.ShouldBeGreaterThanOrEqualTo(gradient);
    }
}
