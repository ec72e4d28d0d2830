using SymbolicGrad.Compiler.Differentiation;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Members;

/// <summary>A member before scheduling, with the checks that its signature demands.</summary>
internal sealed record DerivedFunction(Function Function, EquatableArray<LengthCheck> Checks)
{
    /// <summary>What is still to be done to the function when it has been simplified.</summary>
    public Func<Function, Function>? AfterSimplification { get; init; }
}

/// <summary>
/// FJvp: does what F does and gives the tangent of each output beside it. The parameters are F's, then the tangents of the
/// inputs, then those of the outputs; an in/out parameter has one tangent, read and written in place.
/// </summary>
internal sealed class ForwardMember
{
    private readonly Function _primal;
    private readonly IdSource _ids;
    private readonly ForwardMode _forward;
    private readonly ParameterNames _names;
    private readonly List<Parameter> _parameters;
    private readonly List<LengthCheck> _checks = [];
    private readonly List<Func<Operand>> _finals = [];

    private ForwardMember(Function primal)
    {
        _primal = primal;
        _ids = new IdSource(primal.NextId);
        _forward = new ForwardMode(primal, _ids);
        _names = new ParameterNames(primal);
        _parameters = [.. primal.Parameters];
    }

    public static DerivedFunction Jvp(Function primal, string name) => new ForwardMember(primal).Build(name);

    private DerivedFunction Build(string name)
    {
        foreach (Parameter parameter in _primal.Parameters.Where(parameter => parameter is { IsDifferentiable: true, Role: not ParameterRole.Output }))
        {
            Declare(parameter, _names.OfTangent(parameter.Name));
        }

        for (int i = 0; i < _primal.Returns.Count; i++)
        {
            if (_primal.Returns[i].Type.IsFloating)
            {
                DeclareOutput(_primal.Returns[i].Type, _names.OfTangentOfResult(_primal.Returns[i]), _primal.Body.Yields[i]);
            }
        }

        foreach (Parameter parameter in _primal.Parameters.Where(parameter => parameter is { IsDifferentiable: true, Role: ParameterRole.Output }))
        {
            Declare(parameter, _names.OfTangent(parameter.Name));
        }

        BlockBuilder builder = new(_ids);
        _forward.Append(builder);
        IEnumerable<Operand> yields = _primal.Body.Yields.Concat(_finals.Select(final => final()));
        Function function = new(name, _parameters.ToEquatableArray(), _primal.Returns, builder.ToBlock(yields.ToEquatableArray()), _ids.Next)
        {
            EqualLengths = _primal.EqualLengths,
        };
        return new DerivedFunction(function, _checks.ToEquatableArray());
    }

    private void Declare(Parameter parameter, string name)
    {
        switch (parameter)
        {
            case ScalarParameter { Role: ParameterRole.Output } scalar:
                DeclareOutput(scalar.Value.Type, name, FinalOf(scalar));
                break;
            case ScalarParameter scalar:
                Value tangent = _ids.NewValue(scalar.Value.Type, name);
                _forward.Seed(scalar.Value, tangent);
                _parameters.Add(new ScalarParameter(tangent, name, scalar.Role, true));
                if (scalar.Role == ParameterRole.InOut)
                {
                    AddFinal(FinalOf(scalar));
                }

                break;
            case ArrayParameter array:
                ArrayStorage storage = array.Role == ParameterRole.Input ? ReverseSetup.ReadOnly(array.Array.Storage) : ReverseSetup.Writable(array.Array.Storage);
                ArrayVariable tangents = _ids.NewArray(name, array.Array.Element, array.Array.Rank, storage);
                _forward.Seed(array.Array, tangents);
                _parameters.Add(new ArrayParameter(tangents, name, array.Role, true));
                for (int axis = 0; axis < array.Array.Rank; axis++)
                {
                    _checks.Add(new LengthCheck(tangents, axis, IsExact: true, new LengthOfArray(array.Array, axis)));
                }

                break;
            default:
                throw new InvalidOperationException($"Unknown parameter {parameter.GetType().Name}.");
        }
    }

    private Operand FinalOf(ScalarParameter parameter) =>
        _primal.Body.Yields[_primal.YieldIndexOf(_primal.Parameters.ToList().IndexOf(parameter))];

    private void DeclareOutput(ScalarType type, string name, Operand value)
    {
        _parameters.Add(new ScalarParameter(_ids.NewValue(type, name), name, ParameterRole.Output, true));
        AddFinal(value);
    }

    private void AddFinal(Operand value) => _finals.Add(() => _forward.TangentOf(value) ?? new Constant(value.Type, 0));
}
