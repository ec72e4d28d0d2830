using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Fission;

/// <summary>Writes each phase as a nest of its own: one for each contraction, one for all elementwise statements of a phase.</summary>
internal sealed class PhaseWriter
{
    private readonly LoopNest _nest;
    private readonly Phases _phases;
    private readonly IdSource _ids;
    private readonly EquatableArray<Operand> _lengths;
    private readonly Dictionary<int, ArrayVariable> _scratch = [];
    private readonly List<Statement> _preparation = [];
    private readonly List<Statement> _output = [];

    public PhaseWriter(LoopNest nest, Phases phases, Definitions definitions, IdSource ids)
    {
        (_nest, _phases, _ids) = (nest, phases, ids);
        _lengths = nest.Loops.Select(loop => LengthOf(loop.Range.End, definitions, ids, _preparation)).ToEquatableArray();
    }

    /// <summary>As much memory as a loop from 0 to that end takes: a number of its own where the end may be negative.</summary>
    internal static Operand LengthOf(Operand end, Definitions definitions, IdSource ids, List<Statement> preparation)
    {
        if (NonNegative.Is(end, definitions))
        {
            return end;
        }

        Value length = ids.NewValue(ScalarType.Int32);
        preparation.Add(new Compute(length, Extrema.Max, [end, Constant.Int(0)]));
        return length;
    }

    public IReadOnlyList<Statement> Write()
    {
        List<Statement> body = [.. _nest.Innermost.Body.Statements.Where(_phases.IsAssigned)];
        List<List<Statement>> groups = [];
        for (int phase = 0; phase <= _phases.Last; phase++)
        {
            List<Statement> members = [.. body.Where(statement => _phases.Of(statement) == phase)];
            if (phase % 2 == 0)
            {
                groups.AddRange(members.Select(member => new List<Statement> { member }));
            }
            else if (members.Count > 0)
            {
                groups.Add(members);
            }
        }

        foreach (List<Statement> group in groups)
        {
            Write(group);
        }

        IEnumerable<Statement> allocations = _scratch.Values.Select(array => new Allocate(array, _lengths, Zeroed: false));
        return [.. _preparation, .. allocations, .. _output];
    }

    private void Write(List<Statement> group)
    {
        HashSet<Statement> members = new(group, ReferenceComparer.Instance);
        bool carries = _nest.Innermost.Carried.Count > 0 && _phases.Of(group[0]) == _phases.CarriedPhase && _phases.CarriedPhase % 2 == 1;

        // What is repeated comes along in its place; what other groups computed is read from scratch.
        HashSet<Statement> repeated = new(ReferenceComparer.Instance);
        foreach (Statement member in group)
        {
            AddRepeated(member, repeated);
        }

        Rewriter rewriter = new() { FreshIds = _ids };
        List<Value> indices = [];
        foreach (For loop in _nest.Loops)
        {
            Value index = _ids.NewValue(loop.Index.Type, loop.Index.Name);
            rewriter.Replace(loop.Index, index);
            indices.Add(index);
        }

        List<Carried> carried = [];
        foreach (Carried scalar in carries ? _nest.Innermost.Carried : [])
        {
            Value entry = _ids.NewValue(scalar.Entry.Type, scalar.Entry.Name);
            rewriter.Replace(scalar.Entry, entry);
            carried.Add(scalar with { Entry = entry });
        }

        List<Statement> body = [];
        EquatableArray<Operand> place = indices.Select(index => (Operand)index).ToEquatableArray();
        foreach (Value value in group.Concat(repeated).SelectMany(_phases.NeededBy).Where(needed => !members.Contains(needed.Definition)).Select(needed => needed.Value).Distinct())
        {
            Value loaded = _ids.NewValue(value.Type, value.Name);
            body.Add(new Load(loaded, ScratchOf(value), place));
            rewriter.Replace(value, loaded);
        }

        foreach (Statement statement in _nest.Integers.Concat(_nest.Innermost.Body.Statements).Where(statement => repeated.Contains(statement) || members.Contains(statement)))
        {
            body.Add(rewriter.Rewrite(statement));
            foreach (Value result in members.Contains(statement) ? statement.Results() : [])
            {
                if (IsNeededElsewhere(result, members))
                {
                    body.Add(new Store(ScratchOf(result), place, rewriter.Rewrite(result)));
                }
            }
        }

        EquatableArray<Operand> yields = carries ? rewriter.Rewrite(_nest.Innermost.Body.Yields) : [];
        For written = _nest.Innermost with
        {
            Index = indices[indices.Count - 1],
            Range = LoopRange.UpTo(_lengths[_lengths.Count - 1]),
            Carried = carried.ToEquatableArray(),
            Body = new Block(body.ToEquatableArray(), yields),
            Results = carries ? _nest.Innermost.Results : [],
        };
        for (int depth = _nest.Loops.Count - 2; depth >= 0; depth--)
        {
            written = _nest.Loops[depth] with { Index = indices[depth], Range = LoopRange.UpTo(_lengths[depth]), Body = new Block([written], []) };
        }

        _output.Add(written);
    }

    private void AddRepeated(Statement user, HashSet<Statement> repeated)
    {
        foreach (Operand operand in user.AllOperands())
        {
            Statement? definition = _phases.DefinitionOf(operand) ?? _nest.Integers.FirstOrDefault(integer => integer.Results().Contains(operand));
            if (definition is not null && !_phases.IsAssigned(definition) && repeated.Add(definition))
            {
                AddRepeated(definition, repeated);
            }
        }
    }

    private bool IsNeededElsewhere(Value value, HashSet<Statement> members) =>
        _nest.Innermost.Body.Statements.Any(statement => _phases.IsAssigned(statement) && !members.Contains(statement)
            && _phases.NeededBy(statement).Any(needed => needed.Value.Equals(value)));

    private ArrayVariable ScratchOf(Value value)
    {
        // A sum that goes on where another one ended takes its place.
        while (_phases.DefinitionOf(value) is For { Carried: [{ Initial: Value before }] } && _phases.DefinitionOf(before) is For { Carried.Count: 1 })
        {
            value = before;
        }

        if (!_scratch.TryGetValue(value.Id, out ArrayVariable? array))
        {
            string name = value.Name ?? QuantityNames.Of(_phases.DefinitionOf(value)!);
            array = _ids.NewArray((name == "length" ? "sum" : name) + "At", value.Type, _lengths.Count, ArrayStorage.Scratch);
            _scratch.Add(value.Id, array);
        }

        return array;
    }
}
