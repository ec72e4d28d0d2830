using SymbolicGrad.Benchmarks.Subjects;

namespace SymbolicGrad.Benchmarks.ByHand.Naive;

/// <summary>The GRU cell unit by unit: the candidate's deltas give those of the reset gate.</summary>
internal sealed class NaiveGru(CellData data)
{
    private readonly float[] _r = new float[data.Units], _reset = new float[data.Units], _dReset = new float[data.Units], _delta = new float[data.Rows];

    public void AddGradient()
    {
        int units = data.Units;
        int gates = 2 * units * units;
        for (int n = 0; n < data.Batch; n++)
        {
            Span<float> x = data.Row(data.X, n), hPrev = data.Row(data.HPrev, n), dh = data.Row(data.Dh, n), dHPrev = data.Row(data.DHPrev, n);
            for (int j = 0; j < units; j++)
            {
                _r[j] = NaiveLayer.Sigmoid(Preactivation(units + j, x, hPrev));
                _reset[j] = _r[j] * hPrev[j];
                _dReset[j] = 0;
            }

            for (int j = 0; j < units; j++)
            {
                float z = NaiveLayer.Sigmoid(Preactivation(j, x, hPrev));
                float candidate = MathF.Tanh(Preactivation((2 * units) + j, x, _reset));
                _delta[j] = dh[j] * (candidate - hPrev[j]) * z * (1 - z);
                _delta[(2 * units) + j] = dh[j] * z * (1 - candidate * candidate);
                dHPrev[j] += dh[j] * (1 - z);
            }

            NaiveLayer.AddGradient(_delta.AsSpan(2 * units), _reset, data.U.AsSpan(gates), _dReset, data.DU.AsSpan(gates));
            for (int j = 0; j < units; j++)
            {
                _delta[units + j] = _dReset[j] * hPrev[j] * _r[j] * (1 - _r[j]);
                dHPrev[j] += _dReset[j] * _r[j];
            }

            NaiveLayer.AddGradient(_delta, x, data.W, data.Row(data.DX, n), data.DW);
            NaiveLayer.AddGradient(_delta.AsSpan(0, 2 * units), hPrev, data.U, dHPrev, data.DU);
            NaiveLayer.Add(_delta, data.DB);
        }
    }

    private float Preactivation(int row, ReadOnlySpan<float> x, ReadOnlySpan<float> state) =>
        NaiveLayer.Dot(data.Row(data.W, row), x) + NaiveLayer.Dot(data.Row(data.U, row), state) + data.B[row];
}
