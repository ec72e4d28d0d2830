using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Differentiation;

/// <summary>
/// Forward mode: every statement followed by its tangent. Loops carry tangents beside values, an If merges them, an array
/// gets a tangent array; what is inactive gets none. Slopes come from the same formulas as in reverse mode, so that kinks
/// and 0·∞ are the same question with the same answer. Several directions can be followed at once: the values are computed
/// once and each quantity has one tangent for each direction.
/// </summary>
/// <param name="function">
/// What is differentiated; its memory must be explicit (no loop mirrors another). Varied are its differentiable parameters
/// that are no outputs.
/// </param>
/// <param name="ids">Gives the tangents their ids.</param>
/// <param name="directions">How many directions are followed.</param>
public sealed class ForwardMode(Function function, IdSource ids, int directions = 1)
{
    private readonly Activity _activity = Activity.Of(function);
    private readonly Dictionary<(int Id, int Direction), Operand> _tangents = [];
    private readonly Dictionary<(int Id, int Direction), ArrayVariable> _tangentArrays = [];

    /// <summary>States the tangent of a scalar parameter; without one it is 0.</summary>
    public void Seed(Value parameter, Operand tangent, int direction = 0) => _tangents[(parameter.Id, direction)] = tangent;

    /// <summary>States the array that holds an array parameter's tangent: read, and written wherever the parameter is.</summary>
    public void Seed(ArrayVariable parameter, ArrayVariable tangent, int direction = 0) => _tangentArrays[(parameter.Id, direction)] = tangent;

    /// <summary>The tangent of a value after <see cref="Append"/>; null where it is 0.</summary>
    public Operand? TangentOf(Operand operand, int direction = 0) =>
        operand is Value value && _tangents.TryGetValue((value.Id, direction), out Operand? tangent) ? tangent : null;

    /// <summary>Appends the function's statements, each followed by its tangent.</summary>
    public void Append(BlockBuilder builder)
    {
        AllocateForConstants(builder);
        Append(function.Body, builder);
    }

    /// <summary>Memory that the caller declares constant, but that active values pass through.</summary>
    private void AllocateForConstants(BlockBuilder builder)
    {
        foreach (ArrayVariable array in function.Parameters.OfType<ArrayParameter>().Select(parameter => parameter.Array).Where(_activity.IsActive))
        {
            for (int direction = 0; direction < directions; direction++)
            {
                if (!_tangentArrays.ContainsKey((array.Id, direction)))
                {
                    EquatableArray<Operand> lengths = Enumerable.Range(0, array.Rank).Select(axis => (Operand)builder.Dimension(array, axis)).ToEquatableArray();
                    builder.Add(new Allocate(TangentArray(array, direction), lengths, Zeroed: true));
                }
            }
        }
    }

    private ArrayVariable TangentArray(ArrayVariable array, int direction)
    {
        ArrayStorage storage = array.Storage == ArrayStorage.Growing ? ArrayStorage.Growing : ArrayStorage.Scratch;
        ArrayVariable tangent = ids.NewArray(TangentNames.Of(array.Name), array.Element, array.Rank, storage);
        _tangentArrays.Add((array.Id, direction), tangent);
        return tangent;
    }

    private void Append(Block block, BlockBuilder builder)
    {
        foreach (Statement statement in block.Statements)
        {
            Append(statement, builder);
        }
    }

    private void Append(Statement statement, BlockBuilder builder)
    {
        switch (statement)
        {
            case If branch:
                AppendIf(branch, builder);
                return;
            case For loop:
                AppendFor(loop, builder);
                return;
        }

        builder.Add(statement);
        for (int direction = 0; direction < directions; direction++)
        {
            switch (statement)
            {
                case Compute compute when _activity.IsActive(compute.Result) && compute.Operation.IsDifferentiable:
                    AppendTangent(compute, builder, direction);
                    break;
                case Load load when _activity.IsActive(load.Result) && _tangentArrays.TryGetValue((load.Array.Id, direction), out ArrayVariable? tangents):
                    SetTangent(load.Result, direction, builder.Load(tangents, load.Indices, NameOf(load.Result)));
                    break;
                case Store store when _tangentArrays.TryGetValue((store.Array.Id, direction), out ArrayVariable? tangents):
                    builder.Add(new Store(tangents, store.Indices, OrZero(store.Value, direction)) { Origin = store.Origin });
                    break;
                case Accumulate accumulate when _tangentArrays.TryGetValue((accumulate.Array.Id, direction), out ArrayVariable? tangents):
                    if (TangentOf(accumulate.Value, direction) is { } added)
                    {
                        builder.Add(new Accumulate(tangents, accumulate.Indices, added) { Origin = accumulate.Origin });
                    }

                    break;
                case Allocate allocate when _activity.IsActive(allocate.Array):
                    builder.Add(allocate with { Array = TangentArray(allocate.Array, direction) });
                    break;
                case Call { Callee.Derivatives: { } derivatives } call:
                    AppendTangent(call, derivatives.Tangent, builder, direction);
                    break;
                case Call call when call.Results.Any(result => _activity.IsActive(result)) || call.Written().Any(_activity.IsActive):
                    throw new RefusalException(new Refusal(
                        RefusalReason.CallWithoutDerivative,
                        $"forward mode and second derivatives do not go through the call of '{call.Callee.Name}': ask for Gradient and Backward alone",
                        call.Origin));
                case Compute or Dimension or Load or Store or Accumulate or Allocate or Call:
                    break;
                default:
                    throw new InvalidOperationException($"Forward mode does not know {statement.GetType().Name}.");
            }
        }
    }

    private void AppendTangent(Compute compute, BlockBuilder builder, int direction)
    {
        Operation operation = compute.Operation;
        List<int> active = Enumerable.Range(0, compute.Operands.Count).Where(i => TangentOf(compute.Operands[i], direction) is not null).ToList();
        if (active.Count == 0)
        {
            return;
        }

        string? name = NameOf(compute.Result);
        if (operation == Arithmetic.Convert)
        {
            // float ↔ double: the tangent is converted too.
            SetTangent(compute.Result, direction, builder.Convert(TangentOf(compute.Operands[0], direction)!, compute.Result.Type, name));
            return;
        }

        Operand? sum = null;
        for (int i = 0; i < active.Count; i++)
        {
            bool isOnly = active.Count == 1;
            Operand incoming = TangentOf(compute.Operands[active[i]], direction)!;
            TermLowering lowering = new(builder, compute.Result.Type, compute.Operands, compute.Result) { Upstream = incoming };
            Term formula = SlopeFormulas.Of(operation)[active[i]];
            string? meaning = active[i] == 0 ? operation.SlopeIdentity : null;
            Operand? contribution = operation.Adjoints is null
                ? lowering.Scale(incoming, formula, isOnly ? name : null, meaning)
                : lowering.Lower(formula, isOnly ? name : null, meaning);
            sum = sum is null ? contribution
                : contribution is null ? sum
                : builder.Compute(Arithmetic.Add, [sum, contribution], i == active.Count - 1 ? name : null);
        }

        if (sum is not null)
        {
            SetTangent(compute.Result, direction, sum);
        }
    }

    /// <summary>The function's tangents beside its call; the values that they need are computed again.</summary>
    private void AppendTangent(Call call, Function tangent, BlockBuilder builder, int direction)
    {
        if (!call.Results.Any(result => _activity.IsActive(result)) && !call.Written().Any(_activity.IsActive))
        {
            return;
        }

        Inlining inlining = new(builder);
        List<KernelArgument> inputs = [], outputs = [];
        int next = 0;
        foreach ((CalleeParameter parameter, KernelArgument? argument, _) in call.Passed())
        {
            bool isInput = parameter.Role == ParameterRole.Input;
            inlining.Bind(tangent.Parameters[next++], isInput ? argument! : Scratch(argument!, zeroed: false, builder));
            if (parameter.IsDifferentiable)
            {
                (isInput ? inputs : outputs).Add(argument!);
            }
        }

        foreach (KernelArgument input in inputs)
        {
            inlining.Bind(tangent.Parameters[next++], TangentOf(input, direction, builder));
        }

        int returned = next;
        next += call.Returned is null ? 0 : 1;
        foreach (KernelArgument output in outputs)
        {
            inlining.Bind(tangent.Parameters[next++], TangentOf(output, direction, builder));
        }

        EquatableArray<Operand> yields = inlining.Append(tangent);
        if (call.Returned is { } result)
        {
            SetTangent(result, direction, yields[tangent.YieldIndexOf(returned)]);
        }
    }

    private KernelArgument TangentOf(KernelArgument argument, int direction, BlockBuilder builder) => argument switch
    {
        ScalarArgument scalar => new ScalarArgument(OrZero(scalar.Scalar, direction)),
        SectionArgument section when _tangentArrays.TryGetValue((section.Array.Id, direction), out ArrayVariable? tangents) => section with { Array = tangents },
        _ => Scratch(argument, zeroed: true, builder),
    };

    /// <summary>Memory as long, that nobody else looks at.</summary>
    private SectionArgument Scratch(KernelArgument argument, bool zeroed, BlockBuilder builder)
    {
        SectionArgument section = (SectionArgument)argument;
        ArrayVariable scratch = ids.NewArray(section.Array.Name, section.Array.Element, 1, ArrayStorage.Scratch);
        builder.Add(new Allocate(scratch, [section.Length], zeroed));
        return section with { Array = scratch };
    }

    private void AppendIf(If branch, BlockBuilder builder)
    {
        BlockBuilder then = builder.Nested(), otherwise = builder.Nested();
        Append(branch.Then, then);
        Append(branch.Else, otherwise);
        List<Operand> thenYields = [.. branch.Then.Yields], elseYields = [.. branch.Else.Yields];
        List<Value> results = [.. branch.Results];
        for (int i = 0; i < branch.Results.Count; i++)
        {
            for (int direction = 0; direction < directions; direction++)
            {
                if (TangentOf(branch.Then.Yields[i], direction) is not null || TangentOf(branch.Else.Yields[i], direction) is not null)
                {
                    Value merged = ids.NewValue(branch.Results[i].Type, NameOf(branch.Results[i]));
                    thenYields.Add(OrZero(branch.Then.Yields[i], direction));
                    elseYields.Add(OrZero(branch.Else.Yields[i], direction));
                    results.Add(merged);
                    SetTangent(branch.Results[i], direction, merged);
                }
            }
        }

        builder.Add(branch with
        {
            Then = then.ToBlock(thenYields.ToEquatableArray()),
            Else = otherwise.ToBlock(elseYields.ToEquatableArray()),
            Results = results.ToEquatableArray(),
        });
    }

    private void AppendFor(For loop, BlockBuilder builder)
    {
        if (loop.Mirrors is not null)
        {
            throw new InvalidOperationException("Forward mode needs the sweeps joined and taped first.");
        }

        List<(int Position, int Direction, Value Entry)> state = [];
        List<Carried> carried = [.. loop.Carried];
        for (int i = 0; i < loop.Carried.Count; i++)
        {
            Carried primal = loop.Carried[i];
            for (int direction = 0; direction < directions && _activity.IsActive(primal.Entry); direction++)
            {
                Value entry = ids.NewValue(primal.Entry.Type, NameOf(primal.Entry));
                carried.Add(new Carried(OrZero(primal.Initial, direction), entry));
                state.Add((i, direction, entry));
                SetTangent(primal.Entry, direction, entry);
            }
        }

        BlockBuilder body = builder.Nested();
        Append(loop.Body, body);
        List<Operand> yields = [.. loop.Body.Yields];
        List<Value> results = [.. loop.Results];
        foreach ((int position, int direction, Value entry) in state)
        {
            Value result = ids.NewValue(entry.Type, NameOf(loop.Results[position]));
            yields.Add(OrZero(loop.Body.Yields[position], direction));
            results.Add(result);
            SetTangent(loop.Results[position], direction, result);
        }

        builder.Add(loop with
        {
            Carried = carried.ToEquatableArray(),
            Body = body.ToBlock(yields.ToEquatableArray()),
            Results = results.ToEquatableArray(),
        });
    }

    private void SetTangent(Value value, int direction, Operand tangent) => _tangents[(value.Id, direction)] = tangent;

    private Operand OrZero(Operand operand, int direction) => TangentOf(operand, direction) ?? new Constant(operand.Type, 0);

    private static string? NameOf(Value value) => value.Name is null ? null : TangentNames.Of(value.Name);
}
