using Spectre.Console;
using SymbolicGrad.Samples.Mnist;

return CommandLine.Create(Run).Parse(args).Invoke();

static int Run(Options options)
{
    try
    {
        return Experiment.Run(options, new Report(AnsiConsole.Console));
    }
    catch (InvalidInputException exception)
    {
        Console.Error.WriteLine(exception.Message);
        return 1;
    }
}
