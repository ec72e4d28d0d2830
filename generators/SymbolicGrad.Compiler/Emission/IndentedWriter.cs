using System.Text;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>Collects lines of text, indented by four spaces a level; lines end in \n on every machine.</summary>
internal sealed class IndentedWriter
{
    /// <summary>What a line should not exceed where it can be helped.</summary>
    public const int Width = 140;

    private readonly StringBuilder _text = new();
    private int _level;

    /// <summary>Columns left for text at the present indentation.</summary>
    public int Room => Width - (_level * 4);

    public void WriteLine(string line)
    {
        if (line.Length > 0)
        {
            _text.Append(' ', _level * 4).Append(line);
        }

        _text.Append('\n');
    }

    public void Indent() => _level++;

    public void Unindent() => _level--;

    public void OpenBlock()
    {
        WriteLine("{");
        Indent();
    }

    public void CloseBlock()
    {
        Unindent();
        WriteLine("}");
    }

    public override string ToString() => _text.ToString();
}
