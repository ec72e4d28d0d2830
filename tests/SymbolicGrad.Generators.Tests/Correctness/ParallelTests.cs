using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>No test beside these changes how many workers there are.</summary>
[CollectionDefinition(nameof(ParallelTests), DisableParallelization = true)]
public sealed class WorkersAlone;

/// <summary>
/// Every row of the table with <c>Parallel = true</c>, on few samples and several workers: what is not refused is right, on however many
/// workers, and allocates nothing.
/// </summary>
[Collection(nameof(ParallelTests))]
public sealed partial class ParallelTests : IDisposable
{
    private static readonly Dictionary<string, Snippet> Table = Snippets.All
        .Where(row => row.Source.Contains("for", StringComparison.Ordinal) && !row.Source.Contains("Reassociate = false", StringComparison.Ordinal))
        .ToDictionary(snippet => snippet.Name, StringComparer.Ordinal);

    private readonly int _count = Workers.Count;
    private readonly long _grain = Workers.Grain;

    public ParallelTests() => Workers.Grain = 1;

    public static TheoryData<string> Names => [.. Table.Keys];

    public static TheoryData<string> OwnNames => [.. Table.Keys.Where(name => name.StartsWith("workers:", StringComparison.Ordinal))];

    public void Dispose()
    {
        Workers.Count = _count;
        Workers.Grain = _grain;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void IsRightOrRefused(string name)
    {
        Snippet row = InParallel(Table[name]);
        if (IsRefused(row))
        {
            return;
        }

        Workers.Count = 3;
        using CompiledSnippet snippet = new(row);
        SnippetTests.ShouldBeRight(row, snippet);
    }

    [Theory]
    [MemberData(nameof(OwnNames))]
    public void IsTheSameOnAnyNumberOfWorkers(string name)
    {
        Snippet row = Table[name], alone = row with { Source = row.Source.Replace(", Parallel = true", "", StringComparison.Ordinal).Replace("(Parallel = true)", "", StringComparison.Ordinal) };
        IsRefused(row).ShouldBeFalse();
        using CompiledSnippet snippet = new(row), sequential = new(alone);
        double[] at = snippet.Program.Point(), upstream = [.. Enumerable.Range(0, snippet.Program.OutputCount).Select(i => 1 + (0.25 * i))], initial = [.. at.Select(number => number + 0.5)];
        double[] expected = sequential.Backward(at, upstream, initial, "").Gradient;
        foreach (int count in new[] { 1, 2, 3, 7, 100 })
        {
            Workers.Count = count;
            (double[] gradient, Exception? thrown) = snippet.Backward(at, upstream, initial, "");
            thrown.ShouldBeNull(snippet.Generated);

            // One worker adds up in the order of the loop; scratch and downward loops are taken otherwise, though.
            bool isSame = count == 1 && !name.Contains("before the loop", StringComparison.Ordinal) && !name.Contains("downwards", StringComparison.Ordinal);
            double tolerance = isSame ? 0 : row.IsSingle ? 1e-5 : 1e-12;
            for (int i = 0; i < expected.Length; i++)
            {
                bool agrees = gradient[i].Equals(expected[i]) || Math.Abs(gradient[i] - expected[i]) <= tolerance * (1 + Math.Abs(expected[i]));
                agrees.ShouldBeTrue($"{count} workers, component {i} is {gradient[i]:R}, expected {expected[i]:R}\n{snippet.Generated}");
            }

            // Determined by the number of workers alone.
            for (int repetition = 0; repetition < 20; repetition++)
            {
                snippet.Backward(at, upstream, initial, "").Gradient.ShouldBe(gradient, $"{count} workers");
            }

            snippet.Allocated(at, upstream, new double[at.Length]).ShouldBe(0, snippet.Generated);
        }
    }

    /// <summary>No sample, fewer than workers, many; no input and no unit: as without workers.</summary>
    [Fact]
    public void AnyNumberOfSamplesInputsAndUnitsIsRight()
    {
        Compilation compilation = GeneratorHost.Complete(GeneratorHost.Compile($$"""
            {{GeneratorHost.Usings}}
            public static partial class Net
            {
                [Differentiable] public static double Alone(double[,] x, double[,] w, double[] b, ReadOnlySpan<double> c) => Loss(x, w, b, c);
                [Differentiable(Parallel = true)] public static double Shared(double[,] x, double[,] w, double[] b, ReadOnlySpan<double> c) => Loss(x, w, b, c);

                private static double Loss(double[,] x, double[,] w, double[] b, ReadOnlySpan<double> c)
                {
                    double[,] h = new double[x.GetLength(0), b.Length];
                    for (int n = 0; n < x.GetLength(0); n++)
                        for (int k = 0; k < b.Length; k++)
                        {
                            double z = b[k];
                            for (int j = 0; j < x.GetLength(1); j++)
                                z += w[k, j] * x[n, j];
                            h[n, k] = Math.Tanh(z);
                        }

                    double loss = 0;
                    for (int n = 0; n < x.GetLength(0); n++)
                    {
                        double y = c[n];
                        for (int k = 0; k < b.Length; k++)
                            y += h[n, k] * h[n, k];
                        loss += Math.Log(1 + y * y);
                    }

                    return loss;
                }
            }

            public static class Program
            {
                public static string Run()
                {
                    foreach (int samples in new[] { 0, 1, 2, 5, 40 })
                        foreach (int inputs in new[] { 0, 1, 5 })
                            foreach (int units in new[] { 0, 1, 9 })
                                foreach (int workers in new[] { 1, 2, 3, 7 })
                                {
                                    Workers.Count = workers;
                                    Random random = new(1);
                                    double[,] x = new double[samples, inputs], w = new double[units, inputs];
                                    double[] b = new double[units], c = new double[samples];
                                    foreach (ref double e in x.AsSpan()) e = random.NextDouble();
                                    foreach (ref double e in w.AsSpan()) e = random.NextDouble();
                                    foreach (ref double e in b.AsSpan()) e = random.NextDouble();
                                    foreach (ref double e in c.AsSpan()) e = random.NextDouble();
                                    double[,] dx = new double[samples, inputs], dw = new double[units, inputs], dx2 = new double[samples, inputs], dw2 = new double[units, inputs];
                                    double[] db = new double[units], dc = new double[samples], db2 = new double[units], dc2 = new double[samples];
                                    double loss;
                                    try { loss = Net.AloneGradient(x, w, b, c, dx, dw, db, dc); }
                                    catch (ArgumentOutOfRangeException) when (samples * inputs * units == 0) { continue; }
                                    double loss2 = Net.SharedGradient(x, w, b, c, dx2, dw2, db2, dc2);
                                    double error = Math.Abs(loss - loss2);
                                    foreach ((double left, double right) in dx.Cast<double>().Concat(dw.Cast<double>()).Concat(db).Concat(dc).Zip(dx2.Cast<double>().Concat(dw2.Cast<double>()).Concat(db2).Concat(dc2)))
                                        error = Math.Max(error, Math.Abs(left - right));
                                    if (!(error < 1e-12))
                                        return $"{samples} samples, {inputs} inputs, {units} units, {workers} workers: {error}";
                                }

                    return "same";
                }
            }
            """.Replace("using System;", "using System; using System.Linq;", StringComparison.Ordinal)));
        GeneratorHost.Run(compilation, "Program", "Run").ShouldBe("same");
    }

    /// <summary>What a sample throws arrives at the caller, as without workers.</summary>
    [Fact]
    public void WhatASampleThrowsIsThrown()
    {
        Compilation compilation = GeneratorHost.Complete(GeneratorHost.CompileMembers("""
            [Differentiable(Parallel = true)] public static double F(double[] x, int[] at) { double s = 0; for (int n = 0; n < at.Length; n++) s += Math.Sin(x[at[n]]); return s; }
            public static string Run()
            {
                Workers.Count = 3;
                try { FGradient([1, 2], [0, 1, 0, 1, 5, 0], new double[2]); return "nothing"; }
                catch (IndexOutOfRangeException) { return "thrown"; }
            }
            """));
        GeneratorHost.Run(compilation, "Net", "Run").ShouldBe("thrown");
    }

    private static bool IsRefused(Snippet row)
    {
        if (row.Library is not null)
        {
            return true;
        }

        ImmutableArray<Diagnostic> diagnostics = GeneratorHost.Analyze(row.Owner is null ? GeneratorHost.CompileMembers(row.Source) : GeneratorHost.Compile(GeneratorHost.Usings + row.Source));
        diagnostics.ShouldAllBe(diagnostic => diagnostic.Id == "SYG0033");
        return diagnostics.Length > 0;
    }

    private static Snippet InParallel(Snippet row) => row with
    {
        Source = AttributePattern().Replace(row.Source, match =>
            match.Value.Contains("Parallel", StringComparison.Ordinal) ? match.Value : $"[Differentiable({(match.Groups[1].Length > 0 ? match.Groups[1].Value + ", " : "")}Parallel = true)]"),
    };

    [GeneratedRegex(@"\[Differentiable(?:\(([^)]*)\))?\]")]
    private static partial Regex AttributePattern();
}
