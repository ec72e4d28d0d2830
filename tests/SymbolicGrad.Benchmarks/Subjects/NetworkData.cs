using SymbolicGrad.Samples.Mnist;

namespace SymbolicGrad.Benchmarks.Subjects;

/// <summary>The sample's network with its parameters, a batch of images, and where loss and gradients go.</summary>
internal sealed class NetworkData
{
    public NetworkData(int batch)
    {
        Batch = batch;
        Network = new Network<float>(new NetworkDesign(Widths, BatchNorm: false, "elu", "he-normal"), batch, new Random(1));
        Random random = new(2);
        Images = Numbers.Uniform<float>(random, batch * Widths[0], 1);
        Labels = Numbers.Zeros<int>(batch);
        for (int n = 0; n < batch; n++)
            Labels[n] = random.Next(Widths[^1]);
        Layers = [.. Network.Parameters.Chunk(2).Select(pair => new Layer(pair[0].Columns, pair[0].Rows, pair[0].Values, pair[1].Values, pair[0].Gradient, pair[1].Gradient))];
        foreach (Layer layer in Layers)
            Numbers.Uniform<float>(random, layer.B.Length, 0.1).CopyTo(layer.B, 0);
    }

    public static int[] Widths { get; } = [784, 300, 100, 10];

    public int Batch { get; }

    public Network<float> Network { get; }

    public float[] Images { get; }

    public int[] Labels { get; }

    public Layer[] Layers { get; }

    public float[] Loss { get; } = new float[1];

    public IReadOnlyList<Array> Results => [Loss, .. Layers.SelectMany(layer => new[] { layer.DW, layer.DB })];

    public void ClearGradients()
    {
        foreach (Layer layer in Layers)
        {
            Array.Clear(layer.DW);
            Array.Clear(layer.DB);
        }
    }

    /// <summary>The arrays of the network's own parameters.</summary>
    public sealed record Layer(int Inputs, int Outputs, float[] W, float[] B, float[] DW, float[] DB);
}
