using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Products;

/// <summary>
/// Products of one operand with consecutive rows of one matrix, as the gates of a cell are that share their weights' matrix, become one product: their
/// pieces are laid side by side. Small cells would spend most of their time in calls.
/// </summary>
/// <remarks>
/// Last of all passes, since the pieces become views of one array then. <em>Alternative:</em> one array from fission on, with offsets in its indices;
/// but then no loop over the gates could be told to touch each element once.
/// </remarks>
internal sealed class StackedProducts
{
    private readonly Definitions _definitions;
    private readonly KernelMoves _moves;
    private readonly PieceStacks _stacks;

    private StackedProducts(Function function, IdSource ids) =>
        (_definitions, _moves, _stacks) = (function.Body.Definitions, new KernelMoves(function.Body), new PieceStacks(function, ids));

    /// <summary>Products whose rows follow one another, in this order, and the place of one of them, which the others can move to.</summary>
    private sealed record Meeting(IReadOnlyList<RowsProduct> Products, int Position);

    public static Function Run(Function function)
    {
        if (!function.Body.AllStatements.Any(statement => statement is Kernel))
        {
            return function;
        }

        IdSource ids = new(function.NextId);
        StackedProducts pass = new(function, ids);
        Block body = pass.Rewrite(function.Body);
        return pass._stacks.Any ? function with { Body = pass._stacks.Declare(body), NextId = ids.Next } : function;
    }

    private Block Rewrite(Block block)
    {
        List<Statement> statements = [.. block.Statements.Replace(statement => statement switch
        {
            For loop => loop.With(Rewrite(loop.Body)),
            If branch => branch.With(Rewrite(branch.Then), Rewrite(branch.Else)),
            _ => statement,
        })];

        // The longest first: what fewer products share is a part of what more of them do.
        while (Meetings(statements).OrderByDescending(meeting => meeting.Products.Count).FirstOrDefault() is { } longest)
        {
            (KernelArgument piece, Operand width) = _stacks.Together([.. longest.Products.Select(product => _stacks.ScratchOf(product)!)]);
            statements[longest.Position] = longest.Products[0].With(width, piece);
            statements.RemoveAll(statement => longest.Products.Any(product => ReferenceEquals(product.Call, statement)));
        }

        return block.With(statements);
    }

    /// <summary>Of each set of products that differ in their rows only, the longest runs for every place where they can meet.</summary>
    private IEnumerable<Meeting> Meetings(List<Statement> statements)
    {
        IEnumerable<RowsProduct> products = statements.OfType<Kernel>().Select(RowsProduct.Of).OfType<RowsProduct>().Where(product => _stacks.ScratchOf(product) is not null);
        foreach (IGrouping<string, RowsProduct> alike in products.GroupBy(product => product.Key).Where(alike => alike.Count() > 1))
        {
            List<RowsProduct> sorted = [.. alike.OrderBy(product => RowStart(product).Constant).ThenBy(product => RowStart(product).CoefficientOf(IdOf(product.Rows.RowCount)))];
            foreach (RowsProduct place in alike)
            {
                int position = statements.FindIndex(statement => ReferenceEquals(statement, place.Call)), first = sorted.IndexOf(place), last = first;
                while (first > 0 && Follows(sorted[first - 1], sorted[first]) && CanMove(statements, sorted[first - 1], position))
                {
                    first--;
                }

                while (last < sorted.Count - 1 && Follows(sorted[last], sorted[last + 1]) && CanMove(statements, sorted[last + 1], position))
                {
                    last++;
                }

                List<RowsProduct> run = sorted.GetRange(first, last - first + 1);
                if (run.Count > 1 && IsKnownBefore(run[0].Rows.RowStart, statements, position) && _stacks.CanHold([.. run.Select(product => _stacks.ScratchOf(product)!)]))
                {
                    yield return new Meeting(run, position);
                }
            }
        }
    }

    /// <summary>True where the call may run at the position, before or behind what is between it and its own place.</summary>
    private bool CanMove(List<Statement> statements, RowsProduct product, int position)
    {
        int own = statements.FindIndex(statement => ReferenceEquals(statement, product.Call));
        return statements.Skip(Math.Min(own, position)).Take(Math.Abs(own - position) + 1).All(between => ReferenceEquals(between, product.Call) || _moves.CanPass(product.Call, between));
    }

    private AffineForm RowStart(RowsProduct product) => AffineForm.Of(product.Rows.RowStart, _definitions);

    private static int IdOf(Operand operand) => operand is Value value ? value.Id : -1;

    /// <summary>True where the second one's rows begin where those of the first end.</summary>
    private bool Follows(RowsProduct first, RowsProduct second) =>
        RowStart(second).Minus(RowStart(first)).Minus(AffineForm.Of(first.Rows.RowCount, _definitions)) is { IsConstant: true, Constant: 0 };

    private static bool IsKnownBefore(Operand operand, List<Statement> statements, int position) =>
        operand is not Value value || !statements.Skip(position).Any(statement => statement.Results().Contains(value));
}
