namespace SymbolicGrad.Compiler.Emission;

/// <summary>
/// About how many locals of the JIT's code takes once the library's small methods are inlined into it. The JIT stops inlining in a method that has
/// 512 of them: from there on even the load of a vector is a call, and everything takes a multiple of its time.
/// </summary>
internal static class InliningWeight
{
    private const int VectorFunction = 30;

    public static int Of(IEnumerable<CSharpStatement> block) => block.Sum(Of);

    public static int Of(CSharpStatement statement) => OfHead(statement) + statement.Blocks.Sum(block => Of(block));

    /// <summary>The weight without that of the statements within.</summary>
    public static int OfHead(CSharpStatement statement) => (statement is LocalDeclaration ? 1 : 0) + statement.Expressions.Sum(Of);

    private static int Of(Expression expression) => Own(expression) + expression.Children.Sum(Of);

    private static int Own(Expression expression) => expression switch
    {
        CallExpression { Callee: MemberExpression { Receiver: NameExpression { Text: var owner }, Member: var member } } => OfCall(owner.Substring(owner.LastIndexOf('.') + 1), member),
        CallExpression { Callee: MemberExpression { Member: "TakeZeroed" or "Take" } } take => 10 * take.Arguments.Count,
        CallExpression { Callee: MemberExpression { Member: "GetRowSpan" } } => 8,
        CallExpression => 3,
        ElementExpression { Indices.Count: 2 } => 6,
        _ => 0,
    };

    private static int OfCall(string owner, string member) => (owner, member) switch
    {
        ("VectorMath", "MultiplyAdd") => 3,
        ("VectorMath", _) => VectorFunction,

        // The part of a vector pins the memory that it is moved from or to.
        ("Lanes", "AddFirst" or "AddProductFirst") => 16,
        ("Lanes", "LoadFirst" or "StoreFirst") => 8,
        ("Lanes", "Row" or "Powers" or "AddProduct") => 8,
        ("Lanes", _) => 4,
        _ => 1,
    };
}
