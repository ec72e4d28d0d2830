using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicGrad.Compiler.Diagnosis;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Benchmarks.Generation;

/// <summary>What the analyzer takes for each annotated method: at most 5 ms, and nothing where nothing is annotated.</summary>
[BenchmarkCategory(Categories.Generation)]
public class AnalyzedMethods
{
    private CSharpCompilation _annotated = null!, _plain = null!;
    private Function[] _functions = [];

    [Params(1, 10, 100)]
    public int Methods { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        string[] files = Sources.TypicalMethods(Methods);
        _annotated = Project.Parse(files);
        _plain = Project.Parse([.. files.Select(Sources.WithoutAnnotations)]);
        _functions = Project.Read(_annotated);
    }

    /// <summary>Everything: bound, read, found differentiable, and all rules.</summary>
    [Benchmark]
    public int Analyze() => Project.Analyze(Project.Fresh(_annotated));

    /// <summary>The same methods without their attributes.</summary>
    [Benchmark]
    public int NothingAnnotated() => Project.Analyze(Project.Fresh(_plain));

    [Benchmark]
    public int RulesAlone() => _functions.Sum(function => GradientFlowRules.Find(function).Count);
}
