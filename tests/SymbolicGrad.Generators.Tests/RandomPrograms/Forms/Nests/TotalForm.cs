namespace SymbolicGrad.Generators.Tests.RandomPrograms.Forms.Nests;

/// <summary>What a loop over units gathers: sums, extrema, counts and flags, in some iterations or in all.</summary>
internal sealed class TotalForm : StatementForm
{
    public override int Weight => 45;

    public override bool Nests => false;

    public override bool Fits(Drawer draw, Scope scope) => scope.Totals is { } totals && totals.Numbers.Length + totals.Counts.Length + totals.Flags.Length > 0;

    public override Stated Draw(Drawer draw, Scope scope, int depth)
    {
        Totals totals = scope.Totals!;
        List<Func<Syntax>> choices = [];
        Syntax Value() => draw.Limited(scope, 2);
        foreach (Syntax number in totals.Numbers.Select(total => Syntax.Number(total.Name)))
        {
            choices.Add(() => Syntax.Statement("$0 += $1;", number, draw.Number(scope, 2).Syntax));
            choices.Add(() => Syntax.Statement("$0 += $1;", number, Value()));
            choices.Add(() => Syntax.Statement("$0 -= $1;", number, Value()));
            choices.Add(() => Syntax.Statement($"$0 = $M.{draw.Pick(["Max", "Min"])}({draw.Pick(["$0, $1", "$1, $0"])});", number, Value()));
            choices.Add(() => Syntax.Statement($"if ($1 {draw.Pick(["<", ">"])} $0) $0 = $1;", number, Value()));
            choices.Add(() => Syntax.Statement("if ($2) $0 += $1;", number, Value(), draw.Condition(scope, 1)));
            choices.Add(() => Syntax.Statement("if ($2) $0 += $1; else $0 -= $3;", number, Value(), draw.Condition(scope, 1), Value()));
            choices.Add(() => Syntax.Statement("$0 = $2 ? $0 : $0 + $1;", number, Value(), draw.Condition(scope, 1)));
            choices.Add(() => Syntax.Statement("$0 = $M.Sin($0 + $1);", number, Value()));
            choices.Add(() => Syntax.Statement("$0 = $0 * $1 + $2;", number, Syntax.Literal(0.75), Value()));
        }

        foreach (Syntax count in totals.Counts.Select(total => Syntax.Integer(total.Name)))
        {
            choices.Add(() => Syntax.Statement("$0++;", count));
            choices.Add(() => Syntax.Statement("if ($1) $0++;", count, draw.Condition(scope, 1)));
            choices.Add(() => Syntax.Statement("if ($1) $0 += 2; else $0 = 0;", count, draw.Condition(scope, 1)));
            foreach (Syntax number in totals.Numbers.Select(total => Syntax.Number(total.Name)))
            {
                Syntax index = Syntax.Integer("Math.Max($0, 0)", Syntax.Integer(scope.Integers[^1].Name));
                choices.Add(() => Syntax.Statement($"if ($1 {draw.Pick(["<", ">"])} $0) {{ $0 = $1; $2 = $3; }}", number, Value(), count, index));
            }
        }

        foreach (string flag in totals.Flags)
        {
            choices.Add(() => Syntax.Statement($"if ($0) {flag} = true;", draw.Condition(scope, 1)));
            choices.Add(() => Syntax.Statement($"{flag} = {flag} || $0;", draw.Condition(scope, 1)));
            choices.Add(() => Syntax.Statement($"{flag} = !{flag};"));
        }

        return new Stated(draw.Pick(choices)(), scope);
    }
}
