using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Robustness;

/// <summary>Every C# file of this repository, written by people who did not think of being differentiated.</summary>
internal static class RepositoryFiles
{
    private static readonly Lazy<string[]> Texts = new(() => [.. Directory
        .EnumerateFiles(Root(), "*.cs", SearchOption.AllDirectories)
        .Where(path => !Path.GetRelativePath(Root(), path).Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj"))
        .Order(StringComparer.Ordinal)
        .Select(File.ReadAllText)
        .Prepend("global using System; global using System.Collections.Generic; global using System.Linq;")]);

    private static readonly Lazy<string[]> AnnotatedTexts = new(() => [.. Texts.Value.Select(Annotate)]);

    /// <summary>As they are.</summary>
    public static string[] All => Texts.Value;

    /// <summary>With every method annotated and every type partial, so that the generator reads all of it.</summary>
    public static string[] Annotated => AnnotatedTexts.Value;

    private static string Annotate(string text)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(text, GeneratorHost.ParseOptions).GetRoot();
        List<(int Position, string Inserted)> insertions = [];
        foreach (SyntaxNode node in root.DescendantNodes())
        {
            if (node is MethodDeclarationSyntax method)
            {
                insertions.Add((method.SpanStart, "[SymbolicGrad.Differentiable] "));
            }
            else if (node is TypeDeclarationSyntax type && !type.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                insertions.Add((type.Keyword.SpanStart, "partial "));
            }
        }

        foreach ((int position, string inserted) in insertions.OrderByDescending(insertion => insertion.Position))
        {
            text = text.Insert(position, inserted);
        }

        return text;
    }

    private static string Root([CallerFilePath] string thisFile = "")
    {
        string? folder = Path.GetDirectoryName(thisFile);
        while (folder is not null && !File.Exists(Path.Combine(folder, "SymbolicGrad.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The repository is not found.");
    }
}
