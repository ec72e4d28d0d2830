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
        switch (name, arguments.Count)
        {
            case ("Dot", 2):
                return ReadDot(invocation, ReadArray(arguments[0]), ReadArray(arguments[1]));
            case ("Sum", 1):
                return ReadSum(invocation, ReadArray(arguments[0]), (element, _) => element);
            case ("SumOfSquares", 1):
                return ReadSum(invocation, ReadArray(arguments[0]), (element, at) => Compute(Arithmetic.Multiply, at, element, element));
            case ("Norm", 1):
                return ReadNorm(invocation, ReadArray(arguments[0]));
            case ("Max" or "Min", 1):
                return ReadExtremum(invocation, ReadArray(arguments[0]), OperationTable.Find($"Math.{name}", 2)!);
            case ("SoftMax", 2):
                ReadSoftMax(invocation, ReadArray(arguments[0]), ReadArray(arguments[1]));
                return null;
            default:
                ReadElementwise(invocation, name, arguments);
                return null;
        }
    }

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

    private Operand ReadDot(IOperation at, ArrayView left, ArrayView right)
    {
        RequireEqualLengths(left, right);
        Value entry = ids.NewValue(left.Array.Element);
        return BuildLibraryLoop(at, LoopRange.UpTo(left.Lengths[0]), [new Carried(new Constant(entry.Type, 0), entry)], index =>
        {
            Value product = Compute(
                Arithmetic.Multiply, at, LoadElement(left.Array, At(left, index, at), at), LoadElement(right.Array, At(right, index, at), at));
            return [Compute(Arithmetic.Add, at, entry, product)];
        })[0];
    }

    private Operand ReadSum(IOperation at, ArrayView view, Func<Operand, IOperation, Operand> term)
    {
        Value entry = ids.NewValue(view.Array.Element);
        return BuildLibraryLoop(at, LoopRange.UpTo(view.Lengths[0]), [new Carried(new Constant(entry.Type, 0), entry)], index =>
            [Compute(Arithmetic.Add, at, entry, term(LoadElement(view.Array, At(view, index, at), at), at))])[0];
    }

    /// <summary>√Σx²; the selection makes its derivative 0 at 0 (API.md section 3), where that of the root is ∞.</summary>
    private Value ReadNorm(IOperation at, ArrayView view)
    {
        Operand squares = ReadSum(at, view, (element, place) => Compute(Arithmetic.Multiply, place, element, element));
        Constant zero = new(squares.Type, 0);
        Value isZero = Compute(Comparisons.Equal, at, squares, zero);
        return Compute(Comparisons.Select, at, isZero, zero, Compute(Powers.Sqrt, at, squares));
    }

    /// <summary>From the first element on; the library throws for no elements, and so does reading the first.</summary>
    private Operand ReadExtremum(IOperation at, ArrayView view, Operation extremum)
    {
        Value first = LoadElement(view.Array, At(view, Constant.Int(0), at), at);
        Value entry = ids.NewValue(view.Array.Element);
        LoopRange rest = new(Constant.Int(1), LoopComparison.Less, view.Lengths[0], Constant.Int(1));
        return BuildLibraryLoop(at, rest, [new Carried(first, entry)], index =>
            [Compute(extremum, at, entry, LoadElement(view.Array, At(view, index, at), at))])[0];
    }

    /// <summary>Shifted by the maximum, so that no exponential overflows; the shift is a constant to the derivative, which it does not change.</summary>
    private void ReadSoftMax(IOperation at, ArrayView source, ArrayView target)
    {
        RequireEqualLengths(source, target);
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

    /// <summary>target[i] = f(a[i], b[i] or b, …) for every function of the table that TensorPrimitives has by the same name.</summary>
    private void ReadElementwise(IInvocationOperation invocation, string name, List<IOperation> arguments)
    {
        Operation? operation = (name, arguments.Count) switch
        {
            ("Add", 3) => Arithmetic.Add,
            ("Subtract", 3) => Arithmetic.Subtract,
            ("Multiply", 3) => Arithmetic.Multiply,
            ("Divide", 3) => Arithmetic.Divide,
            ("Negate", 2) => Arithmetic.Negate,
            ("Sigmoid", 2) => OperationTable.Find("Activations.Sigmoid", 1),
            _ => OperationTable.Find($"Math.{name}", arguments.Count - 1) ?? OperationTable.Find($"Numeric.{name}", arguments.Count - 1),
        };
        bool isMultiplyAdd = name is "MultiplyAdd" && arguments.Count == 4;
        bool isAddMultiply = name is "AddMultiply" && arguments.Count == 4;
        if (operation is null && !isMultiplyAdd && !isAddMultiply)
        {
            throw Refuse(Descriptors.UnknownFunction, invocation, $"TensorPrimitives.{name}", "write the loop over the elements");
        }

        List<(ArrayView? View, Operand? Scalar)> sources = arguments.Take(arguments.Count - 1)
            .Select(argument => TypeReader.Array(argument.Type, _frame.TypeArguments) is not null
                ? ((ArrayView?)ReadArray(argument), (Operand?)null)
                : (null, ReadScalar(argument)))
            .ToList();
        ArrayView target = ReadArray(arguments[arguments.Count - 1]);
        ArrayView first = sources.First(source => source.View is not null).View!;
        RequireFloating(Arithmetic.Divide, first.Array.Element, invocation);
        foreach ((ArrayView? view, _) in sources)
        {
            if (view is not null && view != first)
            {
                RequireEqualLengths(first, view);
            }
        }

        Elementwise(invocation, first.Lengths[0], index =>
        {
            Operand[] operands = sources
                .Select(source => source.View is { } view ? LoadElement(view.Array, At(view, index, invocation), invocation) : source.Scalar!)
                .ToArray();
            Operand value = isMultiplyAdd ? Compute(Arithmetic.Add, invocation, Compute(Arithmetic.Multiply, invocation, operands[0], operands[1]), operands[2])
                : isAddMultiply ? Compute(Arithmetic.Multiply, invocation, Compute(Arithmetic.Add, invocation, operands[0], operands[1]), operands[2])
                : Compute(operation!, invocation, operands);
            StoreElement(target.Array, At(target, index, invocation), value, invocation);
        });
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

    /// <summary>By the id of the value that holds it, the parameter and axis of a length.</summary>
    private readonly Dictionary<int, (ArrayVariable Array, int Axis)> _parameterLengths = [];

    // Inside a branch a call may not happen, so what it demands is not demanded on entry.
    private int _conditional;
}
