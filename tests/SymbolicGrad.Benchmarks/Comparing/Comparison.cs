using BenchmarkDotNet.Attributes;
using SymbolicGrad.Benchmarks.Subjects;
using SymbolicGrad.Benchmarks.Subjects.Suite;

namespace SymbolicGrad.Benchmarks.Comparing;

/// <summary>Every way to compute the gradient of one subject, against the generated one. A new subject is a line here.</summary>
/// <remarks>
/// Small functions stand before large ones: in the short mode's one process, every gradient of ADOL-C's clears memory for the largest function
/// recorded before it.
/// </remarks>
[GenericTypeArguments(typeof(LstmCell))]
[GenericTypeArguments(typeof(GruCell))]
[GenericTypeArguments(typeof(RnnCell))]
[GenericTypeArguments(typeof(DenseNetwork))]
[GenericTypeArguments(typeof(TrainingEpoch))]
[GenericTypeArguments(typeof(SoftmaxCrossEntropy))]
[GenericTypeArguments(typeof(TwoTwoTwoNetwork))]
[GenericTypeArguments(typeof(Rosenbrock))]
[GenericTypeArguments(typeof(LeastSquaresObjective))]
[GenericTypeArguments(typeof(LstmObjective))]
[GenericTypeArguments(typeof(MixtureObjective))]
[GenericTypeArguments(typeof(LogSumExp))]
[GenericTypeArguments(typeof(OtherObjectives))]
[BenchmarkCategory(Categories.Gradients)]
public class Comparison<TSubject>
    where TSubject : Subject, new()
{
    private readonly Subject _subject = new TSubject();

    private Action[] _run = [];

    [ParamsSource(nameof(Sizes))]
    public string Size { get; set; } = "";

    public IEnumerable<string> Sizes => _subject.Cases.Keys;

    [GlobalSetup]
    public void Setup()
    {
        SizedSubject sized = _subject.Cases[Size]();
        _run = [.. Enum.GetValues<Variant>().Select(sized.Run)];
    }

    [Benchmark(Baseline = true)]
    public void Generated() => _run[(int)Variant.Generated]();

    [Benchmark]
    public void Primal() => _run[(int)Variant.Primal]();

    [Benchmark]
    public void Naive() => _run[(int)Variant.Naive]();

    [Benchmark]
    public void Best() => _run[(int)Variant.Best]();

    [Benchmark]
    public void Tape() => _run[(int)Variant.Tape]();

    [Benchmark]
    public void Duals() => _run[(int)Variant.Duals]();

    [Benchmark]
    public void Libtorch() => _run[(int)Variant.Libtorch]();

    [Benchmark]
    public void AdolC() => _run[(int)Variant.AdolC]();
}
