using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Products;

/// <summary>
/// Of a nest that stores g(c + Σ …), with the sum taken out: what stores c before it (null where c is there already), and
/// what stores g of what is there behind it (null where g does nothing).
/// </summary>
internal sealed record StoredSums(For? Start, Operand StartValue, For? End)
{
    /// <summary>Null where the nest cannot be taken apart.</summary>
    public static StoredSums? Split(For nest, Contraction contraction, IdSource ids)
    {
        For sum = contraction.Sum!;
        Store store = (Store)contraction.Effect;
        Value result = sum.Results[0];
        Operand start = sum.Carried[0].Initial;
        bool onlyInNest = nest.Carried.Count == 0 && nest.Body.AllOperands().Contains(result);
        if (!onlyInNest)
        {
            return null;
        }

        // c + Σ with a zero start: the other summand is the start.
        Operand stored = store.Value;
        Operand final = result;
        if (start is Constant { IsZero: true }
            && nest.Body.AllOperands().Count(operand => operand.Equals(result)) == 1
            && nest.Body.AllStatements.OfType<Compute>().FirstOrDefault(c => c.Operation == Arithmetic.Add && c.Operands.Contains(result)) is { } added)
        {
            start = added.Operands[0].Equals(result) ? added.Operands[1] : added.Operands[0];
            final = added.Result;
        }

        // What is read of the target can only be c itself, once: any other reader would find what the parts leave there on the way.
        List<Load> readers = [.. nest.Body.AllStatements.OfType<Load>().Where(load => load.Array.Equals(store.Array))];
        bool isThere = readers.Count == 1 && readers[0].Result.Equals(start) && readers[0].Indices.Equals(store.Indices)
            && nest.Body.AllOperands().Count(operand => operand.Equals(start)) == 1;
        if (readers.Count > 0 && !isThere)
        {
            return null;
        }

        For? starting = isThere ? null : ReplaceStore(nest, store, start);
        if (stored.Equals(final))
        {
            return new StoredSums(starting, start, null);
        }

        // The second nest repeats what the first does besides: it may have no other effect.
        if (isThere || nest.Body.AllStatements.Count(statement => statement is Store or Accumulate) != 1)
        {
            return null;
        }

        // The rest of the nest reads the sum back.
        Value back = ids.NewValue(result.Type, ((Value)final).Name);
        Rewriter rewriter = new() { FreshIds = ids };
        rewriter.Replace((Value)final, back);
        Block ending = nest.Body.SelectStatements(statement => statement switch
        {
            For inner when inner.Index.Equals(sum.Index) => [new Load(back, store.Array, store.Indices)],
            Compute compute when compute.Result.Equals(final) => [],
            _ => [statement],
        });
        return new StoredSums(starting, start, (For)rewriter.Rewrite(nest with { Body = ending }));
    }

    private static For ReplaceStore(For nest, Store store, Operand value) =>
        nest with { Body = nest.Body.SelectStatements(statement => statement.Equals(store) ? [store with { Value = value }] : [statement]) };
}
