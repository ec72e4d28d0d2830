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

    [DoesNotReturn]
    private static void ThrowUnequal(int actual, int required, string actualText, string requiredText) =>
        throw new ArgumentException($"{actualText} is {actual}, but {requiredText} is {required}.", ParameterName(actualText));

    [DoesNotReturn]
    private static void ThrowShort(int actual, int required, string actualText, string requiredText) =>
        throw new ArgumentException($"{actualText} is {actual}, less than the {required} of {requiredText}.", ParameterName(actualText));

    /// <summary>The dx of dx.Length, the w.Ui of w.Ui.Length.</summary>
    private static string ParameterName(string text)
    {
        int dot = text.LastIndexOf('.');
        return (dot < 0 ? text : text[..dot]).TrimStart('@');
    }
}
