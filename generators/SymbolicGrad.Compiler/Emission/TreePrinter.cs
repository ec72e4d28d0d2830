namespace SymbolicGrad.Compiler.Emission;

/// <summary>Writes statements as text: a statement a line, braces where there is more than one, blank lines around blocks.</summary>
internal sealed class TreePrinter(IndentedWriter writer)
{
    /// <summary>Comments of neighbouring lines start in one column unless that would tear one this far from its code.</summary>
    private const int LargestGap = 60;

    public void Print(List<CSharpStatement> block)
    {
        for (int i = 0; i < block.Count; i++)
        {
            if (i > 0 && NeedsBlankLine(block[i - 1], block[i]))
            {
                writer.WriteLine("");
            }

            if (IsBlockStatement(block[i]))
            {
                PrintBlockStatement(block[i]);
                continue;
            }

            int first = i;
            while (i + 1 < block.Count && !IsBlockStatement(block[i + 1]) && !NeedsBlankLine(block[i], block[i + 1]))
            {
                i++;
            }

            PrintLines(block.GetRange(first, i - first + 1));
        }
    }

    private static bool IsBlockStatement(CSharpStatement statement) => statement is IfStatement or ForStatement or WhileStatement or DoStatement;

    private static bool NeedsBlankLine(CSharpStatement previous, CSharpStatement next) =>
        IsBlockStatement(previous) || (previous.IsPreparation && !next.IsPreparation);

    private void PrintLines(List<CSharpStatement> statements)
    {
        List<(string Code, string? Comment)> lines = [];
        for (int i = 0; i < statements.Count; i++)
        {
            string code = Text(statements[i]);
            while (i + 1 < statements.Count && CanJoin(statements[i], statements[i + 1]) && code.Length < writer.Room / 2)
            {
                i++;
                LocalDeclaration next = (LocalDeclaration)statements[i];
                code = code.TrimEnd(';') + ", " + Declarator(next) + ";";
            }

            lines.Add((code, statements[i].Comment));
        }

        for (int i = 0; i < lines.Count; i++)
        {
            PrintLine(lines[i].Code, lines[i].Comment, CommentColumn(lines, i));
        }
    }

    private void PrintLine(string code, string? comment, int column)
    {
        if (comment is not null && column + comment.Length + 3 <= writer.Room)
        {
            writer.WriteLine(code.PadRight(column) + "// " + comment);
            return;
        }

        if (comment is not null)
        {
            writer.WriteLine("// " + comment);
        }

        LineBreaking.Write(code, writer);
    }

    /// <summary>Where the comment of a line begins: as far as the longest of the commented lines around it needs.</summary>
    private static int CommentColumn(List<(string Code, string? Comment)> lines, int line)
    {
        int first = line, last = line;
        while (first > 0 && lines[first - 1].Comment is not null)
        {
            first--;
        }

        while (last + 1 < lines.Count && lines[last + 1].Comment is not null)
        {
            last++;
        }

        int longest = Enumerable.Range(first, last - first + 1).Max(i => lines[i].Code.Length);
        return (longest - lines[line].Code.Length > LargestGap ? lines[line].Code.Length : longest) + 4;
    }

    private static bool CanJoin(CSharpStatement first, CSharpStatement second) =>
        first is LocalDeclaration { IsUsing: false, Comment: null } left
        && second is LocalDeclaration { IsUsing: false, Comment: null } right
        && left.Variable.Type == right.Variable.Type
        && (IsConstant(left.Initializer) && IsConstant(right.Initializer));

    private static bool IsConstant(Expression? initializer) =>
        initializer is null or LiteralExpression or MemberExpression { Receiver: NameExpression };

    private void PrintBlockStatement(CSharpStatement statement)
    {
        switch (statement)
        {
            case ForStatement loop:
                writer.WriteLine(
                    $"for ({(loop.IsIndexOutside ? "" : loop.Index.Type + " ")}{loop.Index.Name} = {ExpressionPrinter.Print(loop.Start)}; "
                    + $"{ExpressionPrinter.Print(loop.Condition)}; {Text(loop.Step).TrimEnd(';')})");
                PrintBody(loop.Body, IsSimple(loop.Body));
                break;
            case WhileStatement loop:
                writer.WriteLine($"while ({ExpressionPrinter.Print(loop.Condition)})");
                PrintBody(loop.Body, IsSimple(loop.Body));
                break;
            case DoStatement loop:
                writer.WriteLine("do");
                PrintBody(loop.Body, isSimple: false);
                writer.WriteLine($"while ({ExpressionPrinter.Print(loop.Condition)});");
                break;
            case IfStatement branch:
                PrintBranch(branch, "if");
                break;
        }
    }

    private void PrintBranch(IfStatement branch, string keyword)
    {
        bool isSimple = IsSimple(branch.Then) && (branch.Else.Count == 0 || IsSimple(branch.Else));
        writer.WriteLine($"{keyword} ({ExpressionPrinter.Print(branch.Condition)})");
        PrintBody(branch.Then, isSimple);
        if (branch.Else.Count == 1 && branch.Else[0] is IfStatement next)
        {
            PrintBranch(next, "else if");
        }
        else if (branch.Else.Count > 0)
        {
            writer.WriteLine("else");
            PrintBody(branch.Else, isSimple);
        }
    }

    private void PrintBody(List<CSharpStatement> body, bool isSimple)
    {
        if (isSimple)
        {
            writer.Indent();
            Print(body);
            writer.Unindent();
            return;
        }

        writer.OpenBlock();
        Print(body);
        writer.CloseBlock();
    }

    /// <summary>True when the body is one statement on one line, so that it needs no braces.</summary>
    private static bool IsSimple(List<CSharpStatement> body) => body is [Assignment { Comment: null } or ExpressionStatement];

    private static string Text(CSharpStatement statement) => statement switch
    {
        // A whole number that is written the same with and without its type is an integer.
        Assignment { Symbol: "+=" or "-=", Source: LiteralExpression { Text: "1", FloatingText: "1" } } assignment =>
            $"{ExpressionPrinter.Print(assignment.Target)}{assignment.Symbol[0]}{assignment.Symbol[0]};",
        Assignment assignment =>
            string.Concat(assignment.FurtherTargets.Prepend(assignment.Target).Select(target => ExpressionPrinter.Print(target) + $" {assignment.Symbol} "))
            + ExpressionPrinter.Print(assignment.Source) + ";",
        LocalDeclaration { IsUsing: true } declaration => $"using var {Declarator(declaration)};",
        LocalDeclaration declaration => $"{declaration.Variable.Type} {Declarator(declaration)};",
        ExpressionStatement call => ExpressionPrinter.Print(call.Expression) + ";",
        ReturnStatement result => $"return {ExpressionPrinter.Print(result.Value)};",
        _ => throw new InvalidOperationException($"{statement.GetType().Name} is more than one line."),
    };

    private static string Declarator(LocalDeclaration declaration) => declaration.Initializer is null
        ? declaration.Variable.Name
        : $"{declaration.Variable.Name} = {ExpressionPrinter.Print(declaration.Initializer)}";
}
