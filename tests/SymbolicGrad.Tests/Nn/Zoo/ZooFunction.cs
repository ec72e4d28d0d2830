using System.Linq.Expressions;
using System.Numerics;
using System.Reflection;
using SymbolicGrad.Nn;

namespace SymbolicGrad.Tests.Nn.Zoo;

/// <summary>
/// One annotated function of the zoo in one floating type: itself and its generated members, ready to be called with arguments
/// of fitting shapes. What belongs to it is found by reflection, so that no generated member can be forgotten.
/// </summary>
public sealed class ZooFunction<T>
    where T : struct, IFloatingPointIeee754<T>
{
    private readonly MethodInfo _function;
    private readonly Dictionary<string, Argument> _arguments = [];
    private readonly T[] _result = new T[1];

    public ZooFunction(string name)
    {
        MethodInfo definition = ZooFunction.All.Single(method => ZooFunction.NameOf(method) == name);
        _function = definition.MakeGenericMethod(typeof(T));
        Random random = new(3);
        foreach (ParameterInfo parameter in _function.GetParameters())
        {
            (int height, int width) = Shapes.All[name][parameter.Name!];
            Array elements = parameter.ParameterType == typeof(ReadOnlySpan<int>) ? Labels(width) : Numbers(parameter, height * width, random);
            _arguments[parameter.Name!] = new Argument(elements, height, width);
        }

        Upstreams = Results.Select(result => Like(result, random)).ToArray();
        Gradients = Differentiable.Select(input => Like(_arguments[input.Name!], null)).ToArray();
        Array tape = TapeLength is null ? Array.Empty<T>() : new T[RecordedNumbers()];
        Tape = new Argument(tape, 1, tape.Length);
    }

    public bool ReturnsNumber => _function.ReturnType != typeof(void);

    public bool IsTaped => TapeLength is not null;

    /// <summary>One for each output, the returned number first.</summary>
    public Argument[] Upstreams { get; }

    /// <summary>One for each differentiable input, filled by the calls.</summary>
    public Argument[] Gradients { get; }

    public Argument Tape { get; }

    private IEnumerable<ParameterInfo> Inputs => _function.GetParameters().Where(parameter => !Argument.IsWritable(parameter.ParameterType));

    private IEnumerable<ParameterInfo> Differentiable =>
        Inputs.Where(input => input.GetCustomAttribute<NoGradientAttribute>() is null && input.ParameterType != typeof(ReadOnlySpan<int>));

    private IEnumerable<Argument> Results =>
        [
            .. ReturnsNumber ? [new Argument(_result, 1, 1)] : Array.Empty<Argument>(),
            .. _function.GetParameters().Except(Inputs).Select(parameter => _arguments[parameter.Name!]),
        ];

    private IEnumerable<Argument> InputArguments => Inputs.Select(input => _arguments[input.Name!]);

    private MethodInfo? TapeLength => Find("TapeLength", Inputs.Count());

    public CompiledCall Function => new(_function, _arguments.Values, _result);

    public CompiledCall Gradient => new(Get("Gradient", [.. InputArguments, .. Gradients]), [.. InputArguments, .. Gradients], _result);

    public CompiledCall Backward => new(Get("Backward", BackwardArguments), BackwardArguments, _result);

    public CompiledCall TapedForward => new(Get("Forward", [.. _arguments.Values, Tape], isTaped: true), [.. _arguments.Values, Tape], _result);

    public CompiledCall TapedBackward => new(Get("Backward", [.. BackwardArguments, Tape], isTaped: true), [.. BackwardArguments, Tape], _result);

    /// <summary>All generated members that compute derivatives.</summary>
    public IEnumerable<CompiledCall> Members =>
        [Backward, .. ReturnsNumber ? [Gradient] : Array.Empty<CompiledCall>(), .. IsTaped ? [TapedForward, TapedBackward] : Array.Empty<CompiledCall>()];

    private Argument[] BackwardArguments => [.. InputArguments, .. Upstreams, .. Gradients];

    /// <summary>The elements of all differentiable inputs, one after the other.</summary>
    public T[] Point
    {
        get => Differentiable.SelectMany(input => (T[])_arguments[input.Name!].Elements).ToArray();
        set
        {
            int offset = 0;
            foreach (ParameterInfo input in Differentiable)
            {
                Array elements = _arguments[input.Name!].Elements;
                Array.Copy(value, offset, elements, 0, elements.Length);
                offset += elements.Length;
            }
        }
    }

    /// <summary>All outputs, one after the other.</summary>
    public T[] Outputs => Results.SelectMany(result => (T[])result.Elements).ToArray();

    public T[] UpstreamElements => Upstreams.SelectMany(upstream => (T[])upstream.Elements).ToArray();

    public T[] GradientElements => Gradients.SelectMany(gradient => (T[])gradient.Elements).ToArray();

    public void FillGradients(T value)
    {
        foreach (Argument gradient in Gradients)
        {
            Array.Fill((T[])gradient.Elements, value);
        }
    }

    private static int[] Labels(int count) => Enumerable.Range(0, count).Select(n => n % 2).ToArray();

    private static T[] Numbers(ParameterInfo parameter, int count, Random random)
    {
        // Away from 0, where the rectifiers have their kink.
        bool positive = parameter.Name is "variance" or "eps" or "delta" or "alpha" or "slope" or "slopes";
        return Enumerable.Range(0, count)
            .Select(_ => T.CreateTruncating((0.1 + 1.4 * random.NextDouble()) * (positive || random.Next(2) == 0 ? 1 : -1))).ToArray();
    }

    private static Argument Like(Argument model, Random? random) =>
        new(Enumerable.Range(0, model.Elements.Length).Select(_ => random is null ? T.Zero : T.CreateTruncating(random.NextDouble() - 0.5)).ToArray(), model.Height, model.Width);

    private int RecordedNumbers()
    {
        int[] length = new int[1];
        MethodCallExpression call = Expression.Call(TapeLength!, TapeLength!.GetParameters().Zip(InputArguments, (parameter, argument) => argument.As(parameter)));
        Expression.Lambda<Action>(Expression.Assign(Expression.ArrayAccess(Expression.Constant(length), Expression.Constant(0)), call)).Compile()();
        return length[0];
    }

    private MethodInfo Get(string suffix, Argument[] arguments, bool isTaped = false) =>
        Find(suffix, arguments.Length, isTaped) ?? throw new MissingMethodException(_function.DeclaringType!.Name, _function.Name + suffix);

    // Overloads of a function have overloaded members: theirs differ in the names of the inputs, in number, or in that one has a tape.
    private MethodInfo? Find(string suffix, int count, bool isTaped = false) =>
        _function.DeclaringType!.GetMethods()
            .Where(method => method.Name == _function.Name + suffix && method.GetParameters().Length == count && method.GetParameters()[^1].Name == "tape" == isTaped)
            .SingleOrDefault(method => Inputs.All(input => method.GetParameters().Any(parameter => parameter.Name == input.Name)))
            ?.MakeGenericMethod(typeof(T));
}

/// <summary>The annotated functions of the zoo.</summary>
public static class ZooFunction
{
    public static IEnumerable<MethodInfo> All =>
        typeof(Dense).Assembly.GetExportedTypes().SelectMany(type => type.GetMethods()).Where(method => method.GetCustomAttribute<DifferentiableAttribute>() is not null);

    public static string NameOf(MethodInfo method) =>
        $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => parameter.Name))})";
}
