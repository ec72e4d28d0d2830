using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Generators.Reading;

namespace SymbolicGrad.Generators.Analyzers;

/// <summary>An annotated method as the rules see it: what was read of it, and where in the source that stands.</summary>
internal sealed class AnnotatedMethod(IMethodSymbol method, ReadResult result)
{
    // A partial method's positions are those of its body.
    private readonly IMethodSymbol _body = method.PartialImplementationPart ?? method;

    public IMethodSymbol Symbol => method;

    public ReadResult Result => result;

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
}
