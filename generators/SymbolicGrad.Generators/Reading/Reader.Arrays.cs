using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>Memory: views of it, its elements, scratch.</summary>
internal sealed partial class Reader
{
    /// <summary>The view of numbers that an expression of array or span type means.</summary>
    private ArrayView ReadArray(IOperation operation) => ReadMemory(operation) is { RowLengths: null } numbers
        ? numbers
        : throw Refuse(Descriptors.Expression, operation, TextOf(operation), "of rows of different lengths, the rows, their lengths, ranges and foreach are understood");

    /// <summary>The view that an expression of array or span type means, be it one of rows.</summary>
    private ArrayView ReadMemory(IOperation operation)
    {
        if (ReadNew(operation, null) is { } made)
        {
            return made;
        }

        switch (operation)
        {
            case IParenthesizedOperation parenthesized:
                return ReadMemory(parenthesized.Operand);
            case ILocalReferenceOperation local:
                return ReadArrayVariable(local.Local, local);
            case IParameterReferenceOperation parameter:
                return ReadArrayVariable(parameter.Parameter, parameter);
            case IConversionOperation conversion when TypeReader.Array(conversion.Operand.Type, _frame.TypeArguments) is not null:
                return ReadMemory(conversion.Operand);
            case IArrayElementReferenceOperation { Indices: [var index] } element when TypeReader.Array(element.Type, _frame.TypeArguments) is not null:
                ArrayView jagged = ReadMemory(element.ArrayReference);
                return Row(jagged, ReadIndex(index, jagged.Lengths[0]), element);
            case IObjectCreationOperation creation:
                return ReadSpanCreation(creation);
            case IFieldReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: false }:
                return ViewIn(ReadMember(operation), operation);
            case IInvocationOperation invocation:
                return ReadView(invocation);
            case IImplicitIndexerReferenceOperation range:
                return ReadRange(range);
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance, Arguments: { Length: 1 } arguments }
                when arguments[0].Value is IRangeOperation range:
                return Slice(ReadArray(instance), range, operation);
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance, Arguments: { Length: 2 } arguments }
                when arguments[0].Value is IRangeOperation rows && arguments[1].Value is IRangeOperation columns:
                return Slice(ReadArray(instance), rows, columns, operation);
            default:
                throw Refuse(Descriptors.Expression, operation, TextOf(operation), "use parameters, locals, rows and slices of them");
        }
    }

    /// <summary>One row of a jagged array.</summary>
    private ArrayView Row(ArrayView rows, Operand index, IOperation at)
    {
        Operand row = Sum(rows.Offsets[0], index, at);
        return new ArrayView(rows.Array, row, [Constant.Int(0)], [_block.Load(rows.RowLengths!, [row], origin: OriginOf(at))]);
    }

    private ArrayView ReadArrayVariable(ISymbol symbol, IOperation at) => _bindings.Find(symbol) switch
    {
        ArrayBinding { View: { } view } => view,
        _ => throw Refuse(Descriptors.Expression, at, symbol.Name, "it is not memory that this method knows"),
    };

    private ArrayView ReadView(IInvocationOperation invocation)
    {
        IMethodSymbol target = invocation.TargetMethod;
        List<IOperation> arguments = invocation.Arguments.OrderBy(a => a.Parameter?.Ordinal ?? 0).Select(a => a.Value).ToList();
        IOperation? source = invocation.Instance;
        if (source is null && target.IsExtensionMethod && arguments.Count > 0)
        {
            source = arguments[0];
            arguments.RemoveAt(0);
        }

        if (source is null || TypeReader.Array(source.Type, _frame.TypeArguments) is null)
        {
            throw Refuse(Descriptors.UnknownFunction, invocation, target.Name, "it returns memory; only rows and slices are understood");
        }

        ArrayView view = ReadArray(source);
        switch (target.Name, arguments.Count)
        {
            case ("GetRowSpan" or "GetRow", 1) when view.Rank == 2:
                Operand row = Sum(view.Offsets[0], ReadScalar(arguments[0]), invocation);
                return new ArrayView(view.Array, row, [view.Offsets[1]], [view.Lengths[1]]);
            case ("GetColumn", 1) when view.Rank == 2:
                Operand column = Sum(view.Offsets[1], ReadScalar(arguments[0]), invocation);
                return new ArrayView(view.Array, null, [view.Offsets[0]], [view.Lengths[0]]) { Column = column };
            case ("AsSpan" or "AsSpan2D" or "AsReadOnlySpan", 0):
                return view;
            case ("Slice" or "AsSpan", 1) when view.Rank == 1 && arguments[0].Type?.SpecialType == SpecialType.System_Int32:
                Operand from = ReadScalar(arguments[0]);
                return view with { Offsets = [Sum(view.Offsets[0], from, invocation)], Lengths = [Difference(view.Lengths[0], from, invocation)] };
            case ("Slice" or "AsSpan", 2) when view.Rank == 1:
                Operand start = ReadScalar(arguments[0]);
                return view with { Offsets = [Sum(view.Offsets[0], start, invocation)], Lengths = [ReadScalar(arguments[1])] };
            case ("Slice" or "AsSpan2D", 4) when view.Rank == 2:
                Operand firstRow = ReadScalar(arguments[0]), firstColumn = ReadScalar(arguments[1]);
                return view with
                {
                    Offsets = [Sum(view.Offsets[0], firstRow, invocation), Sum(view.Offsets[1], firstColumn, invocation)],
                    Lengths = [ReadScalar(arguments[2]), ReadScalar(arguments[3])],
                };
            default:
                throw Refuse(Descriptors.UnknownFunction, invocation, target.Name, "of memory, GetRowSpan, GetRow, GetColumn, Slice, AsSpan, ToArray and ranges are understood");
        }
    }

    private ArrayView ReadRange(IImplicitIndexerReferenceOperation operation) =>
        operation.Argument is IRangeOperation range
            ? Slice(ReadArray(operation.Instance), range, operation)
            : throw Refuse(Descriptors.Expression, operation, TextOf(operation), "use an index or a range");

    private ArrayView Slice(ArrayView view, IRangeOperation range, IOperation at)
    {
        if (view.Rank != 1)
        {
            throw Refuse(Descriptors.Expression, at, TextOf(at), "ranges are understood of one-dimensional memory");
        }

        (Operand start, Operand length) = Bounds(range, view.Lengths[0], at);
        return view with { Offsets = [Sum(view.Offsets[0], start, at)], Lengths = [length] };
    }

    private ArrayView Slice(ArrayView view, IRangeOperation rows, IRangeOperation columns, IOperation at)
    {
        (Operand top, Operand height) = Bounds(rows, view.Lengths[0], at);
        (Operand left, Operand width) = Bounds(columns, view.Lengths[1], at);
        return view with { Offsets = [Sum(view.Offsets[0], top, at), Sum(view.Offsets[1], left, at)], Lengths = [height, width] };
    }

    private (Operand Start, Operand Length) Bounds(IRangeOperation range, Operand length, IOperation at)
    {
        Operand start = range.LeftOperand is null ? Constant.Int(0) : ReadIndex(range.LeftOperand, length);
        Operand end = range.RightOperand is null ? length : ReadIndex(range.RightOperand, length);
        return (start, end is Constant last && start is Constant first ? Constant.Int((int)(last.Number - first.Number)) : Difference(end, start, at));
    }

    /// <summary>An index, possibly counted from the end.</summary>
    private Operand ReadIndex(IOperation index, Operand length)
    {
        IOperation inner = index;
        while (inner is IConversionOperation { Operand: var operand } && inner.Type?.Name == "Index")
        {
            inner = operand;
        }

        if (inner is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd)
        {
            return Compute(Arithmetic.Subtract, index, length, ReadScalar(fromEnd.Operand));
        }

        Operand value = ReadScalar(inner);
        if (value.Type == ScalarType.Int64)
        {
            // Arrays take long indices, spans do not, and the gradient may be one.
            return ConvertTo(value, ScalarType.Int32, index);
        }

        return value.Type.IsInteger ? value : throw Refuse(Descriptors.Expression, index, TextOf(index), "use an int index");
    }

    /// <summary>The array and indices that an element expression names.</summary>
    private (ArrayVariable Array, EquatableArray<Operand> Indices) Locate(IOperation operation)
    {
        (IOperation instance, List<IOperation> indices) = operation switch
        {
            IArrayElementReferenceOperation element => (element.ArrayReference, element.Indices.ToList()),
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } owner } indexer =>
                (owner, indexer.Arguments.OrderBy(a => a.Parameter?.Ordinal ?? 0).Select(a => a.Value).ToList()),
            IImplicitIndexerReferenceOperation indexer => (indexer.Instance, [indexer.Argument]),
            _ => throw Refuse(Descriptors.Expression, operation, TextOf(operation), "it is no element of an array"),
        };
        ArrayView view = ReadMemory(instance);
        if (view.RowLengths is not null)
        {
            throw Refuse(Descriptors.Alias, operation, TextOf(operation), "the rows of a jagged array stay where they are; declare a new variable for the other row, or assign the elements");
        }

        if (indices.Count != view.Rank)
        {
            throw Refuse(Descriptors.Expression, operation, TextOf(operation), "give it an index for each dimension");
        }

        Operand[] positions = new Operand[indices.Count];
        for (int axis = 0; axis < indices.Count; axis++)
        {
            positions[axis] = Sum(view.Offsets[axis], ReadIndex(indices[axis], view.Lengths[axis]), operation);
        }

        return (view.Array, Indices(view, positions));
    }

    private Operand ReadElement(IOperation operation)
    {
        (ArrayVariable array, EquatableArray<Operand> indices) = Locate(operation);
        return LoadElement(array, indices, operation);
    }

    /// <summary>Small integers are read as int, uint as long.</summary>
    private Value LoadElement(ArrayVariable array, EquatableArray<Operand> indices, IOperation at)
    {
        RequireNotReturned(array, at);
        Value loaded = _block.Load(array, indices, origin: OriginOf(at));
        ScalarType held = array.Element.Held;
        return held == array.Element ? loaded : _block.Convert(loaded, held, origin: OriginOf(at));
    }

    private void StoreElement(ArrayVariable array, EquatableArray<Operand> indices, Operand value, IOperation at)
    {
        RequireNotReturned(array, at);
        if (_constantRows.Contains(array.Id))
        {
            throw Refuse(Descriptors.NotYet, at, "writing to the rows of a constant jagged array", "write to a span or to a matrix (T[,] or Span2D<T>)");
        }

        if (_memberArrays.Contains(array.Id))
        {
            throw Refuse(Descriptors.State, at, array.Name, "write to a parameter, or to memory of the method's own");
        }

        bool isNarrow = array.Element.Held != array.Element && value.Type == array.Element.Held;
        _block.Add(new Store(array, indices, isNarrow ? _block.Convert(value, array.Element, origin: OriginOf(at)) : value) { Origin = OriginOf(at) });
    }

    /// <summary>element (view) at positions given along the view's axes.</summary>
    private static EquatableArray<Operand> Indices(ArrayView view, params Operand[] positions) =>
        (view.Row is not null ? positions.Prepend(view.Row) : view.Column is not null ? positions.Append(view.Column) : positions).ToEquatableArray();
}
