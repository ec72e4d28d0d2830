using System.Reflection;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Generators.Tests.Support;

/// <summary>
/// Evaluates an operation of the table on double, long and bool operands, by calling what its <see cref="Spelling"/> names:
/// there is no second list of functions that could disagree with the first.
/// </summary>
public static class OperationEvaluator
{
    private static readonly Dictionary<(Operation Operation, string Types), Func<object[], object>> Cache = [];

    public static object Evaluate(Operation operation, ScalarType resultType, params object[] operands)
    {
        object result = operation.Spelling switch
        {
            Spelling.Cast => ConvertTo(resultType, operands[0]),
            Spelling.Conditional => (bool)operands[0] ? operands[1] : operands[2],
            _ => Find(operation, operands)(operands),
        };
        return Normalise(resultType, result);
    }

    /// <summary>float and type parameters are calculated in double: tests compare derivatives, not roundings.</summary>
    public static object ConvertTo(ScalarType type, object value) => type.Kind switch
    {
        ScalarKind.Int32 => value is double number ? (object)(long)(int)number : (long)(int)(long)value,
        ScalarKind.Int64 => value is double number ? (object)(long)number : (long)value,
        _ => value is double number ? number : (double)(long)value,
    };

    /// <summary>The public method of the library or of the package that a spelling names.</summary>
    public static MethodInfo? FindMethod(Spelling spelling, Type[] types) => spelling switch
    {
        Spelling.MathCall call => typeof(Math).GetMethod(call.Member, BindingFlags.Public | BindingFlags.Static, types),
        Spelling.NumericCall call => typeof(double).GetMethod(call.Member, BindingFlags.Public | BindingFlags.Static, types),
        Spelling.PackageCall call when types.All(type => type == typeof(int)) =>
            PackageType(call.Owner)?.GetMethods(BindingFlags.Public | BindingFlags.Static)
                .SingleOrDefault(method => method.Name == call.Member && !method.IsGenericMethodDefinition && method.GetParameters().Length == types.Length),
        Spelling.PackageCall call => PackageType(call.Owner)?.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .SingleOrDefault(method => method.Name == call.Member && method.IsGenericMethodDefinition && method.GetParameters().Length == types.Length)
            ?.MakeGenericMethod(typeof(double)),
        _ => null,
    };

    public static Type? PackageType(string owner) => typeof(DifferentiableAttribute).Assembly.GetType("SymbolicGrad." + owner);

    private static Func<object[], object> Find(Operation operation, object[] operands)
    {
        string types = string.Concat(operands.Select(operand => operand switch { double => 'd', long => 'i', _ => 'b' }));
        lock (Cache)
        {
            if (!Cache.TryGetValue((operation, types), out Func<object[], object>? evaluate))
            {
                evaluate = Create(operation, types);
                Cache.Add((operation, types), evaluate);
            }

            return evaluate;
        }
    }

    private static Func<object[], object> Create(Operation operation, string types)
    {
        switch (operation.Spelling)
        {
            case Spelling.Infix infix:
                return operands => Operators.Infix(infix.Symbol, operands[0], operands[1]);
            case Spelling.Prefix prefix:
                return operands => Operators.Prefix(prefix.Symbol, operands[0]);
        }

        // A count beside floating operands is an int; integers among themselves are evaluated as long.
        Type integer = types.Contains('d') ? typeof(int) : typeof(long);
        Type[] parameters = types.Select(type => type == 'd' ? typeof(double) : integer).ToArray();
        MethodInfo method = FindMethod(operation.Spelling, parameters)
            ?? throw new InvalidOperationException($"{operation} has no method for ({string.Join(", ", parameters.Select(p => p.Name))}).");
        MethodInvoker invoker = MethodInvoker.Create(method);
        return operands =>
        {
            object?[] arguments = operands.Select((operand, i) => parameters[i] == typeof(int) ? (int)(long)operand : operand).ToArray();
            return invoker.Invoke(null, arguments.AsSpan()) switch
            {
                int number => (long)number,
                { } other => other,
                null => throw new InvalidOperationException($"{operation} returned nothing."),
            };
        };
    }

    private static object Normalise(ScalarType type, object value) => (type.Kind, value) switch
    {
        (ScalarKind.Int32, long number) => (long)unchecked((int)number),
        (ScalarKind.Int64, long) or (ScalarKind.Boolean, bool) => value,
        (ScalarKind.Single or ScalarKind.Double or ScalarKind.Generic, double) => value,
        _ => throw new InvalidOperationException($"A {type} is not held as {value.GetType().Name}."),
    };
}
