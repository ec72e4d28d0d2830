using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Compiler.Scheduling;

namespace SymbolicGrad.Compiler.Fission;

/// <summary>Which statements of a nest's body are sums of products, or add products, over one more loop and a matrix.</summary>
internal static class Contractions
{
    /// <summary>
    /// s = Σ_k w[j, k]·x[k], or dx[k] += δ·w[j, k], dw[j, k] += δ·x[k]: an innermost loop of nothing else, in which a matrix has the
    /// index of the nest's last loop and something is the same for all of that loop, so that it is worth to be kept at hand.
    /// </summary>
    public static bool IsContraction(Statement statement, LoopNest nest)
    {
        if (statement is not For loop
            || !LoopShape.IsUnitStride(loop)
            || loop.Body.Statements.Any(inner => inner is not (Compute { Operation.MayThrow: false } or Load or Accumulate)))
        {
            return false;
        }

        bool isSum = loop.Carried.Count == 1 && IsSumOfProducts(loop);
        bool isUpdate = loop.Carried.Count == 0 && loop.Body.Statements.OfType<Accumulate>().Any() && loop.Body.Statements.OfType<Accumulate>().All(added => IsProduct(added.Value, loop));
        return (isSum || isUpdate) && HasMatrix(loop, nest);
    }

    private static bool IsSumOfProducts(For loop) =>
        !loop.Body.Statements.OfType<Accumulate>().Any()
        && loop.Carried[0].Entry.Type.IsFloating
        && DefinitionOf(loop.Body.Yields[0], loop) is { } sum
        && sum.Operation == Arithmetic.Add
        && sum.Operands.Contains(loop.Carried[0].Entry)
        && IsProduct(sum.Operands[sum.Operands[0].Equals(loop.Carried[0].Entry) ? 1 : 0], loop);

    private static bool IsProduct(Operand operand, For loop) =>
        DefinitionOf(operand, loop) is { } product
        && (product.Operation == Arithmetic.Multiply || (product.Operation == Arithmetic.Negate && IsProduct(product.Operands[0], loop)));

    private static Compute? DefinitionOf(Operand operand, For loop) =>
        loop.Body.Statements.OfType<Compute>().FirstOrDefault(compute => compute.Result.Equals(operand));

    private static bool HasMatrix(For loop, LoopNest nest)
    {
        List<EquatableArray<Operand>> places = loop.Body.Statements.Select(statement => statement.Place()).ToList();
        bool IsRow(EquatableArray<Operand> place) => place.Count == 2 && place[1].Equals(loop.Index) && DependsOn(place[0], nest.Innermost.Index, nest);
        return places.Any(IsRow) && places.Any(place => place.Contains(loop.Index) && !place.Any(index => DependsOn(index, nest.Innermost.Index, nest)));
    }

    private static bool DependsOn(Operand operand, Value index, LoopNest nest) =>
        operand.Equals(index)
        || nest.Loops.SelectMany(loop => loop.Body.Statements).OfType<Compute>()
            .Where(compute => compute.Result.Equals(operand))
            .Any(compute => compute.Operands.Any(part => DependsOn(part, index, nest)));
}
