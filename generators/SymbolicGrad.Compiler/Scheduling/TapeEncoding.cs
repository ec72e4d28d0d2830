using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>
/// How values stand on the one tape of a taped pair, whose elements are of one floating type: a float in a double, an int in a
/// double, a bool as 0 or 1, and bit by bit what would else lose digits (an int in a float, a long in a double). A type
/// parameter's width is not known: there only bools and numbers of that type are recorded.
/// </summary>
internal sealed class TapeEncoding(ScalarType element, IdSource ids)
{
    /// <summary>The type of the recorded element.</summary>
    public ScalarType Element => element;

    public bool CanHold(ScalarType type) =>
        type == element || type == ScalarType.Boolean || IsConverted(type) || IsCopied(type);

    private bool IsConverted(ScalarType type) => element == ScalarType.Double && (type == ScalarType.Int32 || type == ScalarType.Single);

    private bool IsCopied(ScalarType type) =>
        (element == ScalarType.Single && type == ScalarType.Int32) || (element == ScalarType.Double && type == ScalarType.Int64);

    /// <summary>Appends what turns a value into the element that is recorded.</summary>
    public Operand Encode(Operand value, Action<Statement> append)
    {
        if (value.Type == element)
        {
            return value;
        }

        if (value is Constant constant && !IsCopied(value.Type))
        {
            return new Constant(element, constant.Number);
        }

        Value encoded = ids.NewValue(element, (value as Value)?.Name);
        append(value.Type == ScalarType.Boolean
            ? new Compute(encoded, Comparisons.Select, [value, new Constant(element, 1), new Constant(element, 0)])
            : new Compute(encoded, !IsCopied(value.Type) ? Arithmetic.Convert : element == ScalarType.Single ? TapeBits.EncodeInt32 : TapeBits.EncodeInt64, [value]));
        return encoded;
    }

    /// <summary>Appends a load of a record and what turns it back into <paramref name="result"/>.</summary>
    public void Decode(Value result, ArrayVariable array, EquatableArray<Operand> indices, Action<Statement> append)
    {
        if (result.Type == element)
        {
            append(new Load(result, array, indices));
            return;
        }

        Value recorded = ids.NewValue(element, result.Name);
        append(new Load(recorded, array, indices));
        append(result.Type == ScalarType.Boolean
            ? new Compute(result, Comparisons.NotEqual, [recorded, new Constant(element, 0)])
            : new Compute(result, !IsCopied(result.Type) ? Arithmetic.Convert : element == ScalarType.Single ? TapeBits.DecodeInt32 : TapeBits.DecodeInt64, [recorded]));
    }
}
