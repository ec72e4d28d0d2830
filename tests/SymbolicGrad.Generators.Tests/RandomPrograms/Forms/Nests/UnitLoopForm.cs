using System.Collections.Immutable;
using System.Globalization;

namespace SymbolicGrad.Generators.Tests.RandomPrograms.Forms.Nests;

/// <summary>
/// A loop over units: numbers at the index's own place and beside it, sums over further loops, branches that sometimes write,
/// totals. It is what vectors, fission and the recognition of products are for.
/// </summary>
internal sealed class UnitLoopForm : StatementForm
{
    private const int MostTrips = 300;

    public override int Weight => 240;

    public override int WeightIn(Scope scope) => scope.Totals is null ? Weight : Weight / 6;

    public override bool Fits(Drawer draw, Scope scope) => scope.HasNests && scope.Arrays.Count > 0 && scope.Trips < MostTrips;

    public override Stated Draw(Drawer draw, Scope scope, int depth)
    {
        Memory memory = draw.Pick(scope.Arrays);
        LoopRange range = LoopRange.Draw(draw, scope, "j", memory, draw.Below(memory.Lengths.Length), percentWhole: 55);
        range = scope.Trips * range.Trips <= MostTrips ? range : range.Once;
        Totals totals = DrawTotals(draw);
        Syntax body = Body(draw, Units(draw, scope, range, totals));
        string declared = string.Concat(
        [
            .. totals.Numbers.Select((number, i) => $"$T {number.Name} = ${range.Parts.Length + 1 + i}; "),
            .. totals.Counts.Select(count => $"int {count.Name} = 0; "),
            .. totals.Flags.Select(flag => $"bool {flag} = false; "),
        ]);
        string loop = string.Create(CultureInfo.InvariantCulture, $"for ({range.Header}) ${range.Parts.Length}");
        Syntax[] parts = [.. range.Parts, body, .. totals.Numbers.Select(_ => Start(draw, scope))];
        return new Stated(
            Syntax.Statement(declared + loop, parts),
            scope with
            {
                Numbers = scope.Numbers.AddRange(totals.Numbers),
                Integers = scope.Integers.AddRange(totals.Counts),
                Flags = scope.Flags.AddRange(totals.Flags),
            });
    }

    /// <summary>Some statements, and mostly one that stores what they came to.</summary>
    private static Syntax Body(Drawer draw, Scope scope)
    {
        List<Syntax> statements = [];
        for (int i = draw.Between(1, 5); i > 0 && (draw.Fuel > 0 || statements.Count == 0); i--)
        {
            Stated stated = draw.Statement(scope);
            statements.Add(stated.Syntax);
            scope = stated.Scope;
        }

        Variable[] elements = [.. scope.Numbers.Where(number => number.IsAssignable && number.Name.Contains('[', StringComparison.Ordinal))];
        if (elements.Length > 0 && draw.Chance(75))
        {
            SumStoreForm store = new();
            statements.Add(store.Fits(draw, scope) && draw.Chance(70) ? store.Draw(draw, scope, 0).Syntax : Changes.Of(draw, scope, Syntax.Number(draw.Pick(elements).Name)));
        }

        return Syntax.Block(statements);
    }

    public static Syntax Start(Drawer draw, Scope scope) => draw.Below(4) switch
    {
        < 2 => Syntax.Literal(0.0),
        2 => Syntax.Literal(draw.Coefficient()),
        _ => draw.Limited(scope, 1),
    };

    private static Totals DrawTotals(Drawer draw)
    {
        bool has = draw.Chance(45);
        int numbers = has ? draw.Below(3) : 0, counts = has && draw.Chance(30) ? 1 : 0, flags = has && draw.Chance(25) ? 1 : 0;
        return new Totals(
            [.. Enumerable.Range(0, numbers).Select(_ => new Variable(draw.Name("s"), 2 * Drawer.Limit))],
            // How far a count comes is not known: it is an index only together with something that limits it.
            [.. Enumerable.Range(0, counts).Select(_ => new IntegerVariable(draw.Name("c"), 0, MostTrips * 8))],
            [.. Enumerable.Range(0, flags).Select(_ => draw.Name("b"))]);
    }

    private static Scope Units(Drawer draw, Scope scope, LoopRange range, Totals totals)
    {
        bool isApart = draw.Chance(65);
        IEnumerable<Variable> around = scope.Numbers.Reverse().Take(4).Select(number => number with { IsAssignable = number.IsAssignable && !isApart });
        Scope inner = scope.InLoop(range.Trips).With(range.Index) with
        {
            Memories = draw.Chance(12) ? scope.Memories : [],
            Routines = draw.Chance(25) ? scope.Routines : [],
            Ragged = [],
            Tables = draw.Chance(25) ? scope.Tables : [],
            HasGeneralLoops = scope.HasGeneralLoops && draw.Chance(15),
            Totals = totals,
        };
        // The total's value on the way prevents lanes of it, if it is used.
        ImmutableArray<Variable> seen = draw.Chance(15) ? [.. totals.Numbers] : [];
        return inner with
        {
            Numbers = [.. around, .. Places.Variables(draw, inner, range.Index, draw.Between(2, 5)), .. seen],
            Flags = draw.Chance(20) ? inner.Flags.AddRange(totals.Flags) : inner.Flags,
        };
    }
}
