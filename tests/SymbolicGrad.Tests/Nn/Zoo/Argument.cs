using System.Linq.Expressions;
using System.Reflection;
using CommunityToolkit.HighPerformance;

namespace SymbolicGrad.Tests.Nn.Zoo;

/// <summary>Elements that are handed to a call as whatever its parameter is: a number, a span, a matrix view, a reference.</summary>
/// <param name="elements">The elements; a call writes to them directly.</param>
/// <param name="height">1 unless the parameter is a matrix.</param>
/// <param name="width">The length of a span or of a matrix's rows.</param>
public sealed class Argument(Array elements, int height, int width)
{
    public Array Elements { get; } = elements;

    public int Height { get; } = height;

    public int Width { get; } = width;

    /// <summary>The same with the last element of a span, the last row or the last column left out.</summary>
    public IEnumerable<Argument> Shortened(Type parameter)
    {
        if (!IsView(parameter) || Elements.Length == 0)
        {
            yield break;
        }

        yield return new Argument(Elements, Height, Width - 1);
        if (IsMatrix(parameter))
        {
            yield return new Argument(Elements, Height - 1, Width);
        }
    }

    public static bool IsMatrix(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Span2D<>) || type.GetGenericTypeDefinition() == typeof(ReadOnlySpan2D<>));

    public static bool IsView(Type type) =>
        IsMatrix(type) || (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Span<>) || type.GetGenericTypeDefinition() == typeof(ReadOnlySpan<>)));

    /// <summary>Whether a function writes to such a parameter.</summary>
    public static bool IsWritable(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Span<>) || type.GetGenericTypeDefinition() == typeof(Span2D<>));

    /// <summary>The argument as an expression of the parameter's type; a number passed by reference is its array's element.</summary>
    public Expression As(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        ConstantExpression array = Expression.Constant(Elements);
        if (IsMatrix(type))
        {
            ConstructorInfo constructor = type.GetConstructor([Elements.GetType(), typeof(int), typeof(int)])!;
            return Expression.New(constructor, array, Expression.Constant(Height), Expression.Constant(Width));
        }

        if (IsView(type))
        {
            ConstructorInfo constructor = type.GetConstructor([Elements.GetType(), typeof(int), typeof(int)])!;
            return Expression.New(constructor, array, Expression.Constant(0), Expression.Constant(Width));
        }

        return Expression.ArrayAccess(array, Expression.Constant(0));
    }
}
