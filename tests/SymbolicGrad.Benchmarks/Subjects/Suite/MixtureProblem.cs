namespace SymbolicGrad.Benchmarks.Subjects.Suite;

/// <summary>
/// Points, and where the parameters of a Gaussian mixture are in one vector: α (k), μ (k × d), q (k × d), l (k × d(d−1)/2).
/// </summary>
internal sealed class MixtureProblem
{
    public const int ExtraDegrees = 0;
    public const double Gamma = 1;

    public MixtureProblem(int dimension, int components, int points)
    {
        (Dimension, Components, Points) = (dimension, components, points);
        Random random = new(1);
        Parameters = Numbers.Uniform<double>(random, L + (components * BelowDiagonal), 1);
        X = Numbers.Uniform<double>(random, points * dimension, 1);
    }

    public int Dimension { get; }

    public int Components { get; }

    public int Points { get; }

    /// <summary>The number of elements below a diagonal.</summary>
    public int BelowDiagonal => Dimension * (Dimension - 1) / 2;

    /// <summary>Where the means begin.</summary>
    public int Mu => Components;

    /// <summary>Where the logarithms of the diagonals begin.</summary>
    public int Q => Mu + (Components * Dimension);

    /// <summary>Where the elements below the diagonals begin.</summary>
    public int L => Q + (Components * Dimension);

    public double[] Parameters { get; }

    public double[] X { get; }

    /// <summary>The index in l of row <paramref name="i"/> of column <paramref name="j"/>: columns one after the other.</summary>
    public int Below(int i, int j) => (j * ((2 * Dimension) - j - 1) / 2) + i - j - 1;
}
