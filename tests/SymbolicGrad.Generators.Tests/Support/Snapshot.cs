using System.Runtime.CompilerServices;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace SymbolicGrad.Generators.Tests.Support;

/// <summary>
/// Compares a text with the file <c>Class.Method.verified.cs</c> beside the test, Verify's convention. What differs is written
/// to <c>.received.cs</c>; with the environment variable ACCEPT_SNAPSHOTS=1 it becomes the verified text.
/// </summary>
internal static class Snapshot
{
    public static void Verify(string text, string name, [CallerFilePath] string testFile = "")
    {
        string verified = Path.Combine(Path.GetDirectoryName(testFile)!, $"{Path.GetFileNameWithoutExtension(testFile)}.{name}.verified.cs");
        string received = verified.Replace(".verified.", ".received.", StringComparison.Ordinal);
        string expected = File.Exists(verified) ? File.ReadAllText(verified) : "";
        if (text == expected)
        {
            File.Delete(received);
            return;
        }

        if (Environment.GetEnvironmentVariable("ACCEPT_SNAPSHOTS") == "1")
        {
            File.WriteAllText(verified, text);
            return;
        }

        File.WriteAllText(received, text);
        DiffPaneModel difference = new InlineDiffBuilder(new Differ()).BuildDiffModel(expected, text);
        IEnumerable<string> lines = difference.Lines
            .Where(line => line.Type != ChangeType.Unchanged)
            .Select(line => (line.Type == ChangeType.Inserted ? "+ " : "- ") + line.Text);
        Assert.Fail($"{Path.GetFileName(verified)} differs from what is generated:\n{string.Join("\n", lines)}");
    }
}
