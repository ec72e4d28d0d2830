using System.Globalization;
using System.Runtime.CompilerServices;
using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Explanation;

/// <summary>
/// Values as mathematics: the user's name where there is one, else the formula that defines the value, down to names.
/// </summary>
/// <param name="definitions">The formulas behind values without a name.</param>
/// <param name="names">By value id, what a value is called that shares its name with others.</param>
internal sealed class SymbolicText(Definitions definitions, IReadOnlyDictionary<int, string>? names = null)
{
    // Longer than any formula that is kept, so that whatever holds it is not kept either.
    private static readonly string Unreadable = new('…', SymbolicSum.LongestFormula + 1);

    // A value that is used often is written out once.
    private readonly Dictionary<int, string> _texts = [];
    private readonly Dictionary<int, SymbolicProduct> _products = [];

    public string Of(Operand operand) => operand switch
    {
        Constant constant => constant.Number.ToString("R", CultureInfo.InvariantCulture).Replace("-", "−"),
        Value { Name: { } name } value => names is not null && names.TryGetValue(value.Id, out string? own) ? own : name,
        Value value => OfUnnamed(value),
        _ => throw new InvalidOperationException("Unknown operand."),
    };

    private string OfUnnamed(Value value)
    {
        if (!_texts.TryGetValue(value.Id, out string? text))
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            text = Formula(value);
            text = text.Length > SymbolicSum.LongestFormula ? Unreadable : text;
            _texts.Add(value.Id, text);
        }

        return text;
    }

    /// <summary>What defines the value, its own name aside.</summary>
    public string Formula(Value value) => definitions.Find(value) switch
    {
        Compute compute when compute.Operation == Arithmetic.Convert => Of(compute.Operands[0]),
        Compute compute => string.Format(
            CultureInfo.InvariantCulture,
            compute.Operation.Formula,
            compute.Operands.Select((operand, i) => (object)(Brackets(compute.Operation, i) ? InProduct(operand) : Of(operand))).ToArray()),
        Load { Array.Storage: ArrayStorage.RowLengths } load => $"{load.Array.Name}[{Of(load.Indices[0])}].Length",
        Load { Array.Storage: ArrayStorage.Jagged } load => $"{load.Array.Name}[{Of(load.Indices[0])}][{Of(load.Indices[1])}]",
        Load load => $"{load.Array.Name}[{string.Join(", ", load.Indices.Select(Of))}]",
        Dimension dimension => $"{dimension.Array.Name}.Length",

        // It has neither a name nor a formula: the result of an unnamed loop.
        _ => Unreadable,
    };

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
        if (!_products.TryGetValue(value.Id, out SymbolicProduct? product))
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            product = FactorsOf(value);
            product = product.Length > SymbolicSum.LongestFormula ? new SymbolicProduct(1, [new Factor.Quantity(Unreadable)]) : product;
            _products.Add(value.Id, product);
        }

        return product;
    }

    private SymbolicProduct FactorsOf(Value value)
    {
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

        return new SymbolicProduct(1, [new Factor.Quantity(InProduct(value))]);
    }
}
