using System.CommandLine;
using SymbolicGrad.GradBench.Measuring;
using SymbolicGrad.GradBench.Objectives;
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

RootCommand root = new(
    "SymbolicGrad as a tool of the GradBench suite: reads messages from standard input, one JSON object a line, and writes a response to each. "
    + "Exit codes: 0 the input has ended, 1 a line was no message or an argument is unusable.")
{
    measure,
};
root.SetAction(_ =>
{
    using StreamReader input = new(Console.OpenStandardInput());
    using StreamWriter output = new(Console.OpenStandardOutput());
    return new Session(Suite.Modules, Console.Error).Run(input, output);
});
return root.Parse(args).Invoke();
