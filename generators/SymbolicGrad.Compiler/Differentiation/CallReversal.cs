using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Differentiation;

/// <summary>
/// The reverse of a call is a call of the method's vector–Jacobian product. It gets what the method was given: scalars as they
/// were, and memory filled again with the values that the copies before the call put there (a loop that mirrors the copy, so
/// that taping and recomputation decide where they come from, as for every other value).
/// </summary>
internal sealed class CallReversal(Call call, Block block, Activity activity, MemoryOrder memory, IdSource ids, IReadOnlyDictionary<int, ArrayVariable> adjointArrays)
{
    private readonly List<KernelArgument> _arguments = [];
    private readonly List<Value> _results = [];
    private readonly List<(Operand Operand, int Result)> _contributions = [];

    public void Append(BlockBuilder builder, Adjoints adjoints)
    {
        List<Operand?> upstreams = call.Results.Select(adjoints.Take).ToList();
        bool isActive = call.Results.Any(result => activity.IsActive(result)) || call.Written().Any(activity.IsActive);
        if (!isActive)
        {
            return;
        }

        RequireDerivative();
        AppendInputs(builder);
        AppendUpstreams(builder, upstreams);
        AppendGradients(builder, upstreams);
        IReadOnlyList<Operand> results = _results;
        if (call.Callee.Derivatives is { } derivatives)
        {
            results = Inline(builder, derivatives.Backward);
        }
        else
        {
            builder.Add(new Call(call.Callee.Backward(), _arguments.ToEquatableArray(), _results.ToEquatableArray()) { Origin = call.Origin });
        }

        foreach ((Operand operand, int result) in _contributions)
        {
            adjoints.Add(builder, operand, results[result]);
        }
    }

    /// <summary>The vector–Jacobian product itself, where it is known; the result is the gradients of scalars.</summary>
    private EquatableArray<Operand> Inline(BlockBuilder builder, Function backward)
    {
        Inlining inlining = new(builder);
        for (int i = 0; i < _arguments.Count; i++)
        {
            inlining.Bind(backward.Parameters[i], _arguments[i]);
        }

        return inlining.Append(backward);
    }

    private void RequireDerivative()
    {
        if (call.Callee is { BackwardName: null, Derivatives: null })
        {
            throw Refuse($"no derivative of '{call.Callee.Name}' is known here: a derivative that calls methods cannot be differentiated again");
        }

        foreach ((CalleeParameter parameter, KernelArgument? argument, _) in call.Passed())
        {
            if (argument is null)
            {
                continue;
            }

            if (parameter is { IsDifferentiable: false, Type.IsFloating: true } && activity.IsVaried(argument))
            {
                throw Refuse($"the parameter '{parameter.Name}' of '{call.Callee.Name}' is a constant to its derivative, but what is passed depends on differentiable inputs: pass Grad.Stop(…) to say that a constant is meant, or drop [NoGradient]");
            }

            if (parameter is { Role: ParameterRole.Output, IsWrittenInFull: false } && argument.ArrayOf() is { } output && HoldsActive(output))
            {
                throw Refuse($"'{call.Callee.Name}' may leave elements of the output '{parameter.Name}' as they were, and they depend on differentiable inputs: pass other memory, or state [Output] on a parameter that is always written in full");
            }
        }
    }

    private RefusalException Refuse(string detail) => new(new Refusal(RefusalReason.CallWithoutDerivative, detail, call.Origin));

    /// <summary>True where what was copied in may be the result of an active computation.</summary>
    private bool HoldsActive(ArrayVariable output)
    {
        if (FindCopy(output) is not { } copy)
        {
            return false;
        }

        Load source = copy.Body.AllStatements.OfType<Load>().First();
        return memory.WritesTo(source.Array).Any(write => memory.MayFollow(write, source) && write switch
        {
            Store store => activity.IsActive(store.Value),
            Accumulate accumulate => activity.IsActive(accumulate.Value),
            Allocate => false,
            _ => true,
        });
    }

    private void AppendInputs(BlockBuilder builder)
    {
        foreach ((CalleeParameter parameter, KernelArgument? argument, _) in call.Passed())
        {
            if (parameter.Role != ParameterRole.Output)
            {
                _arguments.Add(argument!.ArrayOf() is { } array ? Over(argument!, Contents(builder, array)) : argument!);
            }
        }
    }

    private void AppendUpstreams(BlockBuilder builder, List<Operand?> upstreams)
    {
        if (call.Callee.Return is { IsFloating: true } returned)
        {
            _arguments.Add(new ScalarArgument(upstreams[0] ?? new Constant(returned, 0)));
        }

        foreach ((CalleeParameter parameter, KernelArgument? argument, Value? final) in call.Passed())
        {
            if (parameter is { Role: ParameterRole.Output, IsDifferentiable: true })
            {
                _arguments.Add(argument?.ArrayOf() is { } array
                    ? Over(argument, AdjointOf(builder, array))
                    : new ScalarArgument(UpstreamOf(final!, upstreams)));
            }
        }
    }

    private void AppendGradients(BlockBuilder builder, List<Operand?> upstreams)
    {
        foreach ((CalleeParameter parameter, KernelArgument? argument, Value? final) in call.Passed())
        {
            if (parameter is not { Role: not ParameterRole.Output, IsDifferentiable: true })
            {
                continue;
            }

            if (argument is ScalarArgument scalar)
            {
                string name = scalar.Scalar is Value { Name: { } given } ? AdjointNames.Of(given) : AdjointNames.Of(parameter.Name);
                Value adjoint = ids.NewValue(parameter.Type, name);
                _arguments.Add(new ScalarArgument(final is null ? new Constant(parameter.Type, 0) : UpstreamOf(final, upstreams)));
                _results.Add(adjoint);
                if (activity.IsActive(scalar.Scalar))
                {
                    _contributions.Add((scalar.Scalar, _results.Count - 1));
                }
            }
            else
            {
                _arguments.Add(Over(argument!, AdjointOf(builder, argument!.ArrayOf()!)));
            }
        }
    }

    private Operand UpstreamOf(Value result, List<Operand?> upstreams) =>
        upstreams[Enumerable.Range(0, call.Results.Count).First(i => call.Results[i].Id == result.Id)] ?? new Constant(result.Type, 0);

    private static KernelArgument Over(KernelArgument argument, ArrayVariable array) => argument switch
    {
        SectionArgument section => section with { Array = array },
        MatrixArgument matrix => matrix with { Array = array },
        _ => throw new InvalidOperationException("A scalar has no memory."),
    };

    private Allocate AllocationOf(ArrayVariable array) => block.Statements.OfType<Allocate>().First(allocate => allocate.Array.Id == array.Id);

    /// <summary>The array's adjoint; where nothing active passes through it, memory that nobody looks at.</summary>
    private ArrayVariable AdjointOf(BlockBuilder builder, ArrayVariable array)
    {
        if (activity.IsActive(array))
        {
            return adjointArrays[array.Id];
        }

        ArrayVariable unused = ids.NewArray(AdjointNames.Of(array.Name), array.Element, array.Rank, ArrayStorage.Scratch);
        builder.Add(new Allocate(unused, AllocationOf(array).Lengths, Zeroed: true));
        return unused;
    }

    /// <summary>What the array held when the method was called, in memory of the reverse sweep.</summary>
    private ArrayVariable Contents(BlockBuilder builder, ArrayVariable array)
    {
        ArrayVariable contents = ids.NewArray(array.Name, array.Element, array.Rank, ArrayStorage.Scratch);
        builder.Add(new Allocate(contents, AllocationOf(array).Lengths, Zeroed: false));
        For copy = FindCopy(array) ?? throw new InvalidOperationException($"Nothing fills {array} before the call.");
        builder.Add(Mirror(copy, contents, new Rewriter()));
        return contents;
    }

    private For? FindCopy(ArrayVariable array) =>
        block.Statements.OfType<For>().FirstOrDefault(loop => loop.Body.AllStatements.OfType<Store>().Any(store => store.Array.Id == array.Id));

    /// <summary>The loops that fill the copy once more, each at the place where it was written: a loop may have been cut into blocks since.</summary>
    private For Mirror(For loop, ArrayVariable contents, Rewriter indices)
    {
        Value index = ids.NewValue(loop.Index.Type, loop.Index.Name);
        indices.Replace(loop.Index, index);
        Statement inner;
        if (loop.Body.Statements.OfType<For>().FirstOrDefault() is { } nested)
        {
            inner = Mirror(nested, contents, indices);
        }
        else
        {
            Store store = loop.Body.Statements.OfType<Store>().Single();
            inner = new Store(contents, indices.Rewrite(store.Indices), store.Value);
        }

        return new For(index, loop.Range, [], new Block([inner], []), []) { Mirrors = loop.Index.Id, FromLibrary = true };
    }
}
