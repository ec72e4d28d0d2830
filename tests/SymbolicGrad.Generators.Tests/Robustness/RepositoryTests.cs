using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymbolicGrad.Generators.Diagnostics;
using SymbolicGrad.Generators.Reading;
using SymbolicGrad.Generators.Tests.Support;
using Xunit.Abstractions;

namespace SymbolicGrad.Generators.Tests.Robustness;

/// <summary>The generator and the analyzer over foreign code, whole, broken and cut off: neither throws, and no pass has a defect.</summary>
public partial class RepositoryTests(ITestOutputHelper output)
{
    // A fresh seed each run, printed; REPOSITORY_MUTANTS=20000 and REPOSITORY_SEED=… search further or again.
    private static readonly int Mutants = Number("REPOSITORY_MUTANTS") ?? 120;
    private static readonly int Seed = Number("REPOSITORY_SEED") ?? Environment.TickCount;

    [Fact]
    public void FilesAsTheyAre()
    {
        RepositoryFiles.All.Length.ShouldBeGreaterThan(200);
        CSharpCompilation compilation = GeneratorHost.Compile(RepositoryFiles.All);
        GeneratorHost.Generate(compilation).Count.ShouldBeGreaterThan(10);
        GeneratorHost.Analyze(compilation);
    }

    [Fact]
    public void EveryMethodAnnotated() => Check(GeneratorHost.Compile(RepositoryFiles.Annotated), "all files").ShouldBeGreaterThan(1000);

    [Fact]
    public void Mutants_of_the_files()
    {
        output.WriteLine($"seed {Seed}");
        Random random = new(Seed);
        string[] files = [.. RepositoryFiles.Annotated.Where(file => file.Contains("[SymbolicGrad.Differentiable]", StringComparison.Ordinal))];
        for (int i = 0; i < Mutants; i++)
        {
            string mutant = Mutate(files[random.Next(files.Length)], random);
            CSharpCompilation compilation = GeneratorHost.Compile(mutant);
            Check(compilation, $"seed {Seed}, mutant {i}:\n{mutant}");
            if (i % 10 == 0)
            {
                GeneratorHost.Analyze(compilation);
            }
        }
    }

    /// <summary>Runs the generator and then, to see defects that it keeps to itself, the reader and the passes on each annotated method.</summary>
    private static int Check(CSharpCompilation compilation, string what)
    {
        GeneratorRunResult result = GeneratorHost.Driver().RunGenerators(compilation).GetRunResult().Results.Single();
        result.Exception.ShouldBeNull($"{result.Exception}\n{what}");
        int methods = 0;
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (MethodDeclarationSyntax declaration in tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Where(m => m.AttributeLists.Count > 0))
            {
                if (model.GetDeclaredSymbol(declaration) is { } method
                    && method.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == "DifferentiableAttribute") is { } attribute)
                {
                    methods++;
                    ReadResult read = MethodReader.Read(method, attribute, compilation, default);
                    (read.Refusal?.Descriptor == Descriptors.Defect).ShouldBeFalse($"{method}: {read.Refusal?.Arguments.FirstOrDefault()}\n{what}");
                    if (read.Method is { } derivable)
                    {
                        Generation.RefusalsOf(derivable).ShouldNotContain(
                            refusal => refusal.Reason == Compiler.RefusalReason.Defect, $"{method}\n{what}");
                    }
                }
            }
        }

        return methods;
    }

    /// <summary>Tokens deleted, exchanged or doubled, types broken, the end cut off; often several of these.</summary>
    private static string Mutate(string text, Random random)
    {
        for (int mutations = random.Next(1, 4); mutations > 0; mutations--)
        {
            text = random.Next(5) switch
            {
                0 => text[..random.Next(text.Length)],
                1 => BreakType(text, random),
                _ => text.Length == 0 ? text : ProgramMutationTests.Mutate(text, random),
            };
            if (string.IsNullOrWhiteSpace(text))
            {
                return "";
            }
        }

        return text;
    }

    private static string BreakType(string text, Random random)
    {
        MatchCollection types = TypeNames().Matches(text);
        string[] others = ["Missing", "string", "decimal", "dynamic", "object", "void", "int", "double", "T", "double?", "List<double>", "double*", "(double, int)"];
        if (types.Count == 0)
        {
            return text;
        }

        Match one = types[random.Next(types.Count)];
        return text.Remove(one.Index, one.Length).Insert(one.Index, others[random.Next(others.Length)]);
    }

    [GeneratedRegex(@"\b(double|float|int|bool|string|var|Span<double>|ReadOnlySpan<double>|double\[\]|List<\w+>)\b")]
    private static partial Regex TypeNames();

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
