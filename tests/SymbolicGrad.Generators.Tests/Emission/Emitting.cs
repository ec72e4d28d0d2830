using SymbolicGrad.Compiler.Emission;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Generators.Tests.Emission;

/// <summary>Builds a function by hand, emits it, compiles the text and gives back both the text and the method.</summary>
internal sealed class Emitting
{
    private readonly IdSource _ids = new();
    private readonly List<Parameter> _parameters = [];
    private readonly List<ReturnElement> _returns = [];

    public Emitting() => Body = new BlockBuilder(_ids);

    /// <summary>The block that is being filled: the function's, or that of the loop or branch being built.</summary>
    public BlockBuilder Body { get; private set; }

    public Declaration Declaration { get; set; } = new("Sample", [new ContainingType("class", "Program")], "public", true, "F", [], [], "F.g.cs");

    /// <summary>False for a function that no pass should have made.</summary>
    public bool IsValid { get; init; } = true;

    public Documentation Documentation { get; set; } = new(["F."], [], null, []);

    public List<LengthCheck> Checks { get; } = [];

    /// <summary>Names that the user gave; what the primal function would contribute.</summary>
    public List<string> UserNames { get; } = [];

    public static Constant Number(double number) => new(ScalarType.Double, number);

    public Value Scalar(string name, ParameterRole role = ParameterRole.Input, ScalarType? type = null)
    {
        Value value = _ids.NewValue(type ?? ScalarType.Double, name);
        _parameters.Add(new ScalarParameter(value, name, role, true));
        return value;
    }

    public ArrayVariable Array(string name, ArrayStorage storage, int rank = 1, ScalarType? type = null)
    {
        ArrayVariable array = _ids.NewArray(name, type ?? ScalarType.Double, rank, storage);
        _parameters.Add(new ArrayParameter(array, name, ParameterRole.Input, true));
        return array;
    }

    public ArrayVariable Scratch(string name, bool zeroed, params Operand[] lengths) => Scratch(name, ScalarType.Double, zeroed, lengths);

    public ArrayVariable Scratch(string name, ScalarType type, bool zeroed, params Operand[] lengths)
    {
        ArrayVariable array = _ids.NewArray(name, type, lengths.Length, ArrayStorage.Scratch);
        Body.Add(new Allocate(array, lengths.ToEquatableArray(), zeroed));
        return array;
    }

    /// <summary>Adds a library call with a result.</summary>
    public Value Call(KernelOperation operation, params KernelArgument[] arguments) => Call(operation, ScalarType.Double, arguments);

    public Value Call(KernelOperation operation, ScalarType type, params KernelArgument[] arguments)
    {
        Value result = _ids.NewValue(type);
        Body.Add(new Kernel(result, operation, arguments.ToEquatableArray()));
        return result;
    }

    public Value Compute(Operation operation, Operand first, Operand? second = null, string? name = null, string? meaning = null) =>
        Body.Compute(operation, second is null ? [first] : [first, second], name, meaning);

    public Value Add(Operand left, Operand right, string? name = null, string? meaning = null) => Compute(Arithmetic.Add, left, right, name, meaning);

    public Value Subtract(Operand left, Operand right, string? name = null) => Compute(Arithmetic.Subtract, left, right, name);

    public Value Multiply(Operand left, Operand right, string? name = null, string? meaning = null) => Compute(Arithmetic.Multiply, left, right, name, meaning);

    public Value Load(ArrayVariable array, Operand index, string? name = null) => Body.Load(array, [index], name);

    public void Store(ArrayVariable array, Operand index, Operand value) => Body.Add(new Store(array, [index], value));

    public void Accumulate(ArrayVariable array, Operand index, Operand value) => Body.Add(new Accumulate(array, [index], value));

    /// <summary>A loop over 0 … end − 1; the body gets the index and the entries and gives the yields.</summary>
    public EquatableArray<Value> Loop(
        Operand end, EquatableArray<(string? Name, Operand Initial)> carried, Func<Value, EquatableArray<Value>, Operand[]> body, LoopRange? range = null, string? index = "i")
    {
        Value counter = _ids.NewValue(ScalarType.Int32, index);
        EquatableArray<Value> entries = carried.Select(c => _ids.NewValue(c.Initial.Type, c.Name)).ToEquatableArray();
        Block block = Inside(() => body(counter, entries));
        EquatableArray<Value> results = carried.Select(c => _ids.NewValue(c.Initial.Type, c.Name)).ToEquatableArray();
        EquatableArray<Carried> states = carried.Select((c, i) => new Carried(c.Initial, entries[i])).ToEquatableArray();
        Body.Add(new For(counter, range ?? LoopRange.UpTo(end), states, block, results));
        return results;
    }

    /// <summary>A branch; both sides give their yields.</summary>
    public EquatableArray<Value> Branch(Operand condition, EquatableArray<string?> names, Func<Operand[]> then, Func<Operand[]> otherwise)
    {
        Block first = Inside(then);
        Block second = Inside(otherwise);
        EquatableArray<Value> results = names.Select((name, i) => _ids.NewValue(first.Yields[i].Type, name)).ToEquatableArray();
        Body.Add(new If(condition, first, second, results));
        return results;
    }

    /// <summary>Emits the function with its yields: the returned ones first, then out and ref parameters.</summary>
    public Emitted Emit(ScalarType? returns, params Operand[] yields)
    {
        Returns(returns);
        return Emit(yields);
    }

    public void Returns(ScalarType? type)
    {
        if (type is not null)
        {
            _returns.Add(new ReturnElement(type, null));
        }
    }

    public Emitted EmitTuple(EquatableArray<ReturnElement> returns, params Operand[] yields)
    {
        _returns.AddRange(returns);
        return Emit(yields);
    }

    /// <summary>Emits a function of these parameters, with what was appended to the body.</summary>
    public (Function Function, string Text) Write(params Operand[] yields)
    {
        Function function = new("G", _parameters.ToEquatableArray(), _returns.ToEquatableArray(), Body.ToBlock(yields.ToEquatableArray()), _ids.Next);
        if (IsValid)
            Verifier.Verify(function).ShouldBeEmpty();

        BlockBuilder named = new(_ids);
        UserNames.ForEach(name => named.Compute(Arithmetic.Add, [Number(1), Number(1)], name));
        Function primal = function with { Body = named.ToBlock([]) };
        DifferentiableMethod method = new(Declaration, primal, new DerivativeOptions(false, false, false, false, false, true, false));
        Member member = new("G", MemberKind.Gradient, function, Checks.ToEquatableArray(), Documentation);
        return (function, FileEmitter.Emit(method, [member]));
    }

    private Emitted Emit(Operand[] yields) => new(Write(yields).Text);

    private Block Inside(Func<Operand[]> fill)
    {
        BlockBuilder outer = Body;
        Body = outer.Nested();
        Block block = Body.ToBlock([]) with { Yields = fill().ToEquatableArray() };
        block = block with { Statements = Body.Statements.ToEquatableArray() };
        Body = outer;
        return block;
    }
}
