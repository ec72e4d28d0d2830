namespace SymbolicGrad.Generators.Tests.RandomPrograms;

/// <summary>Smaller programs out of a failing one, until none of them fails in the same way.</summary>
/// <remarks>
/// Steps need not know what compiles: a candidate that is no C# does not count. Candidates are compiled together, as the programs of a
/// run are; FsCheck's search, which tries one at a time, would compile some hundred times for one failure.
/// </remarks>
internal static class Shrinking
{
    private const int Together = 40, MostRounds = 60;

    public static Verdict Shrink(Verdict failure)
    {
        Verdict smallest = failure;
        for (int round = 0; round < MostRounds && Step(smallest) is { } smaller; round++)
        {
            smallest = smaller;
        }

        return smallest;
    }

    private static Verdict? Step(Verdict failure)
    {
        IEnumerable<RandomProgram> candidates = Candidates(failure.Program)
            .Where(candidate => Measure(candidate) < Measure(failure.Program))
            .DistinctBy(candidate => candidate.Members)
            .OrderBy(Measure);
        return candidates
            .Chunk(Together)
            .Select(chunk => ProgramBatch.Run(chunk).FirstOrDefault(verdict => verdict.IsFailure && verdict.Reason == failure.Reason))
            .FirstOrDefault(smaller => smaller is not null);
    }

    private static int Measure(RandomProgram program) => 4 * program.Size + (2 * System.Numerics.BitOperations.PopCount((uint)program.Modes)) + (program.IsReassociated ? 0 : 1) + (program.IsCheckpointed ? 1 : 0) + (program.Style == NumberStyle.Double ? 0 : 3);

    private static IEnumerable<RandomProgram> Candidates(RandomProgram program) =>
    [
        .. Enum.GetValues<Derivatives>().Select(mode => program with { Modes = program.Modes & ~mode }),
        program with { IsReassociated = true },
        program with { IsCheckpointed = false },
        program with { Style = NumberStyle.Double },
        .. program.Parameters.Select(parameter => program with { Parameters = program.Parameters.Remove(parameter) }),
        .. program.Helpers.Select(helper => program with { Helpers = program.Helpers.Remove(helper) }),
        .. program.Helpers.SelectMany((helper, i) => Smaller(helper).Select(smaller => program with { Helpers = program.Helpers.SetItem(i, smaller) })),
        .. Smaller(program.Body).Select(body => program with { Body = body }),
    ];

    /// <summary>The tree with one node made smaller.</summary>
    private static IEnumerable<Syntax> Smaller(Syntax node)
    {
        foreach (Syntax replacement in Replacements(node))
        {
            yield return replacement;
        }

        for (int i = 0; i < node.Parts.Length; i++)
        {
            foreach (Syntax part in Smaller(node.Parts[i]))
            {
                yield return node with { Parts = node.Parts.SetItem(i, part) };
            }
        }
    }

    private static IEnumerable<Syntax> Replacements(Syntax node) => node.Sort switch
    {
        Sort.Block => [.. WithoutRanges(node), .. Unwrapped(node)],
        Sort.Number when node.IsLiteral => node.Template is "#1.0" or "#0.5" ? [] : [Syntax.Literal(1.0), Syntax.Literal(0.5)],
        Sort.Number => [.. Below(node), Syntax.Literal(0.5)],
        Sort.Integer => node.Template is "0" or "1" ? [] : [.. Below(node), Syntax.Literal(0), Syntax.Literal(1)],
        Sort.Condition => Below(node),
        _ => [],
    };

    private static IEnumerable<Syntax> Below(Syntax node) => node.Parts.SelectMany(part => part.All).Where(part => part.Sort == node.Sort).Take(12);

    private static IEnumerable<Syntax> WithoutRanges(Syntax block)
    {
        for (int length = block.Parts.Length; length >= 1; length = length > 1 ? (length + 1) / 2 : 0)
        {
            for (int start = 0; start + length <= block.Parts.Length; start += Math.Max(1, length / 2))
            {
                yield return block with { Parts = block.Parts.RemoveRange(start, length) };
            }
        }
    }

    /// <summary>A loop or branch gives way to what is inside.</summary>
    private static IEnumerable<Syntax> Unwrapped(Syntax block)
    {
        for (int i = 0; i < block.Parts.Length; i++)
        {
            foreach (Syntax inner in block.Parts[i].Parts.Where(part => part.Sort == Sort.Block))
            {
                yield return block with { Parts = [.. block.Parts[..i], .. inner.Parts, .. block.Parts[(i + 1)..]] };
            }
        }
    }
}
