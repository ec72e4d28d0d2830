using SymbolicGrad.Benchmarks.Subjects;

namespace SymbolicGrad.Benchmarks.ByHand.Naive;

/// <summary>The LSTM cell unit by unit, then its deltas through the weights.</summary>
internal sealed class NaiveLstm(CellData data)
{
    private readonly float[] _delta = new float[data.Rows];

    public void AddGradient()
    {
        for (int n = 0; n < data.Batch; n++)
        {
            Span<float> x = data.Row(data.X, n), hPrev = data.Row(data.HPrev, n), cPrev = data.Row(data.CPrev, n);
            Span<float> dh = data.Row(data.Dh, n), dc = data.Row(data.Dc, n), dCPrev = data.Row(data.DCPrev, n);
            int units = data.Units;
            for (int j = 0; j < units; j++)
            {
                float f = NaiveLayer.Sigmoid(Preactivation(j, x, hPrev));
                float i = NaiveLayer.Sigmoid(Preactivation(units + j, x, hPrev));
                float o = NaiveLayer.Sigmoid(Preactivation((2 * units) + j, x, hPrev));
                float g = MathF.Tanh(Preactivation((3 * units) + j, x, hPrev));
                float tanh = MathF.Tanh(f * cPrev[j] + i * g);
                float dCell = dc[j] + dh[j] * o * (1 - tanh * tanh);
                _delta[j] = dCell * cPrev[j] * f * (1 - f);
                _delta[units + j] = dCell * g * i * (1 - i);
                _delta[(2 * units) + j] = dh[j] * tanh * o * (1 - o);
                _delta[(3 * units) + j] = dCell * i * (1 - g * g);
                dCPrev[j] += dCell * f;
            }

            NaiveLayer.AddGradient(_delta, x, data.W, data.Row(data.DX, n), data.DW);
            NaiveLayer.AddGradient(_delta, hPrev, data.U, data.Row(data.DHPrev, n), data.DU);
            NaiveLayer.Add(_delta, data.DB);
        }
    }

    private float Preactivation(int row, ReadOnlySpan<float> x, ReadOnlySpan<float> hPrev) =>
        NaiveLayer.Dot(data.Row(data.W, row), x) + NaiveLayer.Dot(data.Row(data.U, row), hPrev) + data.B[row];
}
