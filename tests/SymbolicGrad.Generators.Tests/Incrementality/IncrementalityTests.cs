using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Incrementality;

/// <summary>An edit elsewhere costs nothing: models are equal by value and hold nothing of the compilation.</summary>
public class IncrementalityTests
{
    private const string Annotated = GeneratorHost.Usings + """
        public static partial class Net
        {
            [Differentiable(Derivatives.Taped)]
            public static double Recurrence(double u, ReadOnlySpan<double> x)
            {
                double h = 0;
                double[] scratch = new double[x.Length];
                for (int t = 0; t < x.Length; t++)
                {
                    scratch[t] = h > 0 ? Math.Sin(x[t]) : x[t];
                    h = Math.Tanh(u * h + scratch[t]);
                }

                return h;
            }
        }
        """;

    private static readonly string[] StepNames = [SymbolicGradGenerator.Steps.Read, SymbolicGradGenerator.Steps.Emit];

    private static GeneratorRunResult RunTwice(string first, string second)
    {
        CSharpCompilation compilation = GeneratorHost.Compile(first);
        GeneratorDriver driver = GeneratorHost.Driver().RunGenerators(compilation);
        CSharpCompilation edited = compilation.ReplaceSyntaxTree(
            compilation.SyntaxTrees[0], CSharpSyntaxTree.ParseText(second, GeneratorHost.ParseOptions, compilation.SyntaxTrees[0].FilePath));
        return driver.RunGenerators(edited).GetRunResult().Results.Single();
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult result, string step) =>
        result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason);

    [Theory]
    [InlineData("// a comment\n")]
    [InlineData("public static class Other { public static int Number => 1; }\n")]
    [InlineData("\n\n\n")]
    public void AnUnrelatedEditChangesNothing(string inserted)
    {
        GeneratorRunResult result = RunTwice(Annotated, Annotated + inserted);
        foreach (string step in StepNames)
        {
            Reasons(result, step).ShouldAllBe(reason => reason == IncrementalStepRunReason.Cached || reason == IncrementalStepRunReason.Unchanged, step);
        }
    }

    [Fact]
    public void MovingTheMethodChangesNothing()
    {
        GeneratorRunResult result = RunTwice(Annotated, Annotated.Replace("public static partial class Net", "// moved down\n\npublic static partial class Net", StringComparison.Ordinal));
        foreach (string step in StepNames)
        {
            Reasons(result, step).ShouldAllBe(reason => reason == IncrementalStepRunReason.Cached || reason == IncrementalStepRunReason.Unchanged, step);
        }
    }

    [Fact]
    public void AnEditOfTheMethodIsSeen()
    {
        GeneratorRunResult result = RunTwice(Annotated, Annotated.Replace("Math.Sin", "Math.Cos", StringComparison.Ordinal));
        Reasons(result, SymbolicGradGenerator.Steps.Emit).ShouldContain(IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void EqualSourcesGiveEqualModels()
    {
        object first = ModelsOf(Annotated).Single(), second = ModelsOf(Annotated).Single();
        first.ShouldNotBeSameAs(second);
        first.ShouldBe(second);
        first.GetHashCode().ShouldBe(second.GetHashCode());
    }

    private static IEnumerable<object> ModelsOf(string source) =>
        GeneratorHost.Driver().RunGenerators(GeneratorHost.Compile(source)).GetRunResult().Results.Single()
            .TrackedSteps[SymbolicGradGenerator.Steps.Read].SelectMany(run => run.Outputs).Select(output => output.Value);

    [Fact]
    public void NoModelHoldsAnythingOfTheCompilation()
    {
        GeneratorRunResult result = GeneratorHost.Driver().RunGenerators(GeneratorHost.Compile(Annotated)).GetRunResult().Results.Single();
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        foreach (string step in StepNames)
        {
            foreach ((object value, _) in result.TrackedSteps[step].SelectMany(run => run.Outputs))
            {
                Walk(value, step, seen);
            }
        }

        // The walk has been everywhere in the one function that is kept: what the user wrote. Members in the IR would take many times their text.
        Function kept = seen.OfType<Function>().ShouldHaveSingleItem();
        kept.Body.AllStatements.Length.ShouldBeGreaterThan(5);
        kept.Body.AllStatements.ShouldAllBe(statement => seen.Contains(statement));
        seen.OfType<Member>().ShouldBeEmpty();
    }

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string or Operation || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
        {
            return;
        }

        Type type = value.GetType();
        (type.Namespace ?? "").ShouldNotStartWith("Microsoft.CodeAnalysis", Case.Sensitive, path);
        if (value is IEnumerable items)
        {
            foreach (object? item in items)
            {
                Walk(item, path + "[]", seen);
            }
        }

        for (Type? declaring = type; declaring is not null && declaring != typeof(object); declaring = declaring.BaseType)
        {
            foreach (FieldInfo field in declaring.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
            }
        }
    }

    [Fact]
    public void TheTextIsTheSameWhateverTheOrderOfFiles()
    {
        const string Other = GeneratorHost.Usings + "public static partial class Other { [Differentiable] public static double F(double x) => x * x; }";
        IReadOnlyDictionary<string, string> one = GeneratorHost.Generate(GeneratorHost.Compile(Annotated, Other));
        IReadOnlyDictionary<string, string> two = GeneratorHost.Generate(GeneratorHost.Compile(Other, Annotated));
        one.OrderBy(file => file.Key, StringComparer.Ordinal).ShouldBe(two.OrderBy(file => file.Key, StringComparer.Ordinal));
        one.Keys.ShouldBe(["Net.Recurrence.g.cs", "Other.F.g.cs"], ignoreOrder: true);
    }

    [Fact]
    public void NamesakesGetFilesOfTheirOwn()
    {
        const string Source = GeneratorHost.Usings + """
            namespace A { public static partial class Net { [Differentiable] public static double F(double x) => x * x; } }
            namespace B { public static partial class Net { [Differentiable] public static double F(double x) => x * x * x; } }
            public static partial class Net { [Differentiable] public static float F(float x) => x * x; [Differentiable] public static double F(double x) => x; }
            public static partial class Generic<T> { public static partial class Inner { [Differentiable] public static double F(double x) => x * x; } }
            """;
        CSharpCompilation compilation = GeneratorHost.Compile(Source);
        GeneratorHost.Complete(compilation);
        GeneratorHost.Generate(compilation).Count.ShouldBe(5);
    }
}
