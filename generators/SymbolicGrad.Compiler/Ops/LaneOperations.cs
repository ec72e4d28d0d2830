namespace SymbolicGrad.Compiler.Ops;

/// <summary>What vector loops need besides the elementwise operations. Made by Scheduling, after differentiation.</summary>
public static class LaneOperations
{
    private const string Lanes = "System.Numerics.Vector: as many numbers at once as the hardware takes";

    /// <summary>The same number in every lane.</summary>
    public static readonly Operation Broadcast = new()
    {
        Name = "Broadcast",
        Arity = 1,
        Spelling = new Spelling.Lanewise(),
        Result = ResultKind.Stated,
        Formula = "({0}, {0}, …)",
        TeX = @"\left({0}, {0}, \ldots\right)",
        Source = Lanes,
    };

    /// <summary>The sum over the lanes.</summary>
    public static readonly Operation SumOfLanes = OverLanes("SumOfLanes", "Vector.Sum", "Σ {0}", @"\sum {0}");

    /// <summary>The largest lane.</summary>
    public static readonly Operation MaxOfLanes = OverLanes("MaxOfLanes", "Lanes.Max", "max {0}", @"\max {0}");

    /// <summary>The smallest lane.</summary>
    public static readonly Operation MinOfLanes = OverLanes("MinOfLanes", "Lanes.Min", "min {0}", @"\min {0}");

    /// <summary>a·b + c in every lane, rounded once.</summary>
    public static readonly Operation MultiplyAdd = new()
    {
        Name = "MultiplyAdd",
        Arity = 3,
        Spelling = new Spelling.Lanewise(),
        Lanewise = "VectorMath.MultiplyAdd",
        Formula = "{0}·{1} + {2}",
        TeX = @"{0} \, {1} + {2}",
        Source = Lanes + "; IEEE 754-2019, 5.4.1: fusedMultiplyAdd",
    };

    /// <summary>The number of lanes of the type of operand 0, whose value does not matter.</summary>
    public static readonly Operation Count = new()
    {
        Name = "LaneCount",
        Arity = 1,
        Spelling = new Spelling.Lanewise(),
        Result = ResultKind.Int32,
        Formula = "w({0})",
        TeX = @"w\left({0}\right)",
        Source = Lanes,
    };

    /// <summary>The largest multiple of the number of lanes of operand 1's type (its value does not matter) that is not above operand 0.</summary>
    public static readonly Operation Whole = new()
    {
        Name = "WholeVectors",
        Arity = 2,
        Spelling = new Spelling.Lanewise(),
        Result = ResultKind.Int32,
        Cost = 2,
        Formula = "{0} − {0} mod w({1})",
        TeX = @"{0} - {0} \bmod w\left({1}\right)",
        Source = Lanes,
    };

    /// <summary>As <see cref="Whole"/>, of as many vectors at once as operand 2 says.</summary>
    public static readonly Operation WholeGroups = new()
    {
        Name = "WholeGroups",
        Arity = 3,
        Spelling = new Spelling.Lanewise(),
        Result = ResultKind.Int32,
        Cost = 2,
        Formula = "{0} − {0} mod {2}·w({1})",
        TeX = @"{0} - {0} \bmod {2} w\left({1}\right)",
        Source = Lanes,
    };

    /// <summary>How many of operand 0's elements vectors can take, the last of them in part: all, where the hardware has vectors of operand 1's type.</summary>
    public static readonly Operation Covered = new()
    {
        Name = "Covered",
        Arity = 2,
        Spelling = new Spelling.Lanewise(),
        Result = ResultKind.Int32,
        Formula = "{0} by w({1})",
        TeX = @"{0} \text{{ by }} w\left({1}\right)",
        Source = Lanes,
    };

    /// <summary>A mask of as many lanes as operand 0 says, from the first on.</summary>
    public static readonly Operation First = new()
    {
        Name = "FirstLanes",
        Arity = 2,
        Spelling = new Spelling.Lanewise(),
        Result = ResultKind.Stated,
        Cost = 2,
        Formula = "w({1}) < {0}",
        TeX = @"w\left({1}\right) < {0}",
        Source = Lanes,
    };

    /// <summary>Whether a mask has any lane set.</summary>
    public static readonly Operation Any = new()
    {
        Name = "AnyLane",
        Arity = 1,
        Spelling = new Spelling.Lanewise(),
        Lanewise = "Lanes.Any",
        Result = ResultKind.Boolean,
        Cost = 2,
        Formula = "∃ {0}",
        TeX = @"\exists {0}",
        Source = Lanes,
    };

    /// <summary>As <see cref="Whole"/>, of operand 2 vectors at once; 0 where the power of operand 1 over so many lanes is 0, infinite or not exact.</summary>
    public static readonly Operation WholePowers = new()
    {
        Name = "WholePowers",
        Arity = 3,
        Spelling = new Spelling.Lanewise(),
        Result = ResultKind.Int32,
        Cost = 4,
        Formula = "{0} − {0} mod {2}·w({1})",
        TeX = @"{0} - {0} \bmod {2} w\left({1}\right)",
        Source = Lanes,
    };

    /// <summary>a·b⁰, a·b¹, a·b² … in the lanes.</summary>
    public static readonly Operation Powers = new()
    {
        Name = "Powers",
        Arity = 2,
        Spelling = new Spelling.Lanewise(),
        Lanewise = "Lanes.Powers<T>",
        Result = ResultKind.Stated,
        Cost = 6,
        Formula = "({0}, {0}·{1}, …)",
        TeX = @"\left({0}, {0} {1}, \ldots\right)",
        Source = Lanes,
    };

    /// <summary>The number to the power of the number of lanes.</summary>
    public static readonly Operation PowerOfLanes = new()
    {
        Name = "PowerOfLanes",
        Arity = 1,
        Spelling = new Spelling.Lanewise(),
        Lanewise = "Lanes.PowerOfLanes<T>",
        Cost = 4,
        Formula = "{0}^w",
        TeX = @"{0}^w",
        Source = Lanes,
    };

    /// <summary>The first lane.</summary>
    public static readonly Operation FirstLane = OverLanes("FirstLane", "Vector.ToScalar", "{0}₀", @"{0}_0");

    private static Operation OverLanes(string name, string method, string formula, string teX) => new()
    {
        Name = name,
        Arity = 1,
        Spelling = new Spelling.Lanewise(),
        Lanewise = method,
        Result = ResultKind.Stated,
        Cost = 4,
        Formula = formula,
        TeX = teX,
        Source = Lanes,
    };
}
