using System.Collections;

namespace SymbolicGrad.Benchmarks.Comparing;

/// <summary>One subject at one size: data, and every way to compute the gradient from them.</summary>
/// <param name="tolerance">By how much results may differ from the generated ones, relative to the largest number of the array.</param>
/// <param name="results">The arrays of float or double that all ways but the primal write or add into.</param>
public sealed class SizedSubject(double tolerance, params IReadOnlyList<Array> results) : IEnumerable<Variant>
{
    private readonly Dictionary<Variant, Way> _ways = [];

    /// <summary>By how much results may differ from the generated ones, relative to the largest number of the array.</summary>
    public double Tolerance => tolerance;

    public IEnumerable<Variant> Variants => _ways.Keys;

    /// <param name="variant">What way this is.</param>
    /// <param name="run">Computes the gradient; this is measured.</param>
    /// <param name="publish">Brings it into the results where <paramref name="run"/> leaves it in memory of its own.</param>
    public void Add(Variant variant, Action run, Action? publish = null) => _ways.Add(variant, new Way(run, publish));

    /// <summary>The same for a native peer, which is made when it first runs: it is never freed, and one changes another's time.</summary>
    /// <typeparam name="TPeer">The peer.</typeparam>
    /// <param name="variant">What way this is.</param>
    /// <param name="make">Makes the peer.</param>
    /// <param name="run">Computes the gradient; this is measured.</param>
    /// <param name="publish">Brings it into the results where <paramref name="run"/> leaves it in memory of its own.</param>
    public void AddNative<TPeer>(Variant variant, Func<TPeer> make, Action<TPeer> run, Action<TPeer>? publish = null)
    {
        Lazy<TPeer> peer = new(make);
        Add(variant, () => run(peer.Value), () => publish?.Invoke(peer.Value));
    }

    /// <summary>What is measured. A variant that this case has not got fails when it is called.</summary>
    public Action Run(Variant variant) =>
        _ways.TryGetValue(variant, out Way? way) ? way.Run : () => throw new InvalidOperationException($"There is no variant {variant} here.");

    /// <summary>What a way adds to results that were 0.</summary>
    public double[][] Results(Variant variant)
    {
        foreach (Array result in results)
            Array.Clear(result);
        _ways[variant].Run();
        _ways[variant].Publish?.Invoke();
        return [.. results.Select(Copy)];
    }

    public IEnumerator<Variant> GetEnumerator() => Variants.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static double[] Copy(Array array) => array switch
    {
        double[] numbers => [.. numbers],
        float[] numbers => [.. numbers.Select(number => (double)number)],
        _ => throw new ArgumentException($"{array.GetType()} is not compared.", nameof(array)),
    };

    private sealed record Way(Action Run, Action? Publish);
}
