using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Robustness;

/// <summary>Broken and half-typed programs never make the generator or the analyzer throw.</summary>
public class MutationTests
{
    private const string Program = GeneratorHost.Usings + """
        public static partial class Net
        {
            [Differentiable(Derivatives.Taped)]
            public static T Layer<T>(ReadOnlySpan<T> x, ReadOnlySpan2D<T> w, Span<T> y, [NoGradient] T scale) where T : IFloatingPointIeee754<T>
            {
                T total = T.Zero;
                T[] hidden = new T[y.Length];
                for (int k = 0; k < y.Length; k += 1)
                {
                    T z = TensorPrimitives.Dot(w.GetRowSpan(k), x) * scale;
                    if (z > T.One && k < 3) hidden[k] = Sigmoid(z); else hidden[k] = T.Max(z, -z);
                    y[k] = hidden[k] * hidden[k];
                    total += y[k];
                }

                return total > T.Zero ? Square(total) : -total;
            }

            static T Square<T>(T v) where T : IFloatingPointIeee754<T> => v * v;
        }
        """;

    [Theory]
    [InlineData("struct A { public A Inner; public double Value; }", "A")]
    [InlineData("struct A { public B Inner; public double Value; } struct B { public A Outer; }", "A")]
    [InlineData("struct A<T> { public A<A<T>> First, Second; public T Value; }", "A<double>")]
    [InlineData("struct A { public A Inner => this; public (A, double) Pair; }", "A")]
    public void StructuresThatContainThemselvesNeverMakeItThrow(string structures, string type)
    {
        CSharpCompilation compilation = GeneratorHost.Compile(
            GeneratorHost.Usings + $$"""public static partial class P { {{structures}} [Differentiable] static double F({{type}} a, double x) { {{type}} b = a; return x * x; } }""");
        GeneratorHost.Generate(compilation);
        GeneratorHost.Analyze(compilation).ShouldNotContain(diagnostic => diagnostic.Id == "AD0001");
    }

    [Fact]
    public void DeletedTokensNeverMakeItThrow()
    {
        SyntaxToken[] tokens = [.. CSharpSyntaxTree.ParseText(Program, GeneratorHost.ParseOptions).GetRoot().DescendantTokens()];
        GeneratorHost.Generate(GeneratorHost.Compile(Program)).Count.ShouldBe(1);

        // Every third token: about seventy programs, a few seconds.
        for (int i = 0; i < tokens.Length; i += 3)
        {
            string mutated = Program.Remove(tokens[i].SpanStart, tokens[i].Span.Length);
            CSharpCompilation compilation = GeneratorHost.Compile(mutated);
            GeneratorHost.Generate(compilation);
            GeneratorHost.Analyze(compilation).ShouldNotContain(diagnostic => diagnostic.Id == "AD0001", mutated);
        }
    }

    [Fact]
    public void DuplicatedTokensNeverMakeItThrow()
    {
        SyntaxToken[] tokens = [.. CSharpSyntaxTree.ParseText(Program, GeneratorHost.ParseOptions).GetRoot().DescendantTokens()];
        for (int i = 1; i < tokens.Length; i += 5)
        {
            string mutated = Program.Insert(tokens[i].SpanStart, tokens[i].Text + " ");
            CSharpCompilation compilation = GeneratorHost.Compile(mutated);
            GeneratorHost.Generate(compilation);
            GeneratorHost.Analyze(compilation).ShouldNotContain(diagnostic => diagnostic.Id == "AD0001", mutated);
        }
    }
}
