using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>Joins expressions by operators, in the form a person would write: <c>a - b</c> for a + (−b).</summary>
internal static class Operators
{
    public static Expression Infix(Expression left, string symbol, int level, Expression right)
    {
        // IEEE arithmetic defines a − b as a + (−b), so these rewritings change no bit.
        if (symbol is "+" or "-" && Opposite(right) is { } opposite)
        {
            return Infix(left, symbol == "+" ? "-" : "+", level, opposite);
        }

        if (symbol == "+" && left is PrefixExpression { Symbol: "-" } negated && !Literals.IsTakenForInteger(right))
        {
            return Infix(right, "-", level, negated.Operand);
        }

        // Beside a variable C# converts the integer 2 to 2.0, but 1 / 2 between literals would be 0.
        if (Literals.IsTakenForInteger(left) && Literals.IsTakenForInteger(right))
        {
            left = Literals.WithVisibleType(left);
        }

        return new InfixExpression(left, symbol, right, level);
    }

    public static Expression Conditional(Expression condition, Expression then, Expression otherwise)
    {
        if (otherwise is NameExpression { Text: "false" })
        {
            return new InfixExpression(condition, "&&", then, 2);
        }

        if (then is NameExpression { Text: "true" })
        {
            return new InfixExpression(condition, "||", otherwise, 1);
        }

        return Literals.IsTakenForInteger(then) && Literals.IsTakenForInteger(otherwise)
            ? new ConditionalExpression(condition, Literals.WithVisibleType(then), Literals.WithVisibleType(otherwise))
            : new ConditionalExpression(condition, then, otherwise);
    }

    /// <summary>¬condition, with the comparison turned round where that is exact for NaN too.</summary>
    public static Expression Not(Expression condition) => condition switch
    {
        PrefixExpression { Symbol: "!" } negated => negated.Operand,
        InfixExpression { Symbol: "==" } equal => equal with { Symbol = "!=" },
        InfixExpression { Symbol: "!=" } unequal => unequal with { Symbol = "==" },
        _ => new PrefixExpression("!", condition),
    };

    /// <summary><c>target = source</c>, as <c>target += …</c> or the like where the source begins with the target.</summary>
    public static Assignment Assign(Expression target, Expression source, string? comment = null)
    {
        if (source is InfixExpression { Symbol: "+" or "-" or "*" or "/" } infix)
        {
            if (infix.Left == target)
            {
                return Compound(target, infix.Symbol, infix.Right, comment);
            }

            if (infix.Right == target && infix.Symbol is "+" or "*")
            {
                return Compound(target, infix.Symbol, infix.Left, comment);
            }
        }

        return new Assignment(target, "=", source) { Comment = comment };
    }

    /// <summary><c>target += amount</c></summary>
    public static Assignment Add(Expression target, Expression amount, string? comment = null) => Opposite(amount) is { } opposite
        ? Compound(target, "-", opposite, comment)
        : Compound(target, "+", amount, comment);

    private static Assignment Compound(Expression target, string symbol, Expression operand, string? comment) =>
        new(target, symbol + "=", operand) { Comment = comment };

    /// <summary>−expression without its sign, where it has one.</summary>
    private static Expression? Opposite(Expression expression) => expression switch
    {
        PrefixExpression { Symbol: "-" } negated => negated.Operand,
        LiteralExpression { IsNegative: true } literal => new LiteralExpression(literal.Text.Substring(1), literal.FloatingText.Substring(1), false),
        _ => null,
    };
}
