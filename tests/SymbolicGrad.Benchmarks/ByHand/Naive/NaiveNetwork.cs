using SymbolicGrad.Benchmarks.Subjects;

namespace SymbolicGrad.Benchmarks.ByHand.Naive;

/// <summary>Dense layers with ELU, example by example.</summary>
internal sealed class NaiveNetwork(NetworkData data)
{
    private readonly float[][] _signals = [data.Images, .. data.Layers.Select(layer => new float[data.Batch * layer.Outputs])];
    private readonly float[][] _deltas = [[], .. data.Layers.Select(layer => new float[data.Batch * layer.Outputs])];

    public void SetGradient()
    {
        for (int n = 0; n < data.Batch; n++)
            Forward(n);
        data.ClearGradients();
        data.Loss[0] = NaiveSoftmax.SetGradient(_signals[^1], data.Labels, _deltas[^1]);
        for (int n = 0; n < data.Batch; n++)
            AddBackward(n);
    }

    private void Forward(int n)
    {
        for (int i = 0; i < data.Layers.Length; i++)
        {
            NetworkData.Layer layer = data.Layers[i];
            Span<float> output = Row(_signals[i + 1], n, layer.Outputs);
            NaiveLayer.Forward(Row(_signals[i], n, layer.Inputs), layer.W, layer.B, output);
            for (int k = 0; i < data.Layers.Length - 1 && k < output.Length; k++)
                output[k] = output[k] > 0 ? output[k] : MathF.Exp(output[k]) - 1;
        }
    }

    private void AddBackward(int n)
    {
        for (int i = data.Layers.Length - 1; i >= 0; i--)
        {
            NetworkData.Layer layer = data.Layers[i];
            Span<float> delta = Row(_deltas[i + 1], n, layer.Outputs), input = Row(_signals[i], n, layer.Inputs);
            NaiveLayer.Add(delta, layer.DB);
            if (i == 0)
            {
                NaiveLayer.AddGradient(delta, input, layer.DW);
                continue;
            }

            Span<float> dInput = Row(_deltas[i], n, layer.Inputs);
            dInput.Clear();
            NaiveLayer.AddGradient(delta, input, layer.W, dInput, layer.DW);
            for (int k = 0; k < input.Length; k++)
                dInput[k] *= input[k] > 0 ? 1 : input[k] + 1;
        }
    }

    private static Span<float> Row(float[] matrix, int n, int width) => matrix.AsSpan(n * width, width);
}
