using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>What arrays and spans do as a whole: Fill, Clear, CopyTo, Reverse, and the static methods of Array.</summary>
internal sealed partial class Reader
{
    private Operand? ReadArrayMethod(IInvocationOperation invocation, IOperation instance, List<IOperation> arguments)
    {
        ArrayView view = invocation.TargetMethod.Name == "GetLength" ? ReadMemory(instance) : ReadArray(instance);
        switch (invocation.TargetMethod.Name)
        {
            case "GetLength" when arguments.Count == 1 && arguments[0].ConstantValue is { HasValue: true, Value: int axis } && axis < view.Rank:
                return view.Lengths[axis];
            case "Clear" when arguments.Count == 0:
                Fill(view, new Constant(view.Array.Element.Held, 0), invocation);
                return null;
            case "Fill" when arguments.Count == 1:
                Fill(view, ReadScalar(arguments[0]), invocation);
                return null;
            case "CopyTo" when arguments.Count == 1:
                Copy(view, RequireRank(ReadArray(arguments[0]), view.Rank, invocation), invocation);
                return null;
            case "CopyTo" when arguments.Count == 2 && view.Rank == 1 && !IsNotMemory(arguments[0]):
                ArrayView target = RequireRank(ReadArray(arguments[0]), 1, invocation);
                Operand at = ConvertTo(ReadScalar(arguments[1]), ScalarType.Int32, invocation);
                Copy(view, target with { Offsets = [Sum(target.Offsets[0], at, invocation)], Lengths = view.Lengths }, invocation);
                return null;
            case "Reverse" when arguments.Count == 0 && view.Rank == 1:
                Reverse(view, invocation);
                return null;
            case "TryCopyTo":
                throw Refuse(Descriptors.UnknownFunction, invocation, invocation.TargetMethod.Name, "whether it copies depends on lengths; compare them and use CopyTo");
            default:
                throw Refuse(
                    Descriptors.UnknownFunction,
                    invocation,
                    invocation.TargetMethod.Name,
                    "of memory, lengths, elements, Slice, GetRowSpan, GetRow, GetColumn, Fill, Clear, CopyTo and Reverse are understood; write a loop");
        }
    }

    /// <summary>The static methods of System.Array.</summary>
    private Operand? ReadArrayFunction(IInvocationOperation invocation, List<IOperation> arguments)
    {
        if (arguments.Count == 0 || IsNotMemory(arguments[0]))
        {
            throw RefuseArrayFunction(invocation);
        }

        ArrayView view = ReadArray(arguments[0]);
        switch (invocation.TargetMethod.Name, arguments.Count)
        {
            case ("Clear", 1):
                Fill(view, new Constant(view.Array.Element.Held, 0), invocation);
                return null;
            case ("Clear", 3) when view.Rank == 1:
                Fill(Section(view, arguments[1], arguments[2], invocation), new Constant(view.Array.Element.Held, 0), invocation);
                return null;
            case ("Fill", 2):
                Fill(view, ReadScalar(arguments[1]), invocation);
                return null;
            case ("Fill", 4):
                Operand filled = ReadScalar(arguments[1]);
                Fill(Section(view, arguments[2], arguments[3], invocation), filled, invocation);
                return null;
            case ("Reverse", 1) when view.Rank == 1:
                Reverse(view, invocation);
                return null;
            case ("Reverse", 3) when view.Rank == 1:
                Reverse(Section(view, arguments[1], arguments[2], invocation), invocation);
                return null;
            case ("Copy", 3) when view.Rank == 1 && !IsNotMemory(arguments[1]):
                ArrayView target = RequireRank(ReadArray(arguments[1]), 1, invocation);
                Operand count = ConvertTo(ReadScalar(arguments[2]), ScalarType.Int32, invocation);
                Copy(view with { Lengths = [count] }, target, invocation);
                return null;
            case ("Copy", 5) when view.Rank == 1 && !IsNotMemory(arguments[2]):
                Operand from = ConvertTo(ReadScalar(arguments[1]), ScalarType.Int32, invocation);
                ArrayView destination = RequireRank(ReadArray(arguments[2]), 1, invocation);
                Operand to = ConvertTo(ReadScalar(arguments[3]), ScalarType.Int32, invocation);
                Operand length = ConvertTo(ReadScalar(arguments[4]), ScalarType.Int32, invocation);
                Copy(
                    view with { Offsets = [Sum(view.Offsets[0], from, invocation)], Lengths = [length] },
                    destination with { Offsets = [Sum(destination.Offsets[0], to, invocation)], Lengths = [length] },
                    invocation);
                return null;
            default:
                throw RefuseArrayFunction(invocation);
        }
    }

    private static RefusedException RefuseArrayFunction(IInvocationOperation invocation) => Refuse(
        Descriptors.UnknownFunction,
        invocation,
        "Array." + invocation.TargetMethod.Name,
        invocation.TargetMethod.Name is "Sort" or "BinarySearch" or "IndexOf"
            ? "find the order in a method around this one and pass it as an array of int"
            : "of Array, Copy, Clear, Fill and Reverse are understood; write a loop");

    private bool IsNotMemory(IOperation argument)
    {
        IOperation inner = argument;
        while (inner is IConversionOperation conversion)
        {
            inner = conversion.Operand;
        }

        return TypeReader.Array(inner.Type, _frame.TypeArguments) is null;
    }

    private static ArrayView RequireRank(ArrayView view, int rank, IOperation at) => view.Rank == rank
        ? view
        : throw Refuse(Descriptors.Expression, at, TextOf(at), "copy between memory of as many dimensions");

    private ArrayView Section(ArrayView view, IOperation start, IOperation length, IOperation at)
    {
        Operand from = ConvertTo(ReadScalar(start), ScalarType.Int32, at);
        return view with { Offsets = [Sum(view.Offsets[0], from, at)], Lengths = [ConvertTo(ReadScalar(length), ScalarType.Int32, at)] };
    }

    private void Fill(ArrayView view, Operand value, IOperation at) =>
        ForEachElement(view, at, indices => StoreElement(view.Array, indices, value, at));

    /// <summary>The library copies as if through memory of its own; a loop would read what it has just overwritten.</summary>
    private void Copy(ArrayView source, ArrayView target, IOperation at)
    {
        if (source.Array.Element != target.Array.Element)
        {
            throw Refuse(Descriptors.Expression, at, TextOf(at), "copy between elements of one type");
        }

        CopyElements(source.Array.Id == target.Array.Id ? Copied(source, null, at) : source, target, at);
    }

    private ArrayView Copied(ArrayView source, string? name, IOperation at)
    {
        ArrayView copy = Allocate(name ?? "copy", source.Array.Element, source.Lengths, at);
        CopyElements(source, copy, at);
        return copy;
    }

    /// <summary>As many elements as the source has.</summary>
    private void CopyElements(ArrayView source, ArrayView target, IOperation at) => Elementwise(at, source.Lengths[0], i =>
    {
        if (source.Rank == 1)
        {
            StoreElement(target.Array, At(target, i, at), LoadElement(source.Array, At(source, i, at), at), at);
            return;
        }

        Operand from = Sum(source.Offsets[0], i, at), to = Sum(target.Offsets[0], i, at);
        Elementwise(at, source.Lengths[1], j => StoreElement(
            target.Array,
            [to, Sum(target.Offsets[1], j, at)],
            LoadElement(source.Array, [from, Sum(source.Offsets[1], j, at)], at),
            at));
    });

    private void Reverse(ArrayView view, IOperation at)
    {
        Operand half = Compute(Arithmetic.IntegerDivide, at, view.Lengths[0], Constant.Int(2));
        Operand last = Compute(Arithmetic.Subtract, at, view.Lengths[0], Constant.Int(1));
        Elementwise(at, half, i =>
        {
            EquatableArray<Operand> left = At(view, i, at), right = At(view, Compute(Arithmetic.Subtract, at, last, i), at);
            Value first = LoadElement(view.Array, left, at);
            StoreElement(view.Array, left, LoadElement(view.Array, right, at), at);
            StoreElement(view.Array, right, first, at);
        });
    }

    /// <summary>A constructor that only looks at memory: new Span&lt;T&gt;(x), new ReadOnlySpan&lt;T&gt;(x, start, length).</summary>
    private ArrayView ReadSpanCreation(IObjectCreationOperation creation)
    {
        List<IOperation> arguments = [.. creation.Arguments.OrderBy(a => a.Parameter?.Ordinal ?? 0).Select(a => a.Value)];
        if (TypeReader.Array(creation.Type, _frame.TypeArguments) is { } type
            && arguments.Count is 1 or 3
            && TypeReader.Array(arguments[0].Type, _frame.TypeArguments) is { } source
            && source.Rank == type.Rank
            && (arguments.Count == 1 || type.Rank == 1))
        {
            ArrayView view = ReadArray(arguments[0]);
            return arguments.Count == 1 ? view : Section(view, arguments[1], arguments[2], creation);
        }

        throw Refuse(Descriptors.Expression, creation, TextOf(creation), "make it from an array of as many dimensions");
    }
}
