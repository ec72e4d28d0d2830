using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Differentiation;

/// <summary>
/// The reverse sweep of a function: for every statement, last first, the statements that pass the adjoint of its result on
/// to its operands. The sweep speaks of primal values freely; where such a value is gone by then (inside a loop that has
/// ended) Scheduling decides whether to recompute it, to fuse the sweeps, or to tape it.
/// </summary>
public sealed class ReverseMode
{
    private readonly Activity _activity;
    private readonly MemoryOrder _memory;
    private readonly Dictionary<int, ArrayVariable> _adjointArrays = [];
    private readonly IdSource _ids;
    private readonly Func<Compute, int, string?> _describe;

    /// <summary>The arrays that hold nothing of the caller's when the function begins: its own memory, and its outputs.</summary>
    private readonly HashSet<int> _beginEmpty;

    /// <param name="function">The primal.</param>
    /// <param name="ids">Gives the sweep's values their ids.</param>
    /// <param name="adjointArrays">The arrays that hold the adjoints of the function's array parameters.</param>
    /// <param name="describe">What a comment says of the adjoint that a statement passes to an operand; null: nothing.</param>
    public ReverseMode(
        Function function,
        IdSource ids,
        IEnumerable<(ArrayVariable Array, ArrayVariable Adjoint)> adjointArrays,
        Func<Compute, int, string?> describe)
    {
        _describe = describe;
        _activity = Activity.Of(function);
        _memory = new MemoryOrder(function.Body);
        _ids = ids;
        _beginEmpty = [.. function.Body.AllStatements.OfType<Allocate>().Select(allocate => allocate.Array)
            .Concat(function.Parameters.OfType<ArrayParameter>().Where(parameter => parameter.Role == ParameterRole.Output).Select(parameter => parameter.Array))
            .Where(array => array.Storage != ArrayStorage.Growing).Select(array => array.Id)];
        foreach ((ArrayVariable array, ArrayVariable adjoint) in adjointArrays)
        {
            _adjointArrays.Add(array.Id, adjoint);
        }
    }

    public Activity Activity => _activity;

    /// <summary>
    /// True where the sweep only reads the array's adjoint: then the upstream itself can serve, else a copy that may be written.
    /// </summary>
    public bool OnlyReadsAdjointOf(ArrayVariable output) =>
        _memory.LoadsOf(output).All(load => load is Load read && !MayReadActive(read))
        && _memory.WritesTo(output).All(write => write is Accumulate || (write is Store store && !NeedsZeroing(store, isInOut: false)));

    /// <summary>
    /// Appends the sweep. <paramref name="upstreams"/> are the adjoints of the body's yields (null: 0); the result finds the
    /// adjoint of an input scalar, null where it is 0.
    /// </summary>
    public Func<Value, Operand?> Append(BlockBuilder builder, Block body, IReadOnlyList<Operand?> upstreams, IEnumerable<ArrayVariable> inOutArrays)
    {
        _inOut.UnionWith(inOutArrays.Select(array => array.Id));
        Adjoints adjoints = new();
        for (int i = 0; i < body.Yields.Count; i++)
        {
            if (_activity.IsActive(body.Yields[i]))
            {
                adjoints.Add(builder, body.Yields[i], upstreams[i]);
            }
        }

        Reverse(body, builder, adjoints);
        return value => adjoints.Find(value);
    }

    private readonly HashSet<int> _inOut = [];

    private void Reverse(Block block, BlockBuilder builder, Adjoints adjoints)
    {
        foreach (Allocate allocate in block.Statements.OfType<Allocate>())
        {
            if (_activity.IsActive(allocate.Array))
            {
                ArrayStorage storage = allocate.Array.Storage == ArrayStorage.Growing ? ArrayStorage.Growing : ArrayStorage.Scratch;
                ArrayVariable adjoint = _ids.NewArray(AdjointNames.Of(allocate.Array.Name), allocate.Array.Element, allocate.Array.Rank, storage);
                _adjointArrays.Add(allocate.Array.Id, adjoint);
                builder.Add(new Allocate(adjoint, allocate.Lengths, Zeroed: true));
            }
        }

        for (int i = block.Statements.Count - 1; i >= 0; i--)
        {
            if (block.Statements[i] is Call call)
            {
                new CallReversal(call, block, _activity, _memory, _ids, _adjointArrays).Append(builder, adjoints);
                continue;
            }

            Reverse(block.Statements[i], builder, adjoints);
        }
    }

    private void Reverse(Statement statement, BlockBuilder builder, Adjoints adjoints)
    {
        switch (statement)
        {
            case Compute compute:
                ReverseCompute(compute, builder, adjoints);
                break;
            case Load load:
                if (adjoints.Take(load.Result) is { } loaded && _activity.IsActive(load.Array) && MayReadActive(load))
                {
                    builder.Add(new Accumulate(_adjointArrays[load.Array.Id], load.Indices, loaded));
                }

                break;
            case Store store:
                ReverseStore(store, builder, adjoints);
                break;
            case Accumulate accumulate:
                if (_activity.IsActive(accumulate.Array) && _activity.IsActive(accumulate.Value))
                {
                    Value adjoint = builder.Load(_adjointArrays[accumulate.Array.Id], accumulate.Indices);
                    adjoints.Add(builder, accumulate.Value, adjoint);
                }

                break;
            case If branch:
                ReverseIf(branch, builder, adjoints);
                break;
            case For loop:
                new LoopReversal(loop, _activity, _ids).Append(builder, adjoints, Reverse);
                break;
            case Dimension or Allocate:
                break;
            default:
                throw new InvalidOperationException($"Reverse mode does not know {statement.GetType().Name}.");
        }
    }

    private void ReverseCompute(Compute compute, BlockBuilder builder, Adjoints adjoints)
    {
        if (adjoints.Take(compute.Result) is not { } upstream || !compute.Operation.IsDifferentiable)
        {
            return;
        }

        Operation operation = compute.Operation;
        if (operation == Arithmetic.Convert)
        {
            ReverseConvert(compute, upstream, builder, adjoints);
            return;
        }

        TermLowering lowering = new(builder, compute.Result.Type, compute.Operands, compute.Result) { Upstream = upstream };
        Term[] formulas = SlopeFormulas.Of(operation);

        // x·x contributes twice to x: summed first, the two are one 2x.
        Adjoints contributions = new();
        for (int i = 0; i < compute.Operands.Count; i++)
        {
            if (!_activity.IsActive(compute.Operands[i]))
            {
                continue;
            }

            Value operand = (Value)compute.Operands[i];
            string? name = Adjoints.NameOf(operand) ?? (operation.SlopeFormula is null ? null : "dz");
            string? meaning = _describe(compute, i);
            contributions.Add(builder, operand, operation.Adjoints is null
                ? lowering.Scale(upstream, formulas[i], name, meaning)
                : lowering.Lower(formulas[i], name, meaning));
        }

        foreach (Value operand in contributions.Known)
        {
            adjoints.Add(builder, operand, contributions.Find(operand));
        }
    }

    /// <summary>float ↔ double: the adjoint is converted back.</summary>
    private void ReverseConvert(Compute compute, Operand upstream, BlockBuilder builder, Adjoints adjoints)
    {
        if (compute.Operands[0] is Value operand && _activity.IsActive(operand))
        {
            adjoints.Add(builder, operand, builder.Convert(upstream, operand.Type, Adjoints.NameOf(operand)));
        }
    }

    private void ReverseStore(Store store, BlockBuilder builder, Adjoints adjoints)
    {
        if (!_activity.IsActive(store.Array))
        {
            return;
        }

        ArrayVariable adjointArray = _adjointArrays[store.Array.Id];
        if (_activity.IsActive(store.Value))
        {
            Value stored = (Value)store.Value;
            Value adjoint = builder.Load(adjointArray, store.Indices, Adjoints.NameOf(stored));
            adjoints.Add(builder, stored, adjoint);
        }

        if (NeedsZeroing(store, _inOut.Contains(store.Array.Id)))
        {
            builder.Add(new Store(adjointArray, store.Indices, new Constant(store.Array.Element, 0)));
        }
    }

    /// <summary>
    /// A store ends the influence of what was there before. Its adjoint has to be cleared only if something active may have
    /// been there: the caller's contents, or an earlier store. Of records that grow only the sweep knows how many there are, so
    /// it leaves them zero for the next time around.
    /// </summary>
    private bool NeedsZeroing(Store store, bool isInOut) =>
        isInOut
        || store.Array.Storage == ArrayStorage.Growing
        || ActiveWritesTo(store.Array).Any(write => _memory.MayFollow(write, store));

    /// <summary>False where all that can have been written there by then is constant: the adjoint is nobody's.</summary>
    private bool MayReadActive(Load load) =>
        !_beginEmpty.Contains(load.Array.Id) || ActiveWritesTo(load.Array).Any(write => _memory.MayFollow(write, load));

    private IEnumerable<Statement> ActiveWritesTo(ArrayVariable array) => _memory.WritesTo(array).Where(write => write switch
    {
        Store store => _activity.IsActive(store.Value),
        Accumulate accumulate => _activity.IsActive(accumulate.Value),
        Allocate => false,
        _ => true,
    });

    private void ReverseIf(If branch, BlockBuilder builder, Adjoints adjoints)
    {
        List<Operand?> upstreams = branch.Results.Select(adjoints.Take).ToList();
        (BlockBuilder Builder, Adjoints Adjoints) then = ReverseBranch(branch.Then, upstreams, builder);
        (BlockBuilder Builder, Adjoints Adjoints) otherwise = ReverseBranch(branch.Else, upstreams, builder);

        List<Value> reached = then.Adjoints.Known.Concat(otherwise.Adjoints.Known.Where(value => then.Adjoints.Find(value) is null)).ToList();
        List<Value> merged = [];
        List<Operand> thenYields = [], elseYields = [];
        foreach (Value value in reached)
        {
            Operand? known = adjoints.Find(value);
            thenYields.Add(Sum(then.Builder, value, known, then.Adjoints.Find(value)));
            elseYields.Add(Sum(otherwise.Builder, value, known, otherwise.Adjoints.Find(value)));
            merged.Add(_ids.NewValue(value.Type, Adjoints.NameOf(value)));
        }

        builder.Add(new If(
            branch.Condition,
            then.Builder.ToBlock(thenYields.ToEquatableArray()),
            otherwise.Builder.ToBlock(elseYields.ToEquatableArray()),
            merged.ToEquatableArray()));
        for (int i = 0; i < reached.Count; i++)
        {
            adjoints.Set(reached[i], merged[i]);
        }
    }

    private static Operand Sum(BlockBuilder builder, Value value, Operand? known, Operand? contribution) => (known, contribution) switch
    {
        (null, null) => new Constant(value.Type, 0),
        (null, { } only) => only,
        ({ } only, null) => only,
        ({ } left, { } right) => builder.Compute(Arithmetic.Add, [left, right], Adjoints.NameOf(value)),
    };

    private (BlockBuilder Builder, Adjoints Adjoints) ReverseBranch(Block block, List<Operand?> upstreams, BlockBuilder outer)
    {
        BlockBuilder builder = outer.Nested();
        Adjoints adjoints = new();
        for (int i = 0; i < block.Yields.Count; i++)
        {
            if (_activity.IsActive(block.Yields[i]))
            {
                adjoints.Add(builder, block.Yields[i], upstreams[i]);
            }
        }

        Reverse(block, builder, adjoints);
        return (builder, adjoints);
    }
}
