using System.Collections.Immutable;

namespace SymbolicGrad.Generators.Tests.RandomPrograms;

/// <summary>Draws pieces of programs. Numbers stay within about ±<see cref="Limit"/>, whatever happens to them, so that differences are good.</summary>
internal sealed class Drawer(int seed, NumberStyle style)
{
    /// <summary>What variables and elements are kept within.</summary>
    public const double Limit = 2;

    /// <summary>How often the innermost statement may run.</summary>
    public const int MostTrips = 80;

    private const int DeepestBlock = 4, DeepestNumber = 3;

    private readonly Random _random = new(seed);
    private int _names;

    public NumberStyle Style => style;

    /// <summary>Statements that may still be drawn.</summary>
    public int Fuel { get; set; } = 24;

    /// <summary>What sums add up, so that none is stored unlimited where it is a square of what it is stored over.</summary>
    public Dictionary<string, string> Terms { get; } = new(StringComparer.Ordinal);

    public int Below(int count) => _random.Next(count);

    public int Between(int low, int high) => _random.Next(low, high + 1);

    public bool Chance(int percent) => _random.Next(100) < percent;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    /// <summary>A name that nothing else has.</summary>
    public string Name(string stem) => $"{stem}{++_names}";

    public double Coefficient() => Math.Round(_random.NextDouble() * 1.5 + 0.25, 2) * (Chance(30) ? -1 : 1);

    public Bounded Number(Scope scope, int depth = DeepestNumber) =>
        Form<Bounded>.Pick(this, scope, mayNest: depth > 0 && !(depth < DeepestNumber && Chance(20))).Draw(this, scope, depth - 1);

    /// <summary>A number that a variable can be assigned.</summary>
    public Syntax Limited(Scope scope, int depth = DeepestNumber) => Limited(Number(scope, depth), Limit);

    public Syntax Limited(Bounded number, double limit)
    {
        if (number.Bound <= limit)
        {
            return number.Syntax;
        }

        return limit < 1
            ? Syntax.Number("$0 * $1", Syntax.Literal(Math.Round(limit * 0.9, 3)), Syntax.Number("$M.Sin($0)", number.Syntax))
            : Syntax.Number(Pick(["$M.Sin($0)", "$M.Sin($0)", "$M.Tanh($0)", "$M.Tanh($0)", "$M.Cos($0)", "$M.Cos($0)", "$M.Atan($0)"]), number.Syntax);
    }

    public Syntax Condition(Scope scope, int depth = 2) => Form<Syntax>.Pick(this, scope, mayNest: depth > 0).Draw(this, scope, depth - 1);

    /// <summary>An integer within an interval that contains 0 or has constants.</summary>
    public Syntax Integer(Scope scope, int low, int high)
    {
        // In a loop without iterations an index has no interval.
        List<Func<Syntax>> choices = [() => Syntax.Literal(Between(low, Math.Max(low, high)))];
        foreach (IntegerVariable integer in scope.Integers)
        {
            Syntax name = Syntax.Integer(integer.Name);
            if (integer.Low >= low && integer.High <= high)
            {
                choices.AddRange(Enumerable.Repeat<Func<Syntax>>(() => name, 6));
            }

            if (integer.Low + 1 >= low && integer.High + 1 <= high)
            {
                choices.Add(() => Syntax.Integer("$0 + 1", name));
            }

            if (integer.Low - 1 >= low && integer.High - 1 <= high)
            {
                choices.Add(() => Syntax.Integer("$0 - 1", name));
            }

            if (high - integer.Low <= high && high - integer.High >= low)
            {
                choices.Add(() => Syntax.Integer("$0 - $1", Syntax.Literal(high), name));
            }

            if (low == 0 && integer.Low >= 0)
            {
                choices.Add(() => Syntax.Integer("($0 * 2 + $1) % $2", name, Syntax.Literal(Between(0, 2)), Syntax.Literal(high + 1)));
                choices.Add(() => Syntax.Integer("Math.Min($0, $1)", name, Syntax.Literal(high)));
            }
        }

        foreach (IndexTable table in scope.Tables.Where(table => low == 0 && table.Below <= high + 1))
        {
            choices.Add(() => Syntax.Integer("$0[$1]", Syntax.Integer(table.Name), Integer(scope with { Tables = [] }, 0, table.Length - 1)));
        }

        return Pick(choices)();
    }

    /// <summary>An element of something in scope.</summary>
    public Syntax Element(Scope scope, Memory memory)
    {
        Syntax name = Syntax.Number(memory.Name);
        if (!memory.IsVector)
        {
            return Syntax.Number("$0[$1, $2]", name, Integer(scope, 0, memory.Lengths[0] - 1), Integer(scope, 0, memory.Lengths[1] - 1));
        }

        return Chance(5)
            ? Syntax.Number("$0[^$1]", name, Syntax.Literal(Between(1, memory.Lengths[0])))
            : Syntax.Number("$0[$1]", name, Integer(scope, 0, memory.Lengths[0] - 1));
    }

    public Stated Statement(Scope scope)
    {
        Fuel--;
        bool mayNest = scope.Depth < DeepestBlock && Fuel > 2;
        return Form<Stated>.Pick(this, scope, mayNest).Draw(this, scope, 0);
    }

    /// <summary>A block of one to four statements; what it declares ends with it.</summary>
    public Syntax Block(Scope scope, params ReadOnlySpan<Syntax> first)
    {
        List<Syntax> statements = [.. first];
        for (int i = Between(1, 4); i > 0 && (Fuel > 0 || statements.Count == first.Length); i--)
        {
            Stated stated = Statement(scope);
            statements.Add(stated.Syntax);
            scope = stated.Scope;
        }

        return Syntax.Block(statements);
    }

    /// <summary>The body of a method: statements, and what it returns.</summary>
    public Syntax Body(Scope scope, int count, List<Syntax> statements)
    {
        for (int i = 0; i < count && Fuel > 0; i++)
        {
            Stated stated = Statement(scope);
            statements.Add(stated.Syntax);
            scope = stated.Scope;
        }

        if (scope.Return != ReturnForm.Nothing)
        {
            statements.Add(Returned(scope));
        }

        return Syntax.Block(statements);
    }

    /// <summary>A sum over everything in scope, so that nothing is computed in vain.</summary>
    public Syntax Everything(Scope scope)
    {
        Syntax sum = Limited(scope);
        foreach (Variable number in scope.Numbers.Reverse().Take(6))
        {
            sum = Syntax.Number("$0 + $1 * $2", sum, Syntax.Literal(Coefficient()), Syntax.Number(number.Name));
        }

        foreach (Memory memory in scope.Memories.Reverse().Take(4))
        {
            Syntax element = memory.IsVector && Chance(scope.HasNests ? 50 : 6) ? Syntax.Number("TensorPrimitives.Sum($0)", Syntax.Number(AsReadOnlySpan(memory))) : Element(scope, memory);
            sum = Syntax.Number("$0 + $1 * $2", sum, Syntax.Literal(Coefficient()), element);
        }

        return sum;
    }

    /// <summary>A vector as an argument of TensorPrimitives, whose type parameter is not inferred from an array.</summary>
    public static string AsReadOnlySpan(Memory memory) => memory.Kind == MemoryKind.ReadOnlySpan ? memory.Name : $"(ReadOnlySpan<$T>){memory.Name}";

    public Syntax Returned(Scope scope) => scope.Return switch
    {
        ReturnForm.Nothing => Syntax.Statement("return;"),
        ReturnForm.Number when scope.IsRoutine => Syntax.Statement("return $0;", Limited(new Bounded(Everything(scope), double.PositiveInfinity), Limit)),
        ReturnForm.Number => Syntax.Statement("return $0;", Everything(scope)),
        _ => Syntax.Statement("return ($0, $1);", Everything(scope), Limited(scope)),
    };

    /// <summary>Writable memory that is a vector, longest-lived first.</summary>
    public static ImmutableArray<Memory> Vectors(Scope scope, bool writable) => [.. scope.Memories.Where(memory => memory.IsVector && (memory.IsWritable || !writable))];
}
