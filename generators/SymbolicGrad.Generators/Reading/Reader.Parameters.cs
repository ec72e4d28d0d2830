using Microsoft.CodeAnalysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>The annotated method's own parameters.</summary>
internal sealed partial class Reader
{
    /// <summary>Binds the parameters; writable arrays get their role later, from what the body does with them.</summary>
    public List<Parameter> Declare(IMethodSymbol annotated)
    {
        _frame = new CallFrame(annotated.OriginalDefinition, NoTypeArguments);
        return annotated.Parameters.Select(Declare).ToList();
    }

    private Parameter Declare(IParameterSymbol symbol)
    {
        Location location = symbol.Locations.FirstOrDefault() ?? Location.None;
        bool isConstant = ParameterAttributes.Has(symbol, "NoGradientAttribute");
        if (TypeReader.Array(symbol.Type) is { } type)
        {
            if (symbol.RefKind is RefKind.Ref or RefKind.Out)
            {
                throw new RefusedException(new ReadRefusal(Descriptors.Type, location, $"{symbol.RefKind.ToString().ToLowerInvariant()} {symbol.Type.ToDisplayString()}", "pass the memory itself"));
            }

            ArrayVariable array = ids.NewArray(symbol.Name, type.Element, type.Rank, type.Storage);
            List<Operand> lengths = [], offsets = [];
            for (int axis = 0; axis < type.Rank; axis++)
            {
                Value length = _block.Dimension(array, axis);
                _parameterLengths[length.Id] = (array, axis);
                lengths.Add(length);
                offsets.Add(Constant.Int(0));
            }

            _bindings.Set(symbol, new ArrayBinding(new ArrayView(array, null, offsets.ToEquatableArray(), lengths.ToEquatableArray())));
            return new ArrayParameter(array, symbol.Name, ParameterRole.Input, type.Element.IsFloating && !isConstant);
        }

        ScalarType scalar = TypeReader.RequireScalar(symbol.Type, location, null);
        ScalarType declared = TypeReader.Declared(symbol.Type, scalar);
        if (declared != scalar && symbol.RefKind is RefKind.Ref or RefKind.Out)
        {
            throw new RefusedException(new ReadRefusal(
                Descriptors.Type, location, $"{symbol.RefKind.ToString().ToLowerInvariant()} {symbol.Type.ToDisplayString()}", "pass an int or a long by reference"));
        }

        Value value = ids.NewValue(declared, symbol.Name);
        ParameterRole role = symbol.RefKind switch
        {
            RefKind.Out => ParameterRole.Output,
            RefKind.Ref => ParameterRole.InOut,
            _ => ParameterRole.Input,
        };
        _bindings.Set(symbol, new ScalarBinding(scalar, symbol.Name, role == ParameterRole.Output ? null : declared == scalar ? value : _block.Convert(value, scalar, symbol.Name)));
        return new ScalarParameter(value, symbol.Name, role, scalar.IsFloating && !isConstant);
    }
}
