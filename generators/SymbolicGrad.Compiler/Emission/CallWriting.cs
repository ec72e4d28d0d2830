using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>Writes calls of methods: <c>double f = F(x, n - 1);</c> and <c>double dx = 0; FBackward(x, n - 1, dResult, ref dx);</c></summary>
internal sealed class CallWriting(ExpressionBuilder builder, VariableAssignment assignment, BodyIndex index, LibraryNames names)
{
    /// <summary>The operands that the call's text contains.</summary>
    public static IEnumerable<Operand> WrittenOperands(Call call) => KernelCalls.WrittenOperands(call.Arguments);

    public void Emit(Call call, List<CSharpStatement> output)
    {
        List<Expression> arguments = [];
        foreach ((CalleeParameter parameter, KernelArgument? argument, Value? final) in call.Passed())
        {
            if (final is null)
            {
                // Overloads are told apart by the types of what is passed.
                arguments.Add(Literals.WithVisibleType(builder.Argument(argument!)));
                continue;
            }

            Expression variable = new VariableExpression(assignment.VariableOf(final));
            if (argument is null)
            {
                arguments.Add(new PrefixExpression("out ", index.UsesOf(final).Count > 0 ? variable : new NameExpression("_")));
                continue;
            }

            Expression initial = builder.Argument(argument);
            if (!initial.Equals(variable))
            {
                output.Add(new Assignment(variable, "=", initial));
            }

            arguments.Add(new PrefixExpression("ref ", variable));
        }

        Expression invocation = new CallExpression(Method(call.Callee), arguments.ToEquatableArray());
        if (!call.Callee.Name.Contains('.'))
        {
            int typeArguments = call.Callee.Name.IndexOf('<');
            builder.Reserve(typeArguments < 0 ? call.Callee.Name : call.Callee.Name.Substring(0, typeArguments));
        }

        output.Add(call.Returned is { } returned && index.UsesOf(returned).Count > 0
            ? new Assignment(new VariableExpression(assignment.VariableOf(returned)), "=", invocation) { Comment = returned.Meaning }
            : new ExpressionStatement(invocation));
    }

    private Expression Method(Callee callee)
    {
        if (callee.Namespace is null)
        {
            return new NameExpression(callee.Name);
        }

        int dot = callee.Name.IndexOf('.');
        return new MemberExpression(new NameExpression(names.Type(callee.Namespace, callee.Name.Substring(0, dot))), callee.Name.Substring(dot + 1));
    }
}
