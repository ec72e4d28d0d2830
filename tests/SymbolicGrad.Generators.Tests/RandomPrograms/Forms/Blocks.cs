using System.Globalization;

namespace SymbolicGrad.Generators.Tests.RandomPrograms.Forms;

internal sealed class IfForm : StatementForm
{
    public override int Weight => 14;

    public override Stated Draw(Drawer draw, Scope scope, int depth)
    {
        Syntax condition = draw.Condition(scope);
        Syntax then = draw.Block(scope.Inner);
        return new Stated(
            draw.Chance(50)
                ? Syntax.Statement("if ($0) $1", condition, then)
                : Syntax.Statement("if ($0) $1 else $2", condition, then, draw.Block(scope.Inner)),
            scope);
    }
}

/// <summary>return inside a branch.</summary>
internal sealed class EarlyReturnForm : StatementForm
{
    public override int Weight => 6;

    public override bool Fits(Drawer draw, Scope scope) => !scope.IsInLoop;

    public override Stated Draw(Drawer draw, Scope scope, int depth)
    {
        Syntax condition = draw.Condition(scope);
        return new Stated(Syntax.Statement("if ($0) $1", condition, draw.Block(scope.Inner).EndingWith(draw.Returned(scope))), scope);
    }
}

/// <summary>A counted loop; subclasses say what its header looks like.</summary>
internal abstract class CountedLoopForm : StatementForm
{
    public override int Weight => 9;

    // Loops over units have their own.
    public override int WeightIn(Scope scope) => scope.Totals is null ? Weight : Weight / 8;

    public override bool Fits(Drawer draw, Scope scope) => scope.Trips * 5 <= Drawer.MostTrips;

    protected abstract (string Header, Syntax[] Parts, int Low, int High, int Trips) Header(Drawer draw, Scope scope, string index);

    public override Stated Draw(Drawer draw, Scope scope, int depth)
    {
        string index = draw.Name("i");
        (string header, Syntax[] parts, int low, int high, int trips) = Header(draw, scope, index);
        Syntax body = draw.Block(scope.InLoop(trips).With(new IntegerVariable(index, low, high)));
        return new Stated(Syntax.Statement($"for (int {header}) ${parts.Length.ToString(CultureInfo.InvariantCulture)}", [.. parts, body]), scope);
    }
}

internal sealed class AscendingLoopForm : CountedLoopForm
{
    protected override (string Header, Syntax[] Parts, int Low, int High, int Trips) Header(Drawer draw, Scope scope, string index)
    {
        int low = draw.Below(3), high = draw.Between(low, 4);
        return ($"{index} = $0; {index} <= $1; {index}++", [Syntax.Literal(low), Syntax.Literal(high)], low, high, high - low + 1);
    }
}

internal sealed class LengthLoopForm : CountedLoopForm
{
    public override int Weight => 20;

    public override bool Fits(Drawer draw, Scope scope) => base.Fits(draw, scope) && scope.Memories.Count > 0;

    protected override (string Header, Syntax[] Parts, int Low, int High, int Trips) Header(Drawer draw, Scope scope, string index)
    {
        Memory memory = draw.Pick(scope.Memories);
        int axis = draw.Below(memory.Lengths.Length), length = memory.Lengths[axis], low = draw.Chance(25) ? 1 : 0;
        return ($"{index} = $0; {index} < $1; {index}++", [Syntax.Literal(low), Syntax.Integer(memory.LengthText(axis))], low, length - 1, length - low);
    }
}

internal sealed class DescendingLoopForm : CountedLoopForm
{
    protected override (string Header, Syntax[] Parts, int Low, int High, int Trips) Header(Drawer draw, Scope scope, string index)
    {
        Memory? memory = scope.Memories.Count > 0 ? draw.Pick(scope.Memories) : null;
        int length = memory?.Lengths[0] ?? 4, low = draw.Below(2);
        Syntax start = memory is null ? Syntax.Literal(length - 1) : Syntax.Integer($"{memory.LengthText(0)} - 1");
        return ($"{index} = $0; {index} >= $1; {index}--", [start, Syntax.Literal(low)], low, length - 1, length - low);
    }
}

internal sealed class SteppedLoopForm : CountedLoopForm
{
    protected override (string Header, Syntax[] Parts, int Low, int High, int Trips) Header(Drawer draw, Scope scope, string index)
    {
        int step = draw.Between(2, 3), length = draw.Between(2, 6), low = draw.Below(2);
        return draw.Chance(60)
            ? ($"{index} = $0; {index} < $1; {index} += $2", [Syntax.Literal(low), Syntax.Literal(length), Syntax.Literal(step)], low, length - 1, 3)
            : ($"{index} = $0; {index} > $1; {index} -= $2", [Syntax.Literal(length), Syntax.Literal(low), Syntax.Literal(step)], low + 1, length, 3);
    }
}

internal sealed class TriangularLoopForm : CountedLoopForm
{
    public override bool Fits(Drawer draw, Scope scope) => base.Fits(draw, scope) && scope.Integers.Any(integer => !integer.IsAssignable && integer.Low >= 0 && integer.High <= 5);

    protected override (string Header, Syntax[] Parts, int Low, int High, int Trips) Header(Drawer draw, Scope scope, string index)
    {
        IntegerVariable outer = draw.Pick([.. scope.Integers.Where(integer => !integer.IsAssignable && integer.Low >= 0 && integer.High <= 5)]);
        Syntax name = Syntax.Integer(outer.Name);
        int high = Math.Max(outer.High, 3);
        return draw.Below(4) switch
        {
            0 => ($"{index} = $0; {index} <= $1; {index}++", [Syntax.Literal(0), name], 0, outer.High, outer.High + 1),
            1 => ($"{index} = $0; {index} < $1; {index}++", [Syntax.Literal(0), name], 0, Math.Max(0, outer.High - 1), outer.High),
            2 => ($"{index} = $0; {index} >= $1; {index}--", [name, Syntax.Literal(0)], 0, outer.High, outer.High + 1),
            _ => ($"{index} = $0; {index} <= $1; {index}++", [name, Syntax.Literal(high)], outer.Low, high, high - outer.Low + 1),
        };
    }
}

internal sealed class ForEachForm : StatementForm
{
    public override int Weight => 5;

    public override bool Fits(Drawer draw, Scope scope) => scope.Trips * 5 <= Drawer.MostTrips && Drawer.Vectors(scope, writable: false).Length > 0;

    public override Stated Draw(Drawer draw, Scope scope, int depth)
    {
        Memory memory = draw.Pick(Drawer.Vectors(scope, writable: false));
        string name = draw.Name("e");
        Syntax body = draw.Block(scope.InLoop(memory.Lengths[0]).With(new Variable(name, Drawer.Limit, IsAssignable: false)));
        return new Stated(Syntax.Statement($"foreach ($T {name} in $0) $1", Syntax.Number(memory.Name), body), scope);
    }
}
