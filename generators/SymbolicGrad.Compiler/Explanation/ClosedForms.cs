using System.Globalization;
using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Explanation;

/// <summary>
/// The derivation by hand of a straight-line function: reverse mode on symbols, with slopes kept as symbols (σ′(z)), so that
/// the result reads like the chain rule and not like its evaluation.
/// </summary>
internal sealed class ClosedForms
{
    private readonly Dictionary<int, SymbolicSum> _adjoints = [];
    private readonly SymbolicText _text;

    // A variable that is assigned several times means several quantities: x, x₂ … of a parameter, t₁, t₂ … of a local.
    private readonly IReadOnlyList<(Value Value, string Name)> _numbered;

    private ClosedForms(Function function)
    {
        _numbered = Number(function).ToList();
        _text = new SymbolicText(function.Body.Definitions, _numbered.ToDictionary(numbered => numbered.Value.Id, numbered => numbered.Name));
    }

    private static IEnumerable<(Value Value, string Name)> Number(Function function)
    {
        HashSet<string> parameters = new(function.Parameters.Select(parameter => parameter.Name), StringComparer.Ordinal);
        ILookup<string, Value> byName = function.Body.Statements.SelectMany(statement => statement.Results())
            .Where(value => value.Name is not null)
            .ToLookup(value => value.Name!, StringComparer.Ordinal);
        foreach (IGrouping<string, Value> same in byName)
        {
            int number = parameters.Contains(same.Key) ? 2 : same.Skip(1).Any() ? 1 : 0;
            foreach (Value value in same.Where(_ => number > 0))
            {
                yield return (value, same.Key + string.Concat(number++.ToString(CultureInfo.InvariantCulture).Select(digit => (char)('₀' + (digit - '0')))));
            }
        }
    }

    /// <summary>
    /// By parameter name, ∂L/∂parameter, without those that would be too long to read; null where the function has loops,
    /// branches or memory, whose derivation is the generated code itself.
    /// </summary>
    public static IReadOnlyDictionary<string, string>? Of(Function function, IReadOnlyList<string?> upstreams)
    {
        if (function.Body.Statements.Any(statement => statement is not Compute))
        {
            return null;
        }

        ClosedForms forms = new(function);
        for (int i = 0; i < function.Body.Yields.Count; i++)
        {
            if (upstreams[i] is { } upstream)
            {
                SymbolicProduct seed = upstream.Length == 0 ? SymbolicProduct.One : new SymbolicProduct(1, [new Factor.Quantity(upstream)]);
                forms.Contribute(function.Body.Yields[i], SymbolicSum.Of(seed));
            }
        }

        foreach (Compute compute in function.Body.Statements.OfType<Compute>().Reverse())
        {
            forms.Reverse(compute);
        }

        return function.Parameters.OfType<ScalarParameter>()
            .Where(parameter => parameter is { IsDifferentiable: true, Role: not ParameterRole.Output })
            .Where(parameter => !forms.IsTooLong(parameter.Value))
            .Select(parameter => (parameter.Name, Text: forms.TextOf(parameter.Value)))
            .Where(form => form.Text.Length > 0)
            .ToDictionary(form => form.Name, form => form.Text);
    }

    private bool IsTooLong(Value value) => _adjoints.TryGetValue(value.Id, out SymbolicSum? adjoint) && adjoint.IsTooLong;

    private string TextOf(Value value)
    {
        string form = _adjoints.TryGetValue(value.Id, out SymbolicSum? adjoint) ? adjoint.ToString() : "0";

        // What a number behind a name means is said, unless that would be longer than what it explains.
        List<string> meanings = [];
        foreach ((Value numbered, string name) in Enumerable.Reverse(_numbered).Where(numbered => Mentions(numbered.Name)))
        {
            meanings.Insert(0, $"{name} = {_text.Formula(numbered)}");
        }

        string where = string.Join(", ", meanings);
        return where.Length == 0 ? form : where.Length <= SymbolicSum.LongestFormula ? $"{form}, where {where}" : "";

        bool Mentions(string name) => form.Contains(name) || meanings.Any(meaning => meaning.Contains(name));
    }

    private void Contribute(Operand operand, SymbolicSum contribution)
    {
        if (operand is not Value { Type.IsFloating: true } value)
        {
            return;
        }

        if (!_adjoints.TryGetValue(value.Id, out SymbolicSum? adjoint))
        {
            _adjoints.Add(value.Id, adjoint = new SymbolicSum());
        }

        adjoint.Add(contribution);
    }

    private void Reverse(Compute compute)
    {
        if (!_adjoints.TryGetValue(compute.Result.Id, out SymbolicSum? upstream) || !compute.Operation.IsDifferentiable)
        {
            return;
        }

        if (upstream.IsTooLong && compute.Result.Name is not null)
        {
            // As by hand: the derivative by an intermediate quantity is worked out once, and named.
            upstream = SymbolicSum.Of(new SymbolicProduct(1, [new Factor.Quantity($"∂L/∂{_text.Of(compute.Result)}")]));
        }

        for (int i = 0; i < compute.Operands.Count; i++)
        {
            if (upstream.IsTooLong)
            {
                Contribute(compute.Operands[i], upstream);
            }
            else if (Slope(compute, i) is { } slope)
            {
                Contribute(compute.Operands[i], slope.Length > SymbolicSum.LongestFormula ? SymbolicSum.TooLong() : upstream.Times(slope));
            }
        }
    }

    private SymbolicProduct? Slope(Compute compute, int position)
    {
        Operation operation = compute.Operation;
        EquatableArray<Operand> operands = compute.Operands;
        if (operation == Arithmetic.Add || operation == Arithmetic.Convert)
        {
            return SymbolicProduct.One;
        }

        if (operation == Arithmetic.Subtract)
        {
            return new SymbolicProduct(position == 0 ? 1 : -1, []);
        }

        if (operation == Arithmetic.Negate)
        {
            return new SymbolicProduct(-1, []);
        }

        if (operation == Arithmetic.Multiply)
        {
            return _text.Product(operands[1 - position]);
        }

        if (operation.Arity == 1 && operation.SlopeFormula is { } formula)
        {
            return new SymbolicProduct(1, [new Factor.Quantity(string.Format(CultureInfo.InvariantCulture, formula, _text.Of(operands[0])))]);
        }

        // In general: the partial derivative as a symbol, ∂pow(x, 3)/∂x.
        string numerator = string.Format(CultureInfo.InvariantCulture, operation.Formula, operands.Select(o => (object)_text.Of(o)).ToArray());
        return operands[position] is Value
            ? new SymbolicProduct(1, [new Factor.Quantity($"∂({numerator})/∂({_text.Of(operands[position])})")])
            : null;
    }
}
