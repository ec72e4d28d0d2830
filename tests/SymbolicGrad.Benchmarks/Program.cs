using BenchmarkDotNet.Running;
using SymbolicGrad.Benchmarks;
using SymbolicGrad.Benchmarks.Comparing;

// Everything:            dotnet run -c Release --project tests/SymbolicGrad.Benchmarks -- --filter '*'
// One category, quickly: dotnet run -c Release --project tests/SymbolicGrad.Benchmarks -- --short --anyCategories Generation
if (args is ["verify", ..])
    return Verification.Run(Subject.All, Console.Out);

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(
    [.. args.Where(argument => argument != Configurations.ShortOption)],
    args.Contains(Configurations.ShortOption) ? Configurations.Short : Configurations.Full);
return 0;
