using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis.CSharp;

namespace SymbolicGrad.Benchmarks.Generation;

/// <summary>One long method: time has to grow with its lines.</summary>
[BenchmarkCategory(Categories.Generation)]
public class MethodLength
{
    private CSharpCompilation _straight = null!, _loops = null!;

    [Params(500, 1000, 2000)]
    public int Lines { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _straight = Project.Parse(Sources.StraightLine(Lines));
        _loops = Project.Parse(Sources.LoopsAndBranches(Lines));
    }

    [Benchmark]
    public int StraightLine() => Project.Generate(Project.Driver(), Project.Fresh(_straight));

    [Benchmark]
    public int LoopsAndBranches() => Project.Generate(Project.Driver(), Project.Fresh(_loops));
}
