using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>Turns operands and the statements that define them into C# expressions.</summary>
internal sealed class ExpressionBuilder(BodyIndex index, VariableAssignment assignment, LibraryNames names, IReadOnlyDictionary<int, Variable> arrays)
{
    private const int ShiftPrecedence = 8;

    public Expression Build(Operand operand) => operand switch
    {
        Constant { Type.IsVector: true } constant => LaneExpressions.Constant(constant, names),
        Constant constant => Literals.Write(constant),
        Value value when assignment.Plan.IsInlined(value) => BuildDefinition(index.DefinitionOf(value)!.Statement),
        Value value => new VariableExpression(assignment.VariableOf(value)),
        _ => throw new InvalidOperationException($"Unknown operand {operand.GetType().Name}."),
    };

    /// <summary>The expression where C# converts it to the wanted type by itself: an assigned or returned one.</summary>
    public Expression BuildConverted(Operand operand) => ImplicitlyConverted(operand) is { } source ? Build(source) : Build(operand);

    /// <summary>The right side of a statement that defines a value.</summary>
    public Expression BuildDefinition(Statement statement) => statement switch
    {
        Compute compute => Build(compute),
        Dimension dimension => Length(dimension.Array, dimension.Axis),
        Load { Result.Type.IsVector: true, Array.Element.IsVector: false } load => LaneExpressions.Load(load, this, names),
        Load load => Element(load.Array, load.Indices),
        If branch => Operators.Conditional(Build(branch.Condition), Build(branch.Then.Yields[0]), Build(branch.Else.Yields[0])),
        Kernel kernel => BuildKernel(kernel),
        _ => throw new InvalidOperationException($"{statement.GetType().Name} is not an expression."),
    };

    /// <summary>The number in all lanes of a vector that is written in place; null where the lanes differ or the vector has a name.</summary>
    public Expression? InEveryLane(Operand operand) => operand switch
    {
        Constant { Type.Element: { } element } constant => Literals.Write(new Constant(element, constant.Number)),
        Value value when assignment.Plan.IsInlined(value) && index.DefinitionOf(value)?.Statement is Compute compute && compute.Operation == LaneOperations.Broadcast =>
            Build(compute.Operands[0]),
        _ => null,
    };

    /// <summary>True of a length, or a constant that could be one.</summary>
    public bool IsNeverNegative(Operand operand) => operand is Constant { Number: >= 0 } or Value { IsCount: true } || (operand is Value value && index.DefinitionOf(value)?.Statement is Dimension);

    /// <summary>The operand is how long a row of a jagged array is.</summary>
    public bool IsRowLength(Operand operand) => operand is Value value && index.DefinitionOf(value)?.Statement is Load { Array.Storage: ArrayStorage.RowLengths };

    /// <summary>The factors of a product that is written in place.</summary>
    public (Operand Left, Operand Right)? ProductInPlace(Operand operand) =>
        operand is Value value && assignment.Plan.IsInlined(value) && index.DefinitionOf(value)?.Statement is Compute compute && compute.Operation == Arithmetic.Multiply
            ? (compute.Operands[0], compute.Operands[1])
            : null;

    public Expression Array(ArrayVariable array) => new VariableExpression(arrays[array.Id]);

    /// <exception cref="InvalidOperationException">There are more or fewer indices than axes: a defect, which the C# compiler must not be the first to tell.</exception>
    public Expression Element(ArrayVariable array, EquatableArray<Operand> indices) => array.Storage switch
    {
        _ when indices.Count != array.Rank => throw new InvalidOperationException($"An element of '{array.Name}' has {array.Rank} indices, not {indices.Count}."),
        ArrayStorage.Cell => Array(array),
        ArrayStorage.Jagged => new ElementExpression(Row(array, indices[0]), [Build(indices[1])]),
        ArrayStorage.RowLengths => new MemberExpression(Row(array, indices[0]), "Length"),
        _ => new ElementExpression(Array(array), indices.Select(Build).ToEquatableArray()),
    };

    /// <summary>One row of a jagged array.</summary>
    public Expression Row(ArrayVariable array, Operand row) => new ElementExpression(Array(array), [Build(row)]);

    /// <summary>The number of elements along an axis.</summary>
    public Expression Length(ArrayVariable array, int axis)
    {
        Expression variable = Array(array);
        if (array.Storage == ArrayStorage.RectangularArray)
        {
            return new CallExpression(new MemberExpression(variable, "GetLength"), [Literals.Write(Constant.Int(axis))]);
        }

        if (array.Storage == ArrayStorage.Jagged)
        {
            return axis == 0 ? new MemberExpression(variable, "Length") : OfRows(array, "OfLongestRow");
        }

        return new MemberExpression(variable, array.Rank == 1 ? "Length" : axis == 0 ? "Height" : "Width");
    }

    /// <summary>What the library says of the lengths of a jagged array's rows.</summary>
    public Expression OfRows(ArrayVariable array, string question) =>
        new CallExpression(new MemberExpression(new NameExpression(names.Type("SymbolicGrad", "Lengths")), question), [Array(array)]);

    /// <summary>An argument of a call.</summary>
    public Expression Argument(KernelArgument argument) => KernelCalls.Argument(argument, this, names);

    /// <summary>Keeps locals from hiding a method's name.</summary>
    public void Reserve(string name) => names.Used.Add(name);

    public Expression BuildKernel(Kernel kernel) => KernelCalls.Build(kernel, this, names);

    private Expression Build(Compute compute) => LaneExpressions.Applies(compute) ? LaneExpressions.Build(compute, this, names) : compute.Operation.Spelling switch
    {
        Spelling.Infix infix => BuildInfix(compute.Operands, infix),
        Spelling.Prefix { Symbol: "!" } => Operators.Not(Build(compute.Operands[0])),
        // −0 is not the integer −0, which has no sign.
        Spelling.Prefix prefix => new PrefixExpression(prefix.Symbol, Literals.WithVisibleType(Build(compute.Operands[0]))),
        Spelling.MathCall call => Call(MathOwner(compute.Operands[0].Type), call.Member, compute.Operands),
        Spelling.NumericCall call => Call(new NameExpression(compute.Operands[0].Type.Name), call.Member, compute.Operands),
        Spelling.PackageCall call => Call(names.PackageMethod(call.Owner, call.Member), compute.Operands),
        Spelling.Cast => BuildCast(compute),
        Spelling.Conditional => Operators.Conditional(Build(compute.Operands[0]), Build(compute.Operands[1]), Build(compute.Operands[2])),
        _ => throw new InvalidOperationException($"{compute.Operation} cannot be written in C#."),
    };

    private Expression BuildInfix(EquatableArray<Operand> operands, Spelling.Infix infix)
    {
        // One side of the operator's type is enough for C# to convert the other.
        Operand left = operands[0], right = operands[1];
        if (left is Value { Type.IsFloating: true } && left == right && (infix.Symbol is "==" or "!=" or "<=" or ">="))
        {
            // The question whether it is a number, which C# warns of when it is asked like this.
            Expression isNaN = Call(new NameExpression(left.Type.Name), "IsNaN", [left]);
            return infix.Symbol == "!=" ? isNaN : Operators.Not(isNaN);
        }

        if (infix.Precedence == ShiftPrecedence)
        {
            // What is shifted has a type of its own.
        }
        else if (left is Value && ImplicitlyConverted(right) is { } convertedRight)
        {
            right = convertedRight;
        }
        else if (right is Value && ImplicitlyConverted(left) is { } convertedLeft)
        {
            left = convertedLeft;
        }

        return Operators.Infix(Build(left), infix.Symbol, infix.Precedence, Build(right));
    }

    private Expression BuildCast(Compute compute)
    {
        Operand operand = compute.Operands[0];
        ScalarType type = compute.Result.Type;
        if (operand is Constant constant && !type.IsInteger)
        {
            return Literals.Write(new Constant(type, constant.Number));
        }

        return operand.Type.Kind == ScalarKind.Generic || type.Kind == ScalarKind.Generic
            ? new CallExpression(new MemberExpression(new NameExpression(type.Name), "CreateTruncating"), [Build(operand)])
            : new CastExpression(type.Name, Build(operand));
    }

    /// <summary>What is converted, when the operand is a conversion written in place that C# would make unasked.</summary>
    private Operand? ImplicitlyConverted(Operand operand)
    {
        if (operand is not Value value || !assignment.Plan.IsInlined(value)
            || index.DefinitionOf(value)?.Statement is not Compute { Operation.Spelling: Spelling.Cast } conversion
            || conversion.Operands[0] is Constant)
        {
            return null;
        }

        return IsImplicit(conversion.Operands[0].Type, value.Type) ? conversion.Operands[0] : null;
    }

    /// <summary>True when C# converts between the types unasked.</summary>
    public static bool IsImplicit(ScalarType from, ScalarType to) => to.Held == to && ((from.Kind, to.Kind) is
        (ScalarKind.Int32, ScalarKind.Int64 or ScalarKind.Single or ScalarKind.Double)
        or (ScalarKind.Int64, ScalarKind.Single or ScalarKind.Double)
        or (ScalarKind.Single, ScalarKind.Double)
        || (to == from.Held && from.Name is "byte" or "sbyte" or "short" or "ushort" or "uint"));

    private Expression MathOwner(ScalarType type) => new NameExpression(type.Kind switch
    {
        ScalarKind.Generic => type.Name,
        ScalarKind.Single => names.Type("System", "MathF"),
        _ => names.Type("System", "Math"),
    });

    private Expression Call(Expression owner, string member, EquatableArray<Operand> operands) => Call(new MemberExpression(owner, member), operands);

    private Expression Call(Expression callee, EquatableArray<Operand> operands)
    {
        List<Expression> arguments = operands.Select(Build).ToList();
        if (arguments.All(Literals.IsTakenForInteger))
        {
            // Nothing else would tell the overload for floating numbers.
            arguments = arguments.Select(Literals.WithVisibleType).ToList();
        }

        return new CallExpression(callee, arguments.ToEquatableArray());
    }
}
