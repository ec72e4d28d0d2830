using Microsoft.CodeAnalysis.Editing;

namespace SymbolicGrad.CodeFixes;

/// <summary>One way to mend a finding at one place: all that could stand in its way has been looked at.</summary>
/// <param name="Key">Which kind of remedy it is: those of one kind are applied together.</param>
/// <param name="Title">What the menu says.</param>
/// <param name="Apply">Makes the edits.</param>
internal sealed record Remedy(string Key, string Title, Action<SyntaxEditor> Apply);
