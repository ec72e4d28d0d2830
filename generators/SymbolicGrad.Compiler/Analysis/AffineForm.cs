using System.Runtime.CompilerServices;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Analysis;

/// <summary>
/// An integer as constant + Σ coefficient·symbol, where a symbol is the id of a value that is no sum, difference or
/// constant multiple of others (a loop index, a parameter, a length).
/// </summary>
public sealed class AffineForm
{
    private readonly SortedDictionary<int, long> _coefficients;

    private AffineForm(long constant, SortedDictionary<int, long> coefficients)
    {
        Constant = constant;
        _coefficients = coefficients;
    }

    public long Constant { get; }

    public IEnumerable<int> Symbols => _coefficients.Keys;

    public long CoefficientOf(int symbol) => _coefficients.TryGetValue(symbol, out long coefficient) ? coefficient : 0;

    public bool IsConstant => _coefficients.Count == 0;

    public static AffineForm Of(Operand operand, Definitions definitions)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (operand is Constant constant)
        {
            return new AffineForm((long)constant.Number, []);
        }

        Value value = (Value)operand;
        if (definitions.Find(value) is Compute compute && compute.Operands.All(o => o.Type.IsInteger))
        {
            if (compute.Operation == Arithmetic.Add)
            {
                return Of(compute.Operands[0], definitions).Plus(Of(compute.Operands[1], definitions), 1);
            }

            if (compute.Operation == Arithmetic.Subtract)
            {
                return Of(compute.Operands[0], definitions).Plus(Of(compute.Operands[1], definitions), -1);
            }

            if (compute.Operation == Arithmetic.Multiply)
            {
                AffineForm left = Of(compute.Operands[0], definitions), right = Of(compute.Operands[1], definitions);
                if (left.IsConstant || right.IsConstant)
                {
                    return left.IsConstant ? right.Times(left.Constant) : left.Times(right.Constant);
                }
            }
        }

        return new AffineForm(0, new SortedDictionary<int, long> { [value.Id] = 1 });
    }

    public AffineForm Minus(AffineForm other) => Plus(other, -1);

    /// <summary>This form without the term in a symbol.</summary>
    public AffineForm Without(int symbol)
    {
        SortedDictionary<int, long> rest = new(_coefficients);
        rest.Remove(symbol);
        return new AffineForm(Constant, rest);
    }

    private AffineForm Plus(AffineForm other, long factor)
    {
        SortedDictionary<int, long> sum = new(_coefficients);
        foreach (KeyValuePair<int, long> term in other._coefficients)
        {
            long coefficient = CoefficientOf(term.Key) + (factor * term.Value);
            if (coefficient == 0)
            {
                sum.Remove(term.Key);
            }
            else
            {
                sum[term.Key] = coefficient;
            }
        }

        return new AffineForm(Constant + (factor * other.Constant), sum);
    }

    private AffineForm Times(long factor)
    {
        SortedDictionary<int, long> product = [];
        foreach (KeyValuePair<int, long> term in _coefficients)
        {
            if (factor != 0)
            {
                product[term.Key] = term.Value * factor;
            }
        }

        return new AffineForm(Constant * factor, product);
    }
}
