using System.Text;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>Writes a member's documentation as XML comments.</summary>
internal static class DocumentationEmitter
{
    public static void Write(Documentation documentation, IndentedWriter writer)
    {
        if (documentation.Summary.Count > 0)
        {
            writer.WriteLine("/// <summary>");
            WriteText(documentation.Summary, writer);
            writer.WriteLine("/// </summary>");
        }

        foreach (ParameterDocumentation parameter in documentation.Parameters)
        {
            WriteElement("param", $" name=\"{Escape(parameter.Name)}\"", parameter.Text, writer);
        }

        if (documentation.Returns is { } returns)
        {
            WriteElement("returns", "", returns, writer);
        }

        if (documentation.Remarks.Count > 0)
        {
            writer.WriteLine("/// <remarks>");
            foreach (string paragraph in documentation.Remarks)
            {
                WriteElement("para", "", paragraph, writer);
            }

            writer.WriteLine("/// </remarks>");
        }
    }

    private static void WriteElement(string element, string attribute, string text, IndentedWriter writer)
    {
        string line = $"/// <{element}{attribute}>{Escape(text)}</{element}>";
        if (line.Length <= writer.Room && !text.Contains('\n'))
        {
            writer.WriteLine(line);
            return;
        }

        writer.WriteLine($"/// <{element}{attribute}>");
        WriteText(text.Split('\n'), writer);
        writer.WriteLine($"/// </{element}>");
    }

    /// <summary>Each line as it is, broken between words where it is too long.</summary>
    private static void WriteText(IEnumerable<string> lines, IndentedWriter writer)
    {
        foreach (string line in lines.SelectMany(line => line.Split('\n')))
        {
            StringBuilder current = new("///");
            foreach (string word in Escape(line.TrimEnd('\r')).Split(' '))
            {
                if (current.Length + 1 + word.Length > writer.Room && current.Length > 3)
                {
                    writer.WriteLine(current.ToString());
                    current.Clear().Append("///");
                }

                current.Append(' ').Append(word);
            }

            writer.WriteLine(current.ToString().TrimEnd());
        }
    }

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;");
}
