using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>
/// Moves all scratch memory to the start of the function, its lengths computed before it, so that one workspace holds it and
/// a loop does not allocate anew. Scratch that an iteration expects to be zero is cleared where it was allocated.
/// </summary>
internal static class ScratchHoisting
{
    public static Function Run(Function function)
    {
        if (!function.Body.AllStatements.OfType<Allocate>().Any())
        {
            return function;
        }

        IdSource ids = new(function.NextId);
        EntryExpressions entry = new(function, ids);
        HashSet<int> atTop = [.. function.Body.Statements.OfType<Allocate>().Select(allocate => allocate.Array.Id)];
        HashSet<int> inLoops = [.. function.Body.AllStatements.OfType<For>().SelectMany(loop => loop.WithNested()).OfType<Allocate>().Select(allocate => allocate.Array.Id)];
        List<Allocate> allocations = [];
        HashSet<int> widened = [];
        Block body = function.Body.SelectStatements(statement =>
        {
            if (statement is not Allocate allocate)
            {
                return [statement];
            }

            // Memory of an iteration may be of another length in each: the longest serves all.
            List<Operand?> lengths = allocate.Lengths.Select(length => entry.FindBounds(length)?.High).Append(entry.Find(allocate.Offset ?? Constant.Int(0))).ToList();
            if (lengths.Any(length => length is null))
            {
                throw new RefusalException(new Refusal(
                    RefusalReason.ScratchLengthNotKnown,
                    $"the length of '{allocate.Array.Name}' depends on values computed in the method",
                    allocate.Origin));
            }

            if (allocate.Array.Storage == ArrayStorage.Growing)
            {
                // Zero where it grows, and zero again when the sweep over it has ended.
                allocations.Add(allocate);
                return [];
            }

            if (allocate.Lengths.Any(length => entry.Find(length) is null))
            {
                widened.Add(allocate.Array.Id);
            }

            bool isAtTop = atTop.Contains(allocate.Array.Id);

            // Inside a loop that does not run, a length may come out negative.
            EquatableArray<Operand> known = lengths.Take(allocate.Lengths.Count)
                .Select(length => isAtTop || entry.IsNeverNegative(length!) ? length! : entry.Emit(Extrema.Max, Constant.Int(0), length!))
                .ToEquatableArray();
            allocations.Add(allocate with
            {
                Lengths = known,
                Offset = allocate.Offset is null ? null : lengths[lengths.Count - 1],
                Zeroed = allocate.Zeroed && !inLoops.Contains(allocate.Array.Id),
            });
            return allocate.Zeroed && inLoops.Contains(allocate.Array.Id) ? [Clear(allocate.Array, allocate.Lengths, ids)] : [];
        });

        // A call of the whole memory was one of as much of it as there is now.
        body = widened.Count == 0 ? body : body.SelectStatements(statement => [statement is Call call ? call with { Arguments = call.Arguments.Select(argument => Cut(argument, widened)).ToEquatableArray() } : statement]);
        Block hoisted = body with { Statements = entry.Statements.Concat(allocations).Concat(body.Statements).ToEquatableArray() };
        return function with { Body = hoisted, NextId = ids.Next };
    }

    private static KernelArgument Cut(KernelArgument argument, HashSet<int> widened) => argument switch
    {
        SectionArgument section when widened.Contains(section.Array.Id) => section with { IsWhole = false },
        MatrixArgument matrix when widened.Contains(matrix.Array.Id) => matrix with { IsWhole = false },
        _ => argument,
    };

    /// <summary>Loops that set every element of a jagged array to 0.</summary>
    internal static For ClearRows(ArrayVariable array, Operand rows, ArrayVariable rowLengths, IdSource ids)
    {
        Value i = ids.NewValue(ScalarType.Int32, "i"), j = ids.NewValue(ScalarType.Int32, "j"), length = ids.NewValue(ScalarType.Int32);
        For row = new(j, LoopRange.UpTo(length), [], new Block([new Store(array, [i, j], new Constant(array.Element, 0))], []), []) { FromLibrary = true };
        return new For(i, LoopRange.UpTo(rows), [], new Block([new Load(length, rowLengths, [i]), row], []), []) { FromLibrary = true };
    }

    /// <summary>Loops that set every element to 0; of a cell, the store alone.</summary>
    internal static Statement Clear(ArrayVariable array, EquatableArray<Operand> lengths, IdSource ids)
    {
        List<Value> indices = lengths.Select((_, axis) => ids.NewValue(ScalarType.Int32, axis == 0 ? "i" : "j")).ToList();
        Statement inner = new Store(array, indices.Select(index => (Operand)index).ToEquatableArray(), new Constant(array.Element, 0));
        for (int axis = lengths.Count - 1; axis >= 0; axis--)
        {
            inner = new For(indices[axis], LoopRange.UpTo(lengths[axis]), [], new Block([inner], []), []) { FromLibrary = true };
        }

        return inner;
    }

    /// <summary>Loops that copy every element; of a jagged array as long as each row is.</summary>
    internal static For Copy(ArrayVariable source, ArrayVariable target, EquatableArray<Operand> lengths, IdSource ids, ArrayVariable? rowLengths = null)
    {
        if (rowLengths is not null)
        {
            Value i = ids.NewValue(ScalarType.Int32, "i"), j = ids.NewValue(ScalarType.Int32, "j"), length = ids.NewValue(ScalarType.Int32), moved = ids.NewValue(source.Element);
            For row = new(j, LoopRange.UpTo(length), [], new Block([new Load(moved, source, [i, j]), new Store(target, [i, j], moved)], []), []) { FromLibrary = true };
            return new For(i, LoopRange.UpTo(lengths[0]), [], new Block([new Load(length, rowLengths, [i]), row], []), []) { FromLibrary = true };
        }

        List<Value> indices = lengths.Select((_, axis) => ids.NewValue(ScalarType.Int32, axis == 0 ? "i" : "j")).ToList();
        EquatableArray<Operand> at = indices.Select(index => (Operand)index).ToEquatableArray();
        Value element = ids.NewValue(source.Element);
        Block body = new([new Load(element, source, at), new Store(target, at, element)], []);
        For? loop = null;
        for (int axis = lengths.Count - 1; axis >= 0; axis--)
        {
            loop = new For(indices[axis], LoopRange.UpTo(lengths[axis]), [], loop is null ? body : new Block([loop], []), []) { FromLibrary = true };
        }

        return loop!;
    }
}
