namespace SymbolicGrad.Generators.Tests.RandomPrograms.Forms;

/// <summary>A tuple whose elements are variables of their own.</summary>
internal sealed class TupleForm : StatementForm
{
    public override int Weight => 3;

    public override bool Nests => false;

    public override Stated Draw(Drawer draw, Scope scope, int depth)
    {
        string name = draw.Name("q");
        return draw.Chance(60)
            ? new Stated(
                Syntax.Statement($"($T A, $T B) {name} = ($0, $1);", draw.Limited(scope), draw.Limited(scope)),
                scope.With(new Variable(name + ".A", Drawer.Limit)).With(new Variable(name + ".B", Drawer.Limit)))
            : new Stated(
                Syntax.Statement($"var ({name}, {name}b) = ($0, $1);", draw.Limited(scope), draw.Limited(scope)),
                scope.With(new Variable(name, Drawer.Limit)).With(new Variable(name + "b", Drawer.Limit)));
    }
}

/// <summary>A struct with a constructor, a method and operators, declared beside F where <see cref="Scope.HasPairs"/>.</summary>
internal sealed class PairForm : StatementForm
{
    public const string Declaration = """
        private struct Pair
            {
                public $T A, B;
                public Pair($T a, $T b) { A = a; B = b; }
                public readonly $T Dot(Pair other) => A * other.A + B * other.B;
                public static Pair operator +(Pair left, Pair right) => new Pair(left.A + right.A, left.B - right.B);
                public static Pair operator *(Pair left, $T right) => new Pair(left.A * right, left.B * right);
            }
        """;

    public override int Weight => 14;

    public override bool Nests => false;

    public override bool Fits(Drawer draw, Scope scope) => scope.HasPairs;

    public override Stated Draw(Drawer draw, Scope scope, int depth)
    {
        if (scope.Pairs.Count > 0 && draw.Chance(40))
        {
            (Syntax left, Syntax right) = (Syntax.Number(draw.Pick(scope.Pairs)), Syntax.Number(draw.Pick(scope.Pairs)));
            return new Stated(
                draw.Chance(50)
                    ? Syntax.Statement("$0 = ($0 + $1) * $2;", left, right, draw.Limited(draw.Number(scope), 0.5))
                    : Syntax.Statement("$0 = new Pair($2, $M.Sin($0.Dot($1)));", left, right, draw.Limited(scope)),
                scope);
        }

        string name = draw.Name("z");
        return new Stated(
            Syntax.Statement($"Pair {name} = new Pair($0, $1);", draw.Limited(scope), draw.Limited(scope)),
            scope.With(new Variable(name + ".A", Drawer.Limit)).With(new Variable(name + ".B", Drawer.Limit)) with { Pairs = scope.Pairs.Add(name) });
    }
}
