using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Analysis.GradientFlow;
using SymbolicGrad.Compiler.Diagnosis.Hazards;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Diagnosis.Weights;

/// <summary>What the activations are like that a matrix of weights leads to.</summary>
public enum FedActivations
{
    /// <summary>Several kinds, none, or such of which nothing is said.</summary>
    Other,

    /// <summary>ReLU and its leaky relatives, which let half of the variance pass.</summary>
    Rectifying,

    /// <summary>tanh, σ and others that are flat on both sides.</summary>
    Saturating,
}

/// <summary>What a function does with its parameters as weights of a network: whoever fills them first may fill them in a way that does not fit.</summary>
public sealed class WeightUses
{
    private readonly Function _function;
    private readonly Formulas _formulas;
    private readonly Activations _activations;
    private readonly ILookup<int, Compute> _products;

    public WeightUses(Function function)
    {
        _function = function;
        FlowFacts facts = FlowFacts.Of(function);
        _formulas = new Formulas(facts);
        _activations = new Activations(facts, _formulas);
        _products = _formulas.Computes
            .Where(compute => compute.Operation == Arithmetic.Multiply)
            .SelectMany(product => product.Operands.Select(LoadedFrom).OfType<int>().Distinct().Select(array => (array, product)))
            .ToLookup(found => found.array, found => found.product);
    }

    /// <summary>Which activations the products with the parameter's elements are the arguments of, all of them.</summary>
    public FedActivations Fed(string parameter)
    {
        if (ArrayOf(parameter) is not { } weights)
        {
            return FedActivations.Other;
        }

        // Σw² is a penalty and no layer.
        HashSet<Compute> products = [.. _products[weights.Id].Where(product => !product.Operands.All(operand => LoadedFrom(operand) == weights.Id))];
        List<Activation> fed = [.. _activations.All.Where(activation => Addends(activation.Argument).OfType<Compute>().Any(products.Remove))];
        return products.Count > 0 || fed.Count == 0 ? FedActivations.Other
            : fed.TrueForAll(activation => activation.IsRectifier) ? FedActivations.Rectifying
            : fed.TrueForAll(activation => activation.Operation is { } operation && Saturation.HasTwoFlatTails(operation)) ? FedActivations.Saturating
            : FedActivations.Other;
    }

    /// <summary>True where the parameter is added to the argument of the gate f in f·c + i·g, with gates f and i of their own and an activation g.</summary>
    public bool IsForgetBias(string parameter)
    {
        int? id = ArrayOf(parameter)?.Id ?? _function.Parameters.OfType<ScalarParameter>().FirstOrDefault(found => found.WholeName == parameter)?.Value.Id;
        return id is not null && _formulas.Computes.Where(compute => compute.Operation == Arithmetic.Add).SelectMany(ForgetGates)
            .Any(gate => Addends(gate.Operands[0]).Any(addend => (addend as Load)?.Array.Id == id || (addend as Value)?.Id == id));
    }

    /// <summary>
    /// The first of the equally filled parameters whose units another one, filled equally too, adds up: these units are given the same numbers, and the same
    /// gradients, in every step. Null where nothing is certain.
    /// </summary>
    public (string Weights, string Next)? EqualUnits(IReadOnlyCollection<string> equallyFilled)
    {
        Dictionary<int, ArrayParameter> filled = _function.Parameters.OfType<ArrayParameter>().Where(parameter => equallyFilled.Contains(parameter.WholeName)).ToDictionary(parameter => parameter.Array.Id);
        ValueSources sources = new(_function.Body);
        foreach (ArrayParameter next in filled.Values.Where(IsMatrix))
        {
            foreach (Operand unit in _products[next.Array.Id].SelectMany(product => product.Operands.Where(operand => LoadedFrom(operand) != next.Array.Id)))
            {
                HashSet<int> origin = sources.Of(unit);
                if (filled.Values.FirstOrDefault(parameter => IsMatrix(parameter) && origin.Contains(parameter.Array.Id)) is { } weights && !AreToldApart(origin, filled))
                {
                    return (weights.WholeName, next.WholeName);
                }
            }
        }

        return null;

        static bool IsMatrix(ArrayParameter parameter) => parameter.Array.Rank == 2;
    }

    /// <summary>True where units may differ by what is not filled equally: a bias, a state, their number. What is only multiplied by such weights is the same for all of them.</summary>
    private bool AreToldApart(HashSet<int> origin, Dictionary<int, ArrayParameter> filled)
    {
        HashSet<int> asData = [.. filled.Keys.SelectMany(weights => _products[weights]).SelectMany(product => product.Operands).OfType<Value>().Select(factor => factor.Id)];
        return _function.Body.AllStatements.Any(statement => statement switch
        {
            Load load => origin.Contains(load.Result.Id) && !filled.ContainsKey(load.Array.Id) && IsParameter(load.Array) && !asData.Contains(load.Result.Id),
            Compute { Operands: [{ Type.IsInteger: true }] } number => number.Result.Type.IsFloating && origin.Contains(number.Result.Id),
            Call => true,
            _ => false,
        });
    }

    private IEnumerable<Compute> ForgetGates(Compute sum)
    {
        foreach ((Operand kept, Operand added) in new[] { (sum.Operands[0], sum.Operands[1]), (sum.Operands[1], sum.Operands[0]) })
        {
            if (_formulas.Sources(kept, Arithmetic.Multiply).FirstOrDefault() is { } state && _formulas.Sources(added, Arithmetic.Multiply).FirstOrDefault() is { } input
                && Gate(state) is (var forget, var cell) && Gate(input) is (var other, var candidate)
                && forget != other && _activations.Behind(cell).Count == 0 && _activations.Behind(candidate).Count > 0)
            {
                yield return forget;
            }
        }
    }

    private (Compute Sigmoid, Operand Other)? Gate(Compute product)
    {
        for (int i = 0; i < 2; i++)
        {
            if (_formulas.Sources(product.Operands[i], Sigmoids.Sigmoid).FirstOrDefault() is { } gate)
            {
                return (gate, product.Operands[1 - i]);
            }
        }

        return null;
    }

    /// <summary>What a quantity is a sum of: statements, loads of parameters, and parameters.</summary>
    private IEnumerable<object> Addends(Operand operand)
    {
        HashSet<int> seen = [];
        Stack<Operand> open = new([operand]);
        while (open.Count > 0)
        {
            if (open.Pop() is not Value value || !seen.Add(value.Id))
            {
                continue;
            }

            switch (_function.Body.Definitions.Find(value))
            {
                case Compute compute when compute.Operation == Arithmetic.Add || compute.Operation == Arithmetic.Subtract || compute.Operation == Arithmetic.Convert:
                    compute.Operands.ToList().ForEach(open.Push);
                    break;
                case For loop when loop.Carried.ToList().FindIndex(carried => carried.Entry.Id == value.Id || loop.Results[loop.Carried.ToList().IndexOf(carried)].Id == value.Id) is >= 0 and var state:
                    open.Push(loop.Carried[state].Initial);
                    open.Push(loop.Body.Yields[state]);
                    break;
                case Load load when !IsParameter(load.Array):
                    foreach (Statement written in _function.Body.AllStatements.Where(statement => statement is Store or Accumulate && statement.Array()!.Id == load.Array.Id))
                    {
                        open.Push(written is Store store ? store.Value : ((Accumulate)written).Value);
                    }

                    break;
                case { } other:
                    yield return other;
                    break;
                default:
                    yield return value;
                    break;
            }
        }
    }

    private int? LoadedFrom(Operand operand) => _function.Body.Definitions.Find(operand) is Load load && IsParameter(load.Array) ? load.Array.Id : null;

    private bool IsParameter(ArrayVariable array) => _function.Parameters.Any(parameter => parameter is ArrayParameter { Role: not ParameterRole.Output } given && given.Array.Id == array.Id);

    private ArrayVariable? ArrayOf(string parameter) => _function.Parameters.OfType<ArrayParameter>().FirstOrDefault(found => found.WholeName == parameter)?.Array;
}
