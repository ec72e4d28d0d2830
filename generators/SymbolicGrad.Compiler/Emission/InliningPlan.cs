using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>
/// Decides which values are written where they are used and which become variables. A value used once moves into its use
/// where the program's meaning allows it; one that the user has named stays a variable when it is more than a copy.
/// </summary>
internal sealed class InliningPlan
{
    /// <summary>Operations in one expression, beyond which it is split for the reader's sake.</summary>
    private const int LargestExpression = 14;

    private readonly BodyIndex _index;
    private readonly ISet<string> _userNames;
    private readonly ISet<int> _delayed;
    private readonly Dictionary<int, Home> _homes = [];
    private readonly HashSet<int> _inlined = [];
    private readonly Dictionary<int, bool> _conditionals = [];

    /// <summary>For what a branch of <c>c ? a : b</c> computes: the result of the outermost such branch.</summary>
    private readonly Dictionary<int, Value> _partOf = [];

    /// <param name="index">The body.</param>
    /// <param name="userNames">Names that the user gave to quantities.</param>
    /// <param name="delayed">Yields that cannot share a variable with what they are handed to, and so are computed at the end of their block.</param>
    public InliningPlan(BodyIndex index, ISet<string> userNames, ISet<int> delayed)
    {
        _index = index;
        _userNames = userNames;
        _delayed = delayed;

        foreach (ValueDefinition definition in index.Definitions)
        {
            MarkParts(definition);
        }

        // Consumers come after what they consume, so backwards every consumer's own place is known.
        foreach (ValueDefinition definition in index.Definitions.Reverse())
        {
            Decide(definition);
        }
    }

    /// <summary>Where an expression is evaluated, and how large it has become.</summary>
    private sealed class Home(int position, BlockPlace block, bool isRepeated)
    {
        /// <summary>True in the header of a loop, which is evaluated before each iteration.</summary>
        public bool IsRepeated { get; } = isRepeated;

        public int Position { get; } = position;

        public BlockPlace Block { get; } = block;

        public int Size { get; set; }
    }

    /// <summary>True when the value has no variable: every use writes its expression.</summary>
    public bool IsInlined(Value value) => _inlined.Contains(value.Id);

    /// <summary>True when nothing needs the value and computing it has no effect.</summary>
    public bool IsUnused(Value value) =>
        _index.UsesOf(value).Count == 0 && _index.DefinitionOf(value) is { Statement: var statement }
        && statement is not (Compute { Operation.MayThrow: true } or For or If or Call);

    /// <summary>True when the branch is written <c>c ? a : b</c>.</summary>
    public bool IsConditional(If branch)
    {
        if (branch.Results.Count != 1)
        {
            return false;
        }

        int id = branch.Results[0].Id;
        if (!_conditionals.TryGetValue(id, out bool isConditional))
        {
            isConditional = IsExpression(branch.Then) && IsExpression(branch.Else) && SizeOf(branch) <= LargestExpression;
            _conditionals.Add(id, isConditional);
        }

        return isConditional;
    }

    /// <summary>The values that evaluating the operand reads from variables.</summary>
    public void AddLeaves(Operand operand, Action<Value> add)
    {
        if (operand is not Value value)
        {
            return;
        }

        if (IsInlined(value))
        {
            AddLeaves(_index.DefinitionOf(value)!.Statement, add);
        }
        else
        {
            add(value);
        }
    }

    /// <summary>The values that evaluating a statement, or a branch written as an expression, reads from variables.</summary>
    public void AddLeaves(Statement statement, Action<Value> add)
    {
        EquatableArray<Operand> operands = statement switch
        {
            If branch => [branch.Condition, .. branch.Then.Yields, .. branch.Else.Yields],
            Kernel kernel => KernelCalls.WrittenOperands(kernel).ToEquatableArray(),
            Call call => CallWriting.WrittenOperands(call).ToEquatableArray(),
            _ => statement.Operands(),
        };
        foreach (Operand operand in operands)
        {
            AddLeaves(operand, add);
        }
    }

    private void MarkParts(ValueDefinition definition)
    {
        if (definition.Statement is If branch && !_partOf.ContainsKey(definition.Value.Id) && IsConditional(branch))
        {
            foreach (Value part in branch.Blocks().SelectMany(block => block.Statements).SelectMany(statement => statement.AllDefinitions()))
            {
                _partOf.Add(part.Id, definition.Value);
                _inlined.Add(part.Id);
            }
        }
    }

    private void Decide(ValueDefinition definition)
    {
        Value value = definition.Value;
        if (_partOf.ContainsKey(value.Id) || definition.Statement is For or Call || (definition.Statement is If branch && !IsConditional(branch)))
        {
            return;
        }

        if (IsFree(definition))
        {
            _inlined.Add(value.Id);
            return;
        }

        IReadOnlyList<Use> uses = _index.UsesOf(value);
        Home? home = uses.Count == 1 ? HomeAt(definition, uses[0]) : null;
        if (home is null)
        {
            _homes[value.Id] = new Home(definition.Position, definition.Block, false) { Size = SizeOf(definition.Statement) };
            return;
        }

        home.Size += SizeOf(definition.Statement);
        _homes[value.Id] = home;
        _inlined.Add(value.Id);
    }

    /// <summary>The expression that the value may become a part of, or null.</summary>
    private Home? HomeAt(ValueDefinition definition, Use use)
    {
        Home? whole = HomeOfConsumer(use);
        Home home = whole ?? new Home(use.Position, use.Block, use.Kind == UseKind.Repeated);
        bool isAllowed = (use.Kind != UseKind.Yield || whole is not null || _delayed.Contains(definition.Value.Id))
            && (!home.IsRepeated || definition.Statement is Compute { Operation.MayThrow: false, Operation.Cost: <= 1 });
        return isAllowed
            && !(use.Kind == UseKind.Operand && IsKeptForItsName(definition))
            && home.Size + SizeOf(definition.Statement) <= LargestExpression
            && CanMove(definition, home)
            ? home
            : null;
    }

    private Home? HomeOfConsumer(Use use)
    {
        if (use.Consumer is not { } consumer)
        {
            return null;
        }

        Value whole = _partOf.TryGetValue(consumer.Id, out Value? conditional) ? conditional : consumer;
        return _homes.TryGetValue(whole.Id, out Home? home) ? home : null;
    }

    private bool CanMove(ValueDefinition definition, Home home)
    {
        for (BlockPlace? block = home.Block; block != definition.Block; block = block.Parent)
        {
            // A loop would evaluate it again and again; out of a block nothing can be used but what the block yields.
            if (block is null || block.IsLoopBody)
            {
                return false;
            }
        }

        bool sinks = !ReferenceEquals(home.Block, definition.Block);
        return !(sinks && definition.Statement is Compute { Operation.MayThrow: true })
            && !_index.MayWriteBetween(definition.Position, home.Position, ReadBy(definition.Statement))
            && LoadsLeftBehind(definition, home, LargestExpression) < 2;
    }

    /// <summary>
    /// The loads in the value's formula that a write keeps from moving along: each would need a variable of its own, where
    /// the value itself needs one.
    /// </summary>
    private int LoadsLeftBehind(ValueDefinition definition, Home home, int depth) =>
        depth == 0 || definition.Statement is not Compute compute ? 0 : compute.Operands.OfType<Value>().Sum(operand =>
            _index.DefinitionOf(operand) is not { } part || _index.UsesOf(operand).Count != 1 || IsKeptForItsName(part) ? 0
            : _index.MayWriteBetween(part.Position, home.Position, ReadBy(part.Statement)) ? 1
            : LoadsLeftBehind(part, home, depth - 1));

    private bool IsKeptForItsName(ValueDefinition definition) =>
        definition.Value.Name is { } name && _userNames.Contains(name) && !IsCopy(definition.Statement);

    private static bool IsCopy(Statement statement) => statement is Load or Dimension or Compute { Operation.Spelling: Spelling.Cast };

    /// <summary>What costs nothing and reads better written out than named: lengths, and an index plus or minus a number.</summary>
    private bool IsFree(ValueDefinition definition) => definition.Statement switch
    {
        Dimension dimension => IsStored(dimension),
        Compute { Result.Name: null, Result.Type.Kind: ScalarKind.Int32 } compute => IsOffset(compute),
        _ => false,
    };

    /// <summary>The longest row is looked for; other lengths are at hand.</summary>
    private static bool IsStored(Dimension dimension) => dimension is not { Array.Storage: ArrayStorage.Jagged, Axis: 1 };

    private bool IsOffset(Compute compute) =>
        (compute.Operation == Arithmetic.Add || compute.Operation == Arithmetic.Subtract)
        && compute.Operands.Any(operand => operand is Constant)
        && compute.Operands.All(operand => operand is Constant || (operand is Value value && (_index.DefinitionOf(value) is not { } definition || definition.Statement is Dimension length && IsStored(length))));

    private bool IsExpression(Block block)
    {
        foreach (Statement statement in block.Statements)
        {
            bool isPure = statement is Compute or Load or Dimension or Kernel { Operation.WritesFirstArgument: false }
                || (statement is If nested && IsConditional(nested));
            if (!isPure)
            {
                return false;
            }

            ValueDefinition definition = _index.DefinitionOf(statement.Results().Single())!;
            IReadOnlyList<Use> uses = _index.UsesOf(definition.Value);
            bool isPart = IsFree(definition)
                || (uses.Count == 1 && !(uses[0].Kind == UseKind.Operand && IsKeptForItsName(definition)));
            if (!isPart)
            {
                return false;
            }
        }

        return block.Yields.Count == 1;
    }

    private static int SizeOf(Statement statement) => statement switch
    {
        Dimension => 0,
        Kernel => 2,
        If branch => 1 + branch.Then.Statements.Sum(SizeOf) + branch.Else.Statements.Sum(SizeOf),
        _ => 1,
    };

    private static IEnumerable<int> ReadBy(Statement statement) => statement switch
    {
        Load load => [load.Array.Id],
        Kernel kernel => kernel.Arguments.Select(KernelCalls.ArrayOf).OfType<ArrayVariable>().Select(array => array.Id),
        If branch => branch.Then.Statements.Concat(branch.Else.Statements).SelectMany(ReadBy),
        _ => [],
    };
}
