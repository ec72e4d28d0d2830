using System.Text;

namespace SymbolicGrad.Compiler.Ir;

/// <summary>
/// A function as text, one statement a line: for tests of passes and for the developer who wonders what a pass did.
/// Equal functions give equal text on every machine.
/// </summary>
public sealed class Printer
{
    private const int IndentWidth = 2;

    private readonly StringBuilder _text = new();
    private int _depth;

    private Printer()
    {
    }

    public static string Print(Function function)
    {
        Printer printer = new();
        string parameters = string.Join(", ", function.Parameters.Select(Describe));
        string returns = string.Join(", ", function.Returns.Select(element => element.Name is null ? $"{element.Type}" : $"{element.Name}: {element.Type}"));
        printer.Line($"function {function.Name}({parameters}) -> ({returns}) {{");
        printer.Body(function.Body);
        printer.Line("}");
        return printer._text.ToString();
    }

    public static string Print(Block block)
    {
        Printer printer = new();
        printer.Contents(block);
        return printer._text.ToString();
    }

    /// <summary>The statement's own line, without what is nested in it: for messages.</summary>
    public static string Headline(Statement statement) => statement switch
    {
        Compute compute => $"{Declare(compute.Result)} = {compute.Operation.Name} {List(compute.Operands)}",
        Dimension dimension => $"{Declare(dimension.Result)} = dimension {dimension.Axis} of {dimension.Array}",
        Load load => $"{Declare(load.Result)} = {Element(load.Array, load.Indices)}",
        Store store => $"{Element(store.Array, store.Indices)} = {store.Value}",
        Accumulate accumulate => $"{Element(accumulate.Array, accumulate.Indices)} += {accumulate.Value}",
        Allocate allocate => $"{Declare(allocate.Array)} = {(allocate.Zeroed ? "zeroed" : "uninitialised")} [{List(allocate.Lengths)}]",
        View view => $"{Declare(view.Array)} = view of {Describe(view.Section)}",
        If branch => $"{Assign(branch.Results)}if {branch.Condition}",
        For loop => $"{Assign(loop.Results)}{Headline(loop)}",
        Kernel kernel => Headline(kernel),
        Call call => $"{Assign(call.Results)}call {call.Callee.Name}({string.Join(", ", call.Passed().Select(Describe))})",
        _ => throw new InvalidOperationException($"Unknown statement {statement.GetType().Name}."),
    };

    private static string Headline(For loop)
    {
        LoopRange range = loop.Range;
        string carried = loop.Carried.Count == 0
            ? ""
            : $" carry ({string.Join(", ", loop.Carried.Select(c => $"{Declare(c.Entry)} = {c.Initial}"))})";
        string mirrors = loop.Mirrors is { } mirrored ? $" mirrors %{mirrored}" : "";
        string library = loop.FromLibrary ? " from library" : "";
        string guard = loop.Guard is { } early ? $" guard {early.Running}{(early.Next is null ? "" : $" next {early.Next}")}" : "";
        return $"for {Declare(loop.Index)} = {range.Start} while {Symbol(range.Comparison)} {range.End} step {range.Step}{carried}{guard}{mirrors}{library}";
    }

    private static string Headline(Kernel kernel)
    {
        string result = kernel.Result is null ? "" : $"{Declare(kernel.Result)} = ";
        return $"{result}kernel {kernel.Operation.Name} {string.Join(", ", kernel.Arguments.Select(Describe))}";
    }

    private void Contents(Block block)
    {
        foreach (Statement statement in block.Statements)
        {
            Write(statement);
        }

        if (block.Yields.Count > 0)
        {
            Line($"yield {List(block.Yields)}");
        }
    }

    private void Body(Block block)
    {
        _depth++;
        Contents(block);
        _depth--;
    }

    private void Write(Statement statement)
    {
        string headline = Headline(statement);
        switch (statement)
        {
            case If branch:
                Line(headline + " {");
                Body(branch.Then);
                if (branch.Else.Statements.Count > 0 || branch.Else.Yields.Count > 0)
                {
                    Line("} else {");
                    Body(branch.Else);
                }

                Line("}");
                break;
            case For loop:
                Line(headline + " {");
                Body(loop.Body);
                Line("}");
                break;
            default:
                string? meaning = statement.Results() is [var result, ..] ? result.Meaning : null;
                Line(meaning is null ? headline : $"{headline}  // {meaning}");
                break;
        }
    }

    private void Line(string line) => _text.Append(' ', _depth * IndentWidth).Append(line).Append('\n');

    private static string Describe(Parameter parameter)
    {
        string role = parameter.Role switch
        {
            ParameterRole.Input => "",
            ParameterRole.Output => "out ",
            ParameterRole.InOut => "inout ",
            _ => throw new InvalidOperationException($"Unknown role {parameter.Role}."),
        };
        string constant = parameter.IsDifferentiable ? "" : "constant ";
        return parameter switch
        {
            ScalarParameter scalar => $"{role}{constant}{Declare(scalar.Value)}",
            ArrayParameter array => $"{role}{constant}{Declare(array.Array)}",
            _ => throw new InvalidOperationException($"Unknown parameter {parameter.GetType().Name}."),
        };
    }

    private static string Describe((CalleeParameter Parameter, KernelArgument? Argument, Value? Final) passed)
    {
        string role = passed.Parameter.Role switch
        {
            ParameterRole.Input => "",
            ParameterRole.Output => "out ",
            ParameterRole.InOut => "inout ",
            _ => throw new InvalidOperationException($"Unknown role {passed.Parameter.Role}."),
        };
        return role + (passed.Argument is null ? passed.Final!.ToString() : Describe(passed.Argument));
    }

    private static string Describe(KernelArgument argument) => argument switch
    {
        ScalarArgument scalar => $"{scalar.Scalar}",
        SectionArgument { IsWhole: true, Row: null } section => $"{section.Array}",
        SectionArgument { IsWhole: true } section => $"{section.Array}[{section.Row}, ..]",
        SectionArgument section => $"{section.Array}[{(section.Row is null ? "" : $"{section.Row}, ")}{section.Start} for {section.Length}]",
        MatrixArgument { IsWhole: true } matrix => $"{matrix.Array}",
        MatrixArgument matrix => $"{matrix.Array}[{matrix.RowStart} for {matrix.RowCount}, {matrix.ColumnStart} for {matrix.ColumnCount}]",
        _ => throw new InvalidOperationException($"Unknown kernel argument {argument.GetType().Name}."),
    };

    private static string Declare(Value value) => $"{value}: {value.Type}";

    private static string Declare(ArrayVariable array) => $"{array}: {array.Storage}<{array.Element}>" + (array.Rank == 1 ? "" : $" rank {array.Rank}");

    private static string Assign(EquatableArray<Value> results) =>
        results.Count == 0 ? "" : string.Join(", ", results.Select(Declare)) + " = ";

    private static string Element(ArrayVariable array, EquatableArray<Operand> indices) => $"{array}[{List(indices)}]";

    private static string List(EquatableArray<Operand> operands) => string.Join(", ", operands.Select(operand => operand.ToString()));

    private static string Symbol(LoopComparison comparison) => comparison switch
    {
        LoopComparison.Less => "<",
        LoopComparison.LessOrEqual => "<=",
        LoopComparison.Greater => ">",
        LoopComparison.GreaterOrEqual => ">=",
        _ => throw new InvalidOperationException($"Unknown comparison {comparison}."),
    };
}
