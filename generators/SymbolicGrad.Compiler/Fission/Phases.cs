using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Fission;

/// <summary>
/// The order in which the statements of a nest's body run when each kind runs for all iterations at once: contractions in even
/// phases, all else in odd ones, each as early as what it needs allows.
/// </summary>
internal sealed class Phases
{
    private readonly LoopNest _nest;
    private readonly HashSet<int> _written;
    private readonly Dictionary<Statement, int> _phases = new(ReferenceComparer.Instance);
    private readonly Dictionary<int, Statement> _byResult = [];

    private Phases(LoopNest nest)
    {
        _nest = nest;
        _written = [.. nest.Innermost.Body.AllStatements.Where(statement => statement is Store or Accumulate).Select(statement => statement.Array()!.Id)];
        foreach (Statement statement in nest.Innermost.Body.Statements)
        {
            foreach (Value result in statement.Results())
            {
                _byResult.Add(result.Id, statement);
            }
        }
    }

    /// <summary>The statements of the body that belong to a phase, in order; null where the body cannot be taken apart.</summary>
    public static Phases? Assign(LoopNest nest)
    {
        Phases phases = new(nest);
        return phases.TryAssign() && phases.AreIterationsApart() && phases.IsCarriedTogether() ? phases : null;
    }

    public int Last => _phases.Values.Max();

    public bool IsAssigned(Statement statement) => _phases.ContainsKey(statement);

    public int Of(Statement statement) => _phases[statement];

    public Statement? DefinitionOf(Operand operand) => operand is Value value && _byResult.TryGetValue(value.Id, out Statement? statement) ? statement : null;

    /// <summary>The phase of what the loop carries from iteration to iteration.</summary>
    public int CarriedPhase { get; private set; }

    /// <summary>What costs next to nothing is done again in each phase that needs it: integers, comparisons, loads of what nobody writes here.</summary>
    public bool IsRepeated(Statement statement) => statement switch
    {
        Load load => !_written.Contains(load.Array.Id),
        Compute { Result.Type.Kind: ScalarKind.Boolean } => true,
        _ => LoopNest.IsInteger(statement),
    };

    /// <summary>The statements that belong to phases and that this one needs the values of, through whatever is repeated.</summary>
    public IEnumerable<(Value Value, Statement Definition)> NeededBy(Statement statement)
    {
        foreach (Value value in statement.AllOperands().OfType<Value>())
        {
            if (DefinitionOf(value) is { } definition)
            {
                if (!IsRepeated(definition))
                {
                    yield return (value, definition);
                    continue;
                }

                foreach ((Value, Statement) needed in NeededBy(definition))
                {
                    yield return needed;
                }
            }
        }
    }

    private bool TryAssign()
    {
        List<Statement> earlier = [];
        foreach (Statement statement in _nest.Innermost.Body.Statements)
        {
            if (IsRepeated(statement))
            {
                continue;
            }

            bool isContraction = Contractions.IsContraction(statement, _nest);
            bool isSimple = statement is Compute or Load or Store or Accumulate
                || (statement is If branch && branch.AllOperands().All(operand => operand.Type.Kind is not ScalarKind.Int64)
                    && branch.WithNested().All(inner => inner is If or Compute or Load or Store or Accumulate));
            if (!isContraction && !isSimple)
            {
                return false;
            }

            int phase = isContraction ? 0 : 1;
            foreach (Statement before in NeededBy(statement).Select(needed => needed.Definition).Concat(earlier.Where(before => Conflict(before, statement))))
            {
                int least = _phases[before];
                phase = Math.Max(phase, least % 2 == phase % 2 ? least : least + 1);
            }

            _phases.Add(statement, phase);
            earlier.Add(statement);
        }

        // Scratch holds numbers; what decides something stays in one phase.
        return _phases.Count > 0 && _phases.Keys.All(statement => NeededBy(statement).All(needed =>
            needed.Value.Type.IsFloating || (_phases[needed.Definition] == _phases[statement] && _phases[statement] % 2 == 1)));
    }

    private static bool Conflict(Statement earlier, Statement later)
    {
        foreach (Statement left in earlier.WithNested().Where(statement => statement is Load or Store or Accumulate))
        {
            foreach (Statement right in later.WithNested().Where(statement => statement is Load or Store or Accumulate))
            {
                bool isOrdered = !(left is Load && right is Load) && !(left is Accumulate && right is Accumulate);
                if (isOrdered && left.Array()!.Id == right.Array()!.Id)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>
    /// True where memory that is written and used by several phases belongs to its iteration, or is only added to: then no
    /// iteration waits for what another one does in a later phase.
    /// </summary>
    private bool AreIterationsApart()
    {
        foreach (int array in _written)
        {
            List<(Statement Access, int Phase)> accesses = _phases
                .SelectMany(assigned => assigned.Key.WithNested().Where(statement => statement is Load or Store or Accumulate && statement.Array()!.Id == array).Select(access => (access, assigned.Value)))
                .ToList();
            bool isOfOnePhase = accesses.Select(access => access.Phase).Distinct().Count() == 1 && accesses[0].Phase % 2 == 1;
            if (!isOfOnePhase && !accesses.All(access => access.Access is Accumulate) && !accesses.All(access => IsOwn(access.Access)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True of the element that has the nest's indices, and so belongs to one iteration.</summary>
    private bool IsOwn(Statement access)
    {
        EquatableArray<Operand> indices = access.Place();
        return indices.Count == _nest.Loops.Count && indices.Zip(_nest.Loops, (index, loop) => index.Equals(loop.Index)).All(isOwn => isOwn);
    }

    /// <summary>What the innermost loop carries is used and handed on in one phase of elementwise statements.</summary>
    private bool IsCarriedTogether()
    {
        HashSet<int> entries = [.. _nest.Innermost.Carried.Select(carried => carried.Entry.Id)];
        if (entries.Count == 0)
        {
            return true;
        }

        List<int> phases = [.. _nest.Innermost.Body.Yields.Select(yielded => DefinitionOf(yielded)).Select(definition => definition is null || IsRepeated(definition) ? -1 : _phases[definition])];
        foreach (Statement statement in _nest.Innermost.Body.Statements)
        {
            if (statement.AllOperands().OfType<Value>().Any(value => entries.Contains(value.Id)))
            {
                phases.Add(IsRepeated(statement) ? -1 : _phases[statement]);
            }
        }

        CarriedPhase = phases[0];
        return phases.All(phase => phase == CarriedPhase) && CarriedPhase > 0 && CarriedPhase % 2 == 1;
    }
}
