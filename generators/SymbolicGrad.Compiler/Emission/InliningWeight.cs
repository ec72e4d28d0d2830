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
        CallExpression { Callee: MemberExpression { Receiver: NameExpression { Text: var owner }, Member: var member } } call => OfCall(owner.Substring(owner.LastIndexOf('.') + 1), member, call.Arguments.Count),
        CallExpression { Callee: MemberExpression { Member: "TakeZeroed" or "Take" } } take => 10 * take.Arguments.Count,
        CallExpression { Callee: MemberExpression { Member: "GetRowSpan" } } => 8,
        CallExpression => 3,
        ElementExpression { Indices.Count: 2 } => 6,
        _ => 0,
    };

    private static int OfCall(string owner, string member, int arguments) => (owner, member) switch
    {
        ("VectorMath", "MultiplyAdd") => 3,
        ("VectorMath", _) => VectorFunction,

        // The part of a vector pins the memory that it is moved from or to.
        ("Lanes", "AddFirst") => 16 + OfRow(arguments > 4),
        ("Lanes", "AddProductFirst") => 16 + OfRow(arguments > 5),
        ("Lanes", "LoadFirst") => 8 + OfRow(arguments > 3),
        ("Lanes", "StoreFirst") => 8 + OfRow(arguments > 4),
        ("Lanes", "AddProduct") => 8 + OfRow(arguments > 4),
        ("Lanes", "Row" or "Powers") => 8,
        ("Lanes", "Load") => 4 + OfRow(arguments > 2),
        ("Lanes", "Store" or "Add") => 4 + OfRow(arguments > 3),
        ("Lanes", _) => 4,
        _ => 1,
    };

    /// <summary>What is found by its row, too.</summary>
    private static int OfRow(bool isInMatrix) => isInMatrix ? 4 : 0;
}
