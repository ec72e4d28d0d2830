namespace SymbolicGrad.Generators.Tests.RandomPrograms.Forms;

internal sealed class VariableForm : NumberForm
{
    public override int Weight => 40;

    public override bool Nests => false;

    public override bool Fits(Drawer draw, Scope scope) => scope.Numbers.Count > 0;

    // Mostly what was declared last, so that much of it matters.
    public override Bounded Draw(Drawer draw, Scope scope, int depth)
    {
        Variable variable = draw.Chance(50) ? draw.Pick(scope.Numbers) : scope.Numbers[^draw.Between(1, Math.Min(3, scope.Numbers.Count))];
        return new Bounded(Syntax.Number(variable.Name), variable.Bound);
    }
}

internal sealed class ElementForm : NumberForm
{
    public override int Weight => 40;

    public override bool Nests => false;

    public override bool Fits(Drawer draw, Scope scope) => scope.Memories.Count > 0;

    public override Bounded Draw(Drawer draw, Scope scope, int depth) => new(draw.Element(scope, draw.Pick(scope.Memories)), Drawer.Limit);
}

internal sealed class LiteralForm : NumberForm
{
    public override int Weight => 4;

    public override bool Nests => false;

    public override Bounded Draw(Drawer draw, Scope scope, int depth)
    {
        double coefficient = draw.Chance(10) ? draw.Between(0, 2) : draw.Coefficient();
        return new Bounded(Syntax.Literal(coefficient), Math.Abs(coefficient));
    }
}

internal sealed class IntegerAsNumberForm : NumberForm
{
    public override int Weight => 5;

    public override bool Nests => false;

    public override bool Fits(Drawer draw, Scope scope) => scope.Integers.Count > 0;

    public override Bounded Draw(Drawer draw, Scope scope, int depth) =>
        new(Syntax.Number("$1 * $N($0)", draw.Integer(scope, 0, 8), Syntax.Literal(0.25)), 2);
}

internal sealed class ArithmeticForm : NumberForm
{
    public override int Weight => 50;

    public override Bounded Draw(Drawer draw, Scope scope, int depth)
    {
        Bounded left = draw.Number(scope, depth), right = draw.Number(scope, depth);
        return draw.Below(5) switch
        {
            0 or 1 => new Bounded(Syntax.Number("($0 + $1)", left.Syntax, right.Syntax), left.Bound + right.Bound),
            2 => new Bounded(Syntax.Number("($0 - $1)", left.Syntax, right.Syntax), left.Bound + right.Bound),
            _ => Product(draw, left, right),
        };
    }

    private static Bounded Product(Drawer draw, Bounded left, Bounded right)
    {
        Syntax first = draw.Limited(left, 4), second = draw.Limited(right, 4);
        return new Bounded(Syntax.Number("$0 * $1", first, second), Math.Min(left.Bound, 4) * Math.Min(right.Bound, 4));
    }
}

internal sealed class NegationForm : NumberForm
{
    public override int Weight => 4;

    public override Bounded Draw(Drawer draw, Scope scope, int depth)
    {
        Bounded operand = draw.Number(scope, depth);
        return operand with { Syntax = Syntax.Number("(-$0)", operand.Syntax) };
    }
}

internal sealed class QuotientForm : NumberForm
{
    public override int Weight => 12;

    public override Bounded Draw(Drawer draw, Scope scope, int depth)
    {
        Bounded left = draw.Number(scope, depth), right = draw.Number(scope, depth);
        Syntax divisor = draw.Chance(50)
            ? Syntax.Number("($0 + $M.Sin($1))", Syntax.Literal(1.75), right.Syntax)
            : Syntax.Number("($0 + $1 * $1)", Syntax.Literal(1.0), draw.Limited(right, 4));
        return left with { Syntax = Syntax.Number("$0 / $1", left.Syntax, divisor), Bound = left.Bound * 1.4 };
    }
}

/// <summary>Functions that are smooth and bounded, or are applied where they are.</summary>
internal sealed class FunctionForm : NumberForm
{
    // An operand that is written twice is evaluated twice, and a call in it may give another number each time: 1 + $0 · $0 has to
    // be positive for any two numbers below the limit.
    private static readonly (string Template, double Limit, double Bound)[] s_functions =
    [
        ("$M.Sin($0)", 8, 1), ("$M.Cos($0)", 8, 1), ("$M.Tanh($0)", 8, 1), ("$M.Atan($0)", 8, 1.5), ("$M.Exp($0)", 0.7, 2), ("$M.Sqrt($1 + $0 * $0)", 0.9, 1.4),
        ("$M.Log($1 + $0 * $0)", 0.9, 1.7), ("$M.Exp(-$0 * $0)", 0.9, 2.3), ("$M.Sinh($0)", 1, 1.2), ("$M.Cosh($0)", 1, 1.6), ("$M.Cbrt($1 + $0 * $0)", 0.9, 1.3),
        ("$M.Pow($1 + $0 * $0, $1 / ($1 + $1))", 0.9, 1.4), ("Sigmoid($0)", 8, 1), ("Softplus($0)", 3, 3.1), ("Silu($0)", 2, 2), ("Gelu($0)", 2, 2),
        ("$M.Atan2($0, $1)", 3, 1.6), ("$M.Asinh($0)", 8, 2.8), ("Softsign($0)", 8, 1), ("$M.Pow($0, $1 + $1)", 2, 4), ("$M.Acos($0)", 0.9, 3.1),
    ];

    public override int Weight => 30;

    public override Bounded Draw(Drawer draw, Scope scope, int depth)
    {
        (string template, double limit, double bound) = draw.Pick(s_functions);
        return new Bounded(Syntax.Number(template, draw.Limited(draw.Number(scope, depth), limit), Syntax.Literal(1.0)), bound);
    }
}

/// <summary>Functions with kinks, which a point drawn at random does not hit.</summary>
internal sealed class KinkedFunctionForm : NumberForm
{
    public override int Weight => 8;

    public override Bounded Draw(Drawer draw, Scope scope, int depth)
    {
        Bounded first = draw.Number(scope, depth), second = draw.Number(scope, depth);
        double bound = Math.Max(first.Bound, second.Bound);
        return draw.Below(5) switch
        {
            0 => new Bounded(Syntax.Number("$M.Max($0, $1)", first.Syntax, second.Syntax), bound),
            1 => new Bounded(Syntax.Number("$M.Min($0, $1)", first.Syntax, second.Syntax), bound),
            2 => new Bounded(Syntax.Number("$M.Abs($0)", first.Syntax), first.Bound),
            3 => new Bounded(Syntax.Number(draw.Style.IsGeneric ? "T.Clamp($0, -$1, $1)" : "Math.Clamp($0, -$1, $1)", first.Syntax, Syntax.Literal(0.8)), 0.8),
            _ => new Bounded(Syntax.Number("Relu($0)", first.Syntax), first.Bound),
        };
    }
}

internal sealed class ConditionalForm : NumberForm
{
    public override int Weight => 10;

    public override Bounded Draw(Drawer draw, Scope scope, int depth)
    {
        Syntax condition = draw.Condition(scope, 1);
        Bounded then = draw.Number(scope, depth), otherwise = draw.Number(scope, depth);
        return new Bounded(Syntax.Number("($2 ? $0 : $1)", then.Syntax, otherwise.Syntax, condition), Math.Max(then.Bound, otherwise.Bound));
    }
}

/// <summary>0·∞ and its like wait in the branch that is not taken.</summary>
internal sealed class GuardedForm : NumberForm
{
    public override int Weight => 4;

    public override Bounded Draw(Drawer draw, Scope scope, int depth)
    {
        Syntax guarded = draw.Limited(scope, 0);
        return new Bounded(
            draw.Below(3) switch
            {
                0 => Syntax.Number("($0 > $1 ? $M.Sqrt($0) : $0 * $0)", guarded, Syntax.Literal(0.0)),
                1 => Syntax.Number("($0 > $1 ? $M.Log($0 + $1) : $0)", guarded, Syntax.Literal(0.1)),
                _ => Syntax.Number("($M.Abs($0) > $1 ? $0 / $M.Abs($0) : $0)", guarded, Syntax.Literal(0.05)),
            },
            4);
    }
}

/// <summary>(v = e) and (v += e) inside an expression, in C#'s order of evaluation.</summary>
internal sealed class AssignmentForm : NumberForm
{
    public override int Weight => 5;

    public override bool Fits(Drawer draw, Scope scope) => scope.Assignable.Any();

    public override Bounded Draw(Drawer draw, Scope scope, int depth)
    {
        Syntax target = Syntax.Number(draw.Pick([.. scope.Assignable]).Name);
        return draw.Chance(60)
            ? new Bounded(Syntax.Number("($0 = $1)", target, draw.Limited(scope, depth)), Drawer.Limit)
            : new Bounded(Syntax.Number("($0 += $1)", target, draw.Limited(draw.Number(scope, depth), 0.4)), Drawer.Limit);
    }
}

internal sealed class ElementAssignmentForm : NumberForm
{
    public override int Weight => 4;

    public override bool Fits(Drawer draw, Scope scope) => scope.Memories.Any(memory => memory.IsWritable);

    public override Bounded Draw(Drawer draw, Scope scope, int depth)
    {
        Syntax target = draw.Element(scope, draw.Pick([.. scope.Memories.Where(memory => memory.IsWritable)]));
        return draw.Chance(60)
            ? new Bounded(Syntax.Number("($0 = $1)", target, draw.Limited(scope, depth)), Drawer.Limit)
            : new Bounded(Syntax.Number("($0 *= $M.Cos($1))", target, draw.Number(scope, depth).Syntax), Drawer.Limit);
    }
}

/// <summary>x[i++] and x[++i]: an integer changes between the operands of an expression.</summary>
internal sealed class StepInsideIndexForm : NumberForm
{
    public override int Weight => 3;

    public override bool Nests => false;

    public override bool Fits(Drawer draw, Scope scope) =>
        scope.IsInLoop is false && scope.Integers.Any(integer => integer.IsAssignable) && Drawer.Vectors(scope, writable: false).Length > 0;

    public override Bounded Draw(Drawer draw, Scope scope, int depth)
    {
        IntegerVariable integer = draw.Pick([.. scope.Integers.Where(integer => integer.IsAssignable)]);
        Memory memory = draw.Pick(Drawer.Vectors(scope, writable: false));
        string step = draw.Pick(["$0[($1 = ($1 + 1) % $2)]", "$0[$1++ % $2] + $0[($1 %= $2)]", "$0[++$1 % $2] + $0[($1 %= $2)]"]);
        int below = Math.Min(integer.High + 1, memory.Lengths[0]);
        return new Bounded(Syntax.Number($"({step})", Syntax.Number(memory.Name), Syntax.Integer(integer.Name), Syntax.Literal(below)), 4);
    }
}

/// <summary>Numbers that the library makes of vectors.</summary>
internal sealed class ReductionForm : NumberForm
{
    public override int Weight => 7;

    public override bool Nests => false;

    public override bool Fits(Drawer draw, Scope scope) => Drawer.Vectors(scope, writable: false).Length > 0;

    public override Bounded Draw(Drawer draw, Scope scope, int depth)
    {
        Memory first = draw.Pick(Drawer.Vectors(scope, writable: false));
        Memory second = draw.Pick([.. Drawer.Vectors(scope, writable: false).Where(memory => memory.Lengths[0] == first.Lengths[0])]);
        Syntax a = Syntax.Number(Drawer.AsReadOnlySpan(first)), b = Syntax.Number(Drawer.AsReadOnlySpan(second));
        int length = first.Lengths[0];
        return draw.Below(6) switch
        {
            0 or 1 => new Bounded(Syntax.Number("TensorPrimitives.Dot($0, $1)", a, b), 4 * length),
            2 => new Bounded(Syntax.Number("TensorPrimitives.Sum($0)", a), 2 * length),
            3 => new Bounded(Syntax.Number("TensorPrimitives.SumOfSquares($0)", a), 4 * length),
            4 => new Bounded(Syntax.Number("TensorPrimitives.Norm($0)", a), 2 * length),
            _ => new Bounded(Syntax.Number(draw.Pick(["TensorPrimitives.Max($0)", "TensorPrimitives.Min($0)"]), a), 2),
        };
    }
}

internal sealed class CallForm : NumberForm
{
    public override int Weight => 22;

    public override bool Fits(Drawer draw, Scope scope) => scope.Routines.Any(routine => routine.ReturnsNumber && Arguments.Exist(routine, scope));

    public override Bounded Draw(Drawer draw, Scope scope, int depth)
    {
        Routine routine = draw.Pick([.. scope.Routines.Where(routine => routine.ReturnsNumber && Arguments.Exist(routine, scope))]);
        return new Bounded(Syntax.Number(Arguments.Template(routine), Arguments.Draw(draw, routine, scope, depth)), Drawer.Limit);
    }
}
