using BenchmarkDotNet.Running;
using SymbolicGrad.Benchmarks;

// Everything:            dotnet run -c Release --project tests/SymbolicGrad.Benchmarks -- --filter '*'
// One category, quickly: dotnet run -c Release --project tests/SymbolicGrad.Benchmarks -- --short --anyCategories Generation
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(
    [.. args.Where(argument => argument != Configurations.ShortOption)],
    args.Contains(Configurations.ShortOption) ? Configurations.Short : Configurations.Full);
