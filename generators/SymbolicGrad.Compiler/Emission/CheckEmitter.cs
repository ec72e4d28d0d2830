using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>Writes the checks of arguments that stand before a member's body.</summary>
internal sealed class CheckEmitter(ExpressionBuilder builder, LibraryNames names)
{
    public IEnumerable<CSharpStatement> Emit(Member member)
    {
        foreach (ArrayParameter parameter in member.Function.Parameters.OfType<ArrayParameter>().Where(parameter => !parameter.IsMember))
        {
            if (parameter.Array.Storage is ArrayStorage.Array or ArrayStorage.RectangularArray or ArrayStorage.Jagged)
            {
                Expression thrower = new NameExpression(names.Type("System", "ArgumentNullException"));
                yield return new ExpressionStatement(new CallExpression(new MemberExpression(thrower, "ThrowIfNull"), [builder.Array(parameter.Array)])) { IsPreparation = true };
            }
        }

        foreach (LengthCheck check in member.Checks)
        {
            // The helper takes the texts of its arguments for its message, so they need no repetition here.
            Expression helper = new NameExpression(names.Type("SymbolicGrad", "Lengths"));
            bool isOfRows = IsOfRows(check.Array, check.Axis);
            string rows = isOfRows ? "Rows" : "";
            yield return new ExpressionStatement(new CallExpression(
                new MemberExpression(helper, check.IsExact ? "RequireEqual" + rows : $"Require{rows}AtLeast"),
                [
                    isOfRows ? builder.Array(check.Array) : builder.Length(check.Array, check.Axis),
                    isOfRows && check.Required is LengthOfArray other && IsOfRows(other.Array, other.Axis) ? builder.Array(other.Array) : Required(check.Required),
                ]))
            { IsPreparation = true };
        }
    }

    private static bool IsOfRows(ArrayVariable array, int axis) => array.Storage == ArrayStorage.Jagged && axis == 1;

    private Expression Extent(Extent extent)
    {
        Expression? sum = extent.Scalars == 0 ? null : Literals.Write(Constant.Int(extent.Scalars));
        foreach (ArrayVariable array in extent.Arrays)
        {
            Expression count = array.Storage == ArrayStorage.Jagged ? builder.OfRows(array, "OfAllRows") : builder.Length(array, 0);
            count = array.Rank == 1 || array.Storage == ArrayStorage.Jagged ? count : Operators.Infix(count, "*", Expression.Multiplicative, builder.Length(array, 1));
            sum = sum is null ? count : Operators.Infix(sum, "+", Expression.Additive, count);
        }

        return sum ?? Literals.Write(Constant.Int(0));
    }

    private static Expression Plus(Expression length, int number) =>
        number == 0 ? length
        : number > 0 ? Operators.Infix(length, "+", Expression.Additive, Literals.Write(Constant.Int(number)))
        : Operators.Infix(length, "-", Expression.Additive, Literals.Write(Constant.Int(-number)));

    private Expression Required(RequiredLength required) => required switch
    {
        LengthOfArray other => builder.Length(other.Array, other.Axis),
        MultipleOfLength multiple => Plus(
            multiple.Factor == 1
                ? builder.Length(multiple.Array, multiple.Axis)
                : Operators.Infix(Literals.Write(Constant.Int(multiple.Factor)), "*", Expression.Multiplicative, builder.Length(multiple.Array, multiple.Axis)),
            multiple.Plus),
        LengthOfTable { Rows: { Scalars: var rows, Arrays.Count: 0 }, Columns: { Scalars: var columns, Arrays.Count: 0 } } => Literals.Write(Constant.Int(rows * columns)),
        LengthOfTable { Rows: { Scalars: 1, Arrays.Count: 0 } } row => Extent(row.Columns),
        LengthOfTable table => Operators.Infix(Extent(table.Rows), "*", Expression.Multiplicative, Extent(table.Columns)),
        LengthOfScalar scalar => scalar.Plus == 0
            ? builder.Build(scalar.Parameter)
            : Operators.Infix(builder.Build(scalar.Parameter), "+", Expression.Additive, Literals.Write(Constant.Int(scalar.Plus))),
        LengthOfConstant constant => Literals.Write(Constant.Int(constant.Number)),
        LengthOfTape tape => new CallExpression(
            new NameExpression(tape.MemberName),
            tape.ArgumentNames.Select(Expression (name) => new NameExpression(NameScope.Escape(name))).ToEquatableArray()),
        _ => throw new InvalidOperationException($"Unknown requirement {required.GetType().Name}."),
    };
}
