using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Compiler.Scheduling;

namespace SymbolicGrad.Compiler.Products;

/// <summary>
/// Recognises contractions: two or three nested loops that add products of two arrays' elements into a third, as they stand in
/// an adjoint (C[x, y] += A·B), or as a sum that is stored once (C[x, y] = c + Σ A·B). They become calls of the library's products,
/// in the layout that the indices say.
/// </summary>
internal sealed class ProductRecognition
{
    private readonly Definitions _definitions;
    private readonly ProductCalls _calls;
    private readonly IdSource _ids;

    private ProductRecognition(Function function, LengthClasses lengths)
    {
        _definitions = function.Body.Definitions;
        _calls = new ProductCalls(new LoopShape(_definitions, lengths, function.Body.AllStatements.OfType<Allocate>()));
        _ids = new IdSource(function.NextId);
    }

    public static Function Run(Function function, LengthClasses lengths)
    {
        ProductRecognition products = new(function, lengths);
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
                    statements.Add(loop.With(Replace(loop.Body)));
                    break;
                case If branch:
                    statements.Add(branch.With(Replace(branch.Then), Replace(branch.Else)));
                    break;
                default:
                    statements.Add(statement);
                    break;
            }
        }

        return block.With(statements);
    }

    private static bool IsFull(For loop) =>
        LoopShape.IsUnitStride(loop) && loop.Range.Start is Constant { IsZero: true };

    /// <summary>The nest rooted at the loop, with its contractions taken out of it; null when there are none.</summary>
    private List<Statement>? TryReplace(For outer)
    {
        if (!IsFull(outer) || outer.Carried.Count > 0 || outer.Body.AllStatements.Any(statement => statement is Call))
        {
            return null;
        }

        List<Statement> preparation = [], after = [];
        List<Kernel> products = [];
        For rest = outer;
        foreach (Contraction contraction in ContractionsIn(outer))
        {
            if (!IsFree(contraction, outer) || _calls.Of(contraction) is not { } call)
            {
                continue;
            }

            if (contraction.Sum is null)
            {
                rest = Without(rest, contraction.Effect);
            }
            else if (StoredSums.Split(rest, contraction, _ids) is { } split)
            {
                // C = c, then C += A·B; and where more is done to the sum than adding, C = g(C) in a nest of its own.
                bool isSet = split is { Start: not null, StartValue: Constant { IsZero: true } } && call.Operation == KernelOperation.AddProductWithVector;
                rest = split.Start is null || isSet ? Without(rest, contraction.Effect) : split.Start;
                call = isSet ? call with { Operation = KernelOperation.ProductWithVector } : call;
                if (split.End is { } end)
                {
                    after.Add(end);
                }
            }
            else
            {
                continue;
            }

            preparation.AddRange(contraction.Places.Preparation);
            products.Add(call);
        }

        return products.Count == 0 ? null : [.. preparation, rest, .. ProductCalls.Join(products), .. after];
    }

    /// <summary>Taken out of the nest it runs after all of it (or, for a stored sum, between what starts and what ends it).</summary>
    private static bool IsFree(Contraction contraction, For outer)
    {
        int writes = 0;
        foreach (Statement statement in outer.Body.AllStatements)
        {
            int array = statement.Array()?.Id ?? -1;
            bool isWrite = statement is Store or Accumulate;
            bool readsOwnTarget = statement is Load load && array == contraction.Target.Array.Id && !(contraction.Sum is not null && load.Indices.Equals(contraction.Target.Indices));
            if (readsOwnTarget || (isWrite && (array == contraction.Left.Array.Id || array == contraction.Right.Array.Id)))
            {
                return false;
            }

            writes += isWrite && array == contraction.Target.Array.Id ? 1 : 0;
        }

        return writes == 1;
    }

    private static For Without(For nest, Statement effect) =>
        nest with { Body = nest.Body.SelectStatements(statement => statement.Equals(effect) ? [] : [statement]) };

    private IEnumerable<Contraction> ContractionsIn(For outer)
    {
        foreach (For middle in outer.Body.Statements.OfType<For>().Where(IsFull))
        {
            foreach (Contraction contraction in ProductsOf([outer, middle]))
            {
                yield return contraction;
            }

            if (middle.Carried.Count > 0)
            {
                continue;
            }

            foreach (For inner in middle.Body.Statements.OfType<For>().Where(IsFull))
            {
                foreach (Contraction contraction in ProductsOf([outer, middle, inner]))
                {
                    yield return contraction;
                }
            }
        }
    }

    /// <summary>What the last of the loops adds to, or the sum that it forms and the one around it stores.</summary>
    private IEnumerable<Contraction> ProductsOf(IReadOnlyList<For> loops)
    {
        For inner = loops[loops.Count - 1];
        HashSet<int> inside = [.. loops[0].AllDefinitions().Select(value => value.Id)];
        if (!loops.All(loop => LoopShape.IsOutside(loop.Range.End, inside) && NonNegative.Is(loop.Range.End, _definitions)))
        {
            // No matrix: not a rectangle, or one that a negative number may not span.
            yield break;
        }

        foreach (Accumulate accumulate in inner.Carried.Count == 0 ? inner.Body.Statements.OfType<Accumulate>() : [])
        {
            if (Match(loops, accumulate, accumulate.Array, accumulate.Indices, accumulate.Value, null) is { } contraction)
            {
                yield return contraction;
            }
        }

        if (StoredSum(loops, loops[loops.Count - 2], inner) is { } stored)
        {
            yield return stored;
        }
    }

    private Contraction? StoredSum(IReadOnlyList<For> loops, For around, For inner)
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
        Store? store = around.Body.Statements.OfType<Store>().LastOrDefault();
        return store is null ? null : Match(loops, store, store.Array, store.Indices, term, inner);
    }

    private Contraction? Match(IReadOnlyList<For> loops, Statement effect, ArrayVariable target, EquatableArray<Operand> indices, Operand term, For? sum)
    {
        if (_definitions.Find(term) is not Compute product
            || product.Operation != Arithmetic.Multiply
            || _definitions.Find(product.Operands[0]) is not Load left
            || _definitions.Find(product.Operands[1]) is not Load right)
        {
            return null;
        }

        NestPlaces places = new(loops, _definitions, _ids);
        return FactorOf(target, indices, places) is { } sumOf && FactorOf(left.Array, left.Indices, places) is { } first && FactorOf(right.Array, right.Indices, places) is { } second
            && loops.All(loop => new[] { sumOf, first, second }.Count(factor => factor.MovesWith(loop)) == 2)
            ? new Contraction(loops, places, sumOf, first, second, effect, sum)
            : null;
    }

    private static Factor? FactorOf(ArrayVariable array, EquatableArray<Operand> indices, NestPlaces places)
    {
        List<Axis> axes = [];
        foreach (Operand index in indices)
        {
            if (places.AxisOf(index) is not { } axis)
            {
                return null;
            }

            axes.Add(axis);
        }

        return array.Storage is ArrayStorage.Growing or ArrayStorage.Cell ? null : new Factor(array, indices, axes);
    }
}
