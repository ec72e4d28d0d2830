using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Analysis;

/// <summary>Short words for quantities that nobody has named, from what computes them; the same for a variable and for its records.</summary>
internal static class QuantityNames
{
    private static readonly string[] Wanted = ["target", "label", "expected", "truth"];

    private static readonly Dictionary<Operation, string> Words = new()
    {
        [Arithmetic.Add] = "sum",
        [Arithmetic.Subtract] = "difference",
        [Arithmetic.Multiply] = "product",
        [Arithmetic.Divide] = "quotient",
        [Arithmetic.IntegerDivide] = "quotient",
        [Arithmetic.IntegerRemainder] = "remainder",
        [Arithmetic.Negate] = "negative",
        [Arithmetic.Convert] = "number",
        [Comparisons.Select] = "selected",
    };

    public static string Of(Statement statement) => statement switch
    {
        Compute compute => Of(compute),
        Load { Array.Storage: ArrayStorage.RowLengths } => "length",
        Dimension { Array.Storage: ArrayStorage.Jagged, Axis: 1 } => "longest",
        Load load => Of(load),
        Kernel kernel => Camel(kernel.Operation.Name),
        Call => "result",
        _ => "length",
    };

    /// <summary>A quantity of which nothing but its type is known.</summary>
    public static string Of(ScalarType type) => type.Kind switch
    {
        ScalarKind.Boolean => "condition",
        ScalarKind.Int32 or ScalarKind.Int64 => "count",
        _ => "value",
    };

    private static string Of(Compute compute)
    {
        if (compute.Result.Type.Kind == ScalarKind.Boolean)
        {
            return "condition";
        }

        if (compute.Result.Type.IsInteger && (compute.Operation == Arithmetic.Add || compute.Operation == Arithmetic.Subtract || compute.Operation == Arithmetic.Multiply))
        {
            return "index";
        }

        if (compute.Operation == Arithmetic.Subtract && compute.Operands[1] is Value { Name: { } name } && Wanted.Contains(name))
        {
            return "error";
        }

        if (compute.Operation == Arithmetic.Multiply && compute.Operands[0] == compute.Operands[1])
        {
            return "square";
        }

        return Words.TryGetValue(compute.Operation, out string? word) ? word : Camel(compute.Operation.Name);
    }

    /// <summary><c>x[i]</c> is xi, as in a formula, where the indices are plain.</summary>
    private static string Of(Load load)
    {
        IEnumerable<string?> indices = load.Indices.Select(index => (index as Value)?.Name);
        return indices.All(name => name is { Length: 1 }) ? load.Array.Name + string.Concat(indices) : load.Array.Name + "Element";
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
