using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>Short words for quantities that nobody has named, from what computes them.</summary>
internal static class SuggestedNames
{
    /// <summary>A name for a variable that holds the given values.</summary>
    public static string Suggest(IReadOnlyList<Value> values, BodyIndex index)
    {
        foreach (Value value in values)
        {
            if (index.DefinitionOf(value)?.Statement is { } statement and not (For or If))
            {
                return QuantityNames.Of(statement);
            }
        }

        // What no statement defines and nothing is copied to is a loop's index.
        Value first = values[0];
        return first.Type.Kind == ScalarKind.Int32 && values.Count == 1 ? "i" : QuantityNames.Of(first.Type);
    }
}
