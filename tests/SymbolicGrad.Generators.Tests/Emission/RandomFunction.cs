using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using static SymbolicGrad.Generators.Tests.Emission.Emitting;

namespace SymbolicGrad.Generators.Tests.Emission;

/// <summary>
/// A function of random statements: values of few names, loops that carry and branches that hand over whatever is in
/// scope, so that swaps, lost copies, shared yields and shadowed names all occur. Nothing in it is meant to make sense.
/// </summary>
internal sealed class RandomFunction
{
    public const int ArrayLength = 4;

    private static readonly string?[] Names = [null, null, null, "h", "sum", "x", "value", "double", "dx"];

    private readonly Emitting _emitting = new();
    private readonly Random _random;
    private readonly ArrayVariable _a, _b;
    private readonly List<Operand> _indices = [Constant.Int(0), Constant.Int(ArrayLength - 1)];
    private List<Operand> _scope;

    public RandomFunction(int seed)
    {
        _random = new Random(seed);
        _emitting.Declaration = _emitting.Declaration with { ContainingTypes = [new ContainingType("class", $"Program{seed}")] };
        _emitting.UserNames.AddRange(["h", "sum", "x"]);
        Value x = _emitting.Scalar("x"), y = _emitting.Scalar("y");
        Value count = _emitting.Scalar("count", type: ScalarType.Int32);
        _a = _emitting.Array("a", ArrayStorage.Array);
        _b = _emitting.Array("b", ArrayStorage.Array);
        Value dx = _emitting.Scalar("dx", ParameterRole.InOut);
        _emitting.Scalar("dy", ParameterRole.Output);
        _emitting.Scalar("dz", ParameterRole.Output);
        _scope = [x, y, dx, Number(0), Number(1), Number(-0.5)];
        Count = count;
        Fill(0, 6);
        _emitting.Returns(ScalarType.Double);
        (Function, Text) = _emitting.Write(Pick(), Pick(), Pick(), Pick());
    }

    public Function Function { get; }

    public string Text { get; }

    private Value Count { get; }

    private void Fill(int depth, int statements)
    {
        for (int i = _random.Next(1, statements + 1); i > 0; i--)
        {
            switch (_random.Next(depth < 3 ? 10 : 7))
            {
                case < 4:
                    _scope.Add(Formula());
                    break;
                case 4:
                    _scope.Add(_emitting.Load(RandomArray(), RandomIndex(), RandomName()));
                    break;
                case 5:
                    _emitting.Store(RandomArray(), RandomIndex(), Pick());
                    break;
                case 6:
                    _emitting.Accumulate(RandomArray(), RandomIndex(), Pick());
                    break;
                case 7 or 8:
                    Loop(depth);
                    break;
                default:
                    Branch(depth);
                    break;
            }
        }
    }

    private Value Formula() => _random.Next(6) switch
    {
        0 => _emitting.Add(Pick(), Pick(), RandomName()),
        1 => _emitting.Subtract(Pick(), Pick(), RandomName()),
        2 => _emitting.Multiply(Pick(), Pick(), RandomName()),
        3 => _emitting.Compute(Arithmetic.Negate, Pick(), name: RandomName()),
        4 => _emitting.Body.Compute(Comparisons.Select, [Condition(), Pick(), Pick()], RandomName()),
        _ => _emitting.Body.Compute(OperationTable.Find("Math.Tanh", 1)!, [Pick()], RandomName()),
    };

    private Value Condition() => _emitting.Compute(_random.Next(2) == 0 ? Comparisons.LessThan : Comparisons.NotEqual, Pick(), Pick());

    private void Loop(int depth)
    {
        List<(string?, Operand)> carried = [.. Enumerable.Range(0, _random.Next(4)).Select(_ => (RandomName(), Pick()))];
        LoopRange range = _random.Next(4) switch
        {
            0 => LoopRange.UpTo(Constant.Int(_random.Next(ArrayLength))),
            1 => new LoopRange(Constant.Int(ArrayLength - 1), LoopComparison.GreaterOrEqual, Constant.Int(0), Constant.Int(-1)),
            2 => new LoopRange(Constant.Int(0), LoopComparison.LessOrEqual, Constant.Int(ArrayLength - 1), Constant.Int(2)),
            _ => LoopRange.UpTo(Count),
        };
        EquatableArray<Value> results = _emitting.Loop(range.End, carried.ToEquatableArray(), (index, entries) =>
        {
            _indices.Add(index);
            Operand[] yields = Nested(depth, entries.Count, entries);
            _indices.Remove(index);
            return yields;
        }, range);
        _scope.AddRange(results);
    }

    private void Branch(int depth)
    {
        string?[] names = [.. Enumerable.Range(0, _random.Next(4)).Select(_ => RandomName())];
        _scope.AddRange(_emitting.Branch(
            Condition(), names.ToEquatableArray(), () => Nested(depth, names.Length, []), () => Nested(depth, names.Length, [])));
    }

    private Operand[] Nested(int depth, int yields, IEnumerable<Operand> entries)
    {
        List<Operand> outer = _scope;
        _scope = [.. outer, .. entries];
        Fill(depth + 1, 4);
        Operand[] yielded = [.. Enumerable.Range(0, yields).Select(_ => Pick())];
        _scope = outer;
        return yielded;
    }

    /// <summary>Mostly what was computed last, so that much of it matters.</summary>
    private Operand Pick() => _random.Next(3) == 0
        ? _scope[_random.Next(_scope.Count)]
        : _scope[^_random.Next(1, Math.Min(_scope.Count, 5))];

    private ArrayVariable RandomArray() => _random.Next(2) == 0 ? _a : _b;

    private Operand RandomIndex() => _indices[^_random.Next(1, Math.Min(_indices.Count, 3) + 1)];

    private string? RandomName() => Names[_random.Next(Names.Length)];
}
