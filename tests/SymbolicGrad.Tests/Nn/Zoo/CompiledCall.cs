using System.Linq.Expressions;
using System.Reflection;

namespace SymbolicGrad.Tests.Nn.Zoo;

/// <summary>A method with its arguments: spans cannot be passed by reflection, so the call is compiled.</summary>
/// <param name="method">Static, no open type parameters.</param>
/// <param name="arguments">In the order of the parameters.</param>
/// <param name="result">Receives a returned number.</param>
public sealed class CompiledCall(MethodInfo method, IEnumerable<Argument> arguments, Array result)
{
    private readonly Argument[] _arguments = arguments.ToArray();

    public string Name => method.Name;

    public Action Compile()
    {
        Expression call = Expression.Call(method, method.GetParameters().Zip(_arguments, (parameter, argument) => argument.As(parameter)));
        return Expression.Lambda<Action>(
            method.ReturnType == typeof(void) ? call : Expression.Assign(Expression.ArrayAccess(Expression.Constant(result), Expression.Constant(0)), call)).Compile();
    }

    public void Run() => Compile()();

    /// <summary>Every span and matrix a little too short, one at a time, with the parameter's name.</summary>
    public IEnumerable<(string Parameter, Argument Shortened)> Shortened() =>
        method.GetParameters().Zip(_arguments).SelectMany(
            pair => pair.Second.Shortened(pair.First.ParameterType), (pair, shortened) => (pair.First.Name!, shortened));

    /// <summary>The gradient's parameter that belongs to an input, if there is one.</summary>
    public string? GradientOf(string input) =>
        method.GetParameters().Select(parameter => parameter.Name!).SingleOrDefault(name => string.Equals(name, "d" + input, StringComparison.OrdinalIgnoreCase));

    /// <summary>The same call with another shape of one argument.</summary>
    public CompiledCall With(string parameter, Argument shape) =>
        new(
            method,
            method.GetParameters().Zip(_arguments, (own, argument) => own.Name == parameter ? new Argument(argument.Elements, shape.Height, shape.Width) : argument),
            result);

    /// <summary>What the call throws, or null.</summary>
    public Exception? Thrown()
    {
        try
        {
            Run();
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}
