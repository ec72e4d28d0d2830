using System.Text;
using SymbolicGrad.Benchmarks.Peak;

namespace SymbolicGrad.Benchmarks.Reporting;

/// <summary>Times of a layer's products and their shares of what the hardware could do, from the same run.</summary>
internal static class PeakTable
{
    private static readonly (string Method, string Formula)[] s_products =
    [
        (nameof(LayerProducts.Forward), "Y = X·Wᵀ"),
        (nameof(LayerProducts.ToInputs), "dX = Δ·W"),
        (nameof(LayerProducts.ToWeights), "dW = Δᵀ·X"),
    ];

    /// <param name="medians">Nanoseconds of a method with a parameter.</param>
    /// <exception cref="InvalidOperationException">The rate of <see cref="System.Numerics.Vector{T}"/> is not among them.</exception>
    public static string Text(IReadOnlyDictionary<(string Method, string Parameter), double> medians)
    {
        double preferred = Peak(PeakRate.Preferred) ?? throw new InvalidOperationException("The run has products of matrices, but no peak to compare them with.");
        double? wide = Peak(PeakRate.Wide);
        StringBuilder table = new();
        table.AppendJoin("; ", from vectors in (string[])[PeakRate.Preferred, PeakRate.Wide] where Peak(vectors) is not null select $"`{vectors}`: {Words.Digits(Peak(vectors)!.Value)} GFLOP/s").Append(".\n\n");
        Tables.AppendRow(table, ["", .. s_products.Select(product => product.Formula)]);
        Tables.AppendRow(table, ["---", .. s_products.Select(_ => "---:")]);
        foreach (Layer layer in Layer.All)
            Tables.AppendRow(table, [layer.Name, .. s_products.Select(product => Cell(layer, product.Method))]);
        return table.ToString();

        double? Peak(string vectors) => medians.TryGetValue((nameof(PeakRate.Run), vectors), out double time) ? PeakRate.Operations(vectors) / time : null;

        string Cell(Layer layer, string method)
        {
            if (!medians.TryGetValue((method, layer.Name), out double time))
                return "";
            string share = $"{Words.Time(time)}, {Words.Percent(layer.Operations / time / preferred)}";
            return wide is { } peak ? $"{share}, {Words.Percent(layer.Operations / time / peak)}" : share;
        }
    }
}
