using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>Writes the statements of vector loops that have no value: sections of arrays, and what is written to them.</summary>
internal sealed class LaneEmitter(ExpressionBuilder builder, LibraryNames names)
{
    /// <summary><c>Span&lt;T&gt; row = Lanes.Row(matrix, row, start, length);</c>, or a block of a matrix.</summary>
    public LocalDeclaration Declare(View view)
    {
        Variable variable = ((VariableExpression)builder.Array(view.Array)).Variable;
        return new LocalDeclaration(
            variable, view.Section is SectionArgument section ? LaneExpressions.Section(section, builder, names) : KernelCalls.Argument(view.Section, builder, names));
    }

    public CSharpStatement Write(Statement statement, string? comment)
    {
        (ArrayVariable array, EquatableArray<Operand> indices, Operand value) = statement switch
        {
            Store store => (store.Array, store.Indices, store.Value),
            Accumulate accumulate => (accumulate.Array, accumulate.Indices, accumulate.Value),
            _ => throw new InvalidOperationException("Only stores and accumulations write."),
        };
        EquatableArray<Expression> place = [builder.Array(array), .. indices.Select(builder.Build)];
        string lanes = LaneExpressions.Lanes(array, indices);
        bool isSum = statement is Accumulate;
        CallExpression call = isSum && builder.ProductInPlace(value) is { } product
            ? LaneExpressions.Call(names, "Lanes.AddProduct" + lanes, null, [builder.Build(product.Left), builder.Build(product.Right), .. place])
            : LaneExpressions.Call(names, (isSum ? "Lanes.Add" : "Lanes.Store") + lanes, null, [builder.Build(value), .. place]);
        return new ExpressionStatement(call) { Comment = comment };
    }
}
