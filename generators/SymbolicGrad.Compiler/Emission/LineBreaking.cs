namespace SymbolicGrad.Compiler.Emission;

/// <summary>Breaks a statement that is too long for its line, before the outermost operators and after the outermost commas.</summary>
internal static class LineBreaking
{
    public static void Write(string code, IndentedWriter writer)
    {
        int room = writer.Room;
        bool isContinued = false;
        while (code.Length > room && BestBreak(code, room) is var position and > 0)
        {
            writer.WriteLine(code.Substring(0, position).TrimEnd());
            code = code.Substring(position).TrimStart();
            if (!isContinued)
            {
                isContinued = true;
                writer.Indent();
                room = writer.Room;
            }
        }

        writer.WriteLine(code);
        if (isContinued)
        {
            writer.Unindent();
        }
    }

    /// <summary>The last place with the fewest parentheses around it and the loosest operator, or 0 where there is none.</summary>
    private static int BestBreak(string code, int room)
    {
        const int Levels = 10;

        // Indices belong to their array: better a break in a deep expression than one inside them.
        const int IndexDepth = 4;
        int best = 0, bestTightness = int.MaxValue, depth = 0;
        for (int i = 0; i < room; i++)
        {
            switch (code[i])
            {
                case '(':
                    depth++;
                    break;
                case ')':
                    depth--;
                    break;
                case '[':
                    depth += IndexDepth;
                    break;
                case ']':
                    depth -= IndexDepth;
                    break;
                case ' ' when TightnessAt(code, i) is { } tightness && (depth * Levels) + tightness <= bestTightness:
                    best = i + 1;
                    bestTightness = (depth * Levels) + tightness;
                    break;
            }
        }

        return best;
    }

    /// <summary>How tight what stands at a space binds: a comma before it, or an operator after it with a space on its other side; null for others.</summary>
    private static int? TightnessAt(string code, int space)
    {
        if (code[space - 1] == ',')
        {
            return 0;
        }

        int end = code.IndexOf(' ', space + 1);
        return end < 0 ? null : code.Substring(space + 1, end - space - 1) switch
        {
            "?" or ":" => 1,
            "||" => 2,
            "&&" => 3,
            "<" or ">" or "<=" or ">=" or "==" or "!=" => 4,
            "+" or "-" => 5,
            "*" or "/" or "%" => 6,
            _ => null,
        };
    }
}
