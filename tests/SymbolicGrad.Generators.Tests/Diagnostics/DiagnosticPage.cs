using System.Runtime.CompilerServices;

namespace SymbolicGrad.Generators.Tests.Diagnostics;

/// <summary>A page of docs/diagnostics: what a user reads who follows a diagnostic's help link.</summary>
internal sealed record DiagnosticPage(string Id, string FirstLine, string Quoted, string Refused, string Accepted)
{
    public static string Folder { get; } = FindFolder();

    public static IReadOnlyList<string> Ids { get; } =
        [.. Directory.EnumerateFiles(Folder, "SYG*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    public static DiagnosticPage Read(string id)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Folder, id + ".md"));
        string[] blocks = [.. CodeBlocks(lines)];
        blocks.Length.ShouldBe(2, $"{id}.md should show one example and one correction.");
        string quoted = lines.First(line => line.StartsWith("> ", StringComparison.Ordinal))[2..];
        return new DiagnosticPage(id, lines[0], quoted, AsFile(blocks[0]), AsFile(blocks[1]));
    }

    private static IEnumerable<string> CodeBlocks(string[] lines)
    {
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i] != "```csharp")
                continue;
            int end = Array.IndexOf(lines, "```", i);
            yield return string.Join('\n', lines[(i + 1)..end]);
            i = end;
        }
    }

    /// <summary>Most pages show methods alone, without the class around them.</summary>
    private static string AsFile(string block) =>
        "using System;\nusing SymbolicGrad;\n\n"
        + (block.Contains(" class ", StringComparison.Ordinal) ? block : $"public static partial class Example\n{{\n{block}\n}}\n");

    private static string FindFolder([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "docs", "diagnostics"));
}
