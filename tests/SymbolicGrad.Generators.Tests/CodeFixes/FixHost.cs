using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using SymbolicGrad.CodeFixes;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.CodeFixes;

/// <summary>A document in an editor: shows what is found in it, offers the fixes, applies one or all.</summary>
internal sealed class FixHost : IDisposable
{
    private readonly AdhocWorkspace _workspace = new();
    private readonly Document _document;

    public FixHost(CSharpCompilation compilation)
    {
        ProjectInfo project = ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            "User",
            "User",
            LanguageNames.CSharp,
            parseOptions: GeneratorHost.ParseOptions,
            compilationOptions: compilation.Options,
            metadataReferences: compilation.References);
        _document = _workspace.AddDocument(_workspace.AddProject(project).Id, "File0.cs", compilation.SyntaxTrees[0].GetText());
    }

    /// <summary>Every fix of the assembly, found as an editor finds them.</summary>
    public static IReadOnlyList<CodeFixProvider> All { get; } = [.. typeof(Mending).Assembly.GetTypes()
        .Where(type => type.GetCustomAttributes(typeof(ExportCodeFixProviderAttribute), inherit: false).Length > 0)
        .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!)];

    public void Dispose() => _workspace.Dispose();

    public async Task<ImmutableArray<Diagnostic>> FindAsync(string? id = null) => await FindAsync(_document, id);

    /// <summary>What is offered at a finding.</summary>
    public async Task<IReadOnlyList<CodeAction>> OffersAsync(Diagnostic found)
    {
        List<CodeAction> offered = [];
        foreach (CodeFixProvider provider in All.Where(provider => provider.FixableDiagnosticIds.Contains(found.Id)))
        {
            await provider.RegisterCodeFixesAsync(new CodeFixContext(_document, found, (action, _) => offered.Add(action), CancellationToken.None));
        }

        return offered;
    }

    /// <summary>The text after a fix.</summary>
    public async Task<string> ApplyAsync(CodeAction action)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(CancellationToken.None);
        Solution changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        SourceText text = await changed.GetDocument(_document.Id)!.GetTextAsync();
        return text.ToString();
    }

    /// <summary>The text after all findings of a kind have been mended in the same way.</summary>
    public async Task<string> ApplyToAllAsync(string id, string key)
    {
        CodeFixProvider provider = All.Single(provider => provider.FixableDiagnosticIds.Contains(id));
        FixAllContext context = new(_document, provider, FixAllScope.Document, key, [id], new Found(), CancellationToken.None);
        CodeAction? action = await provider.GetFixAllProvider()!.GetFixAsync(context);
        return await ApplyAsync(action.ShouldNotBeNull());
    }

    private static async Task<ImmutableArray<Diagnostic>> FindAsync(Document document, string? id)
    {
        Compilation compilation = (await document.Project.GetCompilationAsync())!;
        return [.. GeneratorHost.AnalyzeFlow((CSharpCompilation)compilation).Where(found => id is null || found.Id == id).OrderBy(found => found.Location.SourceSpan.Start)];
    }

    /// <summary>What an editor would give the fix-all provider.</summary>
    private sealed class Found : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            GeneratorHost.AnalyzeFlow((CSharpCompilation)(await project.GetCompilationAsync(cancellationToken))!);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            GetAllDiagnosticsAsync(document.Project, cancellationToken);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
