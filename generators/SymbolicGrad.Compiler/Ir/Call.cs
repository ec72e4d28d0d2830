namespace SymbolicGrad.Compiler.Ir;

/// <summary>
/// A call of a method that is not part of this function: of an annotated method that calls itself, of one with a declared
/// derivative, of one in a compiled assembly. It has no effect but its results and what it writes to its arrays.
/// </summary>
/// <param name="Callee">What is called.</param>
/// <param name="Arguments">
/// One for each parameter but <c>out</c> scalars. Memory is scratch that only this call and the copies around it touch, so that
/// no pass has to ask what else a method may read.
/// </param>
/// <param name="Results">What is returned, then the final value of each <c>ref</c> and <c>out</c> scalar.</param>
public sealed record Call(Callee Callee, EquatableArray<KernelArgument> Arguments, EquatableArray<Value> Results) : Statement
{
    /// <summary>The parameters with what is passed (null for <c>out</c>) and, for scalars that are handed back, what comes back.</summary>
    public IEnumerable<(CalleeParameter Parameter, KernelArgument? Argument, Value? Final)> Passed()
    {
        int argument = 0, result = Callee.Return is null ? 0 : 1;
        foreach (CalleeParameter parameter in Callee.Parameters)
        {
            bool isOut = parameter is { IsArray: false, Role: ParameterRole.Output };
            bool isHandedBack = parameter is { IsArray: false, Role: not ParameterRole.Input };
            yield return (parameter, isOut ? null : Arguments[argument++], isHandedBack ? Results[result++] : null);
        }
    }

    /// <summary>What the method returns; null for void.</summary>
    public Value? Returned => Callee.Return is null ? null : Results[0];

    /// <summary>The arrays handed over, with their parameters.</summary>
    public IEnumerable<(CalleeParameter Parameter, ArrayVariable Array)> Arrays()
    {
        foreach ((CalleeParameter parameter, KernelArgument? argument, _) in Passed())
        {
            if (argument?.ArrayOf() is { } array)
            {
                yield return (parameter, array);
            }
        }
    }

    /// <summary>The arrays that the method may write to.</summary>
    public IEnumerable<ArrayVariable> Written() => Arrays().Where(passed => passed.Parameter.Role != ParameterRole.Input).Select(passed => passed.Array);
}

/// <summary>A method that is called, as plain data.</summary>
/// <param name="Name">As the generated file writes it: bare inside its own type, else with global:: and type arguments.</param>
/// <param name="Parameters">The parameters in order.</param>
/// <param name="Return">What it returns; null for void.</param>
/// <param name="BackwardName">The method that is its vector–Jacobian product; null where none is known.</param>
public sealed record Callee(string Name, EquatableArray<CalleeParameter> Parameters, ScalarType? Return, string? BackwardName)
{
    /// <summary>The namespace to import where <see cref="Name"/> begins with a library's type; null where the name is complete.</summary>
    public string? Namespace { get; init; }

    /// <summary>Set where the derivatives are known as code that takes the place of a call: of a library's function.</summary>
    public CalleeDerivatives? Derivatives { get; init; }

    /// <summary>FBackward(inputs…, upstreams…, gradients…), which adds into the gradients (API.md section 2).</summary>
    public Callee Backward()
    {
        List<CalleeParameter> parameters = [];
        parameters.AddRange(Parameters.Where(p => p.Role != ParameterRole.Output).Select(p => p with { Role = ParameterRole.Input }));
        if (Return is { IsFloating: true } returned)
        {
            parameters.Add(new CalleeParameter("dResult", returned, 0, ParameterRole.Input, true));
        }

        parameters.AddRange(Parameters
            .Where(p => p is { Role: ParameterRole.Output, IsDifferentiable: true })
            .Select(p => p with { Name = Differentiation.AdjointNames.Of(p.Name), Role = ParameterRole.Input }));
        parameters.AddRange(Parameters
            .Where(p => p is { Role: not ParameterRole.Output, IsDifferentiable: true })
            .Select(p => p with { Name = Differentiation.AdjointNames.Of(p.Name), Role = ParameterRole.InOut, IsAddedTo = p.Role == ParameterRole.Input }));
        return new Callee(BackwardName!, parameters.ToEquatableArray(), null, null);
    }
}

/// <summary>The derivatives of a function that is called, with explicit memory and before scheduling.</summary>
/// <param name="Backward">The vector–Jacobian product, with the parameters of <see cref="Callee.Backward"/>.</param>
/// <param name="Tangent">The function with its tangents: its parameters, the tangents of the inputs, then those of what is returned and of the outputs.</param>
public sealed record CalleeDerivatives(Function Backward, Function Tangent);

/// <summary>A parameter of a method that is called; rank 0 is a scalar.</summary>
public sealed record CalleeParameter(string Name, ScalarType Type, int Rank, ParameterRole Role, bool IsDifferentiable)
{
    public bool IsArray => Rank > 0;

    /// <summary>True for a gradient that the method adds to and does not read otherwise.</summary>
    public bool IsAddedTo { get; init; }

    /// <summary>True for an output array whose every element is known to be written.</summary>
    public bool IsWrittenInFull { get; init; }
}
