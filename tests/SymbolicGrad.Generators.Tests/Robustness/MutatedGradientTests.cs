using SymbolicGrad.Generators.Tests.Correctness;

namespace SymbolicGrad.Generators.Tests.Robustness;

/// <summary>Mutations of the table's programs that are still differentiated have right derivatives, too: programs nobody thought of.</summary>
public class MutatedGradientTests
{
    // Counted, not timed: the same programs on every machine. Most mutants do not compile; MUTANTS=10000 searches further.
    private static readonly int Mutants = int.Parse(Environment.GetEnvironmentVariable("MUTANTS") ?? "600", System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void DerivativesAreRight(int seed)
    {
        Random random = new(seed);
        // A recursion whose end was mutated away overflows the stack, which no test survives; a declared derivative that was mutated is wrong.
        Snippet[] programs = [.. Snippets.All.Except(Snippets.WithCalls).Where(snippet => snippet.IsAlone && !snippet.IsSingle)];
        int checkedPrograms = 0;
        for (int i = 0; i < Mutants; i++)
        {
            Snippet program = programs[random.Next(programs.Length)];
            Snippet mutant = program with { Source = ProgramMutationTests.Mutate(program.Source, random) };
            if (mutant.Source == program.Source || Compile(mutant) is not { } compiled)
            {
                continue;
            }

            using (compiled)
            {
                // A loop without a bound whose end was mutated away never ends: neither in the program itself, where the derivative leaves it out.
                if (mutant.Source.Contains("while (", StringComparison.Ordinal) || compiled.Generated.Contains("while (", StringComparison.Ordinal))
                {
                    continue;
                }

                if (Check(compiled) is { } wrong)
                {
                    Assert.Fail($"{wrong}\n{mutant.Source}\n{compiled.Generated}");
                }
            }

            checkedPrograms++;
        }

        checkedPrograms.ShouldBeGreaterThan(3);
    }

    /// <summary>Null where the mutant does not compile, is refused, or has other outputs than the row says.</summary>
    private static CompiledSnippet? Compile(Snippet mutant)
    {
        try
        {
            return new CompiledSnippet(mutant);
        }
        catch (Exception exception) when (exception is ShouldAssertException or InvalidOperationException or NullReferenceException)
        {
            return null;
        }
    }

    /// <summary>What is wrong, or null. A mutant may index outside its arrays, be infinite, or have a kink at the point: then there is nothing to compare.</summary>
    private static string? Check(CompiledSnippet snippet)
    {
        double[] at = snippet.Program.Point();
        double[] value;
        try
        {
            value = snippet.Value(at);
        }
        catch (Exception exception) when (exception is IndexOutOfRangeException or ArgumentException or DivideByZeroException or OverflowException)
        {
            return null;
        }

        if (!value.All(number => Math.Abs(number) < 1e6))
        {
            return null;
        }

        Exception? thrown = null;
        GradientCheckResult result = GradientCheck.CompareVectorJacobianProduct(
            snippet.Value,
            (point, upstream) =>
            {
                (double[] product, Exception? exception) = snippet.Backward(point, upstream, new double[point.Length], "");
                thrown ??= exception;
                if (snippet.Forward is not null)
                {
                    (double[] taped, Exception? tapedException) = snippet.TapedBackward!(point, upstream, new double[point.Length], "");
                    thrown ??= tapedException;
                    product = thrown is null && product.Zip(taped).Any(pair => Math.Abs(pair.First - pair.Second) > 1e-9 * (1 + Math.Abs(pair.First)))
                        ? [.. product.Select(_ => double.NaN)]
                        : product;
                }

                return product;
            },
            at,
            new GradientCheckOptions { InitialStep = 1e-3, RelativeTolerance = 1e-5, AbsoluteTolerance = 1e-6 });
        bool isDoubtful = double.IsNaN(result.Numeric) || result.NumericUncertainty > 1e-6 * (1 + Math.Abs(result.Numeric));
        return thrown is not null ? thrown.ToString() : result.Passed || isDoubtful ? null : result.Message;
    }
}
