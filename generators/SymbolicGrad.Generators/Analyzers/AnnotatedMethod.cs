using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Generators.Reading;

namespace SymbolicGrad.Generators.Analyzers;

/// <summary>An annotated method as the rules see it: what was read of it, and where in the source that stands.</summary>
internal sealed class AnnotatedMethod
{
    // A partial method's positions are those of its body.
    private readonly IMethodSymbol _body;

    private AnnotatedMethod(IMethodSymbol method, ReadResult result)
    {
        Symbol = method;
        Result = result;
        _body = method.PartialImplementationPart ?? method;
    }

    public IMethodSymbol Symbol { get; }

    public ReadResult Result { get; }

    /// <summary>The method's name.</summary>
    public Location Location => _body.Locations.FirstOrDefault() ?? Location.None;

    /// <summary>A position in the method's file; where none is known, the method's name is the place.</summary>
    public Location LocationOf(Origin origin) =>
        origin.Length == 0 || _body.DeclaringSyntaxReferences.FirstOrDefault() is not { } reference
            ? Location
            : Location.Create(reference.SyntaxTree, new TextSpan(origin.Start, origin.Length));

    /// <summary>Where a parameter is declared; null where the method has none of that name.</summary>
    public Location? LocationOf(string parameter) =>
        _body.Parameters.FirstOrDefault(declared => declared.Name == parameter)?.Locations.FirstOrDefault();

    /// <summary>Null, with nothing read, of a method that is not annotated, or does not compile: that has errors of its own, which ours would repeat in other words.</summary>
    public static AnnotatedMethod? Read(IMethodSymbol method, INamedTypeSymbol attribute, Compilation compilation, CancellationToken cancellation) =>
        AttributeOf(method, attribute) is { } data && !method.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellation).ContainsDiagnostics)
            ? new AnnotatedMethod(method, MethodReader.Read(method, data, compilation, cancellation))
            : null;

    public static AttributeData? AttributeOf(IMethodSymbol method, INamedTypeSymbol attribute) =>
        method.GetAttributes().FirstOrDefault(data => SymbolEqualityComparer.Default.Equals(data.AttributeClass, attribute));
}
