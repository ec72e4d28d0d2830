using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace SymbolicGrad.Samples.Mnist;

/// <summary>Reads the command line into <see cref="Options"/>, with help and checks.</summary>
public static class CommandLine
{
    private static readonly Option<bool> s_batchNorm = new("--batch-norm")
    {
        Description = "Normalise the output of each dense layer over the batch.",
    };

    private static readonly Option<float?> s_clip = new("--clip")
    {
        Description = "Cut each element of the gradient to plus or minus this; the document used 1.0.",
        HelpName = "threshold",
        CustomParser = ParseThreshold,
    };

    private static readonly Option<string> s_activation = new("--activation")
    {
        Description = "The activation of the hidden layers.",
        DefaultValueFactory = _ => "elu",
    };

    private static readonly Option<string> s_initialisation = new("--init")
    {
        Description = "The distribution of the first weights.",
        DefaultValueFactory = _ => "he-normal",
    };

    private static readonly Option<int> s_epochs = new("--epochs")
    {
        Description = "The number of passes over the training images; with 0 a loaded network is only tested.",
        DefaultValueFactory = _ => 20,
        HelpName = "count",
        CustomParser = ParseCount,
    };

    private static readonly Option<int> s_seed = new("--seed")
    {
        Description = "Decides the first weights and the order of the images.",
        DefaultValueFactory = _ => 1,
        HelpName = "number",
    };

    private static readonly Option<string?> s_save = new("--save")
    {
        Description = "Write the weights here at the end, or when stopped with Ctrl-C.",
        HelpName = "file",
    };

    private static readonly Option<string?> s_load = new("--load")
    {
        Description = "Start from weights that --save has written.",
        HelpName = "file",
    };

    private static readonly Option<string> s_data = new("--data")
    {
        Description = "The folder with MNIST's four .gz files, if not the one beside the program.",
        DefaultValueFactory = _ => Options.DefaultData,
        HelpName = "folder",
    };

    /// <param name="run">What to do with the options; returns the exit code.</param>
    public static RootCommand Create(Func<Options, int> run)
    {
        s_activation.AcceptOnlyFromAmong([.. Activation.Names]);
        s_initialisation.AcceptOnlyFromAmong([.. FirstWeights.Names]);

        RootCommand command = new(
            "Trains a 784-300-100-10 network on MNIST with gradients generated at compile time. "
            + "Exit codes: 0 done, 1 a file or an option is unusable, 130 stopped with Ctrl-C.")
        {
            s_batchNorm, s_clip, s_activation, s_initialisation, s_epochs, s_seed, s_save, s_load, s_data,
        };
        command.SetAction(result => run(new Options
        {
            BatchNorm = result.GetValue(s_batchNorm),
            Clip = result.GetValue(s_clip),
            Activation = result.GetRequiredValue(s_activation),
            Initialisation = result.GetRequiredValue(s_initialisation),
            Epochs = result.GetValue(s_epochs),
            Seed = result.GetValue(s_seed),
            Save = result.GetValue(s_save),
            Load = result.GetValue(s_load),
            Data = result.GetRequiredValue(s_data),
        }));
        return command;
    }

    /// <remarks>Invariant: a decimal comma in the user's culture must not turn 1.0 into 10.</remarks>
    private static float? ParseThreshold(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value) && value > 0)
            return value;
        result.AddError($"--clip needs a positive number such as 1.0, not '{text}'.");
        return null;
    }

    private static int ParseCount(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value))
            return value;
        result.AddError($"--epochs needs a whole number of at least 0, not '{text}'.");
        return 0;
    }
}
