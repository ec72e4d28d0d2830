using System.Numerics;
using SymbolicGrad.Benchmarks.Subjects.Suite;
using SymbolicGrad.Simd;

namespace SymbolicGrad.Benchmarks.ByHand.Best;

/// <summary>
/// The suite's LSTM with all bits of a layer in a few vectors, the last one filled up with bits that have no influence. Parameters and their
/// gradient are vectors in arrays of their own; what a step computes is one record.
/// </summary>
internal sealed class BestLstmObjective
{
    private readonly LstmProblem _problem;
    private readonly int _width, _rows, _predictions;
    private readonly Vector<double>[] _parameters, _gradient, _sequence, _mask, _h, _c, _last, _share;
    private readonly Record[] _records;
    private readonly double[] _gold;

    public BestLstmObjective(LstmProblem problem)
    {
        _problem = problem;
        _width = (problem.Bits + Vector<double>.Count - 1) / Vector<double>.Count;
        _predictions = problem.Characters - 1;
        _rows = (problem.MainLength / problem.Bits) + 3;
        (_parameters, _gradient) = (new Vector<double>[_rows * _width], new Vector<double>[_rows * _width]);
        (_h, _c) = (new Vector<double>[problem.Layers * _width], new Vector<double>[problem.Layers * _width]);
        (_last, _share) = (new Vector<double>[problem.Characters * _width], new Vector<double>[problem.Characters * _width]);
        _records = new Record[problem.Characters * problem.Layers * _width];
        _sequence = new Vector<double>[problem.Characters * _width];
        _mask = new Vector<double>[_width];
        _gold = new double[problem.Characters];
        double[] ones = new double[problem.Bits];
        Array.Fill(ones, 1);
        Pad(ones, _mask);
    }

    public double SetGradient(ReadOnlySpan<double> p, Span<double> dp)
    {
        for (int row = 0; row < _rows; row++)
            Pad(p.Slice(row * _problem.Bits, _problem.Bits), _parameters.AsSpan(row * _width, _width));
        for (int t = 0; t < _problem.Characters; t++)
        {
            ReadOnlySpan<double> character = _problem.Sequence.AsSpan(t * _problem.Bits, _problem.Bits);
            _gold[t] = VectorReductions.Sum(character);
            Pad(character, _sequence.AsSpan(t * _width, _width));
        }

        double value = Forward();
        Array.Clear(_gradient);
        Backward();
        Span<double> padded = stackalloc double[_width * Vector<double>.Count];
        for (int row = 0; row < _rows; row++)
        {
            for (int v = 0; v < _width; v++)
                _gradient[(row * _width) + v].CopyTo(padded[(v * Vector<double>.Count)..]);
            padded[.._problem.Bits].CopyTo(dp[(row * _problem.Bits)..]);
        }

        return value;
    }

    private double Forward()
    {
        for (int layer = 0; layer < _problem.Layers; layer++)
        {
            Pad(_problem.State.AsSpan(2 * layer * _problem.Bits, _problem.Bits), _h.AsSpan(layer * _width, _width));
            Pad(_problem.State.AsSpan(((2 * layer) + 1) * _problem.Bits, _problem.Bits), _c.AsSpan(layer * _width, _width));
        }

        double total = 0;
        for (int t = 0; t < _predictions; t++)
        {
            Vector<double> exponentials = default, scores = default;
            for (int v = 0; v < _width; v++)
            {
                Vector<double> x = _sequence[(t * _width) + v] * _parameters[Extra(0) + v];
                for (int layer = 0; layer < _problem.Layers; layer++)
                    x = Step(layer, v, x, ref _records[(((t * _problem.Layers) + layer) * _width) + v]);
                int at = (t * _width) + v;
                _last[at] = x;
                Vector<double> y = Vector.FusedMultiplyAdd(x, _parameters[Extra(1) + v], _parameters[Extra(2) + v]);
                _share[at] = VectorMath.Exp(y) * _mask[v];
                exponentials += _share[at];
                scores = Vector.FusedMultiplyAdd(_sequence[at + _width], y, scores);
            }

            double sum = 2 + Vector.Sum(exponentials);
            for (int v = 0; v < _width; v++)
                _share[(t * _width) + v] *= _gold[t + 1] / sum;
            total += Vector.Sum(scores) - _gold[t + 1] * Math.Log(sum);
        }

        return -total / (_predictions * _problem.Bits);
    }

    private Vector<double> Step(int layer, int v, Vector<double> x, ref Record record)
    {
        ref Vector<double> h = ref _h[(layer * _width) + v], c = ref _c[(layer * _width) + v];
        Vector<double> f = VectorMath.Sigmoid(Affine(layer, 0, v, x)), i = VectorMath.Sigmoid(Affine(layer, 1, v, h));
        Vector<double> o = VectorMath.Sigmoid(Affine(layer, 2, v, x)), a = VectorMath.Tanh(Affine(layer, 3, v, h));
        Vector<double> after = Vector.FusedMultiplyAdd(f, c, i * a), tanh = VectorMath.Tanh(after);
        record = new Record(f, i, o, a, tanh, x, h, c);
        c = after;
        h = o * tanh;
        return h;
    }

    private void Backward()
    {
        Array.Clear(_h);
        Array.Clear(_c);
        Vector<double> scale = new(-1.0 / (_predictions * _problem.Bits));
        for (int t = _predictions - 1; t >= 0; t--)
        {
            for (int v = 0; v < _width; v++)
            {
                int at = (t * _width) + v;
                Vector<double> dy = scale * (_sequence[at + _width] - _share[at]);
                _gradient[Extra(1) + v] += dy * _last[at];
                _gradient[Extra(2) + v] += dy;
                Vector<double> dx = dy * _parameters[Extra(1) + v];
                for (int layer = _problem.Layers - 1; layer >= 0; layer--)
                    dx = StepBackward(layer, v, dx, in _records[(((t * _problem.Layers) + layer) * _width) + v]);
                _gradient[Extra(0) + v] += dx * _sequence[at];
            }
        }
    }

    /// <summary>States hold their adjoints now.</summary>
    private Vector<double> StepBackward(int layer, int v, Vector<double> dx, in Record record)
    {
        Vector<double> one = Vector<double>.One;
        ref Vector<double> dh = ref _h[(layer * _width) + v], dc = ref _c[(layer * _width) + v];
        Vector<double> dH = dx + dh, dHO = dH * record.O;
        Vector<double> dC = Vector.FusedMultiplyAdd(dHO, one - (record.Tanh * record.Tanh), dc), dCF = dC * record.F, dCI = dC * record.I;
        Vector<double> df = dCF * (one - record.F) * record.CBefore, di = dCI * (one - record.I) * record.A;
        Vector<double> dO = dHO * (one - record.O) * record.Tanh, da = dCI * (one - (record.A * record.A));
        dc = dCF;
        dh = Vector.FusedMultiplyAdd(di, _parameters[Gate(layer, 1) + v], da * _parameters[Gate(layer, 3) + v]);
        Add(layer, 0, v, df, record.X);
        Add(layer, 1, v, di, record.HBefore);
        Add(layer, 2, v, dO, record.X);
        Add(layer, 3, v, da, record.HBefore);
        return Vector.FusedMultiplyAdd(df, _parameters[Gate(layer, 0) + v], dO * _parameters[Gate(layer, 2) + v]);
    }

    private Vector<double> Affine(int layer, int gate, int v, Vector<double> x) =>
        Vector.FusedMultiplyAdd(x, _parameters[Gate(layer, gate) + v], _parameters[Gate(layer, gate + LstmProblem.Gates) + v]);

    private void Add(int layer, int gate, int v, Vector<double> delta, Vector<double> operand)
    {
        ref Vector<double> weight = ref _gradient[Gate(layer, gate) + v];
        weight = Vector.FusedMultiplyAdd(delta, operand, weight);
        _gradient[Gate(layer, gate + LstmProblem.Gates) + v] += delta;
    }

    private int Gate(int layer, int row) => ((2 * LstmProblem.Gates * layer) + row) * _width;

    private int Extra(int row) => Gate(_problem.Layers, row);

    private static void Pad(ReadOnlySpan<double> row, Span<Vector<double>> target)
    {
        Span<double> padded = stackalloc double[target.Length * Vector<double>.Count];
        padded.Clear();
        row.CopyTo(padded);
        for (int v = 0; v < target.Length; v++)
            target[v] = new Vector<double>(padded[(v * Vector<double>.Count)..]);
    }

    private readonly record struct Record(
        Vector<double> F, Vector<double> I, Vector<double> O, Vector<double> A, Vector<double> Tanh, Vector<double> X, Vector<double> HBefore, Vector<double> CBefore);
}
