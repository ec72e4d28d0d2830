using System.Globalization;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>
/// Writes a loop that is kept running by a flag as C# would: <c>while (condition)</c> where the flag is set to one condition,
/// before the loop and at the end of its body; <c>do … while (condition)</c> where the first iteration always runs.
/// </summary>
internal static class LoopConditions
{
    /// <param name="running">The flag; nothing after the loop reads it.</param>
    /// <param name="body">The loop's complete body. Loses the assignment of the flag where it is not needed.</param>
    /// <param name="before">What precedes the loop in its block. Loses the assignment of the flag where it is not needed.</param>
    public static CSharpStatement Write(Variable running, List<CSharpStatement> body, List<CSharpStatement> before)
    {
        int initial = before.FindLastIndex(statement => IsAssignmentTo(running, statement));
        int update = body.FindIndex(statement => IsAssignmentTo(running, statement));
        WhileStatement flagged = new(new VariableExpression(running), body);
        if (initial < 0 || update < 0 || before.Skip(initial + 1).Any(statement => statement is not Assignment)
            || body.Where((_, i) => i != update).Any(statement => Mentions(statement, running)))
        {
            return flagged;
        }

        Expression first = ((Assignment)before[initial]).Source, again = ((Assignment)body[update]).Source;
        if (again.Variables.Contains(running) || !Keeps(again, body.Skip(update + 1)))
        {
            return flagged;
        }

        bool isSame = HoldsAtEntry(first, again, before, initial);
        if (!isSame && first is not NameExpression { Text: "true" })
        {
            return flagged;
        }

        body.RemoveAt(update);
        before.RemoveAt(initial);
        return isSame ? new WhileStatement(again, body) : new DoStatement(again, body);
    }

    private static bool IsAssignmentTo(Variable variable, CSharpStatement statement) =>
        statement is Assignment { Symbol: "=", Target: VariableExpression target, FurtherTargets.Count: 0 } && ReferenceEquals(target.Variable, variable);

    private static bool Mentions(CSharpStatement statement, Variable variable) =>
        statement.Expressions.Any(expression => expression.Variables.Contains(variable))
        || (statement is LocalDeclaration local && ReferenceEquals(local.Variable, variable))
        || statement.Blocks.Any(block => block.Any(nested => Mentions(nested, variable)));

    /// <summary>Whether the statements leave the condition what it was.</summary>
    private static bool Keeps(Expression condition, IEnumerable<CSharpStatement> statements)
    {
        HashSet<Variable> read = [.. condition.Variables];
        return statements.All(statement => statement switch
        {
            Assignment assignment => assignment.FurtherTargets.Append(assignment.Target).All(target => !Touches(target, read)),
            _ => false,
        });
    }

    /// <summary>An element is of the memory that its receiver names.</summary>
    private static bool Touches(Expression target, HashSet<Variable> read) => target switch
    {
        TupleExpression tuple => tuple.Items.Any(item => Touches(item, read)),
        ElementExpression element => element.Receiver is not VariableExpression memory || read.Contains(memory.Variable),
        VariableExpression variable => read.Contains(variable.Variable),
        _ => true,
    };

    /// <summary>Whether the condition, of the variables as the loop finds them, is the flag's first value.</summary>
    private static bool HoldsAtEntry(Expression first, Expression condition, List<CSharpStatement> before, int initial)
    {
        if (before.Skip(initial + 1).OfType<Assignment>().Any(later => Touches(later.Target, [.. first.Variables])))
        {
            return false;
        }

        // The assignments right before the loop say what its variables are; each speaks of variables that none behind it sets.
        Dictionary<Variable, Expression> entry = [];
        HashSet<Variable> set = [];
        for (int i = before.Count - 1; i >= 0 && before[i] is Assignment { Symbol: "=", FurtherTargets.Count: 0 } assignment; i--)
        {
            if (assignment.Target is not VariableExpression { Variable: var variable } || !set.Add(variable) || assignment.Source.Variables.Contains(variable))
            {
                break;
            }

            if (!assignment.Source.Variables.Any(set.Contains))
            {
                entry.Add(variable, assignment.Source);
            }
        }

        Expression? actual = Substitute(condition, entry);
        return actual is not null && (actual.Equals(Substitute(first, entry)) || (first is NameExpression { Text: "true" } && IsTrue(actual)));
    }

    private static Expression? Substitute(Expression expression, Dictionary<Variable, Expression> by)
    {
        EquatableArray<Expression>? All(EquatableArray<Expression> expressions)
        {
            List<Expression?> substituted = expressions.Select(inner => Substitute(inner, by)).ToList();
            return substituted.Contains(null) ? null : substituted.Select(inner => inner!).ToEquatableArray();
        }

        return expression switch
        {
            VariableExpression variable => by.TryGetValue(variable.Variable, out Expression? value) ? Substitute(value, by) : variable,
            LiteralExpression or NameExpression => expression,
            InfixExpression infix when Substitute(infix.Left, by) is { } left && Substitute(infix.Right, by) is { } right => infix with { Left = left, Right = right },
            PrefixExpression prefix when Substitute(prefix.Operand, by) is { } operand => prefix with { Operand = operand },
            CastExpression cast when Substitute(cast.Operand, by) is { } operand => cast with { Operand = operand },
            MemberExpression member when Substitute(member.Receiver, by) is { } receiver => member with { Receiver = receiver },
            CallExpression call when Substitute(call.Callee, by) is { } callee && All(call.Arguments) is { } arguments => call with { Callee = callee, Arguments = arguments },
            ElementExpression element when Substitute(element.Receiver, by) is { } receiver && All(element.Indices) is { } indices =>
                element with { Receiver = receiver, Indices = indices },
            _ => null,
        };
    }

    /// <summary>0 &lt; 1</summary>
    private static bool IsTrue(Expression expression) =>
        expression is InfixExpression { Left: LiteralExpression left, Right: LiteralExpression right, Symbol: var symbol }
        && double.TryParse(left.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double a)
        && double.TryParse(right.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double b)
        && symbol switch
        {
            "<" => a < b,
            "<=" => a <= b,
            ">" => a > b,
            ">=" => a >= b,
            "!=" => a != b,
            _ => false,
        };
}
