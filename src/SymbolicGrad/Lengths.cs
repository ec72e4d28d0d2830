using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SymbolicGrad;

/// <summary>The checks of lengths with which generated members begin.</summary>
/// <remarks>
/// <code>
/// Lengths.RequireEqual(dx.Length, x.Length);
/// // System.ArgumentException: dx.Length is 3, but x.Length is 4. (Parameter 'dx')
/// </code>
/// The compiler hands over the texts of the arguments, so that a check is one short line.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class Lengths
{
    /// <summary>Requires one length to be another.</summary>
    /// <param name="actual">A parameter's length, written as a member of the parameter.</param>
    /// <param name="required">What it has to be.</param>
    /// <param name="actualText">Filled in by the compiler.</param>
    /// <param name="requiredText">Filled in by the compiler.</param>
    /// <exception cref="ArgumentException">They differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireEqual(
        int actual,
        int required,
        [CallerArgumentExpression(nameof(actual))] string actualText = "",
        [CallerArgumentExpression(nameof(required))] string requiredText = "")
    {
        if (actual != required)
            ThrowUnequal(actual, required, actualText, requiredText);
    }

    /// <summary>Requires one length to be at least another.</summary>
    /// <param name="actual">A parameter's length, written as a member of the parameter.</param>
    /// <param name="required">What it must not be below.</param>
    /// <param name="actualText">Filled in by the compiler.</param>
    /// <param name="requiredText">Filled in by the compiler.</param>
    /// <exception cref="ArgumentException">It is shorter.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireAtLeast(
        int actual,
        int required,
        [CallerArgumentExpression(nameof(actual))] string actualText = "",
        [CallerArgumentExpression(nameof(required))] string requiredText = "")
    {
        if (actual < required)
            ThrowShort(actual, required, actualText, requiredText);
    }

    /// <summary>Requires the rows of one jagged array to be as long as those of another that has as many.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <typeparam name="TRequired">The type of the other's elements.</typeparam>
    /// <param name="actual">A parameter.</param>
    /// <param name="required">What its rows have to be as long as.</param>
    /// <param name="actualText">Filled in by the compiler.</param>
    /// <param name="requiredText">Filled in by the compiler.</param>
    /// <exception cref="ArgumentException">A row is of another length.</exception>
    public static void RequireEqualRows<T, TRequired>(
        T[][] actual,
        TRequired[][] required,
        [CallerArgumentExpression(nameof(actual))] string actualText = "",
        [CallerArgumentExpression(nameof(required))] string requiredText = "")
    {
        for (int i = 0; i < required.Length; i++)
        {
            if (actual[i].Length != required[i].Length)
                ThrowUnequal(actual[i].Length, required[i].Length, $"{actualText}[{i}].Length", $"{requiredText}[{i}].Length");
        }
    }

    /// <summary>Requires the rows of one jagged array to be at least as long as those of another, as far as both have rows.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <typeparam name="TRequired">The type of the other's elements.</typeparam>
    /// <param name="actual">A parameter.</param>
    /// <param name="required">What its rows must not be shorter than.</param>
    /// <param name="actualText">Filled in by the compiler.</param>
    /// <param name="requiredText">Filled in by the compiler.</param>
    /// <exception cref="ArgumentException">A row is shorter.</exception>
    public static void RequireRowsAtLeast<T, TRequired>(
        T[][] actual,
        TRequired[][] required,
        [CallerArgumentExpression(nameof(actual))] string actualText = "",
        [CallerArgumentExpression(nameof(required))] string requiredText = "")
    {
        for (int i = 0; i < Math.Min(actual.Length, required.Length); i++)
        {
            if (actual[i].Length < required[i].Length)
                ThrowShort(actual[i].Length, required[i].Length, $"{actualText}[{i}].Length", $"{requiredText}[{i}].Length");
        }
    }

    /// <summary>Requires every row of a jagged array to be at least so long.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="actual">A parameter.</param>
    /// <param name="required">What no row's length may be below.</param>
    /// <param name="actualText">Filled in by the compiler.</param>
    /// <param name="requiredText">Filled in by the compiler.</param>
    /// <exception cref="ArgumentException">A row is shorter.</exception>
    public static void RequireRowsAtLeast<T>(
        T[][] actual,
        int required,
        [CallerArgumentExpression(nameof(actual))] string actualText = "",
        [CallerArgumentExpression(nameof(required))] string requiredText = "")
    {
        for (int i = 0; i < actual.Length; i++)
        {
            if (actual[i].Length < required)
                ThrowShort(actual[i].Length, required, $"{actualText}[{i}].Length", requiredText);
        }
    }

    /// <summary>How long the longest row is.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="rows">The rows.</param>
    /// <returns>0 where there are none.</returns>
    public static int OfLongestRow<T>(T[][] rows)
    {
        int longest = 0;
        foreach (T[] row in rows)
            longest = Math.Max(longest, row.Length);
        return longest;
    }

    /// <summary>How many elements there are in all rows.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="rows">The rows.</param>
    /// <returns>The sum of their lengths.</returns>
    public static int OfAllRows<T>(T[][] rows)
    {
        int sum = 0;
        foreach (T[] row in rows)
            sum += row.Length;
        return sum;
    }

    // Nothing but a throw, so that the JIT moves the calls out of the way.
    [DoesNotReturn]
    private static void ThrowUnequal(int actual, int required, string actualText, string requiredText) => throw Unequal(actual, required, actualText, requiredText);

    [DoesNotReturn]
    private static void ThrowShort(int actual, int required, string actualText, string requiredText) => throw Short(actual, required, actualText, requiredText);

    private static ArgumentException Unequal(int actual, int required, string actualText, string requiredText) =>
        new($"{actualText} is {actual}, but {requiredText} is {required}.", ParameterName(actualText));

    private static ArgumentException Short(int actual, int required, string actualText, string requiredText) =>
        new(
            int.TryParse(requiredText, out _) ? $"{actualText} is {actual}, less than {required}." : $"{actualText} is {actual}, less than the {required} of {requiredText}.",
            ParameterName(actualText));

    /// <summary>The dx of dx.Length and of dx[2].Length, the w.Ui of w.Ui.Length.</summary>
    private static string ParameterName(string text)
    {
        int dot = text.LastIndexOf('.');
        string name = dot < 0 ? text : text[..dot];
        int row = name.IndexOf('[', StringComparison.Ordinal);
        return (row < 0 ? name : name[..row]).TrimStart('@');
    }
}
