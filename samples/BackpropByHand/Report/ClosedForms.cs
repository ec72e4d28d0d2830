using System.Reflection;
using System.Xml.Linq;

namespace SymbolicGrad.Samples.BackpropByHand.Report;

/// <summary>The closed forms that the generator wrote into the documentation of its members, read from the file beside the program.</summary>
internal sealed class ClosedForms
{
    private readonly Dictionary<string, XElement> members;

    private ClosedForms(Dictionary<string, XElement> members) => this.members = members;

    public static ClosedForms Load()
    {
        string file = Path.Combine(AppContext.BaseDirectory, Assembly.GetExecutingAssembly().GetName().Name + ".xml");
        Dictionary<string, XElement> members = [];
        foreach (XElement member in XDocument.Load(file).Descendants("member"))
            members[WithoutParameters((string?)member.Attribute("name") ?? "")] = member;
        return new ClosedForms(members);
    }

    /// <summary>What stands behind "Set to ∂L/∂w5 =" in the documentation of the parameter dw5.</summary>
    public string Of(Type type, string member, string parameter)
    {
        string text = members.TryGetValue($"M:{type.FullName}.{member}", out XElement? documentation)
            ? documentation.Elements("param").FirstOrDefault(p => (string?)p.Attribute("name") == parameter)?.Value ?? ""
            : "";
        string words = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        int equals = words.IndexOf(" = ", StringComparison.Ordinal);
        return equals < 0
            ? throw new InvalidDataException($"The documentation of {type.Name}.{member} states no closed form of {parameter}.")
            : words[(equals + 3)..].TrimEnd('.');
    }

    /// <summary>The functions of this sample have no overloads, so a name without its parameters is unique where it is looked up.</summary>
    private static string WithoutParameters(string name)
    {
        int parenthesis = name.IndexOf('(', StringComparison.Ordinal);
        return parenthesis < 0 ? name : name[..parenthesis];
    }
}
