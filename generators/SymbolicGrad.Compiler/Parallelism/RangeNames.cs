using System.Globalization;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Parallelism;

/// <summary>What the types for the loops over samples are called: after the member, with a number for the second loop on, and one for overloads.</summary>
internal static class RangeNames
{
    public static Func<int, string> Of(MemberKind kind, Declaration declaration)
    {
        string member = declaration.Stem + kind switch
        {
            MemberKind.Gradient => "Gradient",
            MemberKind.Backward => "Backward",
            MemberKind.Forward => "Forward",
            MemberKind.BackwardFromTape => "BackwardFromTape",
            _ => throw new InvalidOperationException($"No loop of {kind} is shared."),
        };

        // Overloads are members of one type: the file's name tells them apart.
        int dash = declaration.HintName.LastIndexOf('-');
        string overload = dash > declaration.HintName.LastIndexOf('.') ? "Of" + declaration.HintName.Substring(dash + 1) : "";
        return loop => $"{member}Samples{(loop == 0 ? "" : (loop + 1).ToString(CultureInfo.InvariantCulture))}{overload}";
    }
}
