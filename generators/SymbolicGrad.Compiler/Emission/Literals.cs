using System.Globalization;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>Writes constants as a person would: <c>2 * x</c>, <c>0.5 * x</c>, <c>0.1f * x</c>, <c>T.One</c>.</summary>
internal static class Literals
{
    /// <summary>Whole numbers beyond this are clearer with an exponent than with their digits.</summary>
    private const double LargestPlain = 1e6;

    public static Expression Write(Constant constant) => constant.Type.Kind switch
    {
        ScalarKind.Boolean => new NameExpression(constant.IsZero ? "false" : "true"),
        ScalarKind.Int32 => WriteInteger(constant.Number, ""),
        ScalarKind.Int64 => WriteInteger(constant.Number, Math.Abs(constant.Number) <= int.MaxValue ? "" : constant.Type.Name == "uint" ? "U" : "L"),
        ScalarKind.Single => WriteFloating("float", constant.Number, RoundTrip((float)constant.Number) + "f"),
        ScalarKind.Double => WriteFloating("double", constant.Number, RoundTrip(constant.Number)),
        ScalarKind.Generic => WriteGeneric(constant.Type.Name, constant.Number),
        _ => throw new InvalidOperationException($"Unknown scalar kind {constant.Type.Kind}."),
    };

    /// <summary>The same literal with its floating type visible: <c>2.0</c>, <c>2f</c>.</summary>
    public static Expression WithVisibleType(Expression expression) => expression is LiteralExpression { IsTakenForInteger: true } literal
        ? new LiteralExpression(literal.FloatingText, literal.FloatingText, literal.IsNegative)
        : expression;

    public static bool IsTakenForInteger(Expression expression) => expression is LiteralExpression { IsTakenForInteger: true };

    private static LiteralExpression WriteInteger(double number, string suffix)
    {
        string text = number.ToString("F0", CultureInfo.InvariantCulture) + suffix;
        return new LiteralExpression(text, text, number < 0);
    }

    private static Expression WriteFloating(string type, double number, string text)
    {
        if (Special(number) is { } name)
        {
            return new MemberExpression(new NameExpression(type), name);
        }

        bool isNegative = number < 0 || IsNegativeZero(number);
        if (Math.Floor(number) != number || Math.Abs(number) > LargestPlain)
        {
            return new LiteralExpression(text, text, isNegative);
        }

        // −0 needs its type: the integer has no sign to keep.
        string digits = number.ToString("F0", CultureInfo.InvariantCulture).TrimStart('-');
        string plain = isNegative ? "-" + digits : digits;
        string visible = type == "float" ? plain + "f" : plain + ".0";
        return new LiteralExpression(IsNegativeZero(number) ? visible : plain, visible, isNegative);
    }

    private static Expression WriteGeneric(string type, double number)
    {
        NameExpression owner = new(type);
        if (Special(number) is { } special)
        {
            return new MemberExpression(owner, special);
        }

        string? member = IsNegativeZero(number) ? "NegativeZero" : number switch
        {
            0 => "Zero",
            1 => "One",
            -1 => "NegativeOne",
            _ => null,
        };
        if (member is not null)
        {
            return new MemberExpression(owner, member);
        }

        // The argument's own type is inferred, so a whole number may stay an integer: it converts exactly.
        return new CallExpression(new MemberExpression(owner, "CreateChecked"), [WriteFloating("double", number, RoundTrip(number))]);
    }

    private static string? Special(double number) =>
        double.IsNaN(number) ? "NaN"
        : double.IsPositiveInfinity(number) ? "PositiveInfinity"
        : double.IsNegativeInfinity(number) ? "NegativeInfinity"
        : null;

    private static bool IsNegativeZero(double number) => number == 0 && BitConverter.DoubleToInt64Bits(number) < 0;

    /// <summary>The shortest text that reads back as the number: on .NET Framework "R" is not always it.</summary>
    private static string RoundTrip(float number)
    {
        for (int digits = 1; digits < 9; digits++)
        {
            string text = number.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) == number)
            {
                return text;
            }
        }

        return number.ToString("G9", CultureInfo.InvariantCulture);
    }

    private static string RoundTrip(double number)
    {
        for (int digits = 1; digits < 17; digits++)
        {
            string text = number.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) == number)
            {
                return text;
            }
        }

        return number.ToString("G17", CultureInfo.InvariantCulture);
    }
}
