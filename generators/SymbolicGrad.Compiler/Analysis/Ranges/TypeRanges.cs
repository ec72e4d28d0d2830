using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Analysis.Ranges;

/// <summary>What a type's precision and width make of exact results.</summary>
internal static class TypeRanges
{
    // Of library functions in float, relatively.
    private const double SingleError = 1.0 / (1 << 20);

    /// <summary>Every value of the type.</summary>
    public static Interval Of(ScalarType type) => type.Kind switch
    {
        ScalarKind.Boolean => Interval.Either,
        ScalarKind.Int32 => type.Name switch
        {
            "byte" => new Interval(byte.MinValue, byte.MaxValue),
            "sbyte" => new Interval(sbyte.MinValue, sbyte.MaxValue),
            "short" => new Interval(short.MinValue, short.MaxValue),
            "ushort" => new Interval(ushort.MinValue, ushort.MaxValue),
            _ => new Interval(int.MinValue, int.MaxValue),
        },
        ScalarKind.Int64 => type.Name == "uint" ? new Interval(uint.MinValue, uint.MaxValue) : new Interval(long.MinValue, long.MaxValue),
        _ => Interval.Everything,
    };

    /// <summary>
    /// The interval as values of the type: integers cut off and wrapped around, floats rounded. A type parameter is double or float, hence taken for float.
    /// </summary>
    /// <param name="exact">What is true of the exact result, or of the result in double.</param>
    /// <param name="type">The result's type.</param>
    /// <param name="isRoundedOnce">True of operators, whose result is the exact one rounded; functions may be off by more.</param>
    public static Interval Held(Interval exact, ScalarType type, bool isRoundedOnce)
    {
        if (exact.IsEmpty)
        {
            return exact;
        }

        if (type.IsInteger)
        {
            Interval cut = new(Math.Truncate(exact.Low), Math.Truncate(exact.High));
            return Of(type).Contains(cut) ? cut : Of(type);
        }

        if (type.Kind is not (ScalarKind.Single or ScalarKind.Generic))
        {
            return exact;
        }

        Interval computed = isRoundedOnce || exact.IsPoint ? exact : exact.Widened(SingleError);

        // Rounding is monotone; a type parameter that is double keeps what float would round inwards.
        return new Interval((float)computed.Low, (float)computed.High).Join(computed);
    }
}
