using Microsoft.CodeAnalysis;
using SymbolicGrad.Compiler;
using SymbolicGrad.Generators.Diagnostics;
using SymbolicGrad.Generators.Reading;

namespace SymbolicGrad.Generators.Analyzers;

/// <summary>SYG0xxx: says, at the exact expression, why a method cannot be differentiated and what to write instead.</summary>
internal static class RefusalRules
{
    public static IEnumerable<Diagnostic> Find(AnnotatedMethod method)
    {
        if (method.Result.Refusal is { } refusal)
        {
            return [Diagnostic.Create(refusal.Descriptor, refusal.Location, refusal.Arguments)];
        }

        return method.Result.Method is { } model ? Generation.RefusalsOf(model).Select(refused => DiagnosticOf(refused, method)) : [];
    }

    private static Diagnostic DiagnosticOf(Refusal refused, AnnotatedMethod method)
    {
        object[] arguments = refused.Reason == RefusalReason.NestedTooDeeply ? [refused.Detail, MethodReader.TooDeep] : [refused.Detail];
        return Diagnostic.Create(DescriptorOf(refused.Reason), LocationOf(refused, method), arguments);
    }

    private static DiagnosticDescriptor DescriptorOf(RefusalReason reason) => reason switch
    {
        RefusalReason.TripCountNotKnown => Descriptors.TripCount,
        RefusalReason.ScratchLengthNotKnown => Descriptors.ScratchLength,
        RefusalReason.NoCheckpoints => Descriptors.NoCheckpoints,
        RefusalReason.IntegerOnTape => Descriptors.IntegerOnTape,
        RefusalReason.CallWithoutDerivative => Descriptors.CallDerivative,
        RefusalReason.NoSingleValue => Descriptors.NoSingleValue,
        RefusalReason.OtherSignature => Descriptors.OtherSignature,
        RefusalReason.NestedTooDeeply => Descriptors.Statement,
        RefusalReason.DependentSamples => Descriptors.DependentSamples,
        RefusalReason.Defect => Descriptors.Defect,
        _ => throw new InvalidOperationException($"No descriptor for {reason}."),
    };

    private static Location LocationOf(Refusal refused, AnnotatedMethod method) => refused.DeclaredMember is { } signature
        ? DeclaredMembers.Of(method.Symbol).First(declared => DeclaredMembers.SignatureOf(declared) == signature).Locations[0]
        : method.LocationOf(refused.Origin);
}
