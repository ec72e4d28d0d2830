using SymbolicGrad.Benchmarks.Subjects;

namespace SymbolicGrad.Benchmarks.ByHand.Naive;

/// <summary>The simple recurrent cell unit by unit.</summary>
internal sealed class NaiveRnn(CellData data)
{
    private readonly float[] _delta = new float[data.Units];

    public void AddGradient()
    {
        for (int n = 0; n < data.Batch; n++)
        {
            Span<float> x = data.Row(data.X, n), hPrev = data.Row(data.HPrev, n), dh = data.Row(data.Dh, n);
            for (int j = 0; j < data.Units; j++)
            {
                float h = MathF.Tanh(NaiveLayer.Dot(data.Row(data.W, j), x) + NaiveLayer.Dot(data.Row(data.U, j), hPrev) + data.B[j]);
                _delta[j] = dh[j] * (1 - h * h);
            }

            NaiveLayer.AddGradient(_delta, x, data.W, data.Row(data.DX, n), data.DW);
            NaiveLayer.AddGradient(_delta, hPrev, data.U, data.Row(data.DHPrev, n), data.DU);
            NaiveLayer.Add(_delta, data.DB);
        }
    }
}
