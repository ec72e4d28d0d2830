namespace SymbolicGrad.Generators.Tests.RandomPrograms.Forms;

internal sealed class DeclarationForm : StatementForm
{
    public override int Weight => 20;

    public override bool Nests => false;

    public override Stated Draw(Drawer draw, Scope scope, int depth)
    {
        string name = draw.Name("v");
        Syntax declaration = Syntax.Statement($"$T {name} = $0;", draw.Limited(scope));
        return new Stated(declaration, scope.With(new Variable(name, Drawer.Limit)));
    }
}

internal sealed class AssignmentStatementForm : StatementForm
{
    public override int Weight => 25;

    public override bool Nests => false;

    public override bool Fits(Drawer draw, Scope scope) => scope.Assignable.Any();

    public override Stated Draw(Drawer draw, Scope scope, int depth)
    {
        Syntax target = Syntax.Number(draw.Pick([.. scope.Assignable]).Name);
        return new Stated(Changes.Of(draw, scope, target), scope);
    }
}

internal sealed class StoreForm : StatementForm
{
    public override int Weight => 35;

    public override bool Nests => false;

    public override bool Fits(Drawer draw, Scope scope) => scope.Memories.Any(memory => memory.IsWritable);

    public override Stated Draw(Drawer draw, Scope scope, int depth)
    {
        Syntax target = draw.Element(scope, draw.Pick([.. scope.Memories.Where(memory => memory.IsWritable)]));
        return new Stated(Changes.Of(draw, scope, target), scope);
    }
}

/// <summary>= and compound assignment, with factors and terms that do not run away in a loop.</summary>
internal static class Changes
{
    public static Syntax Of(Drawer draw, Scope scope, Syntax target) => draw.Below(10) switch
    {
        < 5 => Syntax.Statement("$0 = $1;", target, draw.Limited(scope)),
        5 => Syntax.Statement("$0 += $1;", target, draw.Limited(draw.Number(scope), 0.5)),
        6 => Syntax.Statement("$0 -= $1;", target, draw.Limited(draw.Number(scope), 0.5)),
        7 or 8 => Syntax.Statement("$0 *= $M.Sin($1);", target, draw.Number(scope).Syntax),
        _ => Syntax.Statement("$0 /= $2 + $M.Cos($1);", target, draw.Number(scope).Syntax, Syntax.Literal(2.0)),
    };
}

/// <summary>(a, b) = (b, a + …), of variables and elements.</summary>
internal sealed class SwapForm : StatementForm
{
    public override int Weight => 7;

    public override bool Nests => false;

    public override bool Fits(Drawer draw, Scope scope) => scope.Assignable.Count() > 1;

    public override Stated Draw(Drawer draw, Scope scope, int depth)
    {
        Variable[] assignable = [.. scope.Assignable];
        Memory[] writable = [.. scope.Memories.Where(memory => memory.IsWritable)];
        Syntax Place() => writable.Length > 0 && draw.Chance(40) ? draw.Element(scope, draw.Pick(writable)) : Syntax.Number(draw.Pick(assignable).Name);
        Syntax first = Place(), second = Place();
        return new Stated(
            draw.Chance(50)
                ? Syntax.Statement("($0, $1) = ($1, $0);", first, second)
                : Syntax.Statement("($0, $1) = ($2, $3);", first, second, draw.Limited(scope), draw.Limited(scope)),
            scope);
    }
}

internal sealed class CounterForm : StatementForm
{
    public override int Weight => 4;

    public override bool Nests => false;

    public override Stated Draw(Drawer draw, Scope scope, int depth)
    {
        IntegerVariable[] assignable = [.. scope.Integers.Where(integer => integer.IsAssignable)];
        if (assignable.Length > 0 && draw.Chance(60))
        {
            IntegerVariable changed = draw.Pick(assignable);
            return new Stated(
                Syntax.Statement("$0 = ($0 + $1) % $2;", Syntax.Integer(changed.Name), draw.Integer(scope, 0, 2), Syntax.Literal(changed.High + 1)), scope);
        }

        string name = draw.Name("k");
        int high = draw.Between(1, 3);
        return new Stated(Syntax.Statement($"int {name} = $0;", draw.Integer(scope, 0, high)), scope.With(new IntegerVariable(name, 0, high, IsAssignable: true)));
    }
}

internal sealed class FlagStatementForm : StatementForm
{
    public override int Weight => 3;

    public override bool Nests => false;

    public override Stated Draw(Drawer draw, Scope scope, int depth)
    {
        string name = draw.Name("b");
        return new Stated(Syntax.Statement($"bool {name} = $0;", draw.Condition(scope)), scope with { Flags = scope.Flags.Add(name) });
    }
}

internal sealed class CallStatementForm : StatementForm
{
    public override bool Nests => false;

    public override bool Fits(Drawer draw, Scope scope) => scope.Routines.Any(routine => Arguments.Exist(routine, scope));

    public override Stated Draw(Drawer draw, Scope scope, int depth)
    {
        Routine routine = draw.Pick([.. scope.Routines.Where(routine => Arguments.Exist(routine, scope))]);
        return new Stated(Syntax.Statement(Arguments.Template(routine) + ";", Arguments.Draw(draw, routine, scope, 2)), scope);
    }
}
