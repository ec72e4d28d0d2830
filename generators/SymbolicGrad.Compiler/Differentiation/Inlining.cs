using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Differentiation;

/// <summary>
/// What an array parameter stands for where a function is inlined: a place of another array for each of its elements, and its
/// lengths.
/// </summary>
/// <param name="Array">The memory.</param>
/// <param name="Lengths">How long the parameter is along each axis.</param>
/// <param name="At">The indices into <paramref name="Array"/> for indices of the parameter; null where they are the same.</param>
public sealed record ArrayArgument(
    ArrayVariable Array,
    EquatableArray<Operand> Lengths,
    Func<BlockBuilder, EquatableArray<Operand>, EquatableArray<Operand>>? At)
{
    /// <summary>All of an array.</summary>
    public static ArrayArgument Whole(ArrayVariable array, EquatableArray<Operand> lengths) => new(array, lengths, null);
}

/// <summary>Appends a function's body to a block, with its parameters bound to arguments: how one derivative becomes part of another.</summary>
public sealed class Inlining(BlockBuilder builder)
{
    private readonly Rewriter _rewriter = new() { FreshIds = builder.Ids, IsForeign = true };
    private readonly Dictionary<int, ArrayArgument> _arrays = [];

    /// <summary>States what a scalar parameter is on entry.</summary>
    public void Bind(Value parameter, Operand argument) => _rewriter.Replace(parameter, argument);

    /// <summary>States what an array parameter is.</summary>
    public void Bind(ArrayVariable parameter, ArrayArgument argument)
    {
        // A stand-in with an id of its own: the parameter's may be that of something else around the call.
        ArrayVariable standIn = builder.Ids.NewArray(parameter.Name, parameter.Element, parameter.Rank, parameter.Storage);
        _rewriter.Replace(parameter, standIn);
        _arrays.Add(standIn.Id, argument);
    }

    /// <summary>States what a parameter is, as a call passes it.</summary>
    public void Bind(Parameter parameter, KernelArgument argument)
    {
        switch (parameter, argument)
        {
            case (ScalarParameter scalar, ScalarArgument given):
                Bind(scalar.Value, given.Scalar);
                break;
            case (ArrayParameter array, SectionArgument { Row: null, Start: Constant { IsZero: true } } section):
                Bind(array.Array, ArrayArgument.Whole(section.Array, [section.Length]));
                break;
            default:
                throw new InvalidOperationException($"{parameter.Name} cannot stand for {argument}.");
        }
    }

    /// <summary>States that an array parameter is another array, as it is.</summary>
    public void Bind(ArrayVariable parameter, ArrayVariable argument) => _rewriter.Replace(parameter, argument);

    /// <summary>Appends the body; the result is the body's yields.</summary>
    public EquatableArray<Operand> Append(Function function)
    {
        Block body = _rewriter.Rewrite(function.Body);

        // Lengths are known: what asks for them is left out.
        Rewriter lengths = new();
        foreach (Dimension dimension in body.AllStatements.OfType<Dimension>())
        {
            if (_arrays.TryGetValue(dimension.Array.Id, out ArrayArgument? argument))
            {
                lengths.Replace(dimension.Result, argument.Lengths[dimension.Axis]);
            }
        }

        body = lengths.Rewrite(body);
        if (body.AllStatements.OfType<Call>().FirstOrDefault(call => call.Callee.Derivatives is null) is { } call)
        {
            throw new RefusalException(new Refusal(
                RefusalReason.CallWithoutDerivative,
                $"a derivative that calls '{call.Callee.Name}' cannot be part of another one: ask for Gradient and Backward alone",
                call.Origin));
        }

        builder.AddRange(body.SelectStatements(Place).Statements);
        return body.Yields;
    }

    private IEnumerable<Statement> Place(Statement statement)
    {
        if (statement.Array() is not { } array || !_arrays.TryGetValue(array.Id, out ArrayArgument? argument))
        {
            return [statement];
        }

        BlockBuilder indexing = builder.Nested();
        EquatableArray<Operand> At(EquatableArray<Operand> indices) => argument.At is { } at ? at(indexing, indices) : indices;
        switch (statement)
        {
            case Dimension:
                return [];
            case Load load:
                EquatableArray<Operand> place = At(load.Indices);
                if (load.Result.Type == argument.Array.Element)
                {
                    indexing.Add(load with { Array = argument.Array, Indices = place });
                    break;
                }

                Value element = indexing.Load(argument.Array, place);
                indexing.Add(new Compute(load.Result, Arithmetic.Convert, [element]) { Origin = load.Origin });
                break;
            case Store store:
                indexing.Add(store with { Array = argument.Array, Indices = At(store.Indices), Value = As(argument.Array.Element, store.Value, indexing) });
                break;
            case Accumulate accumulate:
                indexing.Add(accumulate with { Array = argument.Array, Indices = At(accumulate.Indices), Value = As(argument.Array.Element, accumulate.Value, indexing) });
                break;
            default:
                throw new InvalidOperationException($"A parameter cannot be used by {statement.GetType().Name}.");
        }

        return indexing.Statements;
    }

    /// <summary>A Jacobian has one element type, whatever the types of what it is the Jacobian of.</summary>
    private static Operand As(ScalarType type, Operand value, BlockBuilder block) => value switch
    {
        _ when value.Type == type => value,
        Constant constant => new Constant(type, constant.Number),
        _ => block.Convert(value, type),
    };
}
