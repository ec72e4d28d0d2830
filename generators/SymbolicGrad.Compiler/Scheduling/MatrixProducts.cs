using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>
/// Recognises contractions: three nested loops that add products of two matrix elements into a third matrix, as they stand
/// in an adjoint (C[x, y] += A·B), or as a sum that is stored once (C[x, y] = c + Σ A·B). They become calls of the blocked
/// product, in the layout that the indices say.
/// </summary>
internal sealed class MatrixProducts(Function function, LengthClasses lengths)
{
    private readonly Definitions _definitions = new(function.Body);
    private readonly LoopShape _shape = new(new Definitions(function.Body), lengths, function.Body.AllStatements().OfType<Allocate>());
    private readonly IdSource _ids = new(function.NextId);

    public static Function Run(Function function, LengthClasses lengths)
    {
        MatrixProducts products = new(function, lengths);
        Block body = products.Replace(function.Body);
        return function with { Body = body, NextId = products._ids.Next };
    }

    private Block Replace(Block block)
    {
        List<Statement> statements = [];
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case For loop when TryReplace(loop) is { } replaced:
                    statements.AddRange(replaced);
                    break;
                case For loop:
                    statements.Add(loop with { Body = Replace(loop.Body) });
                    break;
                case If branch:
                    statements.Add(branch with { Then = Replace(branch.Then), Else = Replace(branch.Else) });
                    break;
                default:
                    statements.Add(statement);
                    break;
            }
        }

        return block with { Statements = statements.ToEquatableArray() };
    }

    private static bool IsFull(For loop) =>
        LoopShape.IsUnitStride(loop) && loop.Range.Start is Constant { IsZero: true };

    /// <summary>The nest rooted at the loop, with its contractions taken out of it; null when there are none.</summary>
    private List<Statement>? TryReplace(For outer)
    {
        if (!IsFull(outer) || outer.Carried.Count > 0 || outer.Body.AllStatements().Any(statement => statement is Call))
        {
            return null;
        }

        MemoryUse memory = MemoryUse.Of(outer);
        List<Statement> products = [], after = [];
        For rest = outer;
        foreach (Contraction contraction in ContractionsIn(outer))
        {
            // Taken out of the nest it runs after all of it (or, for a stored sum, between what starts and what ends it).
            bool isFree = !memory.Loads.Contains(contraction.Target.Id)
                && !memory.Writes.Contains(contraction.Left.Id)
                && !memory.Writes.Contains(contraction.Right.Id)
                && outer.Body.AllStatements().Count(s => s is Store or Accumulate && s.Array()!.Id == contraction.Target.Id) == 1;
            if (!isFree || Call(contraction) is not { } call)
            {
                continue;
            }

            if (contraction.Sum is null)
            {
                rest = Without(rest, contraction.Effect);
                products.Add(call);
                continue;
            }

            // C = c, then C += A·B; and where more is done to the sum than adding, C = g(C) in a nest of its own.
            if (SplitStoredSum(rest, contraction) is not { } split)
            {
                continue;
            }

            rest = split.Start;
            products.Add(call);
            if (split.End is { } end)
            {
                after.Add(end);
            }
        }

        if (products.Count == 0)
        {
            return null;
        }

        return [rest, .. products, .. after];
    }

    private static For Without(For nest, Statement effect) =>
        nest with { Body = nest.Body.SelectStatements(statement => statement.Equals(effect) ? [] : [statement]) };

    /// <summary>C[x, y] += Σ_z A·B; <paramref name="Sum"/> is the loop over z where the sum is carried and stored once.</summary>
    private sealed record Contraction(
        ArrayVariable Target, ArrayVariable Left, ArrayVariable Right, For Row, For Column, For Summed, Load LeftLoad, Load RightLoad, Statement Effect, For? Sum);

    private IEnumerable<Contraction> ContractionsIn(For outer)
    {
        foreach (For middle in outer.Body.Statements.OfType<For>().Where(IsFull))
        {
            foreach (For inner in middle.Body.Statements.OfType<For>().Where(IsFull))
            {
                For[] loops = [outer, middle, inner];
                if (middle.Carried.Count == 0)
                {
                    foreach (Accumulate accumulate in inner.Body.Statements.OfType<Accumulate>())
                    {
                        if (Match(loops, accumulate, accumulate.Array, accumulate.Indices, accumulate.Value, null) is { } contraction)
                        {
                            yield return contraction;
                        }
                    }

                    if (StoredSum(loops, middle, inner) is { } stored)
                    {
                        yield return stored;
                    }
                }
            }
        }
    }

    private Contraction? StoredSum(For[] loops, For middle, For inner)
    {
        if (inner.Carried.Count != 1
            || inner.Body.Statements.Any(statement => statement is not (Compute or Load))
            || _definitions.Find(inner.Body.Yields[0]) is not Compute sum
            || sum.Operation != Arithmetic.Add
            || !sum.Operands.Contains(inner.Carried[0].Entry)
            || inner.Body.AllOperands().Count(operand => operand.Equals(inner.Carried[0].Entry)) != 1)
        {
            return null;
        }

        Operand term = sum.Operands[0].Equals(inner.Carried[0].Entry) ? sum.Operands[1] : sum.Operands[0];
        Store? store = middle.Body.Statements.OfType<Store>().LastOrDefault();
        return store is null ? null : Match(loops, store, store.Array, store.Indices, term, inner);
    }

    private static bool IsMatrix(ArrayVariable array) => array is { Rank: 2, Storage: not ArrayStorage.Jagged };

    private Contraction? Match(For[] loops, Statement effect, ArrayVariable target, EquatableArray<Operand> indices, Operand term, For? sum)
    {
        if (!IsMatrix(target)
            || _definitions.Find(term) is not Compute product
            || product.Operation != Arithmetic.Multiply
            || _definitions.Find(product.Operands[0]) is not Load left
            || _definitions.Find(product.Operands[1]) is not Load right
            || !IsMatrix(left.Array)
            || !IsMatrix(right.Array))
        {
            return null;
        }

        For? row = loops.FirstOrDefault(loop => loop.Index.Equals(indices[0]));
        For? column = loops.FirstOrDefault(loop => loop.Index.Equals(indices[1]));
        For? summed = loops.FirstOrDefault(loop => loop != row && loop != column);
        if (row is null || column is null || summed is null || row == column)
        {
            return null;
        }

        // The factor that has the row comes first.
        if (right.Indices.Contains(row.Index))
        {
            (left, right) = (right, left);
        }

        return left.Indices.Contains(row.Index) && left.Indices.Contains(summed.Index)
            && right.Indices.Contains(column.Index) && right.Indices.Contains(summed.Index)
                ? new Contraction(target, left.Array, right.Array, row, column, summed, left, right, effect, sum)
                : null;
    }

    private Kernel? Call(Contraction contraction)
    {
        bool leftByRow = contraction.LeftLoad.Indices[0].Equals(contraction.Row.Index);
        bool rightBySummed = contraction.RightLoad.Indices[0].Equals(contraction.Summed.Index);
        KernelOperation? operation = (leftByRow, rightBySummed) switch
        {
            (true, true) => KernelOperation.AddProduct,
            (true, false) => KernelOperation.AddProductTransposed,
            (false, true) => KernelOperation.AddTransposedProduct,
            (false, false) => null,
        };
        return operation is null ? null : new Kernel(null, operation,
        [
            Matrix(contraction.Target, contraction.Row, contraction.Column),
            leftByRow ? Matrix(contraction.Left, contraction.Row, contraction.Summed) : Matrix(contraction.Left, contraction.Summed, contraction.Row),
            rightBySummed ? Matrix(contraction.Right, contraction.Summed, contraction.Column) : Matrix(contraction.Right, contraction.Column, contraction.Summed),
        ]);
    }

    private MatrixArgument Matrix(ArrayVariable array, For rows, For columns)
    {
        bool isWhole = _shape.IsLength(rows.Range.End, array, 0) && _shape.IsLength(columns.Range.End, array, 1);
        return new MatrixArgument(array, Constant.Int(0), rows.Range.End, Constant.Int(0), columns.Range.End, isWhole);
    }

    /// <summary>
    /// Of a nest that stores g(c + Σ …): the nest that stores c, and the one that stores g of what is there by then (null
    /// where g does nothing).
    /// </summary>
    private (For Start, For? End)? SplitStoredSum(For nest, Contraction contraction)
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
            && nest.Body.AllStatements().OfType<Compute>().FirstOrDefault(c => c.Operation == Arithmetic.Add && c.Operands.Contains(result)) is { } added)
        {
            start = added.Operands[0].Equals(result) ? added.Operands[1] : added.Operands[0];
            final = added.Result;
        }

        For starting = ReplaceStore(nest, store, start);
        if (stored.Equals(final))
        {
            return (starting, null);
        }

        // The second nest repeats what the first does besides: it may have no other effect.
        if (nest.Body.AllStatements().Count(statement => statement is Store or Accumulate) != 1)
        {
            return null;
        }

        // The rest of the nest reads the sum back.
        Value back = _ids.NewValue(result.Type, ((Value)final).Name);
        Rewriter rewriter = new() { FreshIds = _ids };
        rewriter.Replace((Value)final, back);
        Block ending = nest.Body.SelectStatements(statement => statement switch
        {
            For inner when inner.Index.Equals(sum.Index) => [new Load(back, store.Array, store.Indices)],
            Compute compute when compute.Result.Equals(final) => [],
            _ => [statement],
        });
        return (starting, (For)rewriter.Rewrite(nest with { Body = ending }));
    }

    private static For ReplaceStore(For nest, Store store, Operand value) =>
        nest with { Body = nest.Body.SelectStatements(statement => statement.Equals(store) ? [store with { Value = value }] : [statement]) };
}
