namespace SymbolicGrad.Generators.Tests.RandomPrograms.Forms;

/// <summary>while with a counter, so that it ends, and a condition that may end it sooner.</summary>
internal sealed class WhileForm : StatementForm
{
    public override int Weight => 14;

    public override bool Fits(Drawer draw, Scope scope) => scope.HasGeneralLoops && scope.Trips * 5 <= Drawer.MostTrips;

    public override Stated Draw(Drawer draw, Scope scope, int depth)
    {
        string counter = draw.Name("w");
        int most = draw.Between(2, 4);
        Syntax condition = draw.Chance(70) ? draw.Condition(scope, 1) : Syntax.Condition("true");
        Syntax body = draw.Block(scope.InLoop(most).With(new IntegerVariable(counter, 1, most)));
        return new Stated(
            draw.Below(3) switch
            {
                0 => Syntax.Statement($"int {counter} = 0; while ({counter}++ < $0 && $1) $2", Syntax.Literal(most), condition, body),
                1 => Syntax.Statement($"int {counter} = 0; do {{ {counter}++; $2 }} while ({counter} < $0 && $1);", Syntax.Literal(most), condition, body),
                _ => Syntax.Statement($"for (int {counter} = 1; {counter} <= $0 && $1; {counter}++) $2", Syntax.Literal(most), condition, body),
            },
            scope);
    }
}

/// <summary>break and continue.</summary>
internal sealed class LoopExitForm : StatementForm
{
    public override int Weight => 16;

    public override bool Nests => false;

    public override bool Fits(Drawer draw, Scope scope) => scope.HasGeneralLoops && scope.IsInLoop;

    public override Stated Draw(Drawer draw, Scope scope, int depth) =>
        new(Syntax.Statement($"if ($0) {draw.Pick(["break", "continue", "continue"])};", draw.Condition(scope, 1)), scope);
}

/// <summary>return out of a loop.</summary>
internal sealed class ReturnInLoopForm : StatementForm
{
    public override int Weight => 5;

    public override bool Nests => false;

    public override bool Fits(Drawer draw, Scope scope) => scope.HasGeneralLoops && scope.IsInLoop;

    public override Stated Draw(Drawer draw, Scope scope, int depth) =>
        new(Syntax.Statement("if ($0) $1", draw.Condition(scope, 1), Syntax.Block([draw.Returned(scope)])), scope);
}
