namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>The table's rows, in the files of this class by what they try.</summary>
internal static partial class Snippets
{
    public static IEnumerable<Snippet> All =>
    [
        .. Loops,
        .. Branches,
        .. Memory,
        .. Calls,
        .. Forms,
        .. Found,
        .. Tuples,
        .. Structs,
        .. Vectors,
        .. Members,
        .. Switches,
        .. Integers,
        .. Arrays,
        .. Records,
        .. Recursion,
        .. CustomDerivatives,
        .. Tensors,
        .. References,
        .. Nested,
    ];
}
