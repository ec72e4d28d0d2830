using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SymbolicGrad.Benchmarks.Generation;

/// <summary>What the generator does after an edit of a project with a hundred annotated methods.</summary>
[BenchmarkCategory(Categories.Generation)]
public class Keystroke
{
    private CSharpCompilation _before = null!, _elsewhere = null!, _sameType = null!, _newMember = null!, _insideMethod = null!;
    private GeneratorDriver _driver = null!;

    [GlobalSetup]
    public void Setup()
    {
        _before = Project.Parse([.. Sources.TypicalMethods(100), "class Other { int Number() => 1; }"]);
        _driver = Project.Driver().RunGenerators(_before);
        int last = _before.SyntaxTrees.Length - 1;
        _elsewhere = Project.Edit(_before, last, text => text.Replace("=> 1", "=> 2", StringComparison.Ordinal));
        _sameType = Project.Edit(_before, 0, text => text.Replace("=> 5", "=> 6", StringComparison.Ordinal));
        _newMember = Project.Edit(_before, 0, text => text.Replace("=> 5;", "=> 5; static int Another() => 6;", StringComparison.Ordinal));
        _insideMethod = Project.Edit(_before, 0, text => text.Replace("w * x + b", "w * x - b", StringComparison.Ordinal));
    }

    [Benchmark(Baseline = true)]
    public int Nothing() => Project.Generate(_driver, Project.Fresh(_before));

    [Benchmark]
    public int InAnotherFile() => Project.Generate(_driver, Project.Fresh(_elsewhere));

    [Benchmark]
    public int InAnotherMemberOfTheType() => Project.Generate(_driver, Project.Fresh(_sameType));

    [Benchmark]
    public int AMemberAddedToTheType() => Project.Generate(_driver, Project.Fresh(_newMember));

    [Benchmark]
    public int InsideAnAnnotatedMethod() => Project.Generate(_driver, Project.Fresh(_insideMethod));
}
