using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Analysis;

/// <summary>Integers that are never negative, whatever the arguments are: lengths, strides, and their sums and products.</summary>
internal static class NonNegative
{
    public static bool Is(Operand operand, Definitions definitions) => Is(operand, definitions.Find);

    /// <param name="operand">An integer.</param>
    /// <param name="find">The statement that defines a value; null for a parameter.</param>
    public static bool Is(Operand operand, Func<Operand, Statement?> find) =>
        operand is Constant { Number: >= 0 } or Value { IsCount: true } || find(operand) switch
        {
            Dimension or Load { Array.Storage: ArrayStorage.RowLengths } => true,
            Compute compute when compute.Operation == Extrema.Max => compute.Operands.Any(part => Is(part, find)),
            Compute compute when compute.Operation == Arithmetic.Add || compute.Operation == Arithmetic.Multiply => compute.Operands.All(part => Is(part, find)),
            Compute compute => compute.Operation.Range.Low >= 0,
            _ => false,
        };
}
