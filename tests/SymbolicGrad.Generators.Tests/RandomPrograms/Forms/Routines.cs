using System.Globalization;

namespace SymbolicGrad.Generators.Tests.RandomPrograms.Forms;

/// <summary>A local function; unless static it names the variables around it.</summary>
internal sealed class LocalFunctionForm : StatementForm
{
    public override int Weight => 6;

    public override bool Fits(Drawer draw, Scope scope) => !scope.IsInLoop && scope.Depth < 2;

    public override Stated Draw(Drawer draw, Scope scope, int depth)
    {
        Scope around = draw.Chance(40)
            ? new Scope()
            : new Scope
            {
                Numbers = scope.Numbers.RemoveAll(number => !number.IsCapturable),
                Memories = scope.Memories.RemoveAll(memory => !memory.IsCapturable),
                Routines = scope.Routines,
                HasPairs = scope.HasPairs,
                HasGeneralLoops = scope.HasGeneralLoops,
            };
        (Syntax body, string signature, Routine routine) = RoutineDrawing.Draw(draw, around, "g");
        bool isStatic = around.Numbers.IsEmpty && around.Memories.IsEmpty && around.Routines.IsEmpty;
        return new Stated(Syntax.Statement($"{(isStatic ? "static " : "")}{signature} $0", body), scope with { Routines = scope.Routines.Add(routine) });
    }
}

/// <summary>Signatures and bodies of helpers and local functions.</summary>
internal static class RoutineDrawing
{
    /// <summary>A call may stand in a loop.</summary>
    private const int Trips = 8;

    public static (Syntax Body, string Signature, Routine Routine) Draw(Drawer draw, Scope around, string stem)
    {
        int length = draw.Between(2, 3);
        bool returnsNumber = draw.Chance(80);
        List<Passing> passings = [Passing.Value];
        for (int i = draw.Below(3); i > 0; i--)
        {
            passings.Add(draw.Pick([Passing.Value, Passing.Value, Passing.Ref, Passing.Out, Passing.In, Passing.Integer, Passing.ReadSpan, Passing.WriteSpan]));
        }

        Scope scope = around with { Trips = Trips, Depth = 1, IsRoutine = true, Return = returnsNumber ? ReturnForm.Number : ReturnForm.Nothing };
        List<Syntax> statements = [];
        List<string> parameters = [];
        foreach (Passing passing in passings)
        {
            string name = draw.Name("p");
            parameters.Add(passing switch
            {
                Passing.Value => $"$T {name}",
                Passing.Integer => $"int {name}",
                Passing.ReadSpan => $"ReadOnlySpan<$T> {name}",
                Passing.WriteSpan => $"Span<$T> {name}",
                _ => $"{passing.ToString().ToLower(CultureInfo.InvariantCulture)} $T {name}",
            });
            if (passing == Passing.Out)
            {
                statements.Add(Syntax.Statement("$0 = $1;", Syntax.Number(name), draw.Limited(scope, 1)));
            }

            scope = passing switch
            {
                Passing.Integer => scope.With(new IntegerVariable(name, 0, 3)),
                Passing.ReadSpan => scope.With(new Memory(name, MemoryKind.ReadOnlySpan, [length], false)),
                Passing.WriteSpan => scope.With(new Memory(name, MemoryKind.Span, [length], true)),
                _ => scope.With(new Variable(name, Drawer.Limit, passing != Passing.In) { IsCapturable = passing == Passing.Value }),
            };
        }

        Syntax body = draw.Body(scope, draw.Between(1, 3), statements);
        string routine = draw.Name(stem);
        return (body, $"{(returnsNumber ? "$T" : "void")} {routine}({string.Join(", ", parameters)})", new Routine(routine, [.. passings], length, returnsNumber));
    }
}
