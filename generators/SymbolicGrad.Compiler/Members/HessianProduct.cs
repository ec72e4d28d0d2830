using SymbolicGrad.Compiler.Differentiation;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Members;

/// <summary>
/// Forward mode over the gradient: what FHvp and FHessian are made of. The gradient comes with its sweeps joined and taped, so
/// that its memory is explicit and its tape has a tangent like any other array.
/// </summary>
/// <param name="gradient">FGradient before scheduling.</param>
/// <param name="setup">Its parameters.</param>
internal sealed class HessianProduct(Function gradient, ReverseSetup setup)
{
    /// <summary>FGradient as a map from inputs to gradients; the value is left out.</summary>
    private readonly Function _map = gradient with
    {
        Returns = [],
        Parameters = setup.Inputs.Concat(setup.Gradients.Select(parameter => parameter with { Role = ParameterRole.Output })).ToEquatableArray(),
        Body = gradient.Body with { Yields = gradient.Body.Yields.Skip(gradient.Returns.Count).ToEquatableArray() },
    };

    /// <summary>The differentiable inputs, in the order of their gradients.</summary>
    public IReadOnlyList<Parameter> Varied { get; } = setup.Inputs.Where(input => input.IsDifferentiable).ToList();

    /// <summary>FHvp: sets, for each input, its part of the Hessian times the direction.</summary>
    public DerivedFunction Hvp(Function primal, string name)
    {
        IdSource ids = new(gradient.NextId);
        ForwardMode forward = new(_map, ids);
        ParameterNames names = new(primal);
        List<Parameter> directions = [], products = [];
        List<LengthCheck> checks = [];
        foreach (Parameter input in Varied)
        {
            string direction = names.OfTangent(input.Name);
            if (input is ScalarParameter scalar)
            {
                Value tangent = ids.NewValue(scalar.Value.Type, direction);
                forward.Seed(scalar.Value, tangent);
                directions.Add(new ScalarParameter(tangent, direction, ParameterRole.Input, true));
            }
            else
            {
                ArrayVariable array = ((ArrayParameter)input).Array;
                ArrayVariable tangent = ids.NewArray(direction, array.Element, array.Rank, array.Storage);
                forward.Seed(array, tangent);
                directions.Add(new ArrayParameter(tangent, direction, ParameterRole.Input, true));
                RequireShape(checks, tangent, array);
            }
        }

        for (int i = 0; i < Varied.Count; i++)
        {
            string product = names.OfProduct(Varied[i].Name);
            switch (setup.Gradients[i])
            {
                case ScalarParameter scalar:
                    products.Add(new ScalarParameter(ids.NewValue(scalar.Value.Type, product), product, ParameterRole.Output, true));
                    break;
                case ArrayParameter array:
                    ArrayVariable tangent = ids.NewArray(product, array.Array.Element, array.Array.Rank, array.Array.Storage);
                    forward.Seed(array.Array, tangent);
                    products.Add(new ArrayParameter(tangent, product, ParameterRole.InOut, true));
                    RequireShape(checks, tangent, ((ArrayParameter)Varied[i]).Array);
                    break;
            }
        }

        BlockBuilder body = new(ids);
        forward.Append(body);
        EquatableArray<Operand> yields = _map.Body.Yields.Select(yield => forward.TangentOf(yield) ?? new Constant(yield.Type, 0)).ToEquatableArray();
        Block complete = GradientsAsScratch(body.ToBlock(yields), ids);
        Function function = new(name, setup.Inputs.Concat(directions).Concat(products).ToEquatableArray(), [], complete, ids.Next);
        return new DerivedFunction(function, checks.ToEquatableArray());
    }

    /// <summary>
    /// All second derivatives of a function of scalars, each with its own formula: forward mode in all directions at once. Of
    /// each symmetric pair one is computed.
    /// </summary>
    public DerivedFunction ClosedHessian(string name, ArrayVariable hessian, IdSource ids)
    {
        int count = Varied.Count;
        ForwardMode forward = new(_map, ids, count);
        for (int i = 0; i < count; i++)
        {
            Value value = ((ScalarParameter)Varied[i]).Value;
            forward.Seed(value, new Constant(value.Type, 1), i);
        }

        BlockBuilder body = new(ids);
        forward.Append(body);
        for (int row = 0; row < count; row++)
        {
            for (int column = row; column < count; column++)
            {
                Operand gradientOfColumn = _map.Body.Yields[column];
                Operand second = forward.TangentOf(gradientOfColumn, row) ?? new Constant(gradientOfColumn.Type, 0);
                second = second.Type == hessian.Element ? second : body.Convert(second, hessian.Element);
                body.Add(new Store(hessian, [Constant.Int((row * count) + column)], second));
                if (column != row)
                {
                    body.Add(new Store(hessian, [Constant.Int((column * count) + row)], second));
                }
            }
        }

        return new DerivedFunction(new Function(name, HessianParameters(hessian), [], GradientsAsScratch(body.ToBlock([]), ids), ids.Next), []);
    }

    /// <summary>FHessian's parameters: F's inputs, then the Hessian.</summary>
    public EquatableArray<Parameter> HessianParameters(ArrayVariable hessian) =>
        setup.Inputs.Append(new ArrayParameter(hessian, hessian.Name, ParameterRole.Output, false)).ToEquatableArray();

    /// <summary>The gradients themselves are no parameters here: what adds them up, where it is needed, is scratch.</summary>
    private Block GradientsAsScratch(Block body, IdSource ids)
    {
        BlockBuilder builder = new(ids);
        Rewriter rewriter = new();
        Dictionary<int, ArrayVariable> lengthsOf = [];
        for (int i = 0; i < Varied.Count; i++)
        {
            if (setup.Gradients[i] is ArrayParameter gradientArray)
            {
                ArrayVariable input = ((ArrayParameter)Varied[i]).Array, array = gradientArray.Array;
                ArrayVariable scratch = ids.NewArray(array.Name, array.Element, array.Rank, ArrayStorage.Scratch);
                builder.Add(new Allocate(scratch, Enumerable.Range(0, array.Rank).Select(axis => (Operand)builder.Dimension(input, axis)).ToEquatableArray(), Zeroed: false));
                rewriter.Replace(array, scratch);
                lengthsOf.Add(scratch.Id, input);
            }
        }

        builder.AddRange(rewriter.Rewrite(body).SelectStatements(statement =>
            [statement is Dimension dimension && lengthsOf.TryGetValue(dimension.Array.Id, out ArrayVariable? input) ? dimension with { Array = input } : statement]).Statements);
        return builder.ToBlock(body.Yields);
    }

    private static void RequireShape(List<LengthCheck> checks, ArrayVariable array, ArrayVariable like)
    {
        for (int axis = 0; axis < array.Rank; axis++)
        {
            checks.Add(new LengthCheck(array, axis, IsExact: true, new LengthOfArray(like, axis)));
        }
    }
}
