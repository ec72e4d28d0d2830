using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Explanation;

/// <summary>
/// The comment at an adjoint that is more than a product the reader sees: through a function with a slope of its own, the
/// equation and the identity behind the slope's form.
/// </summary>
internal sealed class AdjointComments(Function primal)
{
    // A longer formula would bury the code; the quantity is then called z, as its adjoint is called dz.
    private const int LongestFormula = 24;

    private readonly SymbolicText _text = new(primal.Body.Definitions);

    public string? Describe(Compute compute, int position)
    {
        if (compute.Operation.SlopeIdentity is not { } identity || position != 0)
        {
            return null;
        }

        string operand = _text.Of(compute.Operands[0]);
        bool isName = compute.Operands[0] is Value { Name: not null };
        string subject = isName ? operand : operand.Length <= LongestFormula ? operand.All(character => char.IsLetterOrDigit(character) || character == '[' || character == ']') ? operand : $"({operand})" : "z";
        return $"∂L/∂{subject}; {identity}";
    }
}
