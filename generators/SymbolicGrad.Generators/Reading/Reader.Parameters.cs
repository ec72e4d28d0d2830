using Microsoft.CodeAnalysis;
using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>The annotated method's own parameters.</summary>
internal sealed partial class Reader
{
    /// <summary>Binds the parameters; writable arrays get their role later, from what the body does with them.</summary>
    public List<Parameter> Declare(IMethodSymbol annotated, StructureReader structures)
    {
        (_root, _annotated, _structures) = (_block, annotated, structures);
        _file = annotated.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree;
        _frame = new CallFrame(annotated.OriginalDefinition, NoTypeArguments);
        return annotated.Parameters
            .SelectMany(symbol => IsStructure(symbol.Type) ? DeclareStructure(symbol, structures) : DeclareWithRange(symbol))
            .ToList();
    }

    private List<Parameter> DeclareWithRange(IParameterSymbol symbol) => WithRange(Declare(symbol), ParameterAttributes.RangeOf(symbol));

    private static List<Parameter> WithRange(List<Parameter> parameters, Interval? stated) => stated is null
        ? parameters
        : parameters.ConvertAll(parameter => parameter is ArrayParameter { Array.RowsOf: not null } ? parameter : parameter with { StatedRange = stated });

    private readonly Dictionary<int, Place> _scalarParameters = [];

    /// <summary>The value of a scalar parameter when the method ends.</summary>
    public Operand? FinalOf(ScalarParameter parameter) => (_bindings.Find(_scalarParameters[parameter.Value.Id]) as ScalarBinding)?.Value;

    private List<Parameter> DeclareStructure(IParameterSymbol symbol, StructureReader structures)
    {
        Location location = symbol.Locations.FirstOrDefault() ?? Location.None;
        bool isConstant = ParameterAttributes.Has(symbol, "NoGradientAttribute");
        Structure structure = structures.Read((INamedTypeSymbol)symbol.Type, location, !isConstant);
        (Passing passing, ParameterRole role) = symbol.RefKind switch
        {
            RefKind.None => (Passing.Value, ParameterRole.Input),
            RefKind.Ref => (Passing.Ref, ParameterRole.InOut),
            RefKind.Out => (Passing.Out, ParameterRole.Output),
            _ => (Passing.In, ParameterRole.Input),
        };
        Shape shape = ShapeReader.Require(symbol.Type, location, NoTypeArguments);
        if (shape.HoldsMemory && role != ParameterRole.Input)
        {
            throw new RefusedException(new ReadRefusal(
                Descriptors.Type, location, $"{symbol.RefKind.ToString().ToLowerInvariant()} {symbol.Type.ToDisplayString()}", "pass it by value or in; the memory itself can be written"));
        }

        Whole whole = new(symbol.Name, structure, passing);
        return structure.Paths
            .Zip(shape.Leaves, (path, leaf) => DeclareLeaf(new Place(symbol, leaf.Path), leaf, whole, symbol.Name + path, role, isConstant))
            .SelectMany(parameters => parameters)
            .ToList();
    }

    private List<Parameter> DeclareLeaf(Place place, Leaf leaf, Whole whole, string name, ParameterRole role, bool isConstant)
    {
        Interval? stated = leaf.Stated ?? ParameterAttributes.RangeOf(place.Symbol);
        if (leaf.Memory is { } memory)
        {
            return WithRange(DeclareMemory(place, memory, name, isConstant), stated).ConvertAll(parameter => parameter with { Whole = whole });
        }

        if (leaf.Declared != leaf.Scalar && role != ParameterRole.Input)
        {
            throw new RefusedException(new ReadRefusal(
                Descriptors.Type, place.Symbol.Locations.FirstOrDefault() ?? Location.None, leaf.Declared!.Name, "pass an int or a long by reference"));
        }

        return WithRange([DeclareScalar(place, leaf.Scalar!, leaf.Declared!, name, role, isConstant) with { Whole = whole }], stated);
    }

    private List<Parameter> Declare(IParameterSymbol symbol)
    {
        Location location = symbol.Locations.FirstOrDefault() ?? Location.None;
        bool isConstant = ParameterAttributes.Has(symbol, "NoGradientAttribute");
        if (TypeReader.Array(symbol.Type) is { } type)
        {
            if (symbol.RefKind is RefKind.Ref or RefKind.Out)
            {
                throw new RefusedException(new ReadRefusal(Descriptors.Type, location, $"{symbol.RefKind.ToString().ToLowerInvariant()} {symbol.Type.ToDisplayString()}", "pass the memory itself"));
            }

            return DeclareMemory(new Place(symbol), type, symbol.Name, isConstant);
        }

        ScalarType scalar = TypeReader.RequireScalar(symbol.Type, location, null);
        ScalarType declared = TypeReader.Declared(symbol.Type, scalar);
        if (declared != scalar && symbol.RefKind is RefKind.Ref or RefKind.Out)
        {
            throw new RefusedException(new ReadRefusal(
                Descriptors.Type, location, $"{symbol.RefKind.ToString().ToLowerInvariant()} {symbol.Type.ToDisplayString()}", "pass an int or a long by reference"));
        }

        ParameterRole role = symbol.RefKind switch
        {
            RefKind.Out => ParameterRole.Output,
            RefKind.Ref => ParameterRole.InOut,
            _ => ParameterRole.Input,
        };
        return [DeclareScalar(new Place(symbol), scalar, declared, symbol.Name, role, isConstant)];
    }

    private readonly HashSet<int> _constantRows = [];

    private List<Parameter> DeclareMemory(Place place, TypeReader.ArrayType type, string name, bool isConstant)
    {
        ArrayVariable array = ids.NewArray(name, type.Element, type.Rank, type.Storage);
        bool isJagged = type.Storage == ArrayStorage.Jagged;
        List<Operand> lengths = [], offsets = [];
        for (int axis = 0; axis < (isJagged ? 1 : type.Rank); axis++)
        {
            // Members are met anywhere in the method, their lengths are known everywhere.
            Value length = _root!.Dimension(array, axis);
            _parameterLengths[length.Id] = (array, axis);
            lengths.Add(length);
            offsets.Add(Constant.Int(0));
        }

        // What is written in C# as one parameter: the elements, and how long each row is.
        if (isJagged && (isConstant || !type.Element.IsFloating))
        {
            _constantRows.Add(array.Id);
        }

        ArrayVariable? rowLengths = isJagged ? ids.NewArray(name, ScalarType.Int32, 1, ArrayStorage.RowLengths) with { RowsOf = array } : null;
        _bindings.Set(place, new ArrayBinding(new ArrayView(array, null, offsets.ToEquatableArray(), lengths.ToEquatableArray()) { RowLengths = rowLengths }));
        ArrayParameter elements = new(array, name, ParameterRole.Input, type.Element.IsFloating && !isConstant);
        return rowLengths is null ? [elements] : [elements, new ArrayParameter(rowLengths, name, ParameterRole.Input, false)];
    }

    private ScalarParameter DeclareScalar(Place place, ScalarType scalar, ScalarType declared, string name, ParameterRole role, bool isConstant)
    {
        Value value = ids.NewValue(declared, name);
        _scalarParameters[value.Id] = place;
        _bindings.Set(place, new ScalarBinding(scalar, name, role == ParameterRole.Output ? null : declared == scalar ? value : _root!.Convert(value, scalar, name)));
        return new ScalarParameter(value, name, role, scalar.IsFloating && !isConstant);
    }
}
