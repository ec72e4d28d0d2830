using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Analysis;

/// <summary>
/// Which values and arrays carry a derivative: those that depend on a differentiable input (varied) and on which an output
/// depends (useful). Everything else is copied, never differentiated. Arrays are taken as a whole; both questions are
/// answered by iterating to a fixed point, so loops need no special order.
/// </summary>
public sealed class Activity
{
    private readonly HashSet<int> _varied = [];
    private readonly HashSet<int> _useful = [];
    private bool _changed;

    private Activity()
    {
    }

    public bool IsActive(Operand operand) =>
        operand is Value { Type.IsFloating: true } value && _varied.Contains(value.Id) && _useful.Contains(value.Id);

    public bool IsActive(ArrayVariable array) =>
        array.Element.IsFloating && _varied.Contains(array.Id) && _useful.Contains(array.Id);

    public static Activity Of(Function function)
    {
        Activity activity = new();
        foreach (Parameter parameter in function.Parameters)
        {
            if (parameter is { IsDifferentiable: true, Role: not ParameterRole.Output })
            {
                activity._varied.Add(IdOf(parameter));
            }

            if (parameter is ArrayParameter { IsDifferentiable: true, Role: not ParameterRole.Input })
            {
                activity._useful.Add(IdOf(parameter));
            }
        }

        activity.Repeat(() => activity.Vary(function.Body));
        activity.Repeat(() => activity.UseAll(function));
        return activity;
    }

    private static int IdOf(Parameter parameter) => parameter switch
    {
        ScalarParameter scalar => scalar.Value.Id,
        ArrayParameter array => array.Array.Id,
        _ => throw new InvalidOperationException("Unknown parameter."),
    };

    private void Repeat(Action step)
    {
        do
        {
            _changed = false;
            step();
        }
        while (_changed);
    }

    /// <summary>What a method hands back depends on all that is differentiable of what it is given.</summary>
    private void VaryCall(Call call)
    {
        if (!call.Passed().Any(passed => passed is { Parameter: { IsDifferentiable: true, Role: not ParameterRole.Output }, Argument: { } argument } && IsVaried(argument)))
        {
            return;
        }

        foreach (Value result in call.Results)
        {
            Vary(result);
        }

        foreach (ArrayVariable array in call.Written().Where(array => array.Element.IsFloating))
        {
            _changed |= _varied.Add(array.Id);
        }
    }

    private void UseCall(Call call)
    {
        if (!call.Results.Any(IsUseful) && !call.Written().Any(array => _useful.Contains(array.Id)))
        {
            return;
        }

        foreach ((CalleeParameter parameter, KernelArgument? argument, _) in call.Passed())
        {
            if (parameter.IsDifferentiable && argument is ScalarArgument scalar)
            {
                Use(scalar.Scalar);
            }
            else if (parameter.IsDifferentiable && argument?.ArrayOf() is { } array)
            {
                _changed |= _useful.Add(array.Id);
            }
        }
    }

    /// <summary>True where what is passed depends on a differentiable input.</summary>
    public bool IsVaried(KernelArgument argument) =>
        argument is ScalarArgument scalar ? IsVaried(scalar.Scalar) : argument.ArrayOf() is { } array && _varied.Contains(array.Id);

    private bool IsVaried(Operand operand) => operand is Value value && _varied.Contains(value.Id);

    private void Vary(Value value)
    {
        if (value.Type.IsFloating)
        {
            _changed |= _varied.Add(value.Id);
        }
    }

    private void Vary(Block block)
    {
        foreach (Statement statement in block.Statements)
        {
            Vary(statement);
        }
    }

    private void Vary(Statement statement)
    {
        switch (statement)
        {
            case Compute compute when compute.Operation.IsDifferentiable && compute.Operands.Any(IsVaried):
                Vary(compute.Result);
                break;
            case Load load when _varied.Contains(load.Array.Id):
                Vary(load.Result);
                break;
            case Store store when IsVaried(store.Value):
                _changed |= _varied.Add(store.Array.Id);
                break;
            case Accumulate accumulate when IsVaried(accumulate.Value):
                _changed |= _varied.Add(accumulate.Array.Id);
                break;
            case If branch:
                Vary(branch.Then);
                Vary(branch.Else);
                for (int i = 0; i < branch.Results.Count; i++)
                {
                    if (IsVaried(branch.Then.Yields[i]) || IsVaried(branch.Else.Yields[i]))
                    {
                        Vary(branch.Results[i]);
                    }
                }

                break;
            case For loop:
                VaryLoop(loop);
                break;
            case Call call:
                VaryCall(call);
                break;
            case Compute or Dimension or Load or Store or Accumulate or Allocate:
                break;
            default:
                throw new InvalidOperationException($"Activity does not know {statement.GetType().Name}.");
        }
    }

    private void VaryLoop(For loop)
    {
        for (int i = 0; i < loop.Carried.Count; i++)
        {
            if (IsVaried(loop.Carried[i].Initial) || IsVaried(loop.Body.Yields[i]))
            {
                Vary(loop.Carried[i].Entry);
                Vary(loop.Results[i]);
            }
        }

        Vary(loop.Body);
    }

    private bool IsUseful(Value value) => _useful.Contains(value.Id);

    private void Use(Operand operand)
    {
        if (operand is Value { Type.IsFloating: true } value)
        {
            _changed |= _useful.Add(value.Id);
        }
    }

    private void UseAll(Function function)
    {
        foreach (Operand result in function.Body.Yields)
        {
            Use(result);
        }

        Use(function.Body);
    }

    private void Use(Block block)
    {
        for (int i = block.Statements.Count - 1; i >= 0; i--)
        {
            Use(block.Statements[i]);
        }
    }

    private void Use(Statement statement)
    {
        switch (statement)
        {
            case Compute compute when compute.Operation.IsDifferentiable && IsUseful(compute.Result):
                foreach (Operand operand in compute.Operands)
                {
                    Use(operand);
                }

                break;
            case Load load when IsUseful(load.Result):
                _changed |= _useful.Add(load.Array.Id);
                break;
            case Store store when _useful.Contains(store.Array.Id):
                Use(store.Value);
                break;
            case Accumulate accumulate when _useful.Contains(accumulate.Array.Id):
                Use(accumulate.Value);
                break;
            case Call call:
                UseCall(call);
                break;
            case If branch:
                for (int i = 0; i < branch.Results.Count; i++)
                {
                    if (IsUseful(branch.Results[i]))
                    {
                        Use(branch.Then.Yields[i]);
                        Use(branch.Else.Yields[i]);
                    }
                }

                Use(branch.Then);
                Use(branch.Else);
                break;
            case For loop:
                UseLoop(loop);
                break;
        }
    }

    private void UseLoop(For loop)
    {
        for (int i = 0; i < loop.Carried.Count; i++)
        {
            if (IsUseful(loop.Results[i]) || IsUseful(loop.Carried[i].Entry))
            {
                Use(loop.Body.Yields[i]);
                Use(loop.Carried[i].Initial);
                _changed |= _useful.Add(loop.Carried[i].Entry.Id);
            }
        }

        Use(loop.Body);
    }
}
