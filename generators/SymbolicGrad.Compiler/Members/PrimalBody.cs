using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Scheduling;

namespace SymbolicGrad.Compiler.Members;

/// <summary>
/// The primal's statements inside a member that does not have the primal's outputs: those become scratch, lengths are asked
/// of a parameter that the member does have, and a caller's array that the primal overwrites is copied first.
/// </summary>
internal static class PrimalBody
{
    public static List<Statement> Adapt(Function primal, ReverseSetup setup, IdSource ids)
    {
        List<Statement> statements = [];
        Rewriter rewriter = new();
        Dictionary<int, ArrayVariable> lengthsOf = new(setup.LengthsFrom);
        BlockBuilder builder = new(ids);
        HashSet<int> written = [.. primal.Body.AllStatements.Where(s => s is Store or Accumulate).Select(s => s.Array()!.Id)];
        foreach (ArrayParameter parameter in primal.Parameters.OfType<ArrayParameter>())
        {
            ArrayVariable array = parameter.Array;
            if (!setup.LengthsFrom.TryGetValue(array.Id, out ArrayVariable? lengthsFrom))
            {
                continue;
            }

            bool isInput = parameter.Role != ParameterRole.Output;
            if (isInput && !written.Contains(array.Id))
            {
                rewriter.Replace(array, lengthsFrom);
                continue;
            }

            EquatableArray<Operand> lengths = Enumerable.Range(0, array.Rank).Select(axis => (Operand)builder.Dimension(lengthsFrom, axis)).ToEquatableArray();
            ArrayVariable scratch = ids.NewArray(array.Name, array.Element, array.Rank, ArrayStorage.Scratch);
            builder.Add(new Allocate(scratch, lengths, Zeroed: false));
            if (isInput)
            {
                builder.Add(ScratchHoisting.Copy(lengthsFrom, scratch, lengths, ids, primal.RowLengthsOf(array)));
            }

            rewriter.Replace(array, scratch);
            lengthsOf.Add(scratch.Id, lengthsFrom);
        }

        statements.AddRange(builder.Statements);

        // Lengths last: an in/out array's copy stands for the array everywhere but there.
        Block body = rewriter.Rewrite(primal.Body);
        statements.AddRange(body.SelectStatements(statement =>
            [statement is Dimension dimension && lengthsOf.TryGetValue(dimension.Array.Id, out ArrayVariable? other)
                ? dimension with { Array = other }
                : statement]).Statements);
        return statements;
    }

    /// <summary>Lengths of the primal's arrays, asked of the parameters of the member.</summary>
    public static Block AskLengths(Block block, ReverseSetup setup) =>
        block.SelectStatements(statement => [statement switch
        {
            Dimension dimension when setup.LengthsFrom.TryGetValue(dimension.Array.Id, out ArrayVariable? other) => dimension with { Array = other },
            Load { Array.RowsOf: not null } load when setup.LengthsFrom.TryGetValue(load.Array.Id, out ArrayVariable? other) => load with { Array = other },
            _ => statement,
        }]);
}
