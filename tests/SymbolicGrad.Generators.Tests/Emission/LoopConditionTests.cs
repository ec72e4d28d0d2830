using SymbolicGrad.Compiler.Emission;

namespace SymbolicGrad.Generators.Tests.Emission;

/// <summary>When a flag may give way to the condition that it holds: each row is what stands before the loop, and at the end of its body.</summary>
public class LoopConditionTests
{
    private static readonly Variable Running = new("bool", "running"), S = new("double", "s"), T = new("double", "t");

    [Fact]
    public void The_condition_takes_the_flags_place() =>
        Write([Set(S, One), Set(Running, Less(S))], [Set(S, Sum(S, T)), Set(Running, Less(S))]).ShouldBeOfType<WhileStatement>().Condition.ShouldBe(Less(S));

    [Fact]
    public void Not_where_a_variable_changes_between_the_flag_and_the_loop() => IsFlagged([Set(S, One), Set(Running, Less(S)), Set(S, Sum(T, T))], [Set(S, Sum(S, T)), Set(Running, Less(S))]);

    [Fact]
    public void Not_where_a_variable_changes_after_the_flag_in_the_body() => IsFlagged([Set(S, One), Set(Running, Less(S))], [Set(Running, Less(S)), Set(S, Sum(S, T))]);

    [Fact]
    public void Not_where_the_flag_is_part_of_the_condition() =>
        IsFlagged([Set(Running, new NameExpression("true"))], [Set(S, Sum(S, T)), Set(Running, new InfixExpression(new VariableExpression(Running), "&", Less(S), Expression.Conditional))]);

    /// <summary>s is what was made of the s before: nothing to put in its place.</summary>
    [Fact]
    public void A_variable_made_of_itself_before_the_loop_stands_for_itself() =>
        Write([Set(S, One), Set(S, Sum(S, T)), Set(Running, Less(S))], [Set(S, Sum(S, T)), Set(Running, Less(S))]).ShouldBeOfType<WhileStatement>().Condition.ShouldBe(Less(S));

    /// <summary>s is what t was, and t has changed since: s &lt; 1 is not t &lt; 1.</summary>
    [Fact]
    public void Not_where_what_a_variable_was_made_of_has_changed() => IsFlagged([Set(Running, Less(T)), Set(S, new VariableExpression(T)), Set(T, One)], [Set(S, Sum(S, T)), Set(Running, Less(S))]);

    private static LiteralExpression One => new("1", "1.0", false);

    private static Assignment Set(Variable variable, Expression source) => new(new VariableExpression(variable), "=", source);

    private static Expression Sum(Variable left, Variable right) => Operators.Infix(new VariableExpression(left), "+", Expression.Additive, new VariableExpression(right));

    private static InfixExpression Less(Variable variable) => new InfixExpression(new VariableExpression(variable), "<", One, Expression.Conditional);

    private static CSharpStatement Write(List<CSharpStatement> before, List<CSharpStatement> body) => LoopConditions.Write(Running, body, before);

    private static void IsFlagged(List<CSharpStatement> before, List<CSharpStatement> body) =>
        Write(before, body).ShouldBeOfType<WhileStatement>().Condition.ShouldBe(new VariableExpression(Running));
}
