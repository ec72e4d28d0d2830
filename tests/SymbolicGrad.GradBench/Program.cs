using System.CommandLine;
using SymbolicGrad.GradBench.Measuring;
using SymbolicGrad.GradBench.Objectives;
using SymbolicGrad.GradBench.Peers;
using SymbolicGrad.GradBench.Protocol;

Option<string> data = new("--data")
{
    Description = "The folder with the inputs, one file EVAL.input.json for each module.",
    DefaultValueFactory = _ => Measurement.DefaultData,
    HelpName = "folder",
};
Option<double> seconds = new("--seconds")
{
    Description = "Each function runs at least this long.",
    DefaultValueFactory = _ => 0.5,
    HelpName = "number",
};
Command measure = new("measure", "Prints a table: the time of each function at the sizes of the inputs, and its ratio to the primal's.") { data, seconds };
measure.SetAction(result => Measurement.Run(Suite.Modules, result.GetRequiredValue(data), result.GetValue(seconds), Console.Out, Console.Error));

Option<DirectoryInfo> peers = new Option<DirectoryInfo>("--peers")
{
    Description = "The programs of the suite's C++ tools, each as TOOL/COMPILER/MODULE (SymbolicGrad.Benchmarks/Native/suite.sh builds them).",
    Required = true,
    HelpName = "folder",
}.AcceptExistingOnly();
Option<DirectoryInfo> checkout = new Option<DirectoryInfo>("--checkout")
{
    Description = "A checkout of the suite, for the files of its inputs.",
    Required = true,
    HelpName = "folder",
}.AcceptExistingOnly();
Option<int> rounds = new("--rounds") { Description = "How often everything is measured: the lowest median counts.", DefaultValueFactory = _ => 3, HelpName = "number" };
Option<string[]> only = new Option<string[]>("--only")
{
    Description = "Measure these modules only.",
    AllowMultipleArgumentsPerToken = true,
    HelpName = "module",
}.AcceptOnlyFromAmong([.. Suite.Modules.Select(module => module.Name)]);
Command compare = new("compare", "Prints a table: the times of this and of the suite's C++ tools, in turn on the same inputs.") { peers, checkout, seconds, rounds, only };
compare.SetAction(result =>
{
    string[] names = result.GetValue(only) ?? [];
    IEnumerable<SuiteInput> inputs = SuiteInput.All(result.GetRequiredValue(checkout).FullName).Where(input => names.Length == 0 || names.Contains(input.Module));
    new PeerComparison(result.GetRequiredValue(peers).FullName, result.GetValue(seconds), result.GetValue(rounds)).Run(Suite.Modules, inputs, Console.Out, Console.Error);
});

RootCommand root = new(
    "SymbolicGrad as a tool of the GradBench suite: reads messages from standard input, one JSON object a line, and writes a response to each. "
    + "Exit codes: 0 the input has ended, 1 a line was no message or an argument is unusable.")
{
    measure,
    compare,
};
root.SetAction(_ =>
{
    using StreamReader input = new(Console.OpenStandardInput());
    using StreamWriter output = new(Console.OpenStandardOutput());
    return new Session(Suite.Modules, Console.Error).Run(input, output);
});
return root.Parse(args).Invoke();
