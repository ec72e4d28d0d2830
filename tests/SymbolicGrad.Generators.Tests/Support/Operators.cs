namespace SymbolicGrad.Generators.Tests.Support;

/// <summary>C#'s own operators on double, long and bool.</summary>
public static class Operators
{
    public static object Prefix(string symbol, object operand) => (symbol, operand) switch
    {
        ("-", double number) => -number,
        ("-", long number) => -number,
        ("~", long number) => ~number,
        ("!", bool condition) => !condition,
        _ => throw new InvalidOperationException($"No operator {symbol} for {operand.GetType().Name}."),
    };

    public static object Infix(string symbol, object left, object right) => (left, right) switch
    {
        (double a, double b) => OnDoubles(symbol, a, b),
        (long a, long b) => OnIntegers(symbol, a, b),
        (bool a, bool b) => OnBooleans(symbol, a, b),
        _ => throw new InvalidOperationException($"No operator {symbol} for {left.GetType().Name} and {right.GetType().Name}."),
    };

    private static object OnDoubles(string symbol, double left, double right) => symbol switch
    {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        "/" => left / right,
        "%" => left % right,
        "<" => left < right,
        "<=" => left <= right,
        ">" => left > right,
        ">=" => left >= right,
        "==" => left == right,
        "!=" => left != right,
        _ => throw new InvalidOperationException($"No operator {symbol} on doubles."),
    };

    private static object OnIntegers(string symbol, long left, long right) => symbol switch
    {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        "/" => left / right,
        "%" => left % right,
        "&" => left & right,
        "|" => left | right,
        "^" => left ^ right,
        "<<" => left << (int)right,
        ">>" => left >> (int)right,
        ">>>" => left >>> (int)right,
        "<" => left < right,
        "<=" => left <= right,
        ">" => left > right,
        ">=" => left >= right,
        "==" => left == right,
        "!=" => left != right,
        _ => throw new InvalidOperationException($"No operator {symbol} on integers."),
    };

    private static bool OnBooleans(string symbol, bool left, bool right) => symbol switch
    {
        "&" => left & right,
        "|" => left | right,
        "^" => left ^ right,
        "==" => left == right,
        "!=" => left != right,
        _ => throw new InvalidOperationException($"No operator {symbol} on booleans."),
    };
}
