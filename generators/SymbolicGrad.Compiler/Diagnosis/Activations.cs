using SymbolicGrad.Compiler.Analysis.GradientFlow;
using SymbolicGrad.Compiler.Diagnosis.Hazards;
using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Diagnosis;

/// <summary>An activation, however it is written.</summary>
/// <param name="Result">What it gives.</param>
/// <param name="Argument">What it is given.</param>
/// <param name="Origin">Where.</param>
/// <param name="SlopeBound">The largest slope on what it is given.</param>
internal sealed record Activation(Value Result, Operand Argument, Origin Origin, double SlopeBound)
{
    /// <summary>The entry of the table; null where it is composed.</summary>
    public Operation? Operation { get; init; }

    /// <summary>ReLU, or its like with a slope on the left.</summary>
    public bool IsRectifier { get; init; }
}

/// <summary>The activations of a function, and which quantities are nothing else than results of theirs.</summary>
internal sealed class Activations
{
    private readonly Formulas _formulas;
    private readonly Definitions _definitions;
    private readonly Dictionary<int, Activation> _byResult = [];
    private readonly ILookup<int, Operand> _stored;
    private readonly HashSet<int> _opaque = [];

    public Activations(FlowFacts facts, Formulas formulas)
    {
        _formulas = formulas;
        _definitions = facts.Function.Body.Definitions;
        Statement[] all = facts.Function.Body.AllStatements;
        _stored = all.OfType<Store>().ToLookup(store => store.Array.Id, store => store.Value);

        // What is added to, written by a call, or given by the caller is more than what is stored.
        _opaque.UnionWith(all.Where(statement => statement is Accumulate or Call).SelectMany(statement => statement is Call call ? call.Written() : statement.Arrays()).Select(array => array.Id));
        _opaque.UnionWith(facts.Function.Parameters.OfType<ArrayParameter>().Where(parameter => parameter.Role != ParameterRole.Output).Select(parameter => parameter.Array.Id));
        LocalSlopes slopes = new(facts.Ranges);
        foreach (Statement statement in all)
        {
            if (Find(statement, slopes) is { } activation && facts.Activity.IsActive(activation.Argument) && facts.Activity.IsActive(activation.Result))
            {
                _byResult[activation.Result.Id] = activation;
            }
        }
    }

    public IEnumerable<Activation> All => _byResult.Values;

    /// <summary>The activations that the quantity is the result of, by whichever branch; none where it may be anything else.</summary>
    public IReadOnlyList<Activation> Behind(Operand operand)
    {
        List<Activation> found = [];
        return Follow(operand, found, []) ? found : [];
    }

    /// <summary>The same of what a call is given: a number, or every element of memory.</summary>
    public IReadOnlyList<Activation> Behind(KernelArgument? argument)
    {
        List<Activation> found = [];
        bool isKnown = argument?.ArrayOf() is { } array ? FollowMemory(array, found, []) : argument is ScalarArgument { Scalar: var operand } && Follow(operand, found, []);
        return isKnown ? found : [];
    }

    private bool FollowMemory(ArrayVariable array, List<Activation> found, HashSet<int> seen)
    {
        if (_opaque.Contains(array.Id) || !_stored.Contains(array.Id))
        {
            return false;
        }

        // A softmax in place writes the exponentials first, then their quotients.
        bool isNormalised = _stored[array.Id].Any(stored => stored is Value value && _byResult.ContainsKey(value.Id)
            && _definitions.Find(value) is Compute { Operands: [var dividend, _] } && _definitions.Find(dividend) is Load load && load.Array.Id == array.Id);
        return !seen.Add(array.Id) || _stored[array.Id].All(stored =>
            (isNormalised && _definitions.Find(stored) is Compute { Operation: var operation } && operation == Exponentials.Exp) || Follow(stored, found, seen));
    }

    private bool Follow(Operand operand, List<Activation> found, HashSet<int> seen)
    {
        if (operand is not Value value)
        {
            return false;
        }

        if (_byResult.TryGetValue(value.Id, out Activation? activation))
        {
            found.Add(activation);
            return true;
        }

        switch (_definitions.Find(value))
        {
            case Compute { Operands: [{ Type.IsFloating: true } converted] } compute when compute.Operation == Arithmetic.Convert:
                return Follow(converted, found, seen);
            case Load load:
                return FollowMemory(load.Array, found, seen);
            case If branch:
                int position = branch.Results.ToList().FindIndex(result => result.Id == value.Id);
                return position >= 0 && Follow(branch.Then.Yields[position], found, seen) && Follow(branch.Else.Yields[position], found, seen);
            default:
                return false;
        }
    }

    private Activation? Find(Statement statement, LocalSlopes slopes) => statement switch
    {
        Compute { Operation.IsActivation: true } compute => new Activation(compute.Result, compute.Operands[0], compute.Origin, slopes.Bound(compute, 0))
        {
            Operation = compute.Operation,
            IsRectifier = compute.Operation == Rectifiers.Relu || compute.Operation == Rectifiers.LeakyRelu || compute.Operation == Rectifiers.PRelu,
        },
        Compute { Operands: [var argument, Constant { IsZero: true }] } max when max.Operation == Extrema.Max => Rectifier(max.Result, argument, max.Origin),
        Compute { Operands: [Constant { IsZero: true }, var argument] } max when max.Operation == Extrema.Max => Rectifier(max.Result, argument, max.Origin),
        Compute { Operands: [var condition, var one, var other] } select when select.Operation == Comparisons.Select && Rectified(condition, one, other) is { } argument =>
            Rectifier(select.Result, argument, select.Origin),
        If { Results: [var result] } branch when Rectified(branch.Condition, branch.Then.Yields[0], branch.Else.Yields[0]) is { } argument =>
            Rectifier(result, argument, branch.Origin),
        _ => Quotient(statement),
    };

    private static Activation Rectifier(Value result, Operand argument, Origin origin) => new(result, argument, origin, 1) { IsRectifier = true };

    /// <summary>x &gt; 0 ? x : 0, whichever way round.</summary>
    private Operand? Rectified(Operand condition, Operand one, Operand other)
    {
        Operand? kept = one is Constant { IsZero: true } ? other : other is Constant { IsZero: true } ? one : null;
        return kept is Value && _definitions.Find(condition) is Compute { Operands: [var left, var right] }
            && ((left.Equals(kept) && right is Constant { IsZero: true }) || (right.Equals(kept) && left is Constant { IsZero: true })) ? kept : null;
    }

    /// <summary>Softmax: exp(x)/Σ exp.</summary>
    private Activation? Quotient(Statement statement)
    {
        if (statement is not Compute { Operands: [var dividend, var divisor] } quotient || quotient.Operation != Arithmetic.Divide
            || _formulas.Sources(dividend, Exponentials.Exp).FirstOrDefault() is not { } exp
            || !_formulas.Addends(divisor).OfType<Compute>().Any(addend => addend.Operation == Exponentials.Exp))
        {
            return null;
        }

        // ∂pᵢ/∂xᵢ = pᵢ(1 − pᵢ)
        return new Activation(quotient.Result, exp.Operands[0], quotient.Origin, Magnitudes.Of(SlopeTerms.Of(Sigmoids.Sigmoid)[0], Interval.Everything));
    }
}
