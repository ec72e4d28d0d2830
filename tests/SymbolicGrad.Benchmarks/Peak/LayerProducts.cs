using BenchmarkDotNet.Attributes;
using CommunityToolkit.HighPerformance;
using SymbolicGrad.Benchmarks.Subjects;
using SymbolicGrad.Simd;

namespace SymbolicGrad.Benchmarks.Peak;

/// <summary>The three products of matrices of a dense layer, forward and backward. Each sets its target.</summary>
[BenchmarkCategory(Categories.Peak)]
public class LayerProducts
{
    private float[] _x = [], _w = [], _delta = [], _y = [], _dx = [], _dw = [];

    public IEnumerable<Layer> Layers { get; } = Layer.All;

    [ParamsSource(nameof(Layers))]
    public Layer Layer { get; set; } = Layer.All[0];

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        _x = Numbers.Uniform<float>(random, Layer.Batch * Layer.Inputs, 1);
        _w = Numbers.Uniform<float>(random, Layer.Outputs * Layer.Inputs, 1);
        _delta = Numbers.Uniform<float>(random, Layer.Batch * Layer.Outputs, 1);
        (_y, _dx, _dw) = (new float[_delta.Length], new float[_x.Length], new float[_w.Length]);
    }

    /// <summary>Y = X·Wᵀ</summary>
    [Benchmark]
    public void Forward() => MatrixProduct.ProductTransposed<float>(Rows(_x, Layer.Batch), Rows(_w, Layer.Outputs), Rows(_y, Layer.Batch));

    /// <summary>dX = Δ·W</summary>
    [Benchmark]
    public void ToInputs() => MatrixProduct.Product<float>(Rows(_delta, Layer.Batch), Rows(_w, Layer.Outputs), Rows(_dx, Layer.Batch));

    /// <summary>dW = Δᵀ·X</summary>
    [Benchmark]
    public void ToWeights() => MatrixProduct.TransposedProduct<float>(Rows(_delta, Layer.Batch), Rows(_x, Layer.Batch), Rows(_dw, Layer.Outputs));

    private static Span2D<float> Rows(float[] elements, int rows) => new(elements, rows, elements.Length / rows);
}
