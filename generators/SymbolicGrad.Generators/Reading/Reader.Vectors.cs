using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>TensorPrimitives, read as the loops they are.</summary>
internal sealed partial class Reader
{
    private Operand? ReadVectorCall(IInvocationOperation invocation, string name, List<IOperation> arguments)
    {
        if (FindReduction(name, arguments.Count) is { } reduction)
        {
            return ReadVectors(invocation, arguments.Select(ReadVectorArgument).ToList(), [], (sources, _) => reduction(invocation, sources.Select(source => source.View!).ToList()));
        }

        switch (name, arguments.Count)
        {
            case ("SoftMax", 2):
                (ArrayView source, ArrayView target) = (ReadArray(arguments[0]), ReadArray(arguments[1]));
                RequireAsLong(invocation, source, target);
                return ReadVectors(invocation, [new VectorArgument(source, null)], [target], (sources, targets) =>
                {
                    ReadSoftMax(invocation, sources[0].View!, targets[0]);
                    return null;
                });
            case ("SinCos" or "SinCosPi", 3):
                return ReadVectors(invocation, [ReadVectorArgument(arguments[0])], [ReadArray(arguments[1]), ReadArray(arguments[2])], (sources, targets) =>
                {
                    ReadSineAndCosine(invocation, name.Substring("SinCos".Length), sources[0].View!, targets[0], targets[1]);
                    return null;
                });
            default:
                ReadElementwise(invocation, name, arguments);
                return null;
        }
    }

    /// <summary>What TensorPrimitives is given: memory, or one number for each of its elements.</summary>
    private sealed record VectorArgument(ArrayView? View, Operand? Scalar);

    private VectorArgument ReadVectorArgument(IOperation argument) => TypeReader.Array(argument.Type, _frame.TypeArguments) is not null
        ? new VectorArgument(ReadArray(argument), null)
        : new VectorArgument(null, ReadScalar(argument));

    /// <summary>A loop over 0 ≤ i &lt; length that a library call stands for.</summary>
    private void Elementwise(IOperation at, Operand length, Action<Value> body) =>
        BuildLibraryLoop(at, LoopRange.UpTo(length), [], index =>
        {
            body(index);
            return [];
        });

    private List<Value> BuildLibraryLoop(IOperation at, LoopRange range, List<Carried> carried, Func<Value, List<Operand>> body)
    {
        Value index = ids.NewValue(ScalarType.Int32, "i");
        List<Operand> yields = [];
        (BlockBuilder Block, Bindings Bindings) read = InBranch(() => yields = body(index));
        List<Value> results = carried.Select(c => ids.NewValue(c.Entry.Type)).ToList();
        _block.Add(new For(index, range, carried.ToEquatableArray(), read.Block.ToBlock(yields.ToEquatableArray()), results.ToEquatableArray())
        {
            FromLibrary = true,
            Origin = OriginOf(at),
        });
        return results;
    }

    private EquatableArray<Operand> At(ArrayView view, Operand index, IOperation at) => Indices(view, Sum(view.Offsets[0], index, at));

    /// <summary>Where the target is longer, the library divides by a sum over all of the target, what stood there before included: no softmax.</summary>
    private void RequireAsLong(IOperation at, ArrayView source, ArrayView target)
    {
        RequireEqualLengths(source, target);
        bool isChecked = _conditional == 0 && IsParameterLength(source.Lengths[0]) && IsParameterLength(target.Lengths[0]);
        if (!isChecked && !source.Lengths[0].Equals(target.Lengths[0]))
        {
            throw Refuse(Descriptors.Expression, at, TextOf(at), "the target is not known to be as long as the source; pass a slice of it: target[..x.Length]");
        }
    }

    /// <summary>Shifted by the maximum, so that no exponential overflows; the shift is a constant to the derivative, which it does not change.</summary>
    private void ReadSoftMax(IOperation at, ArrayView source, ArrayView target)
    {
        Operand shift = Compute(Barriers.Stop, at, ReadExtremum(at, source, OperationTable.Find("Math.Max", 2)!));
        Elementwise(at, source.Lengths[0], index =>
        {
            Value shifted = Compute(Arithmetic.Subtract, at, LoadElement(source.Array, At(source, index, at), at), shift);
            StoreElement(target.Array, At(target, index, at), Compute(OperationTable.Find("Math.Exp", 1)!, at, shifted), at);
        });
        Operand sum = ReadSum(at, target, (element, _) => element);
        Elementwise(at, source.Lengths[0], index =>
        {
            Value quotient = Compute(Arithmetic.Divide, at, LoadElement(target.Array, At(target, index, at), at), sum);
            StoreElement(target.Array, At(target, index, at), quotient, at);
        });
    }

    private void ReadSineAndCosine(IOperation at, string suffix, ArrayView source, ArrayView sines, ArrayView cosines)
    {
        Operation sine = OperationTable.Find("Numeric.Sin" + suffix, 1)!, cosine = OperationTable.Find("Numeric.Cos" + suffix, 1)!;
        Elementwise(at, source.Lengths[0], index =>
        {
            Value element = LoadElement(source.Array, At(source, index, at), at);
            StoreElement(sines.Array, At(sines, index, at), Compute(sine, at, element), at);
            StoreElement(cosines.Array, At(cosines, index, at), Compute(cosine, at, element), at);
        });
    }

    /// <summary>
    /// What TensorPrimitives does with an element each of its sources: by the same name in the table of operations, or composed
    /// of its entries; null for what has no derivative.
    /// </summary>
    private Func<Operand[], Operand>? FindElementwise(string name, int count, IOperation at)
    {
        Value Apply(Operation operation, params Operand[] operands) => Compute(operation, at, operands);
        Constant One(Operand like) => new(like.Type, 1);
        switch (name, count)
        {
            case ("Add", 2):
                return x => Apply(Arithmetic.Add, x);
            case ("Subtract", 2):
                return x => Apply(Arithmetic.Subtract, x);
            case ("Multiply", 2):
                return x => Apply(Arithmetic.Multiply, x);
            case ("Divide", 2):
                return x => Apply(Arithmetic.Divide, x);
            case ("Remainder", 2):
                return x => Apply(Arithmetic.Remainder, x);
            case ("Negate", 1):
                return x => Apply(Arithmetic.Negate, x);
            case ("Increment", 1):
                return x => Apply(Arithmetic.Add, x[0], One(x[0]));
            case ("Decrement", 1):
                return x => Apply(Arithmetic.Subtract, x[0], One(x[0]));
            case ("Reciprocal", 1):
                return x => Apply(Arithmetic.Divide, One(x[0]), x[0]);
            case ("ReciprocalSqrt", 1):
                return x => Apply(Arithmetic.Divide, One(x[0]), Apply(Powers.Sqrt, x[0]));
            case ("Sigmoid", 1):
                return x => Apply(OperationTable.Find("Activations.Sigmoid", 1)!, x);
            case ("MultiplyAdd", 3):
                return x => Apply(Arithmetic.Add, Apply(Arithmetic.Multiply, x[0], x[1]), x[2]);
            case ("AddMultiply", 3):
                return x => Apply(Arithmetic.Multiply, Apply(Arithmetic.Add, x[0], x[1]), x[2]);
            case ("MaxMagnitude" or "MinMagnitude", 2):
                return x => Apply(Comparisons.Select, IsBetter(at, x[1], x[0], name == "MaxMagnitude", isMagnitude: true), x[1], x[0]);
            default:
                return (OperationTable.Find($"Math.{name}", count) ?? OperationTable.Find($"Numeric.{name}", count)) is { } operation ? x => Apply(operation, x) : null;
        }
    }

    /// <summary>target[i] = f(a[i], b[i] or b, …)</summary>
    private void ReadElementwise(IInvocationOperation invocation, string name, List<IOperation> arguments)
    {
        bool isOfNumbers = invocation.TargetMethod.Parameters.All(parameter => TypeReader.Array(parameter.Type) is not null || TypeReader.Scalar(parameter.Type) is not null
            || parameter.Type.TypeKind == TypeKind.TypeParameter);
        bool writesLast = invocation.TargetMethod.ReturnsVoid && arguments.Count > 1 && TypeReader.Array(arguments[arguments.Count - 1].Type, _frame.TypeArguments) is not null;
        bool isConversion = name is "ConvertChecked" or "ConvertSaturating" or "ConvertTruncating" && arguments.Count == 2;
        if (!isOfNumbers || !writesLast || (FindElementwise(name, arguments.Count - 1, invocation) is null && !isConversion))
        {
            throw Refuse(Descriptors.UnknownFunction, invocation, $"TensorPrimitives.{name}", "write the loop over the elements");
        }

        List<VectorArgument> given = arguments.Take(arguments.Count - 1).Select(ReadVectorArgument).ToList();
        ArrayView target = ReadArray(arguments[arguments.Count - 1]);
        RequireFloating(Arithmetic.Divide, isConversion ? target.Array.Element : given.First(source => source.View is not null).View!.Array.Element, invocation);
        ReadVectors(invocation, given, [target], (sources, targets) =>
        {
            Elementwise(invocation, LengthOf(sources), index =>
            {
                Operand[] operands = sources
                    .Select(source => source.View is { } view ? LoadElement(view.Array, At(view, index, invocation), invocation) : source.Scalar!)
                    .ToArray();
                Operand value = isConversion ? ConvertTo(operands[0], targets[0].Array.Element, invocation) : FindElementwise(name, operands.Length, invocation)!(operands);
                StoreElement(targets[0].Array, At(targets[0], index, invocation), value, invocation);
            });
            return null;
        });
    }

    private static Operand LengthOf(IReadOnlyList<VectorArgument> sources) => sources.First(source => source.View is not null).View!.Lengths[0];

    /// <summary>What a library function does: as loops, or as a call of it where they would not give the same bits.</summary>
    private Operand? ReadVectors(
        IInvocationOperation invocation,
        IReadOnlyList<VectorArgument> sources,
        IReadOnlyList<ArrayView> targets,
        Func<IReadOnlyList<VectorArgument>, IReadOnlyList<ArrayView>, Operand?> loops)
    {
        List<ArrayView> memory = sources.Select(source => source.View).OfType<ArrayView>().ToList();
        foreach (ArrayView view in memory.Skip(1))
        {
            RequireEqualLengths(memory[0], view);
        }

        bool isCall = KeepsBits && memory[0].Array.Element.IsFloating && !LibraryLoops.AreExact(invocation.TargetMethod.Name);
        return isCall ? ReadLibraryCall(invocation, sources, targets, loops) : loops(sources, targets);
    }

    private void ForEachElement(ArrayView view, IOperation at, Action<EquatableArray<Operand>> body) =>
        Elementwise(at, view.Lengths[0], row =>
        {
            Operand first = Sum(view.Offsets[0], row, at);
            if (view.Rank == 1)
            {
                body(Indices(view, first));
                return;
            }

            Elementwise(at, view.Lengths[1], column => body([first, Sum(view.Offsets[1], column, at)]));
        });

    /// <summary>The library throws unless the lengths agree: where both are lengths of parameters, that is known on entry.</summary>
    private void RequireEqualLengths(ArrayView left, ArrayView right)
    {
        if (_conditional == 0
            && left.Lengths[0] is Value leftLength && _parameterLengths.TryGetValue(leftLength.Id, out (ArrayVariable Array, int Axis) of)
            && right.Lengths[0] is Value rightLength && _parameterLengths.TryGetValue(rightLength.Id, out (ArrayVariable Array, int Axis) other)
            && leftLength.Id != rightLength.Id)
        {
            EqualLengths equal = new(of.Array, of.Axis, other.Array, other.Axis);
            if (!_equalLengths.Contains(equal))
            {
                _equalLengths.Add(equal);
            }
        }
    }

    private bool IsParameterLength(Operand length) => length is Value value && _parameterLengths.ContainsKey(value.Id);

    /// <summary>By the id of the value that holds it, the parameter and axis of a length.</summary>
    private readonly Dictionary<int, (ArrayVariable Array, int Axis)> _parameterLengths = [];

    // Inside a branch a call may not happen, so what it demands is not demanded on entry.
    private int _conditional;
}
