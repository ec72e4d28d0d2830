using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Generators.Tests.Support;

/// <summary>What an interpreted function returned, then the final values of its scalar outputs and in/out scalars.</summary>
public sealed record Interpretation(IReadOnlyList<object> Returns, IReadOnlyList<object> Finals)
{
    /// <summary>The one returned number.</summary>
    public double Value => (double)Returns.Single();
}

/// <summary>
/// Runs a function of the IR, statement by statement, in double: the yardstick for passes, since it knows nothing of how
/// code is emitted. Integers are held as long, booleans as bool, elements of arrays as double.
/// </summary>
public sealed class Interpreter
{
    private readonly Dictionary<int, object> _values = [];
    private readonly Dictionary<int, InterpretedArray> _arrays = [];

    private readonly Action<Value, object>? _observe;

    private Interpreter(Action<Value, object>? observe) => _observe = observe;

    /// <param name="function">What is run.</param>
    /// <param name="arguments">
    /// One per parameter: double, int, long or bool; double[], int[] or double[,], which are written to. Anything for a scalar output.
    /// </param>
    public static Interpretation Run(Function function, params object[] arguments) => Observe(function, null, arguments);

    /// <summary>As <see cref="Run(Function, object[])"/>; what every statement defines is shown, whenever it runs.</summary>
    public static Interpretation Observe(Function function, Action<Value, object>? observe, params object[] arguments)
    {
        if (arguments.Length != function.Parameters.Count)
        {
            throw new ArgumentException($"{function.Name} has {function.Parameters.Count} parameters, not {arguments.Length}.", nameof(arguments));
        }

        Interpreter interpreter = new(observe);
        List<(InterpretedArray Array, object Argument)> written = [];
        for (int i = 0; i < arguments.Length; i++)
        {
            switch (function.Parameters[i])
            {
                case ScalarParameter { Role: ParameterRole.Output }:
                    break;
                case ScalarParameter scalar:
                    interpreter._values[scalar.Value.Id] = Held(arguments[i], scalar.Value.Type);
                    break;
                case ArrayParameter parameter:
                    InterpretedArray array = InterpretedArray.From(arguments[i], parameter.Array);
                    interpreter._arrays[parameter.Array.Id] = array;
                    if (parameter.Role != ParameterRole.Input)
                    {
                        written.Add((array, arguments[i]));
                    }

                    break;
            }
        }

        object[] yields = interpreter.Run(function.Body);
        foreach ((InterpretedArray array, object argument) in written)
        {
            array.CopyTo(argument);
        }

        return new Interpretation(yields[..function.Returns.Count], yields[function.Returns.Count..]);
    }

    private object[] Run(Block block)
    {
        foreach (Statement statement in block.Statements)
        {
            try
            {
                Run(statement);
                if (_observe is not null)
                {
                    foreach (Value result in statement.Results())
                    {
                        _observe(result, _values[result.Id]);
                    }
                }
            }
            catch (Exception exception) when (exception is not InterpretationException { InnerException: not null })
            {
                throw new InterpretationException($"{exception.Message} In: {Printer.Headline(statement)}", exception);
            }
        }

        return block.Yields.Select(Read).ToArray();
    }

    private void Run(Statement statement)
    {
        switch (statement)
        {
            case Compute compute:
                object[] operands = compute.Operands.Select(Read).ToArray();
                _values[compute.Result.Id] = OperationEvaluator.Evaluate(compute.Operation, compute.Result.Type, operands);
                break;
            case Dimension dimension:
                _values[dimension.Result.Id] = (long)Array(dimension.Array).Lengths[dimension.Axis];
                break;
            case Load load:
                double element = Array(load.Array)[Indices(load.Indices)];
                _values[load.Result.Id] = FromElement(element, load.Result.Type);
                break;
            case Store store:
                Array(store.Array)[Indices(store.Indices)] = ToElement(Read(store.Value));
                break;
            case Accumulate accumulate:
                Array(accumulate.Array)[Indices(accumulate.Indices)] += ToElement(Read(accumulate.Value));
                break;
            case Allocate allocate:
                _arrays[allocate.Array.Id] = allocate.Array.Storage == ArrayStorage.Growing ? InterpretedArray.Growing() : InterpretedArray.Allocate(Indices(allocate.Lengths), allocate.Zeroed);
                break;
            case If branch:
                Assign(branch.Results, Run((bool)Read(branch.Condition) ? branch.Then : branch.Else));
                break;
            case For loop:
                Run(loop);
                break;
            case Kernel kernel:
                KernelInterpreter.Run(kernel, Read, Array, result => _values[kernel.Result!.Id] = result);
                break;
            default:
                throw new InvalidOperationException($"Unknown statement {statement.GetType().Name}.");
        }
    }

    private void Run(For loop)
    {
        LoopRange range = loop.Range;
        long end = (long)Read(range.End), step = (long)Read(range.Step);
        object[] carried = loop.Carried.Select(c => Read(c.Initial)).ToArray();
        for (long index = (long)Read(range.Start); Continues(index, range.Comparison, end); index += step)
        {
            if (loop.Guard is { } guard && !(bool)carried[loop.PositionOf(guard.Running)])
            {
                break;
            }

            _values[loop.Index.Id] = index;
            Assign(loop.Carried.Select(c => c.Entry), carried);
            carried = Run(loop.Body);
        }

        Assign(loop.Results, carried);
    }

    private static bool Continues(long index, LoopComparison comparison, long end) => comparison switch
    {
        LoopComparison.Less => index < end,
        LoopComparison.LessOrEqual => index <= end,
        LoopComparison.Greater => index > end,
        LoopComparison.GreaterOrEqual => index >= end,
        _ => throw new InvalidOperationException($"Unknown comparison {comparison}."),
    };

    private void Assign(IEnumerable<Value> results, object[] values)
    {
        foreach ((Value result, object value) in results.Zip(values))
        {
            _values[result.Id] = value;
        }
    }

    private object Read(Operand operand) => operand switch
    {
        Constant { Type.IsInteger: true } constant => (long)constant.Number,
        Constant { Type.Kind: ScalarKind.Boolean } constant => constant.Number != 0,
        Constant constant => constant.Number,
        Value value => _values.TryGetValue(value.Id, out object? held) ? held : throw new InterpretationException($"{value} has no value."),
        _ => throw new InvalidOperationException($"Unknown operand {operand.GetType().Name}."),
    };

    private InterpretedArray Array(ArrayVariable array) =>
        _arrays.TryGetValue(array.Id, out InterpretedArray? held) ? held : throw new InterpretationException($"{array} has no memory.");

    private int[] Indices(EquatableArray<Operand> operands) => operands.Select(operand => checked((int)(long)Read(operand))).ToArray();

    private static object Held(object argument, ScalarType type) => argument switch
    {
        int number when type.IsInteger => (long)number,
        long number when type.IsInteger => number,
        int number when type.IsFloating => (double)number,
        float number when type.IsFloating => (double)number,
        double number when type.IsFloating => number,
        bool condition when type == ScalarType.Boolean => condition,
        _ => throw new ArgumentException($"A {type} parameter does not take {argument} ({argument.GetType().Name}).", nameof(argument)),
    };

    private static object FromElement(double element, ScalarType type) => type switch
    {
        { IsInteger: true } => double.IsNaN(element) ? throw new InterpretationException("An element is read before it is written.") : (long)element,
        { Kind: ScalarKind.Boolean } => element != 0,
        _ => element,
    };

    private static double ToElement(object value) => value switch
    {
        double number => number,
        long number => number,
        bool condition => condition ? 1 : 0,
        _ => throw new InvalidOperationException($"{value.GetType().Name} is no element."),
    };
}

/// <summary>The function does what a correct one never does; the message names the statement.</summary>
public sealed class InterpretationException(string message, Exception? inner = null) : Exception(message, inner);
