using System.Numerics;

namespace SymbolicGrad.Tests.Activations;

/// <summary>The functions under test by the names that the reference table uses.</summary>
internal static class ScalarFunctions
{
    /// <summary>Name and allowed error in units of the last place, for each function of the table.</summary>
    public static readonly IReadOnlyDictionary<string, double> Tolerances = new Dictionary<string, double>
    {
        ["Sigmoid"] = 2,
        ["LogSigmoid"] = 3,
        ["Softplus"] = 3,
        ["Softsign"] = 1,
        ["TanhShrink"] = 3,
        ["Elu"] = 3,
        ["EluAlpha"] = 3,
        ["Selu"] = 3,
        ["CeluAlpha"] = 3,
        ["Silu"] = 3,
        ["Gelu"] = 3,
        ["GeluTanh"] = 600, // 2u is rounded before the exponential: up to |2u| units
        ["Mish"] = 3,
        ["Erf"] = 1,
        ["Erfc"] = 3,
        ["ExpM1"] = 3,
        ["LogP1"] = 3,
    };

    public static T Evaluate<T>(string name, T x)
        where T : IFloatingPointIeee754<T> =>
        name switch
        {
            "Sigmoid" => SymbolicGrad.Activations.Sigmoid(x),
            "LogSigmoid" => SymbolicGrad.Activations.LogSigmoid(x),
            "Softplus" => SymbolicGrad.Activations.Softplus(x),
            "Softsign" => SymbolicGrad.Activations.Softsign(x),
            "TanhShrink" => SymbolicGrad.Activations.TanhShrink(x),
            "Relu" => SymbolicGrad.Activations.Relu(x),
            "Relu6" => SymbolicGrad.Activations.Relu6(x),
            "LeakyRelu" => SymbolicGrad.Activations.LeakyRelu(x, T.CreateTruncating(0.25)),
            "PRelu" => SymbolicGrad.Activations.PRelu(x, T.CreateTruncating(0.25)),
            "HardTanh" => SymbolicGrad.Activations.HardTanh(x),
            "HardSigmoid" => SymbolicGrad.Activations.HardSigmoid(x),
            "HardSwish" => SymbolicGrad.Activations.HardSwish(x),
            "Elu" => SymbolicGrad.Activations.Elu(x),
            "EluAlpha" => SymbolicGrad.Activations.Elu(x, T.CreateTruncating(1.5)),
            "Selu" => SymbolicGrad.Activations.Selu(x),
            "CeluAlpha" => SymbolicGrad.Activations.Celu(x, T.CreateTruncating(1.5)),
            "Silu" => SymbolicGrad.Activations.Silu(x),
            "Gelu" => SymbolicGrad.Activations.Gelu(x),
            "GeluTanh" => SymbolicGrad.Activations.GeluTanh(x),
            "Mish" => SymbolicGrad.Activations.Mish(x),
            "Erf" => SymbolicGrad.Activations.Erf(x),
            "Erfc" => SymbolicGrad.Activations.Erfc(x),
            "ExpM1" => Elementary.ExpM1(x),
            "LogP1" => Elementary.LogP1(x),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such function."),
        };
}
