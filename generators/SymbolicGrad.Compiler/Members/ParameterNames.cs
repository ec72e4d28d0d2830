using SymbolicGrad.Compiler.Differentiation;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Members;

/// <summary>Names of the parameters that a generated member adds: d + name for adjoints, t + name for tangents, h + name for Hessian products; a name already taken gets the next free digit.</summary>
internal sealed class ParameterNames
{
    private readonly HashSet<string> _taken;

    public ParameterNames(Function function) => _taken = [.. function.Parameters.Select(parameter => parameter.Name.TrimStart('@'))];

    public string OfAdjoint(string name) => Free(AdjointNames.Of(name));

    public string OfResult(ReturnElement element) => Free(element.Name is null ? AdjointNames.OfResult : AdjointNames.Of(element.Name));

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
