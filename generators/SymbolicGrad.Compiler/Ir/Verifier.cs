namespace SymbolicGrad.Compiler.Ir;

/// <summary>
/// Says what is wrong with a function, in readable sentences; an empty list means that it is well formed. Tests run it after
/// every pass, so that a pass that breaks the IR is named by the first test that sees it.
/// </summary>
public sealed class Verifier
{
    private readonly List<string> _problems = [];
    private readonly VerifierScope _scope;
    private readonly OperandRules _rules;

    private Verifier(Function function, bool allowMirrored)
    {
        _scope = new VerifierScope(function, allowMirrored, _problems.Add);
        _rules = new OperandRules(_problems.Add);
    }

    /// <param name="function">What is checked.</param>
    /// <param name="allowMirrored">
    /// True between the reverse sweep and the pass that resolves <see cref="For.Mirrors"/>: a mirroring loop's body may use
    /// the values of the body it mirrors, and the sweep of a branch those of the branch.
    /// </param>
    public static IReadOnlyList<string> Verify(Function function, bool allowMirrored = false)
    {
        Verifier verifier = new(function, allowMirrored);
        verifier.CheckFunction(function);
        return verifier._problems;
    }

    private void CheckFunction(Function function)
    {
        foreach (Parameter parameter in function.Parameters)
        {
            switch (parameter)
            {
                case ScalarParameter scalar:
                    _scope.Define(scalar.Value, $"parameter {scalar.Name}");
                    break;
                case ArrayParameter array:
                    _scope.Define(array.Array, $"parameter {array.Name}");
                    if (array.Array.Storage is ArrayStorage.Scratch or ArrayStorage.Growing or ArrayStorage.Cell)
                    {
                        _problems.Add($"Parameter {array.Name} is scratch.");
                    }

                    break;
                default:
                    _problems.Add($"Parameter {parameter.Name} is of an unknown kind.");
                    break;
            }
        }

        IEnumerable<ScalarType> finals = function.Parameters.OfType<ScalarParameter>()
            .Where(scalar => scalar.Role != ParameterRole.Input)
            .Select(scalar => scalar.Value.Type);
        Check(function.Body, "the function");
        CheckYields(function.Body, function.Returns.Select(element => element.Type).Concat(finals).ToList(), $"The body of {function.Name}");
    }

    private void Check(Block block, string where)
    {
        foreach (Statement statement in block.Statements)
        {
            Check(statement);
        }

        foreach (Operand operand in block.Yields)
        {
            _scope.Use(operand, $"the yield of {where}");
        }
    }

    private void Check(Statement statement)
    {
        string headline = Printer.Headline(statement);
        foreach (Operand operand in statement.Operands())
        {
            _scope.Use(operand, headline);
        }

        if (statement is not (Allocate or View) && statement.Array() is { } array)
        {
            _scope.Use(array, headline);
        }

        switch (statement)
        {
            case Compute compute:
                _rules.Check(compute, headline);
                break;
            case Dimension dimension:
                _rules.CheckDimension(dimension, headline);
                break;
            case Load load:
                _rules.CheckElement(load.Array, load.Indices, load.Result.Type, headline);
                break;
            case Store store:
                _rules.CheckElement(store.Array, store.Indices, store.Value.Type, headline);
                break;
            case Accumulate accumulate:
                _rules.CheckElement(accumulate.Array, accumulate.Indices, accumulate.Value.Type, headline);
                _rules.CheckAccumulation(accumulate, headline);
                break;
            case Allocate allocate:
                _rules.CheckAllocation(allocate, headline);
                _scope.Define(allocate.Array, headline);
                break;
            case View view:
                _scope.Use(view.Viewed, headline);
                _rules.CheckKernelArgument(view.Section, view.Viewed, headline);
                _scope.Define(view.Array, headline);
                break;
            case If branch:
                CheckIf(branch, headline);
                break;
            case For loop:
                CheckFor(loop, headline);
                break;
            case Kernel kernel:
                CheckKernel(kernel, headline);
                break;
            case Call call:
                CheckCall(call, headline);
                break;
            default:
                _problems.Add($"Unknown statement {statement.GetType().Name}.");
                break;
        }

        foreach (Value result in statement.Results())
        {
            _scope.Define(result, headline);
        }
    }

    private void CheckIf(If branch, string headline)
    {
        if (branch.Condition.Type != ScalarType.Boolean)
        {
            _problems.Add($"The condition of '{headline}' is {branch.Condition.Type}, not bool.");
        }

        List<ScalarType> types = branch.Results.Select(result => result.Type).ToList();
        foreach ((Block block, string name) in new[] { (branch.Then, "then"), (branch.Else, "else") })
        {
            using (_scope.Enter(null, null))
            {
                Check(block, $"the {name} branch of '{headline}'");
            }

            CheckYields(block, types, $"The {name} branch of '{headline}'");
        }
    }

    private void CheckFor(For loop, string headline)
    {
        _rules.CheckLoop(loop, headline);
        if (loop.Results.Count != loop.Carried.Count)
        {
            _problems.Add($"'{headline}' has {loop.Results.Count} results and {loop.Carried.Count} carried values.");
        }

        foreach ((Value result, Carried carried) in loop.Results.Zip(loop.Carried, (result, carried) => (result, carried)))
        {
            if (result.Type != carried.Entry.Type || carried.Initial.Type != carried.Entry.Type)
            {
                _problems.Add($"'{headline}' carries {carried.Entry} as {carried.Initial.Type}, {carried.Entry.Type} and {result.Type}.");
            }
        }

        if (loop.Guard is { } guard)
        {
            RequireCarried(loop, guard.Running, ScalarType.Boolean, headline);
            if (guard.Next is { } next)
            {
                RequireCarried(loop, next, loop.Index.Type, headline);
            }
        }

        using (_scope.Enter(loop, headline))
        {
            _scope.Define(loop.Index, headline);
            foreach (Carried carried in loop.Carried)
            {
                _scope.Define(carried.Entry, headline);
            }

            Check(loop.Body, $"the body of '{headline}'");
        }

        CheckYields(loop.Body, loop.Carried.Select(carried => carried.Entry.Type).ToList(), $"The body of '{headline}'");
    }

    private void RequireCarried(For loop, Value entry, ScalarType type, string headline)
    {
        if (loop.Carried.Count(carried => carried.Entry.Equals(entry)) != 1 || entry.Type != type)
        {
            _problems.Add($"The guard of '{headline}' names {entry}, which is no carried {type}.");
        }
    }

    private void CheckKernel(Kernel kernel, string headline)
    {
        foreach (KernelArgument argument in kernel.Arguments)
        {
            ArrayVariable? array = argument switch
            {
                SectionArgument section => section.Array,
                MatrixArgument matrix => matrix.Array,
                _ => null,
            };
            if (array is not null)
            {
                _scope.Use(array, headline);
                _rules.CheckKernelArgument(argument, array, headline);
            }
        }

        if (kernel.Operation.WritesFirstArgument == (kernel.Result is not null))
        {
            _problems.Add($"'{headline}' must either write its first argument or have a result.");
        }
    }

    private void CheckCall(Call call, string headline)
    {
        foreach (KernelArgument argument in call.Arguments)
        {
            if (argument.ArrayOf() is { } array)
            {
                _scope.Use(array, headline);
                _rules.CheckKernelArgument(argument, array, headline);
            }
        }

        _rules.CheckCall(call, headline);
    }

    private void CheckYields(Block block, List<ScalarType> expected, string where)
    {
        if (block.Yields.Count != expected.Count)
        {
            _problems.Add($"{where} yields {block.Yields.Count} values where {expected.Count} are expected.");
            return;
        }

        for (int i = 0; i < expected.Count; i++)
        {
            if (block.Yields[i].Type != expected[i])
            {
                _problems.Add($"{where} yields {block.Yields[i]} of type {block.Yields[i].Type} where {expected[i]} is expected.");
            }
        }
    }
}
