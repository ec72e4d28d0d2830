using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis.CSharp;

namespace SymbolicGrad.Benchmarks.Generation;

/// <summary>A whole project is generated and analyzed: time has to grow with the number of annotated methods, at most 2 ms each.</summary>
[BenchmarkCategory(Categories.Generation)]
public class MethodCount
{
    private CSharpCompilation _compilation = null!;

    [Params(1, 10, 100, 1000)]
    public int Methods { get; set; }

    [GlobalSetup]
    public void Setup() => _compilation = Project.Parse(Sources.TypicalMethods(Methods));

    /// <summary>Binding included, since nothing else has bound the methods before the generator runs.</summary>
    [Benchmark]
    public int Generate() => Project.Generate(Project.Driver(), Project.Fresh(_compilation));

    [Benchmark]
    public int Analyze() => Project.Analyze(Project.Fresh(_compilation));
}
