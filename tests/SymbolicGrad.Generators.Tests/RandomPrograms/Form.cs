namespace SymbolicGrad.Generators.Tests.RandomPrograms;

/// <summary>
/// One construct of the language. Every subclass takes part by existing: to add a construct, add a class under Forms.
/// </summary>
/// <typeparam name="TDrawn">What is drawn.</typeparam>
internal abstract class Form<TDrawn>
{
    private static readonly Form<TDrawn>[] s_all = [.. typeof(Form<TDrawn>).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(Form<TDrawn>)))
        .OrderBy(type => type.Name, StringComparer.Ordinal)
        .Select(type => (Form<TDrawn>)Activator.CreateInstance(type)!)];

    /// <summary>How often it is drawn, where it fits.</summary>
    public virtual int Weight => 10;

    /// <summary>How often it is drawn there.</summary>
    public virtual int WeightIn(Scope scope) => Weight;

    /// <summary>Whether it contains others of its kind.</summary>
    public virtual bool Nests => true;

    public virtual bool Fits(Drawer draw, Scope scope) => true;

    public abstract TDrawn Draw(Drawer draw, Scope scope, int depth);

    /// <summary>A form that fits, by weight.</summary>
    public static Form<TDrawn> Pick(Drawer draw, Scope scope, bool mayNest)
    {
        Form<TDrawn>[] fitting = [.. s_all.Where(form => form.WeightIn(scope) > 0 && (mayNest || !form.Nests) && form.Fits(draw, scope))];
        int drawn = draw.Below(fitting.Sum(form => form.WeightIn(scope)));
        return fitting.First(form => (drawn -= form.WeightIn(scope)) < 0);
    }
}

/// <summary>A number and how large it can be, about.</summary>
internal readonly record struct Bounded(Syntax Syntax, double Bound);

/// <summary>A statement, and what is in scope after it.</summary>
internal readonly record struct Stated(Syntax Syntax, Scope Scope);

internal abstract class NumberForm : Form<Bounded>;

internal abstract class StatementForm : Form<Stated>;

internal abstract class ConditionForm : Form<Syntax>;
