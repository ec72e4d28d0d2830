using SymbolicGrad.Compiler.Differentiation;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Scheduling;

namespace SymbolicGrad.Compiler.Members;

/// <summary>Reverse mode, row by row.</summary>
internal sealed partial class JacobianMember
{
    private DerivedFunction ByRows((Function Function, ReverseSetup Setup) backward, string name)
    {
        BlockBuilder builder = new(new IdSource(backward.Function.NextId));
        Table table = Declare(builder);
        List<Parameter> outputs = [.. OutputParameters];
        int returned = _primal.Returns.Count(element => element.Type.IsFloating);

        if (_inputs.Any(input => input is ArrayParameter))
        {
            Clear(table, builder);
        }

        // One row needs no loop.
        bool isSingle = _outputs is [{ Shape: null }];
        Value index = builder.Ids.NewValue(ScalarType.Int32, "row");
        Operand row = isSingle ? Constant.Int(0) : index;
        BlockBuilder body = isSingle ? builder : builder.Nested();
        Inlining inlining = new(body);
        PassedThrough passed = new(builder, body, inlining);
        foreach (ArrayParameter input in backward.Setup.Inputs.OfType<ArrayParameter>())
        {
            // FBackward takes as read-only what F may write.
            inlining.Bind(input.Array, _primal.Parameters.OfType<ArrayParameter>().First(parameter => parameter.Array.Id == input.Array.Id).Array);
        }

        List<Parameter> upstreams = [];
        foreach (Parameter upstream in backward.Setup.Upstreams)
        {
            if (upstream is ArrayParameter { Array.RowsOf: not null } rowLengths)
            {
                inlining.Bind(rowLengths.Array, backward.Setup.PrimalRowLengths(rowLengths.Array));
            }
            else
            {
                upstreams.Add(upstream);
            }
        }

        List<Action> resets = [];
        Operand Seed(ScalarParameter parameter, int part) =>
            isSingle ? new Constant(parameter.Value.Type, 1) : table.Rows.SeedScalar(body, part, row, parameter.Name);
        List<int> rowsOfUpstreams = [.. Enumerable.Range(0, returned), .. outputs.Where(output => output.Role == ParameterRole.Output).Select(output => returned + outputs.IndexOf(output))];
        for (int i = 0; i < rowsOfUpstreams.Count; i++)
        {
            int part = rowsOfUpstreams[i];
            switch (upstreams[i])
            {
                case ScalarParameter scalar:
                    inlining.Bind(scalar.Value, Seed(scalar, part));
                    break;
                case ArrayParameter array:
                    ArrayArgument seed = passed.Scratch(array.Array, table.Rows.LengthsOf(part), zeroed: true);
                    table.Rows.StoreAt(body, part, row, seed, 1);
                    resets.Add(() => table.Rows.StoreAt(body, part, row, seed, 0));
                    break;
            }
        }

        for (int i = 0; i < _inputs.Count; i++)
        {
            int output = outputs.IndexOf(_inputs[i]);
            switch (backward.Setup.Gradients[i])
            {
                case ScalarParameter scalar:
                    inlining.Bind(scalar.Value, output >= 0 ? Seed(scalar, returned + output) : new Constant(scalar.Value.Type, 0));
                    break;
                case ArrayParameter array:
                    ArrayArgument entries = table.InRow(row, i);
                    inlining.Bind(array.Array, entries);
                    if (output >= 0)
                    {
                        table.Rows.StoreAt(body, returned + output, row, entries, 1);
                    }

                    break;
            }
        }

        EquatableArray<Operand> scalars = inlining.Append(backward.Function);
        int next = 0;
        for (int i = 0; i < _inputs.Count; i++)
        {
            if (_inputs[i] is ScalarParameter)
            {
                table.Store(body, row, table.Columns.OffsetOf(i), scalars[next++]);
            }
        }

        resets.ForEach(reset => reset());
        if (!isSingle)
        {
            builder.Add(new For(index, LoopRange.UpTo(table.Rows.Count), [], body.ToBlock([]), []));
        }

        builder.AddRange(_primal.Body.Statements);
        return Finish(name, table, builder) with { AfterSimplification = isSingle ? null : function => ValuesOnce.Run(function, index, table.Array) };
    }

    /// <summary>Memory around the inlined pass.</summary>
    private sealed class PassedThrough(BlockBuilder outside, BlockBuilder inside, Inlining inlining)
    {
        /// <summary>Binds a parameter to scratch that lives outside of the loop.</summary>
        public ArrayArgument Scratch(ArrayVariable parameter, EquatableArray<Operand> lengths, bool zeroed)
        {
            ArrayVariable scratch = outside.Ids.NewArray(parameter.Name, parameter.Element, parameter.Rank, ArrayStorage.Scratch);
            outside.Add(new Allocate(scratch, lengths, zeroed));
            ArrayArgument argument = ArrayArgument.Whole(scratch, lengths);
            inlining.Bind(parameter, argument);
            return argument;
        }

        /// <summary>Binds an array that F writes to scratch, which begins each pass with the array's contents if F may read them.</summary>
        public void Values(ArrayParameter parameter, EquatableArray<Operand> lengths, ArrayVariable? rowLengths)
        {
            ArrayArgument scratch = Scratch(parameter.Array, lengths, zeroed: false);
            if (parameter.Role == ParameterRole.InOut)
            {
                inside.Add(ScratchHoisting.Copy(parameter.Array, scratch.Array, lengths, inside.Ids, rowLengths));
            }
        }
    }
}
