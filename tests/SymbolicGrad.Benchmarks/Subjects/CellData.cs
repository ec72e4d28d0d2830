using CommunityToolkit.HighPerformance;

namespace SymbolicGrad.Benchmarks.Subjects;

/// <summary>
/// What a recurrent cell is called with, and where its gradients go: as many inputs as units, matrices row by row, gates stacked. Ways
/// without a cell state leave c alone.
/// </summary>
internal sealed class CellData
{
    public CellData(int batch, int units, int gates)
    {
        (Batch, Units, Gates) = (batch, units, gates);
        Random random = new(1);
        int states = batch * units, weights = gates * units * units;
        double size = 1 / Math.Sqrt(units);
        (X, HPrev, CPrev) = (Numbers.Uniform<float>(random, states, 1), Numbers.Uniform<float>(random, states, 1), Numbers.Uniform<float>(random, states, 1));
        (W, U, B) = (Numbers.Uniform<float>(random, weights, size), Numbers.Uniform<float>(random, weights, size), Numbers.Uniform<float>(random, gates * units, size));
        (Dh, Dc) = (Numbers.Uniform<float>(random, states, 1), Numbers.Uniform<float>(random, states, 1));
        (H, C) = (Numbers.Zeros<float>(states), Numbers.Zeros<float>(states));
        (DX, DHPrev, DCPrev) = (Numbers.Zeros<float>(states), Numbers.Zeros<float>(states), Numbers.Zeros<float>(states));
        (DW, DU, DB) = (Numbers.Zeros<float>(weights), Numbers.Zeros<float>(weights), Numbers.Zeros<float>(gates * units));
    }

    public int Batch { get; }

    public int Units { get; }

    public int Gates { get; }

    /// <summary>Rows of the weights: one for each unit of each gate.</summary>
    public int Rows => Gates * Units;

    public float[] X { get; }

    public float[] HPrev { get; }

    public float[] CPrev { get; }

    public float[] W { get; }

    public float[] U { get; }

    public float[] B { get; }

    public float[] H { get; }

    public float[] C { get; }

    public float[] Dh { get; }

    public float[] Dc { get; }

    public float[] DX { get; }

    public float[] DHPrev { get; }

    public float[] DCPrev { get; }

    public float[] DW { get; }

    public float[] DU { get; }

    public float[] DB { get; }

    public IReadOnlyList<Array> Gradients => [DX, DHPrev, DCPrev, DW, DU, DB];

    /// <summary>A matrix of weights, or of their gradient.</summary>
    public Span2D<float> Weights(float[] matrix) => Views.Rows(matrix, Rows);

    /// <summary>A matrix with a row for each member of the batch.</summary>
    public Span2D<float> States(float[] matrix) => Views.Rows(matrix, Batch);

    /// <summary>Row <paramref name="n"/> of a matrix with a row for each member of the batch.</summary>
    public Span<float> Row(float[] matrix, int n) => matrix.AsSpan(n * Units, Units);
}
