namespace SymbolicGrad.Generators.Tests.RandomPrograms.Forms;

internal sealed class ComparisonForm : ConditionForm
{
    public override int Weight => 40;

    public override bool Nests => false;

    public override Syntax Draw(Drawer draw, Scope scope, int depth)
    {
        Bounded left = draw.Number(scope, 1);
        Bounded right = draw.Chance(50) ? draw.Number(scope, 1) : new Bounded(Syntax.Literal(draw.Coefficient()), 2);
        return Syntax.Condition($"$0 {draw.Pick(["<", ">", "<=", ">="])} $1", left.Syntax, right.Syntax);
    }
}

internal sealed class IntegerComparisonForm : ConditionForm
{
    public override int Weight => 10;

    public override bool Nests => false;

    public override bool Fits(Drawer draw, Scope scope) => scope.Integers.Count > 0;

    public override Syntax Draw(Drawer draw, Scope scope, int depth)
    {
        IntegerVariable integer = draw.Pick(scope.Integers);
        return draw.Chance(60)
            ? Syntax.Condition($"$0 {draw.Pick(["<", ">", "==", "!="])} $1", Syntax.Integer(integer.Name), draw.Integer(scope, integer.Low, integer.High))
            : Syntax.Condition("$0 % 2 == $1", Syntax.Integer(integer.Name), Syntax.Literal(draw.Below(2)));
    }
}

internal sealed class LogicForm : ConditionForm
{
    public override int Weight => 10;

    public override Syntax Draw(Drawer draw, Scope scope, int depth)
    {
        Syntax left = draw.Condition(scope, depth), right = draw.Condition(scope, depth);
        return draw.Chance(15) ? Syntax.Condition("!($0)", left) : Syntax.Condition($"($0 {draw.Pick(["&&", "||"])} $1)", left, right);
    }
}

internal sealed class FlagForm : ConditionForm
{
    public override bool Nests => false;

    public override bool Fits(Drawer draw, Scope scope) => scope.Flags.Count > 0;

    public override Syntax Draw(Drawer draw, Scope scope, int depth) => Syntax.Condition(draw.Pick(scope.Flags));
}
