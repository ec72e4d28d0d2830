using BenchmarkDotNet.Running;
using SymbolicGrad.Benchmarks;
using SymbolicGrad.Benchmarks.Native;

// Everything:            dotnet run -c Release --project tests/SymbolicGrad.Benchmarks -- --filter '*'
// One category, quickly: dotnet run -c Release --project tests/SymbolicGrad.Benchmarks -- --short --anyCategories Generation
// Do all ways agree?     dotnet run -c Release --project tests/SymbolicGrad.Benchmarks -- verify
// docs and README:       dotnet run -c Release --project tests/SymbolicGrad.Benchmarks -- report [folders of results]
if (Commands.Knows(args))
    return Commands.Create().Parse(args).Invoke();

NativePeers.ReportMissing(Console.Error);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(
    [.. args.Where(argument => argument != Configurations.ShortOption)],
    args.Contains(Configurations.ShortOption) ? Configurations.Short : Configurations.Full);
return 0;
