namespace SymbolicGrad.Generators.Tests.RandomPrograms.Forms.Nests;

/// <summary>A sum goes to memory as it is: over what is there, added to it, multiplied with it.</summary>
internal sealed class SumStoreForm : StatementForm
{
    /// <summary>How often what is there may be added to itself, times something.</summary>
    public const int FewTrips = 9;

    private static readonly string[] s_none = [];

    public override int Weight => 60;

    public override bool Nests => false;

    public override bool Fits(Drawer draw, Scope scope) => scope.Totals is not null && Targets(scope).Any() && Sums(scope).Any();

    public override Stated Draw(Drawer draw, Scope scope, int depth)
    {
        Syntax target = Syntax.Number(draw.Pick([.. Targets(scope)]).Name), sum = Syntax.Number(draw.Pick([.. Sums(scope)]).Name);
        Syntax number = draw.Limited(scope, 1);
        int degree = Degree(draw.Terms.GetValueOrDefault(sum.Template, ""), target.Template);
        return new Stated(
            Syntax.Statement(
                draw.Pick(
                [
                    .. degree == 0 || (degree == 1 && scope.Trips <= FewTrips) ? ["$0 = $1;", "$0 = $1;", "$0 += $1;", "$0 += $1;", "$0 = $1 + $2;", "$0 = $2 - $1;", "$0 = $1 * $2;", "if ($1 > $2) $0 = $1;"] : s_none,
                    .. degree < 1 ? ["$0 = $0 * $1;", "$0 *= $1;", "$0 = $0 * $1 + $2;", "$0 = $1 * $1;"] : s_none,
                    "$0 = $M.Tanh($1);", "$0 = $M.Sin($1 + $2);", "$0 = $2 + $0 * $M.Sin($1);", "$0 = Sigmoid($1) * $2;",
                ]),
                target, sum, number),
            scope);
    }

    /// <summary>How often the text names the array of an element.</summary>
    public static int Degree(string text, string element) => text.Split(element[..(element.IndexOf('[', StringComparison.Ordinal) + 1)]).Length - 1;

    private static IEnumerable<Variable> Targets(Scope scope) => scope.Numbers.Where(number => number.IsAssignable && number.Name.Contains('[', StringComparison.Ordinal));

    private static IEnumerable<Variable> Sums(Scope scope) => scope.Numbers.Where(number => number.Name[0] == 'z');
}
