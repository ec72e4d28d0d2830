using SymbolicGrad.Nn;

namespace SymbolicGrad.Tests.Nn;

/// <summary>No generated member allocates: measured on the thread, after a first call has filled the pool.</summary>
public class AllocationTests
{
    private readonly double[] _x = Numbers(3), _h = Numbers(4), _c = Numbers(4), _w = Numbers(48), _u = Numbers(64), _b = Numbers(16);
    private readonly double[] _dx = new double[3], _dh = new double[4], _dc = new double[4], _dw = new double[48], _du = new double[64], _db = new double[16];
    private readonly double[] _hNext = new double[4], _cNext = new double[4];
    private readonly double[] _big = Numbers(900), _dBig = new double[900];

    private static double[] Numbers(int count) => Enumerable.Range(0, count).Select(i => Math.Sin(i + 1)).ToArray();

    private static void ShouldNotAllocate(Action call)
    {
        call();
        call();
        long before = GC.GetAllocatedBytesForCurrentThread();
        call();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void ScalarGradient() => ShouldNotAllocate(() =>
        Networks.SigmoidChain4Gradient(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, out _, out _, out _, out _, out _, out _, out _, out _, out _));

    [Fact]
    public void LstmBackward() => ShouldNotAllocate(() =>
        Recurrent.LstmBackward(
            _x, _h, _c, new(_w, 16, 3), new(_u, 16, 4), _b, _hNext, _cNext, _dx, _dh, _dc, new(_dw, 16, 3), new(_du, 16, 4), _db));

    [Fact]
    public void LstmTapedPair()
    {
        double[] tape = new double[Recurrent.LstmTapeLength<double>(_x, _h, _c, new(_w, 16, 3), new(_u, 16, 4), _b)];
        ShouldNotAllocate(() =>
        {
            Recurrent.LstmForward(_x, _h, _c, new(_w, 16, 3), new(_u, 16, 4), _b, _hNext, _cNext, tape);
            Recurrent.LstmBackward(
                _x, _h, _c, new(_w, 16, 3), new(_u, 16, 4), _b, _hNext, _cNext, _dx, _dh, _dc, new(_dw, 16, 3), new(_du, 16, 4), _db, tape);
        });
    }

    /// <summary>Longer than what the workspace has on the stack, so that memory is rented.</summary>
    [Fact]
    public void LongSequence() => ShouldNotAllocate(() =>
        Recurrent.Rnn3TanhGradient(_big, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, _big, _dBig, out _, out _, out _, out _, out _, out _));

    [Fact]
    public void Batch() => ShouldNotAllocate(() =>
        Dense.BatchBackward<double>(new(_big, 30, 30), new(_big, 30, 30), _big.AsSpan(0, 30), new(_big, 30, 30), new(_dBig, 30, 30), new(_dBig, 30, 30), _dBig.AsSpan(0, 30)));

    [Fact]
    public void BatchNorm() => ShouldNotAllocate(() =>
        Normalisation.BatchBackward<double>(new(_big, 30, 30), _big.AsSpan(0, 30), _big.AsSpan(0, 30), 1e-3, new(_big, 30, 30), new(_dBig, 30, 30), _dBig.AsSpan(0, 30), _dBig.AsSpan(30, 30)));

    /// <summary>The taped pair gives what the single call gives.</summary>
    [Fact]
    public void TapedPairAgrees()
    {
        double[] dx = new double[3], dw = new double[48], tape = new double[Recurrent.LstmTapeLength<double>(_x, _h, _c, new(_w, 16, 3), new(_u, 16, 4), _b)];
        double[] up = Numbers(8);
        Recurrent.LstmForward(_x, _h, _c, new(_w, 16, 3), new(_u, 16, 4), _b, _hNext, _cNext, tape);
        Recurrent.LstmBackward(
            _x, _h, _c, new(_w, 16, 3), new(_u, 16, 4), _b, up.AsSpan(0, 4), up.AsSpan(4), dx, _dh, _dc, new(dw, 16, 3), new(_du, 16, 4), _db, tape);
        Recurrent.LstmBackward(
            _x, _h, _c, new(_w, 16, 3), new(_u, 16, 4), _b, up.AsSpan(0, 4), up.AsSpan(4), _dx, _dh, _dc, new(_dw, 16, 3), new(_du, 16, 4), _db);
        dx.ShouldBe(_dx);
        dw.ShouldBe(_dw);
        dw.ShouldContain(number => number != 0);
    }
}
