using SymbolicGrad.Compiler.Differentiation;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Scheduling;

namespace SymbolicGrad.Compiler.Members;

/// <summary>
/// FJacobian: does what F does and sets the Jacobian, in forward mode column by column or in reverse mode row by row. Chosen is
/// the mode with fewer passes as far as the signature tells: reverse if the inputs hold more matrices than the outputs, with
/// equally many more arrays, with equally many more scalars; else forward, which needs no tape.
/// </summary>
internal sealed partial class JacobianMember
{
    // As in FHessian: a few scalars get formulas, all in one pass.
    private const int LargestClosed = 8;

    private readonly Function _primal;
    private readonly List<Parameter> _inputs;
    private readonly List<(ScalarType Type, ArrayVariable? Shape)> _outputs;
    private readonly string _tableName;

    private JacobianMember(Function primal)
    {
        _primal = primal;
        _inputs = [.. primal.Parameters.Where(parameter => parameter is { IsDifferentiable: true, Role: not ParameterRole.Output })];
        _outputs = [.. primal.Returns.Where(element => element.Type.IsFloating).Select(element => (element.Type, (ArrayVariable?)null)), .. OutputParameters.Select(ShapeOf)];
        _tableName = new ParameterNames(primal).Free("jacobian");
    }

    private IEnumerable<Parameter> OutputParameters =>
        _primal.Parameters.Where(parameter => parameter is { IsDifferentiable: true, Role: not ParameterRole.Input });

    /// <param name="primal">F.</param>
    /// <param name="backward">Gives FBackward with its sweeps joined, where rows are chosen.</param>
    /// <param name="name">The member's name.</param>
    public static DerivedFunction Build(Function primal, Func<(Function Function, ReverseSetup Setup)> backward, string name)
    {
        JacobianMember member = new(primal);
        return member.PrefersReverse ? member.ByRows(backward(), name)
            : member.IsClosed ? member.Closed(name)
            : member.ByColumns(name);
    }

    private bool PrefersReverse
    {
        get
        {
            int[] inputs = CountByRank(_inputs.Select(ShapeOf)), outputs = CountByRank(_outputs);
            int decides = Array.FindLastIndex(inputs, count => count > 0);
            decides = Math.Max(decides, Array.FindLastIndex(outputs, count => count > 0));
            while (decides > 0 && inputs[decides] == outputs[decides])
            {
                decides--;
            }

            return inputs[decides] > outputs[decides];
        }
    }

    private bool IsClosed => _inputs.Count <= LargestClosed && _inputs.All(input => input is ScalarParameter) && _outputs.All(output => output.Shape is null);

    private static int[] CountByRank(IEnumerable<(ScalarType Type, ArrayVariable? Shape)> parts)
    {
        int[] counts = new int[3];
        foreach ((_, ArrayVariable? shape) in parts)
        {
            counts[shape?.Rank ?? 0]++;
        }

        return counts;
    }

    private static (ScalarType Type, ArrayVariable? Shape) ShapeOf(Parameter parameter) => parameter switch
    {
        ScalarParameter scalar => (scalar.Value.Type, null),
        ArrayParameter array => (array.Array.Element, array.Array),
        _ => throw new InvalidOperationException($"Unknown parameter {parameter.GetType().Name}."),
    };

    private Table Declare(BlockBuilder builder) => new(
        builder.Ids.NewArray(_tableName, _outputs[0].Type, 1, ArrayStorage.Span),
        new UnitDirections(builder, _primal, _outputs),
        new UnitDirections(builder, _primal, _inputs.Select(ShapeOf)));

    private DerivedFunction Finish(string name, Table table, BlockBuilder builder)
    {
        ArrayParameter jacobian = new(table.Array, table.Array.Name, ParameterRole.Output, false);
        Function function = new(name, _primal.Parameters.Append(jacobian).ToEquatableArray(), _primal.Returns, builder.ToBlock(_primal.Body.Yields), builder.Ids.Next)
        {
            EqualLengths = _primal.EqualLengths,
        };
        LengthOfTable size = new(
            new Extent(_outputs.Count(output => output.Shape is null), _outputs.Select(output => output.Shape).OfType<ArrayVariable>().ToEquatableArray()),
            Extent.Of(_inputs));
        return new DerivedFunction(function, [new LengthCheck(table.Array, 0, IsExact: true, size)]);
    }

    /// <summary>The values that the outputs have in F's body, in order; only where all are scalars.</summary>
    private List<Operand> ScalarOutputs()
    {
        List<Operand> values = [.. _primal.Body.Yields.Take(_primal.Returns.Count).Where((_, i) => _primal.Returns[i].Type.IsFloating)];
        for (int i = 0; i < _primal.Parameters.Count; i++)
        {
            if (_primal.Parameters[i] is ScalarParameter { IsDifferentiable: true, Role: not ParameterRole.Input })
            {
                values.Add(_primal.Body.Yields[_primal.YieldIndexOf(i)]);
            }
        }

        return values;
    }

    private DerivedFunction Closed(string name)
    {
        BlockBuilder builder = new(new IdSource(_primal.NextId));
        Table table = Declare(builder);
        ForwardMode forward = new(_primal, builder.Ids, _inputs.Count);
        for (int column = 0; column < _inputs.Count; column++)
        {
            Value value = ((ScalarParameter)_inputs[column]).Value;
            forward.Seed(value, new Constant(value.Type, 1), column);
        }

        forward.Append(builder);
        List<Operand> outputs = ScalarOutputs();
        for (int row = 0; row < outputs.Count; row++)
        {
            for (int column = 0; column < _inputs.Count; column++)
            {
                table.Store(builder, Constant.Int(row), Constant.Int(column), forward.TangentOf(outputs[row], column) ?? new Constant(outputs[row].Type, 0));
            }
        }

        return Finish(name, table, builder);
    }

    /// <summary>What is added to begins at 0.</summary>
    private static void Clear(Table table, BlockBuilder builder) =>
        builder.Add(ScratchHoisting.Clear(table.Array, [builder.Dimension(table.Array, 0)], builder.Ids));

    private DerivedFunction ByColumns(string name)
    {
        DerivedFunction jvp = ForwardMember.Jvp(_primal, name);
        BlockBuilder builder = new(new IdSource(jvp.Function.NextId));
        Table table = Declare(builder);
        if (_inputs.Any(input => input is ArrayParameter { Role: ParameterRole.InOut }))
        {
            Clear(table, builder);
        }

        Value column = builder.Ids.NewValue(ScalarType.Int32, "column");
        BlockBuilder body = builder.Nested();
        Inlining inlining = new(body);
        PassedThrough passed = new(builder, body, inlining);
        List<Action> resets = [];
        int outputPart = _primal.Returns.Count(element => element.Type.IsFloating);
        List<(int Part, Parameter Tangent)> tangentsOfInputs = [.. _inputs.Select((_, i) => (i, jvp.Function.Parameters[_primal.Parameters.Count + i]))];
        foreach ((int part, Parameter tangent) in tangentsOfInputs)
        {
            switch (tangent)
            {
                case ScalarParameter scalar:
                    inlining.Bind(scalar.Value, table.Columns.SeedScalar(body, part, column, scalar.Name));
                    break;
                case ArrayParameter { Role: ParameterRole.Input } array:
                    ArrayArgument seed = passed.Scratch(array.Array, table.Columns.LengthsOf(part), zeroed: true);
                    table.Columns.StoreAt(body, part, column, seed, 1);
                    resets.Add(() => table.Columns.StoreAt(body, part, column, seed, 0));
                    break;
            }
        }

        List<Parameter> outputs = [.. OutputParameters];
        for (int i = 0; i < outputs.Count; i++)
        {
            if (outputs[i] is not ArrayParameter output)
            {
                continue;
            }

            // F's own array stays as it is until the end: each column begins with the same contents.
            int row = outputPart + i, input = _inputs.IndexOf(output);
            ArrayArgument entries = table.InColumn(column, row);
            passed.Values(output, table.Rows.LengthsOf(row), _primal.RowLengthsOf(output.Array));
            inlining.Bind(TangentOf(jvp.Function, output).Array, entries);
            if (input >= 0)
            {
                table.Columns.StoreAt(body, input, column, entries, 1);
            }
        }

        EquatableArray<Operand> yields = inlining.Append(jvp.Function);
        StoreScalars(jvp.Function, yields, table, body, column);
        resets.ForEach(reset => reset());
        builder.Add(new For(column, LoopRange.UpTo(table.Columns.Count), [], body.ToBlock([]), []));
        builder.AddRange(_primal.Body.Statements);
        return Finish(name, table, builder) with { AfterSimplification = function => DirectionsTogether.Run(function, column, table.Array) };
    }

    /// <summary>The tangent parameter of an array: after F's own come those of the inputs, then those of the returned numbers, then of the outputs.</summary>
    private ArrayParameter TangentOf(Function jvp, ArrayParameter output)
    {
        int returned = _primal.Returns.Count(element => element.Type.IsFloating);
        int position = _inputs.IndexOf(output) is >= 0 and int input
            ? input
            : _inputs.Count + returned + OutputParameters.Where(parameter => parameter.Role == ParameterRole.Output).ToList().IndexOf(output);
        return (ArrayParameter)jvp.Parameters[_primal.Parameters.Count + position];
    }

    private void StoreScalars(Function jvp, EquatableArray<Operand> yields, Table table, BlockBuilder body, Value column)
    {
        // The yields are those of F, then the tangents': in/out parameters', returned numbers', outputs'.
        List<int> rows = [];
        List<Parameter> outputs = [.. OutputParameters];
        int returned = _primal.Returns.Count(element => element.Type.IsFloating);
        rows.AddRange(outputs.Where(output => output is ScalarParameter { Role: ParameterRole.InOut }).Select(output => returned + outputs.IndexOf(output)));
        rows.AddRange(Enumerable.Range(0, returned));
        rows.AddRange(outputs.Where(output => output is ScalarParameter { Role: ParameterRole.Output }).Select(output => returned + outputs.IndexOf(output)));
        int first = _primal.Body.Yields.Count;
        if (first + rows.Count != jvp.Body.Yields.Count)
        {
            throw new InvalidOperationException("FJvp has other tangents than FJacobian expects.");
        }

        for (int i = 0; i < rows.Count; i++)
        {
            table.Store(body, table.Rows.OffsetOf(rows[i]), column, yields[first + i]);
        }
    }
}
