using System.Globalization;
using Microsoft.CodeAnalysis;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Reading;

/// <summary>Every public method of TensorPrimitives that takes spans of double is read, or refused by name; docs/using.md lists which are read.</summary>
public class TensorPrimitivesTests
{
    [Fact]
    public void EveryMethodIsReadOrRefusedByName()
    {
        string source = string.Join("\n", TensorMethods.All.Select((method, i) => TensorMethods.Program(method, i)));
        Microsoft.CodeAnalysis.CSharp.CSharpCompilation compilation = GeneratorHost.CompileMembers(source);
        compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        ILookup<int, Diagnostic> refusals = GeneratorHost.Analyze(compilation).ToLookup(diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition.Line);
        int firstLine = GeneratorHost.Usings.Count(character => character == '\n') + 2;
        List<string> wrong = [];
        for (int i = 0; i < TensorMethods.All.Count; i++)
        {
            List<Diagnostic> said = [.. refusals[firstLine + i]];
            bool isExpected = TensorMethods.RefusedNames.Contains(TensorMethods.All[i].Name) || TensorMethods.IsRefusedOverload(TensorMethods.All[i])
                ? said is [{ Id: "SYG0003" } refusal] && refusal.GetMessage(CultureInfo.InvariantCulture).Contains("TensorPrimitives." + TensorMethods.All[i].Name, StringComparison.Ordinal)
                : said.Count == 0;
            if (!isExpected)
            {
                wrong.Add($"{TensorMethods.All[i].Name}: {TensorMethods.Program(TensorMethods.All[i], i)}: {string.Join(" ", said)}");
            }
        }

        wrong.ShouldBeEmpty();
        TensorMethods.All.Count.ShouldBeGreaterThan(150);
    }

    [Fact]
    public void TheDocumentationListsWhatIsRead()
    {
        string list = string.Join(", ", TensorMethods.All.Select(method => method.Name).Where(name => !TensorMethods.RefusedNames.Contains(name)).Distinct().Order(StringComparer.Ordinal).Select(name => $"`{name}`"));
        string text = File.ReadAllText(Path.Combine(Root(), "docs", "using.md")).ReplaceLineEndings("\n").Replace("\n", " ", StringComparison.Ordinal);
        text.ShouldContain(list);
    }

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));
}
