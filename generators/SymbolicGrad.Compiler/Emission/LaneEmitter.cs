using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>Writes the statements of vector loops that have no value: sections of arrays, and what is written to them.</summary>
internal sealed class LaneEmitter(ExpressionBuilder builder, LibraryNames names)
{
    /// <summary><c>Span&lt;T&gt; row = Lanes.Row(matrix, row, start, length);</c></summary>
    public LocalDeclaration Declare(View view)
    {
        Variable variable = ((VariableExpression)builder.Array(view.Array)).Variable;
        return new LocalDeclaration(variable, LaneExpressions.Section(view.Section, builder, names));
    }

    public CSharpStatement Write(Statement statement, string? comment)
    {
        (ArrayVariable array, Operand index, Operand value) = statement switch
        {
            Store store => (store.Array, store.Indices[0], store.Value),
            Accumulate accumulate => (accumulate.Array, accumulate.Indices[0], accumulate.Value),
            _ => throw new InvalidOperationException("Only stores and accumulations write."),
        };
        Expression target = builder.Array(array), at = builder.Build(index);
        bool isSum = statement is Accumulate;
        CallExpression call = isSum && builder.ProductInPlace(value) is { } product
            ? LaneExpressions.Call(names, "Lanes.AddProduct", null, [builder.Build(product.Left), builder.Build(product.Right), target, at])
            : LaneExpressions.Call(names, isSum ? "Lanes.Add" : "Lanes.Store", null, [builder.Build(value), target, at]);
        return new ExpressionStatement(call) { Comment = comment };
    }
}
