using System.Text;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>Writes an expression with the parentheses that C# needs and no others.</summary>
internal static class ExpressionPrinter
{
    public static string Print(Expression expression)
    {
        StringBuilder text = new();
        Append(text, expression);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Expression expression)
    {
        switch (expression)
        {
            case VariableExpression variable:
                text.Append(variable.Variable.Name);
                break;
            case NameExpression name:
                text.Append(name.Text);
                break;
            case LiteralExpression literal:
                text.Append(literal.Text);
                break;
            case InfixExpression infix:
                // Operators of one level group from the left, so only the right operand needs parentheses there.
                AppendOperand(text, infix.Left, infix.Precedence);
                text.Append(' ').Append(infix.Symbol).Append(' ');
                AppendOperand(text, infix.Right, infix.Precedence + 1);
                break;
            case PrefixExpression prefix:
                // −(−x) would read as a decrement.
                text.Append(prefix.Symbol);
                AppendOperand(text, prefix.Operand, StartsWithMinus(prefix.Operand) ? Expression.Primary : Expression.Unary);
                break;
            case CastExpression cast:
                text.Append('(').Append(cast.Type).Append(')');
                AppendOperand(text, cast.Operand, StartsWithMinus(cast.Operand) ? Expression.Primary : Expression.Unary);
                break;
            case ConditionalExpression conditional:
                AppendOperand(text, conditional.Condition, Expression.Conditional + 1);
                text.Append(" ? ");
                AppendOperand(text, conditional.Then, Expression.Conditional + 1);
                text.Append(" : ");
                Append(text, conditional.Else);
                break;
            case CallExpression call:
                AppendOperand(text, call.Callee, Expression.Primary);
                AppendList(text, '(', call.Arguments, ')');
                break;
            case MemberExpression member:
                AppendOperand(text, member.Receiver, Expression.Primary);
                text.Append('.').Append(member.Member);
                break;
            case ElementExpression element:
                AppendOperand(text, element.Receiver, Expression.Primary);
                AppendList(text, '[', element.Indices, ']');
                break;
            case TupleExpression tuple:
                AppendList(text, '(', tuple.Items, ')');
                break;
            case NewExpression creation:
                text.Append("new ").Append(creation.Type);
                AppendList(text, '(', creation.Arguments, ')');
                break;
            case InitializerExpression initializer:
                text.Append("new ").Append(initializer.Type).Append(" { ");
                for (int i = 0; i < initializer.Values.Count; i++)
                {
                    text.Append(i == 0 ? "" : ", ").Append(initializer.Names[i]).Append(" = ");
                    Append(text, initializer.Values[i]);
                }

                text.Append(" }");
                break;
            case StackAllocation allocation:
                text.Append("stackalloc ").Append(allocation.Element);
                AppendList(text, '[', [allocation.Length], ']');
                break;
            default:
                throw new InvalidOperationException($"Unknown expression {expression.GetType().Name}.");
        }
    }

    private static bool StartsWithMinus(Expression expression) => expression is PrefixExpression { Symbol: "-" } or LiteralExpression { IsNegative: true };

    private static void AppendOperand(StringBuilder text, Expression operand, int least)
    {
        if (operand.Precedence >= least)
        {
            Append(text, operand);
            return;
        }

        text.Append('(');
        Append(text, operand);
        text.Append(')');
    }

    private static void AppendList(StringBuilder text, char open, IEnumerable<Expression> items, char close)
    {
        text.Append(open);
        bool isFirst = true;
        foreach (Expression item in items)
        {
            if (!isFirst)
            {
                text.Append(", ");
            }

            Append(text, item);
            isFirst = false;
        }

        text.Append(close);
    }
}
