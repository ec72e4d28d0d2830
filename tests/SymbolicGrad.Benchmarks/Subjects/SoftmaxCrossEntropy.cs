using CommunityToolkit.HighPerformance;
using SymbolicGrad.Benchmarks.ByHand.Best;
using SymbolicGrad.Benchmarks.ByHand.Naive;
using SymbolicGrad.Benchmarks.Comparing;
using SymbolicGrad.Benchmarks.Native;
using SymbolicGrad.Benchmarks.Peers;
using SymbolicGrad.Benchmarks.Peers.Programs;
using SymbolicGrad.Nn;

namespace SymbolicGrad.Benchmarks.Subjects;

/// <summary><see cref="Losses.SoftmaxCrossEntropy"/>.</summary>
public sealed class SoftmaxCrossEntropy : Subject
{
    private static readonly (int Rows, int Classes)[] Sizes = [(32, 10), (32, 1000)];

    public override IReadOnlyDictionary<string, Func<SizedSubject>> Cases =>
        Sizes.ToDictionary(size => $"{size.Rows} × {size.Classes}", size => (Func<SizedSubject>)(() => Create(size.Rows, size.Classes)));

    private static SizedSubject Create(int rows, int classes)
    {
        Random random = new(1);
        float[] logits = Numbers.Uniform<float>(random, rows * classes, 3);
        int[] labels = Numbers.Zeros<int>(rows);
        for (int n = 0; n < rows; n++)
            labels[n] = random.Next(classes);
        float[] loss = Numbers.Zeros<float>(1), gradient = Numbers.Zeros<float>(rows * classes);
        Func<float> onTape = new PeerGradient<float>(new SoftmaxProgram(labels), [(logits, gradient)]).OnTape();
        SizedSubject sized = new(1e-5, loss, gradient)
        {
            {
                Variant.Generated,
                () => loss[0] = Losses.SoftmaxCrossEntropyGradient(
                    Views.Rows(logits, rows), labels, Views.Rows(gradient, rows))
            },
            { Variant.Primal, () => loss[0] = Losses.SoftmaxCrossEntropy<float>(Views.Rows(logits, rows), labels) },
            { Variant.Naive, () => loss[0] = NaiveSoftmax.SetGradient(logits, labels, gradient) },
            { Variant.Best, () => loss[0] = BestSoftmax.SetGradient(logits, labels, gradient) },
            { Variant.Tape, () => loss[0] = onTape() },
        };
        if (Libtorch.IsThere)
        {
            sized.AddNative(
                Variant.Libtorch,
                () => Libtorch.Softmax(rows, classes, logits, labels),
                native => native.Run(),
                native =>
                {
                    loss[0] = native.Value;
                    native.Read([gradient]);
                });
        }

        return sized;
    }
}
