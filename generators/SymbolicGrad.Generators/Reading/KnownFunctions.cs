using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Generators.Reading;

/// <summary>Suggests functions of the table for a name that is not in it.</summary>
internal static class KnownFunctions
{
    private const int Suggestions = 3;

    public static string Nearest(string owner, string name)
    {
        List<string> members = OperationTable.All
            .SelectMany(operation => operation.Members)
            .Where(member => member.StartsWith(owner + ".", StringComparison.Ordinal))
            .Select(member => member.Substring(owner.Length + 1))
            .Distinct()
            .OrderBy(member => Distance(member, name))
            .ThenBy(member => member, StringComparer.Ordinal)
            .Take(Suggestions)
            .ToList();
        return members.Count == 0 ? "write it with functions that have one" : $"functions like it that have one are {string.Join(", ", members)}";
    }

    /// <summary>The edit distance of two names.</summary>
    private static int Distance(string left, string right)
    {
        int[] row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int substituted = diagonal + (char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
