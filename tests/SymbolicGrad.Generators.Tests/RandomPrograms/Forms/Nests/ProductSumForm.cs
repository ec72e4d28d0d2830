using System.Globalization;

namespace SymbolicGrad.Generators.Tests.RandomPrograms.Forms.Nests;

/// <summary>A sum of products over one more loop, in whatever layout the operands lie.</summary>
internal sealed class ProductSumForm : StatementForm
{
    public override int Weight => 70;

    public override bool Nests => false;

    public override bool Fits(Drawer draw, Scope scope) => scope.Totals is not null && scope.Arrays.Count > 0;

    public override Stated Draw(Drawer draw, Scope scope, int depth)
    {
        Memory memory = draw.Pick(scope.Arrays);
        LoopRange range = LoopRange.Draw(draw, scope, "k", memory, draw.Below(memory.Lengths.Length), percentWhole: 80);
        Scope inner = scope.InLoop(range.Trips).With(range.Index);
        int count = draw.Chance(20) ? 2 : 1;
        List<string> declarations = [], additions = [];
        List<Syntax> parts = [.. range.Parts];
        string Part(Syntax part)
        {
            parts.Add(part);
            return string.Create(CultureInfo.InvariantCulture, $"${parts.Count - 1}");
        }

        List<Variable> sums = [];
        for (int i = 0; i < count; i++)
        {
            string z = draw.Name("z");
            sums.Add(new Variable(z, 4 * Math.Max(1, range.Trips)));
            declarations.Add($"$T {z} = {Part(UnitLoopForm.Start(draw, scope))}; ");
            Syntax added = Products.Term(draw, inner, range.Index);
            string term = Part(added), read = string.Join(' ', parts.SelectMany(part => part.All).Select(part => part.Template));
            int way = draw.Below(24);
            draw.Terms[z] = way == 23 ? read + read : read;
            additions.Add(way switch
            {
                < 16 => $"{z} += {term};",
                < 18 => $"{z} -= {term};",
                18 => $"{z} = {term} + {z};",
                19 => $"{z} = $M.Sin({z} + {term});",
                20 => $"{z} = $M.Max({z}, {term});",
                21 => $"if ({Part(draw.Condition(inner with { Memories = [] }, 0))}) {z} += {term};",
                22 => $"{z} = 0.5 * {z} + {term};".Replace("0.5", Part(Syntax.Literal(0.5)), StringComparison.Ordinal),
                _ => $"$T {z}t = {term}; {z} += {z}t * {z}t;",
            });
        }

        string text = $"{string.Concat(declarations)}for ({range.Header}) {{ {string.Join(' ', additions)} }}";
        return new Stated(Syntax.Statement(text, [.. parts]), scope with { Numbers = scope.Numbers.AddRange(sums) });
    }
}

/// <summary>Products that are added to memory as they come: dW += δ·xᵀ.</summary>
internal sealed class ProductStoreForm : StatementForm
{
    public override int Weight => 25;

    public override bool Nests => false;

    public override bool Fits(Drawer draw, Scope scope) => scope.Totals is not null && scope.Arrays.Any(memory => memory.IsWritable);

    public override Stated Draw(Drawer draw, Scope scope, int depth)
    {
        Memory target = draw.Pick([.. scope.Arrays.Where(memory => memory.IsWritable)]), memory = draw.Chance(60) ? target : draw.Pick(scope.Arrays);
        LoopRange range = LoopRange.Draw(draw, scope, "k", memory, draw.Below(memory.Lengths.Length), percentWhole: 80);
        Scope inner = scope.InLoop(range.Trips).With(range.Index);
        if ((Places.Draw(draw, inner, target, draw.Chance(70) ? range.Index : scope.Integers[^1]) ?? Places.Draw(draw, inner, target, scope.Integers[^1])) is not { } name)
        {
            // No place of it is within its lengths.
            return new DeclarationForm().Draw(draw, scope, depth);
        }

        Syntax place = Syntax.Number(name);
        Syntax term = Products.Term(draw, inner, range.Index);
        int degree = SumStoreForm.Degree(string.Join(' ', term.All.Select(part => part.Template)), name);
        bool mayGrow = degree == 0 || (degree == 1 && scope.Trips <= SumStoreForm.FewTrips);
        string change = draw.Pick<string>(!mayGrow ? ["$0 += $M.Sin($1);", "$0 = $M.Sin($1);"] : ["$0 += $1;", "$0 += $1;", "$0 += $1;", "$0 -= $1;", "$0 = $1;", "$0 = $M.Sin($1);", "if ($2) $0 += $1;", "$0 *= $M.Cos($1);"]);
        foreach (int part in (int[])[2, 1, 0])
        {
            change = change.Replace($"${part}", string.Create(CultureInfo.InvariantCulture, $"${range.Parts.Length + part}"), StringComparison.Ordinal);
        }

        return new Stated(
            Syntax.Statement($"for ({range.Header}) {change}", [.. range.Parts, place, term, draw.Condition(inner with { Memories = [] }, 0)]), scope);
    }
}

/// <summary>What is added up.</summary>
internal static class Products
{
    public static Syntax Term(Drawer draw, Scope inner, IntegerVariable index)
    {
        Syntax[] factors = [.. Places.Variables(draw, inner, index, 4).Take(3).Select(place => Syntax.Number(place.Name))];
        Syntax Other() => draw.Limited(inner with { Numbers = inner.Numbers.AddRange(factors.Select(factor => new Variable(factor.Template, Drawer.Limit, IsAssignable: false))), Memories = [] }, 1);
        return factors.Length switch
        {
            0 => Other(),
            1 => Syntax.Number("$0 * $1", factors[0], Other()),
            _ => draw.Below(20) switch
            {
                < 13 => Syntax.Number("$0 * $1", factors[0], factors[1]),
                13 => Syntax.Number("$0 * ($1 * $2)", factors[0], factors[1], Other()),
                14 => Syntax.Number("$0 * $1 * $2", Other(), factors[0], factors[1]),
                15 => Syntax.Number("$M.Sin($0) * $1", factors[0], factors[1]),
                16 => Syntax.Number("($0 - $1)", factors[0], factors[1]),
                17 => Syntax.Number("-($0 * $1)", factors[0], factors[1]),
                18 when factors.Length == 3 => Syntax.Number("($0 * $1 + $2)", factors[0], factors[1], factors[2]),
                _ => Syntax.Number("$0 * $1", factors[0], Other()),
            },
        };
    }
}
