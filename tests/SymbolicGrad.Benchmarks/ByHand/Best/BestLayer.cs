using System.Numerics;
using System.Runtime.InteropServices;
using SymbolicGrad.Benchmarks.Subjects;
using SymbolicGrad.Simd;

namespace SymbolicGrad.Benchmarks.ByHand.Best;

/// <summary>Layers on one example by rows, on a batch by blocked matrix products.</summary>
internal static class BestLayer
{
    /// <summary>Z = X·Wᵀ + b</summary>
    public static void Forward(int batch, ReadOnlySpan<float> x, ReadOnlySpan<float> w, ReadOnlySpan<float> b, Span<float> z) =>
        Forward(batch, x, w, [], [], b, z);

    /// <summary>Z = X·Wᵀ + H·Uᵀ + b</summary>
    public static void Forward(
        int batch, ReadOnlySpan<float> x, ReadOnlySpan<float> w, ReadOnlySpan<float> h, ReadOnlySpan<float> u, ReadOnlySpan<float> b, Span<float> z)
    {
        for (int n = 0; n < batch; n++)
            b.CopyTo(z[(n * b.Length)..]);
        AddProducts(batch, x, w, h, u, z);
    }

    /// <summary>Z += X·Wᵀ + H·Uᵀ</summary>
    public static void AddProducts(int batch, ReadOnlySpan<float> x, ReadOnlySpan<float> w, ReadOnlySpan<float> h, ReadOnlySpan<float> u, Span<float> z)
    {
        if (batch == 1)
        {
            RowDots.Add(x, w, h, u, z);
            return;
        }

        MatrixProduct.AddProductTransposed(Views.Rows(x, batch), Views.Rows(w, z.Length / batch), Views.Rows(z, batch));
        if (!h.IsEmpty)
            MatrixProduct.AddProductTransposed(Views.Rows(h, batch), Views.Rows(u, z.Length / batch), Views.Rows(z, batch));
    }

    /// <summary>dX += Δ·W, and dW takes Δᵀ·X: <see cref="Add"/> or <see cref="Set"/>.</summary>
    public static void Backward<TWeights>(int batch, ReadOnlySpan<float> delta, ReadOnlySpan<float> x, ReadOnlySpan<float> w, Span<float> dx, Span<float> dw)
        where TWeights : struct, IUpdate
    {
        if (batch == 1)
        {
            RowUpdates<TWeights>.Backward(delta, x, w, dx, dw);
            return;
        }

        MatrixProduct.AddProduct(Views.Rows(delta, batch), Views.Rows(w, delta.Length / batch), Views.Rows(dx, batch));
        BackwardToWeights<TWeights>(batch, delta, x, dw);
    }

    /// <summary>dW takes Δᵀ·X, for an X that needs no gradient.</summary>
    public static void BackwardToWeights<TWeights>(int batch, ReadOnlySpan<float> delta, ReadOnlySpan<float> x, Span<float> dw)
        where TWeights : struct, IUpdate
    {
        if (batch == 1)
        {
            RowUpdates<TWeights>.BackwardToWeights(delta, x, dw);
            return;
        }

        if (typeof(TWeights) == typeof(Set))
            MatrixProduct.TransposedProduct(Views.Rows(delta, batch), Views.Rows(x, batch), Views.Rows(dw, delta.Length / batch));
        else
            MatrixProduct.AddTransposedProduct(Views.Rows(delta, batch), Views.Rows(x, batch), Views.Rows(dw, delta.Length / batch));
    }

    /// <summary>db += the sum of Δ's rows</summary>
    public static void BackwardToBiases(ReadOnlySpan<float> delta, Span<float> db)
    {
        ref float target = ref MemoryMarshal.GetReference(db), source = ref MemoryMarshal.GetReference(delta);
        nuint width = (nuint)db.Length, length = (nuint)delta.Length, lanes = (nuint)Vector<float>.Count, j = 0;
        for (; j + lanes <= width; j += lanes)
        {
            Vector<float> sum = Vector.LoadUnsafe(ref target, j);
            for (nuint at = j; at < length; at += width)
                sum += Vector.LoadUnsafe(ref source, at);
            sum.StoreUnsafe(ref target, j);
        }

        for (; j < width; j++)
        {
            for (nuint at = j; at < length; at += width)
                db[(int)j] += delta[(int)at];
        }
    }
}
