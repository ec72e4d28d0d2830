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

    /// <summary>
    /// All calls with one argument a little too short, and all with an input and its gradient both too short, which agree with
    /// each other; and what was shortened.
    /// </summary>
    public IEnumerable<(string Shortened, CompiledCall Call)> Shortened()
    {
        ParameterInfo[] parameters = method.GetParameters();
        for (int i = 0; i < parameters.Length; i++)
        {
            string name = parameters[i].Name!;
            int gradient = Array.FindIndex(parameters, parameter => string.Equals(parameter.Name, "d" + name, StringComparison.OrdinalIgnoreCase));
            foreach (Argument shortened in _arguments[i].Shortened(parameters[i].ParameterType))
            {
                Argument[] changed = [.. _arguments];
                changed[i] = shortened;
                string what = $"{Name}: {name} {shortened.Height}x{shortened.Width}";
                yield return (what, new CompiledCall(method, changed, result));
                if (gradient >= 0)
                {
                    changed = [.. changed];
                    changed[gradient] = new Argument(_arguments[gradient].Elements, shortened.Height, shortened.Width);
                    yield return ($"{what}, {parameters[gradient].Name} the same", new CompiledCall(method, changed, result));
                }
            }
        }
    }
}
