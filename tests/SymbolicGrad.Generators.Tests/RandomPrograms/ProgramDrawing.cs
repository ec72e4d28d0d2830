using System.Collections.Immutable;
using SymbolicGrad.Generators.Tests.RandomPrograms.Forms;

namespace SymbolicGrad.Generators.Tests.RandomPrograms;

/// <summary>Draws whole programs.</summary>
internal static partial class ProgramDrawing
{
    /// <summary>Percent of the programs whose loops may end when they like: a loop without a guard is scheduled in other ways.</summary>
    private const int GeneralLoops = 50;

    /// <summary>Percent of the programs with loops over units: what is taken apart, multiplied as matrices, or done in vectors.</summary>
    private const int Nests = 50;

    /// <summary>Percent of the programs with a jagged parameter.</summary>
    private const int RaggedParameters = 15;

    /// <summary>Percent of the programs that ask for checkpoints.</summary>
    private const int Checkpoints = 20;

    /// <summary>The same seed gives the same program.</summary>
    public static RandomProgram Draw(int seed)
    {
        Random choices = new(seed);
        NumberStyle style = choices.Next(10) switch
        {
            < 8 => NumberStyle.Double,
            8 => NumberStyle.Generic,
            _ => NumberStyle.Single,
        };
        Drawer draw = new(choices.Next(), style) { Fuel = choices.Next(6, 26) };
        List<Syntax> helpers = [], first = [];
        List<ProgramParameter> parameters = [];
        Scope scope = new() { HasGeneralLoops = draw.Chance(GeneralLoops), HasNests = draw.Chance(Nests), HasPairs = !style.IsGeneric && draw.Chance(15) };
        if (scope.HasPairs)
        {
            helpers.Add(new Syntax(Sort.Member, PairForm.Declaration, []));
        }

        for (int i = draw.Below(scope.HasNests ? 2 : 3); i > 0; i--)
        {
            scope = scope with { Routines = scope.Routines.Add(Helper(draw, scope, helpers)) };
        }

        scope = Parameters(draw, scope, parameters, first);
        scope = scope with { Return = draw.Below(10) switch { < 7 => ReturnForm.Number, 7 => ReturnForm.Pair, _ => ReturnForm.Nothing } };
        if (scope.Return == ReturnForm.Nothing)
        {
            scope = Output(draw, scope, parameters, first);
        }

        string result = scope.Return switch { ReturnForm.Number => "$T", ReturnForm.Pair => "($T, $T)", _ => "void" };
        Syntax body = draw.Body(scope, draw.Between(2, 7), first);
        bool hasOutput = parameters.Any(parameter => parameter.Name[0] == 'y');
        return new RandomProgram(seed, style, Modes(draw, scope.Return == ReturnForm.Number && !hasOutput), draw.Chance(scope.HasNests ? 88 : 60), result, [.. parameters], [.. helpers], body)
        {
            IsCheckpointed = draw.Chance(Checkpoints),
        };
    }

    /// <summary>Every mode has its turn, but each costs time to generate and compile.</summary>
    private static Derivatives Modes(Drawer draw, bool hasOneValue) =>
        (draw.Chance(40) ? Derivatives.Taped : Derivatives.None)
        | (draw.Chance(40) ? Derivatives.Jvp : Derivatives.None)
        | (draw.Chance(8) ? Derivatives.Jacobian : Derivatives.None)
        | (hasOneValue && draw.Chance(10) ? Derivatives.Hvp : Derivatives.None)
        | (hasOneValue && draw.Chance(5) ? Derivatives.Hessian : Derivatives.None);

    private static Routine Helper(Drawer draw, Scope scope, List<Syntax> helpers)
    {
        (Syntax body, string signature, Routine routine) = RoutineDrawing.Draw(draw, new Scope { Routines = scope.Routines, HasPairs = scope.HasPairs, HasGeneralLoops = scope.HasGeneralLoops }, "H");
        string generic = signature;
        if (draw.Style.IsGeneric)
        {
            int open = signature.IndexOf('(', StringComparison.Ordinal);
            generic = signature[..open] + "<T>" + signature[open..] + " where T : IFloatingPointIeee754<T>";
        }

        helpers.Add(new Syntax(Sort.Member, $"private static {generic} $0", [body]));
        return routine;
    }

    private static Scope Parameters(Drawer draw, Scope scope, List<ProgramParameter> parameters, List<Syntax> first)
    {
        for (int i = draw.Between(1, 2); i > 0; i--)
        {
            string name = draw.Name("x");
            string modifier = draw.Below(12) switch { 0 => "ref ", 1 => "in ", 2 => "[NoGradient] ", _ => "" };
            parameters.Add(new ProgramParameter(name, $"{modifier}$T {name}", ""));
            scope = scope.With(new Variable(name, Drawer.Limit, IsAssignable: modifier != "in ") { IsCapturable = modifier.Length == 0 });
        }

        if (scope.HasNests)
        {
            scope = NestParameters(draw, scope, parameters);
            draw.Fuel = Math.Max(draw.Fuel, draw.Between(5, 16));
        }

        for (int i = scope.HasNests ? 0 : draw.Below(4); i > 0; i--)
        {
            Memory memory = DrawMemory(draw);
            string shape = string.Join('x', memory.Lengths);
            string type = TypeOf(memory.Kind);
            string attribute = draw.Chance(6) && !memory.IsWritable ? "[NoGradient] " : "";
            parameters.Add(new ProgramParameter(memory.Name, $"{attribute}{type} {memory.Name}", $"{memory.Name}:{shape}"));
            scope = scope.With(memory);
        }

        if (!scope.HasNests && draw.Chance(RaggedParameters))
        {
            scope = Ragged(draw, scope, parameters);
        }

        if (draw.Chance(15))
        {
            string name = draw.Name("n");
            int value = draw.Between(2, 4);
            parameters.Add(new ProgramParameter(name, $"int {name}", $"{name}={value}"));
            scope = scope.With(new IntegerVariable(name, value, value));
        }

        if (draw.Chance(12))
        {
            string name = draw.Name("t");
            int[] values = [.. Enumerable.Range(0, draw.Between(2, 4)).Select(_ => draw.Below(2))];
            parameters.Add(new ProgramParameter(name, $"{draw.Pick(["int[]", "ReadOnlySpan<int>"])} {name}", $"{name}={{{string.Join(',', values)}}}"));
            scope = scope with { Tables = scope.Tables.Add(new IndexTable(name, values.Length, 2)) };
        }

        if (draw.Chance(6))
        {
            string name = draw.Name("flag");
            parameters.Add(new ProgramParameter(name, $"bool {name}", $"{name}={(draw.Chance(50) ? "true" : "false")}"));
            scope = scope with { Flags = scope.Flags.Add(name) };
        }

        return draw.Chance(12) ? Output(draw, scope, parameters, first) : scope;
    }

    /// <summary>Rows of different lengths; each by a constant index is an array like others.</summary>
    private static Scope Ragged(Drawer draw, Scope scope, List<ProgramParameter> parameters)
    {
        ImmutableArray<int> rows = [.. Enumerable.Range(0, draw.Between(2, 3)).Select(_ => draw.Chance(10) ? 0 : draw.Between(1, 4))];
        RaggedRows ragged = new(draw.Name("x"), rows, IsWritable: draw.Chance(40));
        string attribute = draw.Chance(6) && !ragged.IsWritable ? "[NoGradient] " : "";
        parameters.Add(new ProgramParameter(ragged.Name, $"{attribute}$T[][] {ragged.Name}", $"{ragged.Name}:{string.Join('/', rows)}"));
        scope = scope with { Ragged = scope.Ragged.Add(ragged) };
        for (int i = 0; i < rows.Length; i++)
        {
            scope = rows[i] < 2 ? scope : scope.With(new Memory($"{ragged.Name}[{i}]", MemoryKind.Array, [rows[i]], ragged.IsWritable));
        }

        return scope;
    }

    private static Scope Output(Drawer draw, Scope scope, List<ProgramParameter> parameters, List<Syntax> first)
    {
        string name = draw.Name("y");
        if (draw.Chance(50))
        {
            parameters.Add(new ProgramParameter(name, $"out $T {name}", ""));
            first.Add(Syntax.Statement("$0 = $1;", Syntax.Number(name), draw.Limited(scope)));
            return scope.With(new Variable(name, Drawer.Limit) { IsCapturable = false });
        }

        Memory memory = new(name, draw.Chance(50) ? MemoryKind.Span : MemoryKind.Array, [draw.Between(2, 4)], IsWritable: true);
        string index = draw.Name("i");
        parameters.Add(new ProgramParameter(name, $"{TypeOf(memory.Kind)} {name}", $"{name}:{memory.Lengths[0]}"));
        Scope inner = scope.With(new IntegerVariable(index, 0, memory.Lengths[0] - 1));
        first.Add(Syntax.Statement($"for (int {index} = 0; {index} < {name}.Length; {index}++) $0[{index}] = $1;", Syntax.Number(name), draw.Limited(inner)));
        return scope.With(memory);
    }

    private static Memory DrawMemory(Drawer draw)
    {
        MemoryKind kind = draw.Pick([MemoryKind.Array, MemoryKind.Array, MemoryKind.Span, MemoryKind.Span, MemoryKind.ReadOnlySpan, MemoryKind.ReadOnlySpan,
            MemoryKind.Matrix, MemoryKind.Span2D, MemoryKind.ReadOnlySpan2D]);
        ImmutableArray<int> lengths = kind is MemoryKind.Matrix or MemoryKind.Span2D or MemoryKind.ReadOnlySpan2D
            ? [draw.Between(2, 3), draw.Between(2, 3)]
            : [draw.Between(2, 5)];
        bool isWritable = kind is MemoryKind.Span or MemoryKind.Span2D || (kind is MemoryKind.Array or MemoryKind.Matrix && draw.Chance(60));
        return new Memory(draw.Name("x"), kind, lengths, isWritable);
    }

    private static string TypeOf(MemoryKind kind) => kind switch
    {
        MemoryKind.Array => "$T[]",
        MemoryKind.Matrix => "$T[,]",
        MemoryKind.Rows => "$T[][]",
        _ => $"{kind}<$T>",
    };
}
