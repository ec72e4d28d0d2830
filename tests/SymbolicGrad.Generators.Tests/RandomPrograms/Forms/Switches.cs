namespace SymbolicGrad.Generators.Tests.RandomPrograms.Forms;

internal sealed class SwitchStatementForm : StatementForm
{
    public override int Weight => 4;

    public override bool Fits(Drawer draw, Scope scope) => scope.Integers.Count > 0;

    public override Stated Draw(Drawer draw, Scope scope, int depth)
    {
        IntegerVariable integer = draw.Pick(scope.Integers);
        Syntax first = draw.Block(scope.Inner), second = draw.Block(scope.Inner), rest = draw.Block(scope.Inner);
        string labels = draw.Chance(50) ? $"case {integer.Low}: $1 break; case {integer.Low + 1} when $4: $2 break; default: $3 break;" : $"case {integer.High} or {integer.Low}: $1 break; case > {integer.Low + 1}: $2 break;";
        return new Stated(Syntax.Statement($"switch ($0) {{ {labels} }}", Syntax.Integer(integer.Name), first, second, rest, draw.Condition(scope, 1)), scope);
    }
}

internal sealed class SwitchExpressionForm : NumberForm
{
    public override int Weight => 4;

    // It has no form for lanes.
    public override int WeightIn(Scope scope) => scope.Totals is null ? Weight : 1;

    // Patterns ask for constants, which a type parameter has none of.
    public override bool Fits(Drawer draw, Scope scope) => !draw.Style.IsGeneric;

    public override Bounded Draw(Drawer draw, Scope scope, int depth)
    {
        Bounded asked = draw.Number(scope, depth), first = draw.Number(scope, depth), second = draw.Number(scope, depth), rest = draw.Number(scope, depth);
        return new Bounded(
            Syntax.Number(
                "(($0) switch { > $4 => $1, < $5 when $6 => $2, _ => $3 })",
                asked.Syntax, first.Syntax, second.Syntax, rest.Syntax, Syntax.Literal(0.6), Syntax.Literal(-0.2), draw.Condition(scope, 1)),
            Math.Max(first.Bound, Math.Max(second.Bound, rest.Bound)));
    }
}
