using SymbolicGrad.Compiler.Differentiation;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Members;

/// <summary>Names of the parameters that a generated member adds: d + name for adjoints, t + name for tangents, h + name for Hessian products; a name already taken gets the next free digit.</summary>
internal sealed class ParameterNames
{
    private readonly HashSet<string> _taken;

    public ParameterNames(Function function) => _taken = [.. function.Parameters.Select(parameter => parameter.WholeName.TrimStart('@'))];

    private readonly Dictionary<string, string> _ofWholes = [];

    /// <summary>The name of a parameter's adjoint; for the leaf p.X it is dp.X.</summary>
    public string OfAdjoint(Parameter parameter)
    {
        if (!_ofWholes.TryGetValue(parameter.WholeName, out string? name))
        {
            _ofWholes.Add(parameter.WholeName, name = Free(AdjointNames.Of(parameter.WholeName)));
        }

        return name + parameter.Name.Substring(parameter.WholeName.Length);
    }

    /// <summary>The name of an upstream of what is returned: of the whole element where that is a structure.</summary>
    public string OfResult(ReturnElement element) => Free(Wanted(element));

    /// <summary>What it is called unless the name is taken.</summary>
    public static string Wanted(ReturnElement element) => element.Name is null ? AdjointNames.OfResult : AdjointNames.Of(element.Name);

    public string OfTangent(string name) => Free(TangentNames.Of(name));

    public string OfTangentOfResult(ReturnElement element) => Free(element.Name is null ? TangentNames.OfResult : TangentNames.Of(element.Name));

    public string OfProduct(string name) => Free(TangentNames.OfProduct(name));

    public string Free(string wanted)
    {
        string name = wanted;
        for (int digit = 1; !_taken.Add(name); digit++)
        {
            name = wanted + digit.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return name;
    }
}
