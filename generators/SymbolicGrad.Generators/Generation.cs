using System.Collections.Concurrent;
using SymbolicGrad.Compiler;
using SymbolicGrad.Compiler.Emission;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Generators;

/// <summary>
/// From an annotated method's model to its file, or to what is refused. The generator asks for the text, the analyzer for
/// the refusals: it need not derive again what the generator has derived without one.
/// </summary>
internal static class Generation
{
    // Values, nothing of a compilation; forgotten when there are this many, since a model of a method that was edited stays.
    private const int Remembered = 2_000;

    private static readonly ConcurrentDictionary<DifferentiableMethod, bool> Generated = new();

    /// <summary>The file's text; null where there is a refusal.</summary>
    public static string? TextOf(DifferentiableMethod method) => Derive(method).Text;

    /// <summary>Why nothing is generated; empty where something is.</summary>
    public static EquatableArray<Refusal> RefusalsOf(DifferentiableMethod method) =>
        Generated.ContainsKey(method) ? [] : Derive(method).Refusals;

    private static (string? Text, EquatableArray<Refusal> Refusals) Derive(DifferentiableMethod method)
    {
        Derivation derivation = Pipeline.Derive(method);
        if (derivation.Refusals.Count > 0 || derivation.Members.Count == 0)
        {
            // Not remembered: models are equal wherever the method stands, but what is refused has a place.
            return (null, derivation.Refusals);
        }

        try
        {
            string text = FileEmitter.Emit(method, derivation.Members);
            Remember(method);
            return (text, []);
        }
        catch (InsufficientExecutionStackException)
        {
            return (null, [new Refusal(RefusalReason.NestedTooDeeply, method.Declaration.MethodName, default)]);
        }
        catch (Exception defect) when (defect is not OperationCanceledException)
        {
            // Out of here it would end the generation of the whole project. The analyzer shows it.
            return (null, [new Refusal(RefusalReason.Defect, Defects.Describe(defect), default)]);
        }
    }

    private static void Remember(DifferentiableMethod method)
    {
        if (Generated.Count >= Remembered)
        {
            Generated.Clear();
        }

        Generated[method] = true;
    }
}
