using BenchmarkDotNet.Running;
using SymbolicGrad.Benchmarks;
using SymbolicGrad.Benchmarks.Comparing;
using SymbolicGrad.Benchmarks.Native;
using SymbolicGrad.Benchmarks.Reporting;

// Everything:            dotnet run -c Release --project tests/SymbolicGrad.Benchmarks -- --filter '*'
// One category, quickly: dotnet run -c Release --project tests/SymbolicGrad.Benchmarks -- --short --anyCategories Generation
// Do all ways agree?     dotnet run -c Release --project tests/SymbolicGrad.Benchmarks -- verify
// docs and README:       dotnet run -c Release --project tests/SymbolicGrad.Benchmarks -- report [folders of results]
switch (args)
{
    case ["verify"]:
        NativePeers.ReportMissing(Console.Error);
        return Verification.Run(Subject.All, Console.Out);
    case ["report", .. var folders]:
        Report.Write(folders is [] ? [Path.Combine("BenchmarkDotNet.Artifacts", "results")] : folders, Report.Root(Environment.CurrentDirectory));
        return 0;
    default:
        NativePeers.ReportMissing(Console.Error);
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(
            [.. args.Where(argument => argument != Configurations.ShortOption)],
            args.Contains(Configurations.ShortOption) ? Configurations.Short : Configurations.Full);
        return 0;
}
