using Microsoft.CodeAnalysis;

namespace SymbolicGrad.Generators.Reading;

/// <summary>A construct that cannot be differentiated: which rule, with what words, and where.</summary>
internal sealed record ReadRefusal(DiagnosticDescriptor Descriptor, Location Location, params string[] Arguments);

/// <summary>Carries a refusal from the expression where it arises to <see cref="MethodReader"/>, which alone catches it.</summary>
internal sealed class RefusedException(ReadRefusal? refusal) : Exception(refusal?.Descriptor.Id ?? "The source does not compile.")
{
    /// <summary>Null where the source does not compile: the compiler's own errors say why.</summary>
    public ReadRefusal? Refusal { get; } = refusal;
}
