using SymbolicGrad.Compiler.Differentiation;
using SymbolicGrad.Compiler.Explanation;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Scheduling;

namespace SymbolicGrad.Compiler.Members;

/// <summary>
/// The parameters that reverse-mode members share (API.md section 2): inputs, then upstreams, then gradients; and the reverse
/// sweep between them.
/// </summary>
/// <param name="primal">The user's function.</param>
/// <param name="ids">Gives ids beyond the primal's.</param>
/// <param name="sets">True for Gradient, which sets; false for Backward, which adds.</param>
internal sealed class ReverseSetup(Function primal, IdSource ids, bool sets)
{
    private readonly ParameterNames _names = new(primal);
    private readonly List<Parameter> _inputs = [];
    private readonly List<Parameter> _upstreams = [];
    private readonly List<Parameter> _gradients = [];
    private readonly Dictionary<int, ArrayVariable> _adjointOf = [];
    private readonly Dictionary<int, Operand> _upstreamOfScalar = [];
    private readonly List<Operand?> _upstreamOfReturn = [];
    private readonly List<(ArrayVariable Primal, ArrayVariable Upstream)> _readOnlyUpstreams = [];

    /// <summary>Lengths that have to agree.</summary>
    public List<LengthCheck> Checks { get; } = [];

    public IReadOnlyList<Parameter> Inputs => _inputs;

    public IReadOnlyList<Parameter> Upstreams => _upstreams;

    public IReadOnlyList<Parameter> Gradients => _gradients;

    /// <summary>By array of the primal: the parameter that has its lengths in the member.</summary>
    public Dictionary<int, ArrayVariable> LengthsFrom { get; } = [];

    public void Declare()
    {
        foreach (Parameter parameter in primal.Parameters)
        {
            DeclareInput(parameter);
        }

        DeclareUpstreams();
        foreach (Parameter parameter in primal.Parameters)
        {
            if (parameter is { IsDifferentiable: true, Role: not ParameterRole.Output })
            {
                DeclareGradient(parameter);
            }
        }
    }

    private void DeclareInput(Parameter parameter)
    {
        switch (parameter)
        {
            case { Role: ParameterRole.Output }:
            case ArrayParameter { Array.RowsOf: { } rows } when primal.Parameters.Any(other => other is ArrayParameter { Role: ParameterRole.Output } output && output.Array.Id == rows.Id):
                break;
            case ScalarParameter scalar:
                _inputs.Add(scalar with { Role = ParameterRole.Input, Whole = scalar.Whole?.ReadOnly });
                break;
            case ArrayParameter array:
                // The fields of a structure are of the types that the user gave them.
                ArrayVariable argument = array.Whole is null ? array.Array with { Storage = ReadOnly(array.Array.Storage) } : array.Array;
                _inputs.Add(array with { Array = argument, Role = ParameterRole.Input, Whole = array.Whole?.ReadOnly });
                LengthsFrom[array.Array.Id] = argument;
                break;
        }
    }

    private void DeclareUpstreams()
    {
        string whole = "";
        foreach (ReturnElement element in primal.Returns)
        {
            bool isFirst = element.Path.Length == 0 || element.Path == element.Structure?.Paths.First();
            if (element.Structure?.Gradient is not null && isFirst && !sets)
            {
                whole = _names.OfResult(element);
            }

            if (!element.Type.IsFloating)
            {
                _upstreamOfReturn.Add(null);
            }
            else if (sets)
            {
                _upstreamOfReturn.Add(new Constant(element.Type, 1));
            }
            else
            {
                string name = element.Structure is null ? _names.OfResult(element) : whole + element.Path;
                Value upstream = ids.NewValue(element.Type, name);
                _upstreams.Add(new ScalarParameter(upstream, name, ParameterRole.Input, true)
                {
                    Whole = element.Structure?.Gradient is { } gradient ? Whole.Upstream(whole, gradient) : null,
                });
                _upstreamOfReturn.Add(upstream);
            }
        }

        foreach (Parameter output in primal.Parameters.Where(parameter => parameter is { Role: ParameterRole.Output, IsDifferentiable: true }))
        {
            string name = sets ? "" : _names.OfAdjoint(output);
            switch (output)
            {
                case ScalarParameter scalar when !sets:
                    Value upstream = ids.NewValue(scalar.Value.Type, name);
                    _upstreams.Add(new ScalarParameter(upstream, name, ParameterRole.Input, true)
                    {
                        Whole = WholeGradient(output, name) is { } adjoint ? Whole.Upstream(adjoint.Name, adjoint.Structure) : null,
                    });
                    _upstreamOfScalar[scalar.Value.Id] = upstream;
                    break;
                case ArrayParameter array when !sets:
                    bool isJagged = array.Array.Storage == ArrayStorage.Jagged;
                    ArrayVariable upstreams = ids.NewArray(
                        name,
                        array.Array.Element,
                        array.Array.Rank,
                        isJagged ? ArrayStorage.Jagged : array.Array.Rank == 1 ? ArrayStorage.ReadOnlySpan : ArrayStorage.ReadOnlySpan2D);
                    _upstreams.Add(new ArrayParameter(upstreams, name, ParameterRole.Input, true));
                    if (isJagged)
                    {
                        _upstreams.Add(RowLengthsFrom(array.Array, upstreams));
                    }

                    _adjointOf[array.Array.Id] = upstreams;
                    LengthsFrom[array.Array.Id] = upstreams;
                    _readOnlyUpstreams.Add((array.Array, upstreams));
                    break;
            }
        }
    }

    /// <summary>States that a member asks another parameter how long the rows of a jagged array of the primal are.</summary>
    /// <param name="array">The primal's.</param>
    /// <param name="other">The member's.</param>
    public ArrayParameter RowLengthsFrom(ArrayVariable array, ArrayVariable other)
    {
        ArrayVariable rowLengths = ids.NewArray(other.Name, ScalarType.Int32, 1, ArrayStorage.RowLengths) with { RowsOf = other };
        LengthsFrom[primal.RowLengthsOf(array)!.Id] = rowLengths;
        return new ArrayParameter(rowLengths, other.Name, ParameterRole.Input, false);
    }

    /// <summary>The row lengths of the primal for which a member's stand.</summary>
    public ArrayVariable PrimalRowLengths(ArrayVariable rowLengths) => primal.Parameters.OfType<ArrayParameter>()
        .Select(parameter => parameter.Array)
        .First(array => LengthsFrom.TryGetValue(array.Id, out ArrayVariable? other) && other.Id == rowLengths.Id);

    private void DeclareGradient(Parameter parameter)
    {
        string name = _names.OfAdjoint(parameter);
        Whole? whole = WholeGradient(parameter, name);
        switch (parameter)
        {
            case ScalarParameter scalar:
                Value entry = ids.NewValue(scalar.Value.Type, name);
                _gradients.Add(new ScalarParameter(entry, name, sets ? ParameterRole.Output : ParameterRole.InOut, true) { Whole = whole });
                if (scalar.Role == ParameterRole.InOut && !sets)
                {
                    _upstreamOfScalar[scalar.Value.Id] = entry;
                }

                break;
            case ArrayParameter array:
                ArrayVariable gradient = ids.NewArray(name, array.Array.Element, array.Array.Rank, Writable(array.Array.Storage));
                _gradients.Add(new ArrayParameter(gradient, name, ParameterRole.InOut, true) { Whole = whole });
                _adjointOf[array.Array.Id] = gradient;
                for (int axis = 0; axis < array.Array.Rank; axis++)
                {
                    Checks.Add(new LengthCheck(gradient, axis, IsExact: true, new LengthOfArray(LengthsFrom[array.Array.Id], axis)));
                }

                break;
        }
    }

    /// <summary>The C# parameter that holds the adjoint of this leaf.</summary>
    private Whole? WholeGradient(Parameter leaf, string name) => leaf.Whole is { Structure.Gradient: { } gradient } whole
        ? Whole.OfGradient(name.Substring(0, name.Length - (leaf.Name.Length - whole.Name.Length)), gradient, sets)
        : null;

    internal static ArrayStorage ReadOnly(ArrayStorage storage) => storage switch
    {
        ArrayStorage.Span or ArrayStorage.Array => ArrayStorage.ReadOnlySpan,
        ArrayStorage.Span2D => ArrayStorage.ReadOnlySpan2D,
        _ => storage,
    };

    internal static ArrayStorage Writable(ArrayStorage storage) => storage switch
    {
        ArrayStorage.ReadOnlySpan or ArrayStorage.Array => ArrayStorage.Span,
        ArrayStorage.ReadOnlySpan2D => ArrayStorage.Span2D,
        _ => storage,
    };

    /// <summary>Appends what sets the gradients to 0, where they are set: first of all, so that nothing else waits for it.</summary>
    public void AppendClears(BlockBuilder builder)
    {
        foreach (ArrayParameter parameter in primal.Parameters.OfType<ArrayParameter>().Where(parameter => sets && _adjointOf.ContainsKey(parameter.Array.Id)))
        {
            ArrayVariable gradient = _adjointOf[parameter.Array.Id];
            builder.Add(primal.RowLengthsOf(parameter.Array) is { } rowLengths
                ? ScratchHoisting.ClearRows(gradient, builder.Dimension(gradient, 0), rowLengths, ids)
                : ScratchHoisting.Clear(gradient, LengthsOf(gradient, builder), ids));
        }
    }

    /// <summary>Appends the reverse sweep; the result is the member's yields for its gradients, in order.</summary>
    public List<Operand> AppendSweep(BlockBuilder builder)
    {
        ReverseMode reverse = new(primal, ids, AdjointArrays(builder), new AdjointComments(primal).Describe);
        IEnumerable<ArrayVariable> inOut = primal.Parameters.OfType<ArrayParameter>()
            .Where(parameter => parameter is { Role: ParameterRole.InOut, IsDifferentiable: true })
            .Select(parameter => parameter.Array);
        Func<Value, Operand?> adjoints = reverse.Append(builder, primal.Body, UpstreamsOfYields(), inOut);
        return Yields(builder, adjoints);
    }

    /// <summary>Upstreams are read-only: one that the sweep has to write to is copied first.</summary>
    private IEnumerable<(ArrayVariable Array, ArrayVariable Adjoint)> AdjointArrays(BlockBuilder builder)
    {
        ReverseMode question = new(primal, ids, [], (_, _) => null);
        foreach ((ArrayVariable output, ArrayVariable upstream) in _readOnlyUpstreams)
        {
            if (!question.OnlyReadsAdjointOf(output))
            {
                ArrayVariable copy = ids.NewArray(upstream.Name + "Rest", upstream.Element, upstream.Rank, ArrayStorage.Scratch);
                EquatableArray<Operand> lengths = LengthsOf(upstream, builder);
                builder.Add(new Allocate(copy, lengths, Zeroed: false));
                builder.Add(ScratchHoisting.Copy(upstream, copy, lengths, ids, primal.RowLengthsOf(output) is { } rowLengths ? LengthsFrom[rowLengths.Id] : null));
                _adjointOf[output.Id] = copy;
            }
        }

        return primal.Parameters.OfType<ArrayParameter>()
            .Where(parameter => _adjointOf.ContainsKey(parameter.Array.Id))
            .Select(parameter => (parameter.Array, _adjointOf[parameter.Array.Id]))
            .ToList();
    }

    private static EquatableArray<Operand> LengthsOf(ArrayVariable array, BlockBuilder builder) =>
        Enumerable.Range(0, array.Rank).Select(axis => (Operand)builder.Dimension(array, axis)).ToEquatableArray();

    private List<Operand?> UpstreamsOfYields()
    {
        List<Operand?> upstreams = [.. _upstreamOfReturn];
        foreach (ScalarParameter parameter in primal.Parameters.OfType<ScalarParameter>().Where(p => p.Role != ParameterRole.Input))
        {
            upstreams.Add(_upstreamOfScalar.TryGetValue(parameter.Value.Id, out Operand? upstream) ? upstream : null);
        }

        return upstreams;
    }

    private List<Operand> Yields(BlockBuilder builder, Func<Value, Operand?> adjoints)
    {
        List<Operand> yields = [];
        List<ScalarParameter> differentiable = primal.Parameters.OfType<ScalarParameter>()
            .Where(parameter => parameter is { IsDifferentiable: true, Role: not ParameterRole.Output })
            .ToList();
        List<ScalarParameter> gradients = _gradients.OfType<ScalarParameter>().ToList();
        for (int i = 0; i < differentiable.Count; i++)
        {
            Operand? adjoint = adjoints(differentiable[i].Value);
            Operand zero = new Constant(gradients[i].Value.Type, 0);
            bool isAdded = !sets && differentiable[i].Role == ParameterRole.Input;
            yields.Add(!isAdded
                ? adjoint ?? zero
                : adjoint is null ? gradients[i].Value : builder.Compute(Ops.Arithmetic.Add, [gradients[i].Value, adjoint], gradients[i].Name));
        }

        return yields;
    }
}
