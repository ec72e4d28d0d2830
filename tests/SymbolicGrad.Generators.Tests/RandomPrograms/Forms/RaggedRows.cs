namespace SymbolicGrad.Generators.Tests.RandomPrograms.Forms;

/// <summary>An element of a row that an integer chooses.</summary>
internal sealed class RaggedElementForm : NumberForm
{
    public override int Weight => 25;

    public override bool Nests => false;

    public override bool Fits(Drawer draw, Scope scope) => scope.Ragged.Any(ragged => ragged.Shortest > 0);

    public override Bounded Draw(Drawer draw, Scope scope, int depth) =>
        new(Element(draw, scope, draw.Pick([.. scope.Ragged.Where(ragged => ragged.Shortest > 0)])), Drawer.Limit);

    public static Syntax Element(Drawer draw, Scope scope, RaggedRows ragged)
    {
        Syntax name = Syntax.Number(ragged.Name), row = draw.Integer(scope, 0, ragged.Rows.Length - 1);
        return draw.Chance(20)
            ? Syntax.Number("$0[$1][^$2]", name, row, Syntax.Literal(draw.Between(1, ragged.Shortest)))
            : Syntax.Number("$0[$1][$2]", name, row, draw.Integer(scope, 0, ragged.Shortest - 1));
    }
}

internal sealed class RaggedAssignmentForm : StatementForm
{
    public override int Weight => 8;

    public override bool Nests => false;

    public override bool Fits(Drawer draw, Scope scope) => scope.Ragged.Any(ragged => ragged.IsWritable && ragged.Shortest > 0);

    public override Stated Draw(Drawer draw, Scope scope, int depth)
    {
        RaggedRows ragged = draw.Pick([.. scope.Ragged.Where(ragged => ragged.IsWritable && ragged.Shortest > 0)]);
        return new Stated(Syntax.Statement("$0 = $1;", RaggedElementForm.Element(draw, scope, ragged), draw.Limited(scope)), scope);
    }
}

/// <summary>A loop over the rows and, mostly, one over each row.</summary>
internal sealed class RaggedLoopForm : StatementForm
{
    public override int Weight => 25;

    public override bool Fits(Drawer draw, Scope scope) => scope.Ragged.Any(ragged => scope.Trips * ragged.Rows.Sum() <= Drawer.MostTrips);

    public override Stated Draw(Drawer draw, Scope scope, int depth)
    {
        RaggedRows ragged = draw.Pick([.. scope.Ragged.Where(ragged => scope.Trips * ragged.Rows.Sum() <= Drawer.MostTrips)]);
        string row = draw.Name("i"), column = draw.Name("j"), element = $"{ragged.Name}[{row}][{column}]";
        int trips = ragged.Rows.Sum();
        Scope outer = scope.InLoop(ragged.Rows.Length).With(new IntegerVariable(row, 0, ragged.Rows.Length - 1));
        Scope inner = scope.InLoop(trips).With(new IntegerVariable(row, 0, ragged.Rows.Length - 1)).With(new IntegerVariable(column, 0, Math.Max(0, ragged.Rows.Max() - 1)))
            .With(new Variable(element, Drawer.Limit, ragged.IsWritable) { IsCapturable = false });
        Syntax name = Syntax.Number(ragged.Name);
        string rows = $"for (int {row} = 0; {row} < $0.Length; {row}++)";
        switch (draw.Below(5))
        {
            case 0:
                return new Stated(Syntax.Statement($"{rows} for (int {column} = $0[{row}].Length - 1; {column} >= 0; {column}--) $1", name, draw.Block(inner)), scope);
            case 1:
                Scope numbers = scope.InLoop(trips).With(new Variable(column, Drawer.Limit, IsAssignable: false));
                return new Stated(Syntax.Statement($"foreach ($T[] {row} in $0) foreach ($T {column} in {row}) $1", name, draw.Block(numbers)), scope);
            case 2 when ragged.Shortest > 0:
                Variable first = new($"{ragged.Name}[{row}][0]", Drawer.Limit, ragged.IsWritable) { IsCapturable = false };
                return new Stated(Syntax.Statement($"{rows} $1", name, draw.Block(outer.With(first))), scope);
            case 3 when ragged.Shortest > 0:
                Variable last = new($"{row}[^1]", Drawer.Limit, ragged.IsWritable) { IsCapturable = false };
                return new Stated(Syntax.Statement($"foreach ($T[] {row} in $0) $1", name, draw.Block(scope.InLoop(ragged.Rows.Length).With(last))), scope);
            default:
                return new Stated(Syntax.Statement($"{rows} for (int {column} = 0; {column} < $0[{row}].Length; {column}++) $1", name, draw.Block(inner)), scope);
        }
    }
}
