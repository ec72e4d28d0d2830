using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Compiler.Scheduling;

namespace SymbolicGrad.Compiler.Vectorisation;

/// <summary>
/// A loop that adds to several neighbours in each iteration, dx[i] += a; dx[i + 1] += b, is turned round: each element gathers what the iterations
/// around it would have added, dx[i] += a + b of iteration i − 1, and the elements at both ends are done before and behind the loop. So no iteration
/// waits for what the one before has written, and an element that was cleared and gets all its terms at once is set.
/// </summary>
/// <remarks>
/// The other way is to carry b to the next iteration, which computes nothing twice but cannot be done in lanes. The terms that are computed again
/// are those of all but one of the additions; where they are not cheap, the loop stays.
/// </remarks>
internal sealed class GatheredStencils
{
    /// <summary>What may be computed again in each iteration.</summary>
    private const int CostLimit = 24;

    /// <summary>Stencils that reach further would need too many elements done apart.</summary>
    private const int WidestReach = 4;

    private readonly Function _function;
    private readonly LengthClasses _lengths;
    private readonly Definitions _definitions;
    private readonly IdSource _ids;

    private GatheredStencils(Function function, LengthClasses lengths)
    {
        (_function, _lengths) = (function, lengths);
        _definitions = function.Body.Definitions;
        _ids = new IdSource(function.NextId);
    }

    public static Function Run(Function function, LengthClasses lengths)
    {
        if (!function.Body.AllStatements.OfType<For>().Any(HasNeighbours))
        {
            return function;
        }

        GatheredStencils pass = new(function, lengths);
        bool isFound = false;
        HashSet<int> elided = [];
        Block body = function.Body.SelectStatements(statement =>
        {
            if (statement is not For loop || pass.Gathered(loop, elided) is not { } gathered)
            {
                return [statement];
            }

            isFound = true;
            return gathered;
        });

        // The loops that clear stand where they did, and where the array is not set.
        return isFound
            ? function with { Body = body with { Statements = body.Statements.Where(statement => statement is not For loop || !elided.Contains(loop.Index.Id)).ToEquatableArray() }, NextId = pass._ids.Next }
            : function;
    }

    /// <summary>Whether an iteration adds to several elements of one array.</summary>
    private static bool HasNeighbours(For loop) =>
        loop.Body.Statements.OfType<Accumulate>().GroupBy(accumulate => accumulate.Array.Id).Any(additions => additions.Skip(1).Any());

    private IReadOnlyList<Statement>? Gathered(For loop, HashSet<int> elided)
    {
        if (!LoopShape.IsUnitStride(loop) || !loop.Body.Statements.All(inner => inner is Compute { Operation.MayThrow: false } or Load or Store or Accumulate or Dimension))
        {
            return null;
        }

        HashSet<int> written = [.. loop.Body.Statements.Where(inner => inner is Store or Accumulate).Select(inner => inner.Array()!.Id)];
        foreach (IGrouping<int, Accumulate> additions in loop.Body.Statements.OfType<Accumulate>().GroupBy(accumulate => accumulate.Array.Id))
        {
            if (StencilOf(loop, [.. additions], written) is not { } stencil)
            {
                continue;
            }

            For? clear = ClearBefore(loop, stencil);
            if (clear is not null)
            {
                elided.Add(clear.Index.Id);
            }

            return new StencilWriter(loop, stencil, _definitions, _ids).Write(clear);
        }

        return null;
    }

    /// <summary>The first iteration's index is below 0 whatever is passed: the loop throws where it runs, and C# warns of such an index written out.</summary>
    private bool BeginsBeforeItsArray(Statement access, For loop) =>
        loop.Range.Start is Constant start
        && access.Place().Select(index => AffineForm.Of(index, _definitions))
            .Any(form => form.CoefficientOf(loop.Index.Id) == 1 && form.Symbols.Count() == 1 && form.Constant + start.Number < 0);

    private Stencil? StencilOf(For loop, IReadOnlyList<Accumulate> additions, HashSet<int> written)
    {
        ArrayVariable array = additions[0].Array;
        if (additions.Count < 2 || array.Storage is ArrayStorage.Growing or ArrayStorage.Cell
            || loop.Body.Statements.Any(inner => inner is not Accumulate && inner.Array()?.Id == array.Id && inner is not Dimension)
            || loop.Body.Statements.Any(inner => BeginsBeforeItsArray(inner, loop)))
        {
            return null;
        }

        List<(Accumulate Addition, int Offset)> terms = [];
        foreach (Accumulate addition in additions)
        {
            EquatableArray<Operand> indices = addition.Indices;
            AffineForm last = AffineForm.Of(indices[indices.Count - 1], _definitions);
            bool isInRow = indices.Count == 1 || (indices[0].Equals(additions[0].Indices[0]) && (indices[0] is Constant || !Inside(loop).Contains(((Value)indices[0]).Id)));
            if (!isInRow || last.CoefficientOf(loop.Index.Id) != 1 || last.Symbols.Count() != 1 || Math.Abs(last.Constant) > WidestReach)
            {
                return null;
            }

            terms.Add((addition, (int)last.Constant));
        }

        Stencil stencil = new(array, terms);
        if (stencil.Reach is 0 or > WidestReach)
        {
            return null;
        }

        // What costs most is computed in its own iteration.
        Dictionary<int, int?> costs = terms.GroupBy(term => term.Offset).ToDictionary(
            group => group.Key, group => group.Aggregate((int?)0, (sum, term) => sum + CostOf(loop, term.Addition.Value, written)));
        if (costs.Values.Any(cost => cost is null))
        {
            return null;
        }

        stencil = stencil with { Own = costs.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).First().Key };
        return costs.Where(pair => pair.Key != stencil.Own).Sum(pair => pair.Value) <= CostLimit ? stencil : null;
    }

    /// <summary>What it takes to compute a value in another iteration; null where that is not possible.</summary>
    private int? CostOf(For loop, Operand value, HashSet<int> written)
    {
        HashSet<int> seen = [];
        int total = 0;
        return Visit(value) ? total : null;

        bool Visit(Operand operand)
        {
            if (operand is not Value needed || needed.Equals(loop.Index) || !Inside(loop).Contains(needed.Id) || !seen.Add(needed.Id))
            {
                return true;
            }

            switch (_definitions.Find(needed))
            {
                case Compute compute:
                    total += compute.Result.Type.IsInteger ? 0 : compute.Operation.Cost;
                    return compute.Operands.All(Visit);
                case Load load when !written.Contains(load.Array.Id):
                    total++;
                    return load.Indices.All(Visit);
                case Dimension:
                    return true;
                default:
                    return false;
            }
        }
    }

    private static HashSet<int> Inside(For loop) => [.. loop.AllDefinitions().Select(value => value.Id).Except(loop.Results.Select(result => result.Id))];

    /// <summary>The statement that clears the array before, where the loop adds to every element of it and nobody else touches it.</summary>
    private For? ClearBefore(For loop, Stencil stencil)
    {
        if (stencil.Array.Rank != 1 || loop.Range.Start is not Constant start || start.Number + stencil.First != 0 || !IsLengthLess(loop.Range.End, stencil.Array, stencil.Last)
            || !_function.Body.Statements.Any(statement => statement is For candidate && candidate.Index.Equals(loop.Index)))
        {
            return null;
        }

        List<Statement> users = [.. _function.Body.Statements.Where(statement => statement.WithNested().Any(nested => nested is not Dimension && nested.Arrays().Any(array => array.Id == stencil.Array.Id)))];
        return users is [For { Carried.Count: 0, FromLibrary: true } clear, For]
            && clear.Body.Statements.ToList() is [Store { Value: Constant { IsZero: true } } store] && store.Indices[0].Equals(clear.Index)
                ? clear
                : null;
    }

    private bool IsLengthLess(Operand end, ArrayVariable array, int number) => number == 0
        ? _lengths.IsLength(end, array, 0, _definitions)
        : _definitions.Find(end) is Compute { Operands: [var length, Constant less] } difference && difference.Operation == Arithmetic.Subtract && less.Number == number
            && _lengths.IsLength(length, array, 0, _definitions);
}
