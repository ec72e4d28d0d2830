using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>Writes what is computed in all lanes of vectors at once.</summary>
internal static class LaneExpressions
{
    public static bool Applies(Compute compute) => compute.Operation.Spelling is Spelling.Lanewise || compute.Operands.Any(operand => operand.Type.IsVector);

    public static Expression Constant(Constant constant, LibraryNames names)
    {
        string type = names.ValueType(constant.Type);
        return constant switch
        {
            { IsOne: true } => new MemberExpression(new NameExpression(type), "One"),
            { IsZero: true } when BitConverter.DoubleToInt64Bits(constant.Number) == 0 => new MemberExpression(new NameExpression(type), "Zero"),
            _ => new NewExpression(type, [Literals.Write(new Constant(constant.Type.Element!, constant.Number))]),
        };
    }

    /// <summary>A vector from an element on, or as many of its lanes as an index more than the array has axes says.</summary>
    public static Expression Load(Load load, ExpressionBuilder builder, LibraryNames names) =>
        Call(names, "Lanes.Load" + Lanes(load.Array, load.Indices), null, [builder.Array(load.Array), .. load.Indices.Select(builder.Build)]);

    /// <summary>What the names of the library's methods that move vectors end with.</summary>
    public static string Lanes(ArrayVariable array, EquatableArray<Operand> indices) => indices.Count == array.Rank ? "" : "First";

    /// <summary>The elements of a section, none where it is empty, whatever its bounds are.</summary>
    public static Expression Section(SectionArgument section, ExpressionBuilder builder, LibraryNames names)
    {
        EquatableArray<Expression> bounds = [builder.Build(section.Start), builder.Build(section.Length)];
        return section switch
        {
            { Row: null } => Call(names, "Lanes.Section", null, [builder.Array(section.Array), .. bounds]),
            { Array.Storage: ArrayStorage.Jagged } => Call(names, "Lanes.Section", null, [builder.Row(section.Array, section.Row), .. bounds]),
            _ => Call(names, "Lanes.Row", null, [builder.Array(section.Array), builder.Build(section.Row), .. bounds]),
        };
    }

    public static Expression Build(Compute compute, ExpressionBuilder builder, LibraryNames names)
    {
        EquatableArray<Operand> operands = compute.Operands;
        ScalarType element = operands.Select(operand => operand.Type.Element).FirstOrDefault(type => type is not null) ?? operands.Select(operand => operand.Type).LastOrDefault(type => type.IsFloating) ?? operands[operands.Count - 1].Type;
        if (compute.Operation == LaneOperations.Broadcast)
        {
            return new NewExpression(names.ValueType(compute.Result.Type), [builder.Build(operands[0])]);
        }

        if (compute.Operation == LaneOperations.Count)
        {
            return new MemberExpression(new NameExpression(names.ValueType(ScalarType.VectorOf(element))), "Count");
        }

        if (compute.Operation == LaneOperations.Whole)
        {
            return Call(names, "Lanes.Whole<T>", element, [builder.Build(operands[0])]);
        }

        if (compute.Operation == LaneOperations.Covered || compute.Operation == LaneOperations.First)
        {
            return Call(names, compute.Operation == LaneOperations.Covered ? "Lanes.Covered<T>" : "Lanes.First<T>", element, [builder.Build(operands[0])]);
        }

        if (compute.Operation == LaneOperations.WholeGroups)
        {
            return Call(names, "Lanes.Whole<T>", element, [builder.Build(operands[0]), builder.Build(operands[2])]);
        }

        if (compute.Operation == LaneOperations.WholePowers)
        {
            return Call(names, "Lanes.WholePowers<T>", element, operands.Select(builder.Build).ToEquatableArray());
        }

        if (compute.Operation.Lanewise is { } method)
        {
            return Call(names, method, element, operands.Select(builder.Build).ToEquatableArray());
        }

        return compute.Operation.Spelling switch
        {
            // C# has operators for a vector times, or divided by, a number.
            Spelling.Infix { Symbol: "*" } infix when builder.InEveryLane(operands[0]) is { } factor && builder.InEveryLane(operands[1]) is null =>
                Operators.Infix(factor, "*", infix.Precedence, builder.Build(operands[1])),
            Spelling.Infix { Symbol: "*" or "/" } infix when builder.InEveryLane(operands[1]) is { } factor && builder.InEveryLane(operands[0]) is null =>
                Operators.Infix(builder.Build(operands[0]), infix.Symbol, infix.Precedence, factor),
            Spelling.Infix infix => Operators.Infix(builder.Build(operands[0]), infix.Symbol, infix.Precedence, builder.Build(operands[1])),
            Spelling.Prefix prefix => new PrefixExpression(prefix.Symbol, builder.Build(operands[0])),
            _ => throw new InvalidOperationException($"{compute.Operation} has no form for vectors."),
        };
    }

    /// <summary>The method's owner and name; <c>&lt;T&gt;</c> becomes the element type.</summary>
    public static CallExpression Call(LibraryNames names, string method, ScalarType? element, EquatableArray<Expression> arguments)
    {
        int dot = method.IndexOf('.');
        string member = method.Substring(dot + 1);
        return new CallExpression(
            new MemberExpression(new NameExpression(names.Owner(method.Substring(0, dot))), element is null ? member : member.Replace("<T>", $"<{element.Name}>")),
            arguments);
    }
}
