using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>
/// Memory that is cleared and then written all over, before anything is read of it, need not be cleared: loops that store each element, and
/// products, which are set instead of added.
/// </summary>
/// <remarks>
/// A gradient's clear, product and store would pass a large matrix through the cache three times; the product alone writes it once.
/// </remarks>
internal sealed class NeedlessClearing
{
    private readonly LoopShape _shape;

    private NeedlessClearing(Function function, LengthClasses lengths) =>
        _shape = new LoopShape(function.Body.Definitions, lengths, function.Body.AllStatements.OfType<Allocate>());

    public static Function Run(Function function, LengthClasses lengths)
    {
        NeedlessClearing pass = new(function, lengths);
        Block body = pass.Rewrite(function.Body);
        return ReferenceEquals(body, function.Body) ? function : function with { Body = body };
    }

    private Block Rewrite(Block block)
    {
        List<Statement> statements = [.. block.Statements.Replace(statement => statement switch
        {
            For loop => loop.With(Rewrite(loop.Body)),
            If branch => branch.With(Rewrite(branch.Then), Rewrite(branch.Else)),
            _ => statement,
        })];

        // Backwards, with the next statement that names each array.
        Dictionary<int, int> next = [];
        List<Statement?> kept = [.. statements];
        for (int i = statements.Count - 1; i >= 0; i--)
        {
            if (ClearedBy(statements[i]) is { } array && next.TryGetValue(array.Id, out int overwritten) && Overwriting(statements[overwritten], array) is { } overwriting)
            {
                kept[overwritten] = overwriting;
                kept[i] = statements[i] is Allocate allocate ? allocate with { Zeroed = false } : null;
                continue;
            }

            foreach (ArrayVariable named in statements[i].WithNested().Where(nested => nested is not Dimension).SelectMany(nested => nested.Arrays()))
            {
                next[named.Id] = i;
            }
        }

        return block.With([.. kept.OfType<Statement>()]);
    }

    /// <summary>The array that the statement clears, if that is all it does.</summary>
    private ArrayVariable? ClearedBy(Statement statement) => statement switch
    {
        Allocate { Zeroed: true } allocate => allocate.Array,
        For loop when StoreOfAll(loop) is { Value: Constant { IsZero: true } } store
            && loop.Body.AllStatements.All(inner => inner is For { Carried.Count: 0 } or Dimension || inner.Equals(store)) => store.Array,
        _ => null,
    };

    /// <summary>The statement as it is where it need not find zeros; null where it has to, or leaves some of them.</summary>
    private Statement? Overwriting(Statement statement, ArrayVariable array) => statement switch
    {
        Kernel { Operation.Setting: { } setting } product when IsAll(product.Arguments[0], array) && product.Arguments.Skip(1).All(argument => argument.ArrayOf()?.Id != array.Id) =>
            product with { Operation = setting },
        For loop when StoreOfAll(loop) is { } store && store.Array.Id == array.Id
            && loop.WithNested().All(inner => inner.Equals(store) || !inner.Arrays().Any(named => named.Id == array.Id)) => loop,
        _ => null,
    };

    private static bool IsAll(KernelArgument argument, ArrayVariable array) => argument switch
    {
        SectionArgument { Row: null, IsWhole: true } section => section.Array.Id == array.Id,
        MatrixArgument { IsWhole: true } matrix => matrix.Array.Id == array.Id,
        _ => false,
    };

    /// <summary>The store of a loop, or of two nested ones, that writes each element of an array.</summary>
    private Store? StoreOfAll(For outer)
    {
        if (!IsFull(outer))
        {
            return null;
        }

        foreach (Statement statement in outer.Body.Statements)
        {
            if (statement is Store store && IsWritten(store, outer))
            {
                return store;
            }

            if (statement is For inner && IsFull(inner) && inner.Body.Statements.OfType<Store>().FirstOrDefault(nested => IsWritten(nested, outer, inner)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private bool IsWritten(Store store, params For[] loops) =>
        store.Array is { Storage: not (ArrayStorage.Growing or ArrayStorage.Cell or ArrayStorage.Jagged or ArrayStorage.RowLengths) }
        && store.Indices.Count == loops.Length
        && loops.All(loop => store.Indices.ToList().IndexOf(loop.Index) is >= 0 and var axis && _shape.IsLength(loop.Range.End, store.Array, axis));

    private static bool IsFull(For loop) => LoopShape.IsUnitStride(loop) && loop.Range.Start is Constant { IsZero: true };
}
