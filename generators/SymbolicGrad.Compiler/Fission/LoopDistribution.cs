using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Scheduling;

namespace SymbolicGrad.Compiler.Fission;

/// <summary>
/// A loop over samples with several loops in its body becomes a loop over samples for each of them, so that each is a nest of its
/// own: a GRU's reset states of all samples, then the candidates of all. Scratch of a sample gets a row for each sample.
/// </summary>
internal sealed class LoopDistribution
{
    private readonly For _samples;
    private readonly IdSource _ids;
    private readonly List<For> _parts = [];
    private readonly List<Statement> _integers = [];
    private readonly Dictionary<int, Allocate> _scratch = [];

    private LoopDistribution(For samples, IdSource ids) => (_samples, _ids) = (samples, ids);

    /// <summary>The scratch of all samples, then one loop for each part; null where there is but one part, or a sample waits for another one.</summary>
    /// <param name="samples">The loop.</param>
    /// <param name="definitions">The function's.</param>
    /// <param name="entry">Whether the scratch can be sized when the function begins.</param>
    /// <param name="ids">Gives new values their ids.</param>
    public static IReadOnlyList<Statement>? Of(For samples, Definitions definitions, EntryExpressions entry, IdSource ids)
    {
        LoopDistribution distribution = new(samples, ids);
        return distribution.TrySplit() && distribution.AreSamplesApart()
            && distribution._scratch.Values.Select(scratch => scratch.Lengths[0]).Append(samples.Range.End).All(length => entry.FindBounds(length) is { High: not null })
            ? distribution.Write(definitions)
            : null;
    }

    private bool TrySplit()
    {
        bool isPlain = LoopShape.IsUnitStride(_samples) && _samples is { Range.Start: Constant { IsZero: true }, Carried.Count: 0, Mirrors: null, Checkpointing: null };
        HashSet<int> inside = [.. _samples.AllDefinitions().Select(value => value.Id)];
        foreach (Statement statement in isPlain ? _samples.Body.Statements : [])
        {
            switch (statement)
            {
                case For part when part.Results.Count == 0 && !part.WithNested().Any(nested => nested is Call or Kernel or Allocate):
                    _parts.Add(part);
                    break;
                case Allocate { Array: { Rank: 1, Storage: ArrayStorage.Scratch }, Within: null } scratch when LoopShape.IsOutside(scratch.Lengths[0], inside):
                    _scratch.Add(scratch.Array.Id, scratch);
                    break;
                case var _ when LoopNest.IsInteger(statement):
                    _integers.Add(statement);
                    break;
                default:
                    return false;
            }
        }

        return _parts.Count > 1 && _parts.Any(part => LoopNest.Of(_samples.With(new Block([part], []))) is { } nest
            && nest.Innermost.Body.Statements.Any(statement => Contractions.IsContraction(statement, nest)));
    }

    /// <summary>What several parts touch, and one of them writes, belongs to the sample or is only added to.</summary>
    private bool AreSamplesApart()
    {
        ILookup<int, (For Part, Statement Access)> accesses = _parts
            .SelectMany(part => part.WithNested().Where(statement => statement is Load or Store or Accumulate).Select(access => (Part: part, Access: access)))
            .ToLookup(access => access.Access.Array()!.Id);
        return accesses.All(array =>
            _scratch.ContainsKey(array.Key)
            || array.All(access => access.Access is Load)
            || array.All(access => access.Access is Accumulate)
            || array.All(access => ReferenceEquals(access.Part, array.First().Part))
            || array.All(access => access.Access.Place() is [var row, ..] && row.Equals(_samples.Index)));
    }

    private List<Statement> Write(Definitions definitions)
    {
        List<Statement> output = [];
        Dictionary<int, ArrayVariable> rows = [];
        Operand count = PhaseWriter.LengthOf(_samples.Range.End, definitions, _ids, output);
        foreach (Allocate scratch in _scratch.Values)
        {
            ArrayVariable array = _ids.NewArray(scratch.Array.Name, scratch.Array.Element, 2, ArrayStorage.Scratch);
            rows.Add(scratch.Array.Id, array);
            output.Add(scratch with { Array = array, Lengths = [count, PhaseWriter.LengthOf(scratch.Lengths[0], definitions, _ids, output)] });
        }

        foreach (For part in _parts)
        {
            Value sample = _ids.NewValue(_samples.Index.Type, _samples.Index.Name);
            Rewriter rewriter = new() { FreshIds = _ids };
            rewriter.Replace(_samples.Index, sample);
            List<Statement> body = [];
            foreach (Statement integer in _integers)
            {
                if (integer is Dimension { Axis: 0 } dimension && _scratch.TryGetValue(dimension.Array.Id, out Allocate? scratch))
                {
                    rewriter.Replace(dimension.Result, scratch.Lengths[0]);
                }
                else
                {
                    body.Add(rewriter.Rewrite(integer));
                }
            }

            Block inner = new Block([rewriter.Rewrite(part)], []).SelectStatements(statement => [InRow(statement, rows, sample)]);
            output.Add(_samples with { Index = sample, Body = new Block([.. body, .. inner.Statements], []) });
        }

        return output;
    }

    /// <summary>The access to a sample's scratch as one to the sample's row.</summary>
    private static Statement InRow(Statement statement, Dictionary<int, ArrayVariable> rows, Value sample)
    {
        if (statement.Array() is not { } array || !rows.TryGetValue(array.Id, out ArrayVariable? row))
        {
            return statement;
        }

        return statement switch
        {
            Load load => load with { Array = row, Indices = [sample, .. load.Indices] },
            Store store => store with { Array = row, Indices = [sample, .. store.Indices] },
            Accumulate accumulate => accumulate with { Array = row, Indices = [sample, .. accumulate.Indices] },
            Dimension dimension => dimension with { Array = row, Axis = 1 },
            _ => throw new InvalidOperationException($"{statement.GetType().Name} of a sample's scratch was left out."),
        };
    }
}
