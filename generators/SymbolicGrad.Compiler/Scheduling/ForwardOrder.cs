using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>
/// A reversed loop whose iterations may run in any order (they only add, and read nothing that another one writes) runs upwards: it
/// reads like the user's loop, and library calls work upwards.
/// </summary>
internal static class ForwardOrder
{
    /// <param name="function">A member.</param>
    /// <param name="firstAdjointId">What has a smaller id is the user's: such a loop keeps its order, and its sums every bit.</param>
    public static Function Run(Function function, int firstAdjointId)
    {
        IdSource ids = new(function.NextId);
        Block body = function.Body.SelectStatements(statement =>
        {
            if (statement is not For { Guard: null, Range: { Comparison: LoopComparison.GreaterOrEqual, Step: Constant { Number: -1 } } } loop
                || loop.Index.Id < firstAdjointId
                || !IsOrderFree(loop))
            {
                return [statement];
            }

            Value end = ids.NewValue(loop.Index.Type);
            Compute length = new(end, Arithmetic.Add, [loop.Range.Start, new Constant(loop.Index.Type, 1)]);
            LoopRange upwards = new(loop.Range.End, LoopComparison.Less, end, new Constant(loop.Index.Type, 1));
            return [length, loop with { Range = upwards }];
        });
        return function with { Body = body, NextId = ids.Next };
    }

    private static bool IsOrderFree(For loop)
    {
        MemoryUse memory = MemoryUse.Of(loop);
        return LoopFusion.OnlyAccumulates(loop) && memory.Loads.Intersect(memory.Writes).All(array => IsOwn(array, loop)) && LoopFusion.StoresAreApart(loop);
    }

    /// <summary>Each iteration has one element, or row, of the array to itself.</summary>
    private static bool IsOwn(int array, For loop)
    {
        List<Statement> accesses = loop.Body.AllStatements.Where(statement => statement is not Dimension && statement.Arrays().Any(named => named.Id == array)).ToList();
        return accesses.All(access => access is (Load or Store) && access.Place().Equals(accesses[0].Place()) && access.Place().Contains(loop.Index));
    }
}
