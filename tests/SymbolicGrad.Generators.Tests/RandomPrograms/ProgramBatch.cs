using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Generators.Reading;
using SymbolicGrad.Generators.Tests.Correctness;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.RandomPrograms;

/// <summary>Compiles many programs at once with the real generator, since compiling takes most of the time, and checks each.</summary>
internal sealed class ProgramBatch
{
    private sealed record Entry(RandomProgram Program, Snippet Snippet, SyntaxTree Tree)
    {
        public string Owner => Snippet.Owner!;

        public SyntaxTree? Generated { get; set; }

        public CallingProgram? Calls { get; set; }

        public SyntaxTree? Caller { get; set; }

        public Verdict? Verdict { get; set; }

        /// <summary>The same program in double, of one in float.</summary>
        public Entry? InDouble { get; init; }

        public void Fail(string reason, string detail) => Verdict ??= new Verdict(Program, VerdictKind.Failed, reason, detail);
    }

    /// <summary>Documentation and nullability are other tests' business, and a third of the time.</summary>
    private static readonly CSharpParseOptions s_parseOptions = GeneratorHost.ParseOptions
        .WithDocumentationMode(DocumentationMode.None)
        .WithFeatures([new("run-nullable-analysis", "never")]);

    private readonly List<Entry> _entries = [];
    private readonly List<Entry> _twins = [];

    private ProgramBatch(IReadOnlyList<RandomProgram> programs)
    {
        for (int i = 0; i < programs.Count; i++)
        {
            string owner = string.Create(CultureInfo.InvariantCulture, $"P{i}");
            Entry? twin = programs[i].Style == NumberStyle.Single ? Written(programs[i] with { Style = NumberStyle.Double }, owner + "InDouble") : null;
            if (twin is not null)
            {
                _twins.Add(twin);
            }

            _entries.Add(Written(programs[i], owner) with { InDouble = twin });
        }
    }

    private IEnumerable<Entry> All => _entries.Concat(_twins);

    private IEnumerable<Entry> Open => All.Where(entry => entry.Verdict is null);

    /// <summary>A verdict for each program, in order.</summary>
    public static IReadOnlyList<Verdict> Run(IReadOnlyList<RandomProgram> programs)
    {
        ProgramBatch batch = new(programs);
        Compilation? complete = batch.Generate();
        if (complete is null)
        {
            // Something threw; which program it was shows when each is alone.
            return programs.Count > 1
                ? [.. programs.SelectMany(program => Run([program]))]
                : [.. batch._entries.Select(entry => entry.Verdict!)];
        }

        batch.SortOutRefused(complete);
        batch.Call(complete);
        return [.. batch._entries.Select(entry => entry.Verdict!)];
    }

    private static Entry Written(RandomProgram program, string owner)
    {
        Snippet snippet = program.ToSnippet(owner);
        return new Entry(program, snippet, CSharpSyntaxTree.ParseText(GeneratorHost.Usings + snippet.Source, s_parseOptions, owner + ".cs"));
    }

    private Compilation? Generate()
    {
        CSharpCompilation written = GeneratorHost.Compile().AddSyntaxTrees(All.Select(entry => entry.Tree));
        GeneratorDriver driver = GeneratorHost.Driver(s_parseOptions).RunGeneratorsAndUpdateCompilation(written, out Compilation complete, out _);
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        if (result.Exception is { } exception)
        {
            string frame = exception.StackTrace?.Split('\n')[0].Trim().Split(" in ")[0] ?? "";
            _entries[0].Fail($"crash {exception.GetType().Name} {frame}", exception.ToString());
            return null;
        }

        ILookup<string, SyntaxTree> trees = result.GeneratedSources.ToLookup(source => source.HintName[..source.HintName.IndexOf('.', StringComparison.Ordinal)], source => source.SyntaxTree);
        foreach (Entry entry in All)
        {
            entry.Generated = trees[entry.Owner].FirstOrDefault();
        }

        return complete;
    }

    /// <summary>What was not generated must have been refused.</summary>
    private void SortOutRefused(Compilation complete)
    {
        Entry[] missing = [.. All.Where(entry => entry.Generated is null)];
        if (missing.Length == 0)
        {
            return;
        }

        CSharpCompilation alone = GeneratorHost.Compile().AddSyntaxTrees(missing.Select(entry => entry.Tree));
        ILookup<SyntaxTree?, Diagnostic> refusals = GeneratorHost.AnalyzeAny(alone).ToLookup(diagnostic => diagnostic.Location.SourceTree);
        foreach (Entry entry in missing)
        {
            Diagnostic[] said = [.. refusals[entry.Tree]];
            string[] errors = [.. complete.GetSemanticModel(entry.Tree).GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(error => error.ToString())];
            if (errors.Length > 0)
            {
                entry.Fail(Verdict.Malformed, string.Join("\n", errors));
            }
            else if (said.FirstOrDefault(diagnostic => diagnostic.Id == "SYG0099") is { } defect)
            {
                entry.Fail("defect", defect.GetMessage(CultureInfo.InvariantCulture));
            }
            else if (said.Length == 0 || said.Any(diagnostic => diagnostic.Id == "AD0001"))
            {
                entry.Fail("neither generated nor refused", string.Join("\n", said.Select(diagnostic => diagnostic.ToString())));
            }
            else
            {
                string place = said[0].Location.SourceTree!.GetText().ToString(said[0].Location.SourceSpan);
                entry.Verdict = new Verdict(entry.Program, VerdictKind.Refused, said[0].Id, $"{said[0].GetMessage(CultureInfo.InvariantCulture)}\n    at: {place}");
            }
        }
    }

    private void Call(Compilation complete)
    {
        foreach (Entry entry in Open)
        {
            INamedTypeSymbol owner = complete.GetTypeByMetadataName(entry.Owner)!;
            IMethodSymbol method = owner.GetMembers("F").OfType<IMethodSymbol>().Single();
            IEnumerable<string> arguments = entry.Program.Parameters.Zip(Roles(method, complete), ArgumentOf);
            entry.Calls = new CallingProgram(entry.Snippet with { Arguments = string.Join(' ', arguments) }, method);
            entry.Caller = CSharpSyntaxTree.ParseText(entry.Calls.Text(entry.Owner + "Caller"), s_parseOptions, entry.Owner + "Caller.cs");
        }

        AssemblyLoadContext context = new("programs", isCollectible: true);
        using MemoryStream image = new();
        for (bool isEmitted = false; !isEmitted;)
        {
            if (!Open.Any())
            {
                return;
            }

            IEnumerable<SyntaxTree> rejected = All.Where(entry => entry.Verdict is not null).SelectMany(entry => new[] { entry.Tree, entry.Generated }).OfType<SyntaxTree>();
            Compilation callable = complete.RemoveSyntaxTrees(rejected).AddSyntaxTrees(Open.Select(entry => entry.Caller!));
            image.SetLength(0);
            isEmitted = callable.Emit(image).Diagnostics is var diagnostics && !SortOutDiagnostics(diagnostics);
        }

        image.Position = 0;
        System.Reflection.Assembly assembly = context.LoadFromStream(image);
        foreach (Entry entry in _entries.Where(entry => entry.Verdict is null))
        {
            CompiledSnippet? inDouble = entry.InDouble is { Verdict: null } twin ? Load(twin) : null;
            entry.Verdict = entry.InDouble is { Verdict: { } refused }
                ? refused with { Program = entry.Program }
                : ProgramCheck.Run(entry.Program, Load(entry), inDouble);
            if (entry.Verdict.IsFailure)
            {
                entry.Verdict = entry.Verdict with { Detail = $"{entry.Verdict.Detail}\n{entry.Generated}" };
            }
        }

        context.Unload();

        CompiledSnippet Load(Entry entry) => new(entry.Calls!, assembly.GetType(entry.Owner + "Caller")!, "");
    }

    /// <summary>True where a program had to be taken out. Warnings count in generated files.</summary>
    private bool SortOutDiagnostics(ImmutableArray<Diagnostic> diagnostics)
    {
        bool isAnyOut = false;
        foreach (Diagnostic diagnostic in diagnostics)
        {
            SyntaxTree? tree = diagnostic.Location.SourceTree;
            Entry? entry = All.FirstOrDefault(entry => tree == entry.Tree || tree == entry.Caller || tree == entry.Generated);
            bool isError = diagnostic.Severity == DiagnosticSeverity.Error, isWarning = diagnostic.Severity == DiagnosticSeverity.Warning;
            if (entry is null && isError)
            {
                throw new InvalidOperationException(diagnostic.ToString());
            }

            if (entry is null || (!isError && !(isWarning && tree == entry.Generated)))
            {
                continue;
            }

            string reason = tree == entry.Tree ? Verdict.Malformed : tree == entry.Caller ? "signature" : isError ? "does not compile" : "warning";
            entry.Fail(reason, $"{diagnostic}\n{entry.Generated}");
            isAnyOut |= isError;
        }

        return isAnyOut;
    }

    private static IEnumerable<ParameterRole> Roles(IMethodSymbol method, Compilation compilation) =>
        MethodReader.Read(method, method.GetAttributes().Single(attribute => attribute.AttributeClass?.Name == nameof(DifferentiableAttribute)), compilation, CancellationToken.None).Method!.Function.Parameters.Where(parameter => parameter is not ArrayParameter { Array.RowsOf: not null }).Select(parameter => parameter.Role);

    /// <summary>What a written array is taken as depends on what can be proven of its elements, which is not this test's business.</summary>
    private static string ArgumentOf(ProgramParameter parameter, ParameterRole role) => parameter.Argument.Contains(':', StringComparison.Ordinal)
        ? parameter.Argument + (role switch { ParameterRole.Output => ":out", ParameterRole.InOut => ":inout", _ => ":in" })
        : parameter.Argument;
}
