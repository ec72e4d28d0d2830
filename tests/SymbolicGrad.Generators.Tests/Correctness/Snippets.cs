namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>The table's rows, in the files of this class by what they try.</summary>
internal static partial class Snippets
{
    /// <summary>Rows whose programs call what stays a call and has a derivative: recursion, declared derivatives, other assemblies.</summary>
    public static IEnumerable<Snippet> WithCalls =>
        [.. Recursion.Where(snippet => snippet.Name != "a recursion without derivative"), .. CustomDerivatives, .. Assemblies];

    public static IEnumerable<Snippet> All =>
    [
        .. Loops,
        .. VectorLoops,
        .. OuterLoops,
        .. Rows,
        .. Products,
        .. Stacks,
        .. Clearing,
        .. Shares,
        .. Stencils,
        .. Nests,
        .. EarlyExits,
        .. Numerics,
        .. Checkpoints,
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
        .. Assemblies,
        .. Tensors,
        .. LibraryCalls,
        .. References,
        .. Nested,
        .. Jagged,
        .. Parallel,
        .. Directions,
    ];
}
