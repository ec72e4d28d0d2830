using SymbolicGrad.Benchmarks.Subjects.Suite;

namespace SymbolicGrad.Benchmarks.ByHand.Naive;

/// <summary>The suite's LSTM: forward with every gate recorded, then backward through time.</summary>
internal sealed class NaiveLstmObjective(LstmProblem problem)
{
    private readonly int _bits = problem.Bits, _layers = problem.Layers, _predictions = problem.Characters - 1;

    private readonly double[] _f = Records(problem), _i = Records(problem), _o = Records(problem), _a = Records(problem), _tanh = Records(problem);
    private readonly double[] _input = Records(problem), _hBefore = Records(problem), _cBefore = Records(problem), _share = Records(problem), _last = Records(problem);
    private readonly double[] _h = new double[problem.State.Length / 2], _c = new double[problem.State.Length / 2];

    public double SetGradient(ReadOnlySpan<double> p, Span<double> dp)
    {
        double value = Forward(p);
        dp.Clear();
        Backward(p, dp);
        return value;
    }

    private double Forward(ReadOnlySpan<double> p)
    {
        for (int layer = 0; layer < _layers; layer++)
        {
            problem.State.AsSpan(2 * layer * _bits, _bits).CopyTo(_h.AsSpan(layer * _bits));
            problem.State.AsSpan(((2 * layer) + 1) * _bits, _bits).CopyTo(_c.AsSpan(layer * _bits));
        }

        double total = 0;
        for (int t = 0; t < _predictions; t++)
        {
            for (int j = 0; j < _bits; j++)
            {
                double x = problem.Sequence[(t * _bits) + j] * p[problem.Extra(0) + j];
                for (int layer = 0; layer < _layers; layer++)
                    x = Step(p, t, layer, j, x);
                _last[(t * _bits) + j] = x;
            }

            total += Loss(p, t);
        }

        return -total / (_predictions * _bits);
    }

    private double Step(ReadOnlySpan<double> p, int t, int layer, int j, double x)
    {
        int at = (((t * _layers) + layer) * _bits) + j, state = (layer * _bits) + j;
        (double h, double c) = (_h[state], _c[state]);
        double f = Sigmoid(x * Weight(p, layer, 0, j) + Bias(p, layer, 0, j)), i = Sigmoid(h * Weight(p, layer, 1, j) + Bias(p, layer, 1, j));
        double o = Sigmoid(x * Weight(p, layer, 2, j) + Bias(p, layer, 2, j)), a = Math.Tanh(h * Weight(p, layer, 3, j) + Bias(p, layer, 3, j));
        (_f[at], _i[at], _o[at], _a[at], _input[at], _hBefore[at], _cBefore[at]) = (f, i, o, a, x, h, c);
        _c[state] = f * c + i * a;
        _tanh[at] = Math.Tanh(_c[state]);
        _h[state] = o * _tanh[at];
        return _h[state];
    }

    private double Loss(ReadOnlySpan<double> p, int t)
    {
        double sum = 2, total = 0;
        for (int j = 0; j < _bits; j++)
            sum += Math.Exp(Prediction(p, t, j));
        double logSum = Math.Log(sum);
        for (int j = 0; j < _bits; j++)
        {
            _share[(t * _bits) + j] = Math.Exp(Prediction(p, t, j)) / sum;
            total += problem.Sequence[((t + 1) * _bits) + j] * (Prediction(p, t, j) - logSum);
        }

        return total;
    }

    private void Backward(ReadOnlySpan<double> p, Span<double> dp)
    {
        Array.Clear(_h);
        Array.Clear(_c);
        for (int t = _predictions - 1; t >= 0; t--)
        {
            double gold = 0;
            for (int j = 0; j < _bits; j++)
                gold += problem.Sequence[((t + 1) * _bits) + j];
            for (int j = 0; j < _bits; j++)
            {
                int at = (t * _bits) + j;
                double dy = -(problem.Sequence[at + _bits] - gold * _share[at]) / (_predictions * _bits);
                dp[problem.Extra(1) + j] += dy * _last[at];
                dp[problem.Extra(2) + j] += dy;
                double dx = dy * p[problem.Extra(1) + j];
                for (int layer = _layers - 1; layer >= 0; layer--)
                    dx = StepBackward(p, t, layer, j, dx, dp);
                dp[problem.Extra(0) + j] += dx * problem.Sequence[at];
            }
        }
    }

    /// <summary>States hold their adjoints now.</summary>
    private double StepBackward(ReadOnlySpan<double> p, int t, int layer, int j, double dx, Span<double> dp)
    {
        int at = (((t * _layers) + layer) * _bits) + j, state = (layer * _bits) + j;
        (double f, double i, double o, double a, double tanh) = (_f[at], _i[at], _o[at], _a[at], _tanh[at]);
        double dh = dx + _h[state], dc = _c[state] + dh * o * (1 - tanh * tanh);
        double df = dc * _cBefore[at] * f * (1 - f), di = dc * a * i * (1 - i), dO = dh * tanh * o * (1 - o), da = dc * i * (1 - a * a);
        _c[state] = dc * f;
        _h[state] = di * Weight(p, layer, 1, j) + da * Weight(p, layer, 3, j);
        Add(dp, layer, 0, j, df, _input[at]);
        Add(dp, layer, 1, j, di, _hBefore[at]);
        Add(dp, layer, 2, j, dO, _input[at]);
        Add(dp, layer, 3, j, da, _hBefore[at]);
        return df * Weight(p, layer, 0, j) + dO * Weight(p, layer, 2, j);
    }

    private void Add(Span<double> dp, int layer, int gate, int j, double delta, double operand)
    {
        dp[problem.Weights(layer, gate) + j] += delta * operand;
        dp[problem.Weights(layer, gate) + (LstmProblem.Gates * _bits) + j] += delta;
    }

    private double Weight(ReadOnlySpan<double> p, int layer, int gate, int j) => p[problem.Weights(layer, gate) + j];

    private double Bias(ReadOnlySpan<double> p, int layer, int gate, int j) => p[problem.Weights(layer, gate) + (LstmProblem.Gates * _bits) + j];

    private double Prediction(ReadOnlySpan<double> p, int t, int j) => _last[(t * _bits) + j] * p[problem.Extra(1) + j] + p[problem.Extra(2) + j];

    private static double[] Records(LstmProblem problem) => new double[problem.Characters * problem.Layers * problem.Bits];

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
