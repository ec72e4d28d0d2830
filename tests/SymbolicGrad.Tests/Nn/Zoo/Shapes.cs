namespace SymbolicGrad.Tests.Nn.Zoo;

/// <summary>
/// The shapes that each annotated function of the zoo is called with, one line a function: its parameters in order, each with
/// its length or height×width; numbers have none.
/// </summary>
public static class Shapes
{
    private const string Table =
        """
        Autoencoders.Encode x:5x3 w:4x3 b:4 hidden:5x4
        Autoencoders.FineTuningLoss x:5x3 w1:4x3 b1:4 w2:6x4 b2:6 v:6 target:5
        Autoencoders.ReconstructionLoss x:5x3 w:4x3 b:4 decoder:3x4 decoderBias:3
        Dense.Batch x:5x3 w:4x3 b:4 y:5x4
        Dense.Elu x:3 w:4x3 b:4 y:4
        Dense.FirstBatch x:5x3 w:4x3 b:4 y:5x4
        Dense.Linear x:3 w:4x3 b:4 y:4
        Dense.Relu x:3 w:4x3 b:4 y:4
        Dense.Residual x:3 w1:4x3 b1:4 w2:3x4 b2:3 y:3
        Dense.Tanh x:3 w:4x3 b:4 y:4
        Elementwise.Elu x:19 result:19
        Elementwise.Elu x:19 alpha result:19
        Elementwise.EluBatch x:5x7 result:5x7
        Elementwise.Gelu x:19 result:19
        Elementwise.HardSigmoid x:19 result:19
        Elementwise.LeakyRelu x:19 slope result:19
        Elementwise.Mish x:19 result:19
        Elementwise.PRelu x:19 a result:19
        Elementwise.RandomisedRelu x:19 slopes:19 result:19
        Elementwise.Relu x:19 result:19
        Elementwise.Selu x:19 result:19
        Elementwise.Sigmoid x:19 result:19
        Elementwise.Silu x:19 result:19
        Elementwise.Softplus x:19 result:19
        Elementwise.Softsign x:19 result:19
        Elementwise.Tanh x:19 result:19
        Losses.BinaryCrossEntropyWithLogits z:6 t:6
        Losses.HalfSquaredError y:6 target:6
        Losses.Huber y:6 t:6 delta
        Losses.L2RegularisedLoss x:5x3 w:3 y:5 alpha
        Losses.MeanSquaredError y:6 target:6
        Losses.SoftmaxCrossEntropy logits:5x4 labels:5
        Networks.MlpEluCrossEntropy x:5x3 w1:4x3 b1:4 w2:6x4 b2:6 w3:3x6 b3:3 labels:5
        Networks.Mlp222 w1 w2 w3 w4 w5 w6 w7 w8 b1 b2 i1 i2 t1 t2
        Networks.SigmoidChain4 x w1 w2 w3 w4 b1 b2 b3 b4 t
        Normalisation.Batch x:5x4 gamma:4 beta:4 eps result:5x4
        Normalisation.BatchInference x:5x4 mean:4 variance:4 gamma:4 beta:4 eps result:5x4
        Normalisation.Layer x:6 gamma:6 beta:6 eps result:6
        Normalisation.Softmax z:6 result:6
        Recurrent.Gru x:3 hPrev:4 w:12x3 u:12x4 b:12 h:4
        Recurrent.GruBatch x:5x3 hPrev:5x4 w:12x3 u:12x4 b:12 h:5x4
        Recurrent.GruMinimal x:3 hPrev:4 w:8x3 u:8x4 b:8 h:4
        Recurrent.GruReordered x:3 hPrev:4 cPrev:4 w:12x3 u:12x4 b:12 h:4 c:4
        Recurrent.GruState hPrev zz zr zh uz ur uh
        Recurrent.Lstm x:3 hPrev:4 cPrev:4 w:16x3 u:16x4 b:16 h:4 c:4
        Recurrent.LstmBatch x:5x3 hPrev:5x4 cPrev:5x4 w:16x3 u:16x4 b:16 h:5x4 c:5x4
        Recurrent.LstmCellState cPrev oPrev zf zi zc uf ui uc
        Recurrent.LstmSequenceLoss x:6x3 w:16x3 u:16x4 b:16 wo:2x4 bo:2 y:6x2
        Recurrent.Rnn x:3 hPrev:4 w:4x3 u:4x4 b:4 h:4
        Recurrent.Rnn3Linear x:3 s0 wx ws wo b1 b2 y:3
        Recurrent.Rnn3Tanh x:3 s0 wx ws wo b1 b2 y:3
        Recurrent.RnnBatch x:5x3 hPrev:5x4 w:4x3 u:4x4 b:4 h:5x4
        Recurrent.RnnReluState hPrev zx u
        Recurrent.RnnSequenceLoss x:6x3 w:4x3 u:4x4 b:4 wo:2x4 bo:2 y:6x2
        Recurrent.RnnState hPrev zx u
        """;

    /// <summary>By the function with its parameters' names, as <c>Dense.Linear(x, w, b, y)</c>.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, (int Height, int Width)>> All { get; } =
        Table.Split('\n', StringSplitOptions.TrimEntries).Select(Parse).ToDictionary();

    private static KeyValuePair<string, IReadOnlyDictionary<string, (int Height, int Width)>> Parse(string line)
    {
        string[] words = line.Split(' ');
        Dictionary<string, (int Height, int Width)> shapes = words.Skip(1).Select(word => word.Split(':')).ToDictionary(parts => parts[0], Size);
        return new($"{words[0]}({string.Join(", ", shapes.Keys)})", shapes);
    }

    private static (int Height, int Width) Size(string[] parts)
    {
        int[] lengths = parts.Length == 1 ? [1] : parts[1].Split('x').Select(int.Parse).ToArray();
        return lengths.Length == 1 ? (1, lengths[0]) : (lengths[0], lengths[1]);
    }
}
