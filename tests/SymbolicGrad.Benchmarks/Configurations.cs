using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using SymbolicGrad.Benchmarks.Comparing;

namespace SymbolicGrad.Benchmarks;

/// <summary>How benchmarks run: each in a process of its own, or, for a quick look, all in this one with few iterations.</summary>
internal static class Configurations
{
    public const string ShortOption = "--short";

    public static IConfig Full { get; } = Common().AddJob(Job.Default);

    public static IConfig Short { get; } = Common().AddJob(Job.ShortRun
        .WithToolchain(InProcessEmitToolchain.Instance)
        .WithIterationTime(TimeInterval.FromMilliseconds(50))
        .WithWarmupCount(8)
        .WithIterationCount(9));

    private static ManualConfig Common() => ManualConfig.CreateEmpty()
        // A benchmark's own process is built with everything that it refers to, the generator included.
        .WithBuildTimeout(TimeSpan.FromMinutes(15))
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddFilter(new ExistingVariants())
        .AddExporter(MarkdownExporter.GitHub, JsonExporter.Full)
        .AddLogger(ConsoleLogger.Default);
}
