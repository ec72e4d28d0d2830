namespace SymbolicGrad.Generators.Tests.RandomPrograms.Forms.Nests;

/// <summary>A loop in which each element depends on its neighbours: of another array, or of the one that it writes.</summary>
internal sealed class StencilForm : StatementForm
{
    private const int FarthestNeighbour = 2;

    public override int Weight => 60;

    public override int WeightIn(Scope scope) => scope.Totals is null ? Weight : Weight / 6;

    public override bool Nests => false;

    public override bool Fits(Drawer draw, Scope scope) => scope.HasNests && scope.Arrays.Any(memory => memory.IsVector) && scope.Arrays.Any(memory => memory.IsWritable);

    public override Stated Draw(Drawer draw, Scope scope, int depth)
    {
        Memory source = draw.Pick([.. scope.Arrays.Where(memory => memory.IsVector)]);
        int length = source.Lengths[0], before = draw.Below(FarthestNeighbour + 1), behind = draw.Between(before == 0 ? 1 : 0, FarthestNeighbour);
        string i = draw.Name("i"), s = draw.Name("s");
        IntegerVariable index = new(i, before, length - 1 - behind);
        Syntax end = Syntax.Integer(source.LengthText(0)), low = Syntax.Literal(before), high = Syntax.Literal(behind);
        string header = draw.Below(5) switch
        {
            0 => $"int {i} = $1; {i} + $2 < $0; {i}++",
            1 => $"int {i} = $0 - 1 - $2; {i} >= $1; {i}--",
            _ => $"int {i} = $1; {i} < $0 - $2; {i}++",
        };
        Scope inner = scope.InLoop(Math.Max(0, length - before - behind)).With(index) with { Memories = [], Routines = [], Tables = [], Ragged = [], Totals = null, HasGeneralLoops = false };
        Variable[] neighbours = [.. Enumerable.Range(-before, before + behind + 1).Select(offset => Neighbour(source, i, offset))];
        inner = inner with { Numbers = [.. scope.Numbers.Reverse().Take(2).Select(number => number with { IsAssignable = false }), .. Places.Variables(draw, inner, index, 3).Select(place => place with { IsAssignable = false }), .. neighbours, .. neighbours] };

        // As a sum of the neighbours' terms, as somebody would write it, or as anything of them.
        Syntax Term(Variable neighbour) => draw.Below(4) switch
        {
            0 => Syntax.Number("$0 * $1", Syntax.Literal(draw.Coefficient()), Syntax.Number(neighbour.Name)),
            1 => Syntax.Number("$0 * $1", Syntax.Number(draw.Pick(inner.Numbers).Name), Syntax.Number(neighbour.Name)),
            2 => Syntax.Number("$M.Sin($0)", Syntax.Number(neighbour.Name)),
            _ => Syntax.Number(neighbour.Name),
        };
        Syntax value = draw.Chance(60) ? neighbours.Select(Term).Aggregate((left, right) => Syntax.Number(draw.Chance(70) ? "$0 + $1" : "$0 - $1", left, right)) : draw.Number(inner, 2).Syntax;
        Memory[] targets = [.. scope.Arrays.Where(memory => memory.IsWritable)];
        string? target = Places.Draw(draw, inner with { Integers = [index] }, draw.Pick<Memory>(targets), index);
        string store = target is null
            ? $"{s} += $3;"
            : draw.Pick(["$4 = $M.Tanh($3);", "$4 = $M.Sin($3);", "$4 = 0.3 * ($3);", "$4 += 0.3 * ($3);", "if ($5) $4 = $M.Sin($3);", $"$4 = $M.Sin($3); {s} += $4 * $6;", $"{s} += $3;", $"{s} += ($3) * ($3);"])
                .Replace("0.3", "$7", StringComparison.Ordinal);
        Syntax statement = Syntax.Statement(
            $"$T {s} = 0; for ({header}) {{ {store} }}".Replace($"{s} = 0;", $"{s} = $8;", StringComparison.Ordinal),
            end, low, high, value, Syntax.Number(target ?? s), draw.Condition(inner, 0), draw.Limited(inner, 1), Syntax.Literal(0.3), Syntax.Literal(0.0));
        return new Stated(statement, scope.With(new Variable(s, 4 * Math.Max(1, length))));
    }

    private static Variable Neighbour(Memory source, string index, int offset) =>
        new($"{source.Name}[{index}{(offset == 0 ? "" : offset < 0 ? $" - {-offset}" : $" + {offset}")}]", Drawer.Limit, IsAssignable: false) { IsCapturable = false };
}
