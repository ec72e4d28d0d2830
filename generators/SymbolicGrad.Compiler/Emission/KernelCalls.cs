using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>Writes the library calls that loops were recognised as.</summary>
internal static class KernelCalls
{
    private const string Toolkit = "CommunityToolkit.HighPerformance";

    /// <summary>Fills the template <c>Owner.Method({0}, {1})</c> or <c>{0}.Method({1})</c>.</summary>
    public static Expression Build(Kernel kernel, ExpressionBuilder builder, LibraryNames names)
    {
        string template = kernel.Operation.Template;
        int open = template.IndexOf('(');
        int dot = template.LastIndexOf('.', open);
        string owner = template.Substring(0, dot);
        string method = template.Substring(dot + 1, open - dot - 1);
        string list = template.Substring(open + 1, template.Length - open - 2);

        Expression receiver = owner[0] == '{'
            ? Argument(owner, kernel, builder, names)
            : new NameExpression(names.Owner(owner));
        IEnumerable<Expression> arguments = list.Length == 0
            ? []
            : list.Split([", "], StringSplitOptions.None).Select(placeholder => Argument(placeholder, kernel, builder, names));
        return new CallExpression(new MemberExpression(receiver, method), arguments.ToEquatableArray());
    }

    /// <summary>The array a kernel's argument is a part of; null for a scalar.</summary>
    public static ArrayVariable? ArrayOf(KernelArgument argument) => argument switch
    {
        SectionArgument section => section.Array,
        MatrixArgument matrix => matrix.Array,
        ScalarArgument => null,
        _ => throw new InvalidOperationException($"Unknown kernel argument {argument.GetType().Name}."),
    };

    /// <summary>The operands that the call's text contains: bounds are left out where an array is handed over whole.</summary>
    public static IEnumerable<Operand> WrittenOperands(Kernel kernel) => WrittenOperands(kernel.Arguments);

    /// <summary>The operands in the text of arguments.</summary>
    public static IEnumerable<Operand> WrittenOperands(IEnumerable<KernelArgument> arguments) => arguments.SelectMany(argument => argument switch
    {
        SectionArgument { IsWhole: true } section => section.Row is null ? [] : [section.Row],
        MatrixArgument { IsWhole: true } => [],
        _ => argument.Operands,
    });

    private static Expression Argument(string placeholder, Kernel kernel, ExpressionBuilder builder, LibraryNames names)
    {
        int number = int.Parse(placeholder.Trim('{', '}'), System.Globalization.CultureInfo.InvariantCulture);
        return Argument(kernel.Arguments[number], builder, names);
    }

    /// <summary>What is handed over, as C# writes it.</summary>
    public static Expression Argument(KernelArgument argument, ExpressionBuilder builder, LibraryNames names) => argument switch
    {
        ScalarArgument scalar => builder.Build(scalar.Scalar),
        SectionArgument section => Section(section, builder, names),
        MatrixArgument matrix => Matrix(matrix, builder, names),
        _ => throw new InvalidOperationException($"Unknown kernel argument {argument.GetType().Name}."),
    };

    private static Expression Section(SectionArgument section, ExpressionBuilder builder, LibraryNames names)
    {
        Expression array = section is { Array.Storage: ArrayStorage.Jagged, Row: { } row } ? builder.Row(section.Array, row) : builder.Array(section.Array);
        // A matrix as wide as the longest row has no rows at all where that is empty.
        bool isInWideRow = section.Row is not null && section.Array.Storage != ArrayStorage.Jagged && builder.IsRowLength(section.Length);
        bool isPlain = section.Start is Constant { IsZero: true } && !isInWideRow && (builder.IsNeverNegative(section.Length) || builder.IsRowLength(section.Length));
        bool isOwnRow = section.Row is not null && section.Array.MayHaveNoRows;
        bool isNeverEmpty = section.Length is Constant { Number: > 0 };
        if (!section.IsWhole && !isNeverEmpty && (!isPlain || isOwnRow))
        {
            // A loop over nothing demands nothing: Slice would throw where a loop ends behind its beginning.
            return LaneExpressions.Section(section, builder, names);
        }

        EquatableArray<Expression> bounds = section.IsWhole ? [] : [builder.Build(section.Start), builder.Build(section.Length)];
        if (section.Array.Storage is ArrayStorage.Array or ArrayStorage.Jagged)
        {
            names.Import("System");
            return new CallExpression(new MemberExpression(array, "AsSpan"), bounds);
        }

        if (section.Row is not null)
        {
            if (section.Array.Storage == ArrayStorage.RectangularArray)
            {
                // An extension method of the toolkit; its matrix views have the method themselves.
                names.Import(Toolkit);
            }

            array = new CallExpression(new MemberExpression(array, "GetRowSpan"), [builder.Build(section.Row)]);
        }

        return section.IsWhole ? array : new CallExpression(new MemberExpression(array, "Slice"), bounds);
    }

    private static Expression Matrix(MatrixArgument matrix, ExpressionBuilder builder, LibraryNames names)
    {
        Expression array = builder.Array(matrix.Array);
        if (matrix.Array.Storage == ArrayStorage.RectangularArray)
        {
            names.Import(Toolkit);
            array = new CallExpression(new MemberExpression(array, "AsSpan2D"), []);
        }

        // Slice throws for a first column behind no columns.
        return matrix.IsWhole
            ? array
            : LaneExpressions.Call(
                names,
                "Lanes.Block",
                null,
                [array, builder.Build(matrix.RowStart), builder.Build(matrix.ColumnStart), builder.Build(matrix.RowCount), builder.Build(matrix.ColumnCount)]);
    }
}
