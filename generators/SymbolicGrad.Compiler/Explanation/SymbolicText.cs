using System.Globalization;
using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Explanation;

/// <summary>
/// Values as mathematics: the user's name where there is one, else the formula that defines the value, down to names.
/// </summary>
internal sealed class SymbolicText(Definitions definitions)
{
    public string Of(Operand operand) => operand switch
    {
        Constant constant => constant.Number.ToString("R", CultureInfo.InvariantCulture).Replace("-", "−"),
        Value { Name: { } name } => name,
        Value value => OfUnnamed(value),
        _ => throw new InvalidOperationException("Unknown operand."),
    };

    private string OfUnnamed(Value value) => definitions.Find(value) switch
    {
        Compute compute when compute.Operation == Arithmetic.Convert => Of(compute.Operands[0]),
        Compute compute => string.Format(
            CultureInfo.InvariantCulture,
            compute.Operation.Formula,
            compute.Operands.Select((operand, i) => (object)(Brackets(compute.Operation, i) ? InProduct(operand) : Of(operand))).ToArray()),
        Load load => $"{load.Array.Name}[{string.Join(", ", load.Indices.Select(Of))}]",
        Dimension dimension => $"{dimension.Array.Name}.Length",
        _ => Nameless(value),
    };

    /// <summary>False once a value had to be written that has neither a name nor a formula: the result of an unnamed loop.</summary>
    public bool IsReadable { get; private set; } = true;

    private string Nameless(Value value)
    {
        IsReadable = false;
        return $"v{value.Id.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>Operands of products, quotients and negations need brackets when they are sums; the subtrahend does too.</summary>
    private static bool Brackets(Operation operation, int position) =>
        operation == Arithmetic.Multiply || operation == Arithmetic.Divide || operation == Arithmetic.Negate
        || (operation == Arithmetic.Subtract && position == 1);

    private string InProduct(Operand operand)
    {
        bool isSum = operand is Value { Name: null } value
            && definitions.Find(value) is Compute compute
            && (compute.Operation == Arithmetic.Add || compute.Operation == Arithmetic.Subtract || compute.Operation == Arithmetic.Divide
                || compute.Operation == Arithmetic.Negate);
        return isSum ? $"({Of(operand)})" : Of(operand);
    }

    /// <summary>The operand as a product: unnamed products are taken apart into their factors.</summary>
    public SymbolicProduct Product(Operand operand)
    {
        if (operand is Constant constant)
        {
            return new SymbolicProduct(constant.Number, []);
        }

        Value value = (Value)operand;
        if (value.Name is null && definitions.Find(value) is Compute compute)
        {
            if (compute.Operation == Arithmetic.Multiply)
            {
                return Product(compute.Operands[0]).Times(Product(compute.Operands[1]));
            }

            if (compute.Operation == Arithmetic.Negate)
            {
                return Product(compute.Operands[0]).Times(new SymbolicProduct(-1, []));
            }

            if (compute.Operation == Arithmetic.Subtract)
            {
                return new SymbolicProduct(1, [new Factor.Difference(Of(compute.Operands[0]), InProduct(compute.Operands[1]))]);
            }
        }

        return new SymbolicProduct(1, [new Factor.Quantity(InProduct(operand))]);
    }
}
