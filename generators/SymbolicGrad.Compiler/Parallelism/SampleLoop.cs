using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Parallelism;

/// <summary>An array that a loop over samples uses, and how its ranges share it.</summary>
internal sealed record SharedArray(ArrayVariable Array, Sharing Sharing, bool IsWritten);

/// <summary>A loop whose iterations are independent but for sums, or the reason why it is none.</summary>
internal sealed class SampleLoop
{
    private const string Advice = "; let every iteration compute what it needs by itself, or leave out Parallel";

    private readonly For _loop;
    private readonly HashSet<int> _own;
    private readonly OwnPlaces _places;

    /// <summary>No sample has a negative number, which is no row.</summary>
    private readonly bool _beginsAtRow;

    /// <summary>Said first of what only the derivative does.</summary>
    private readonly string _where;

    private SampleLoop(For loop, Definitions definitions, LengthClasses lengths, bool isDerivative)
    {
        _loop = loop;
        _where = isDerivative ? "in the derivative, " : "";
        _own = [.. loop.WithNested().OfType<Allocate>().Select(allocate => allocate.Array.Id)];
        _places = new OwnPlaces(loop, definitions, lengths);
        _beginsAtRow = NonNegative.Is(loop.Range.IsAscending ? loop.Range.Start : loop.Range.End, definitions);
    }

    /// <summary>
    /// A loop that a worker could be given a part of: it computes floating numbers. What only moves or clears memory is done
    /// faster than it is handed over.
    /// </summary>
    public static bool IsCandidate(For loop) => loop.Body.AllStatements.Any(statement => statement is Compute { Result.Type.IsFloating: true } or Call or Accumulate);

    /// <summary>What the loop's ranges share; a refusal where its iterations depend on each other.</summary>
    /// <exception cref="RefusalException">They do.</exception>
    public static EquatableArray<SharedArray> Analyze(For loop, Definitions definitions, LengthClasses lengths, bool isDerivative)
    {
        SampleLoop samples = new(loop, definitions, lengths, isDerivative);
        samples.RequireCounted();
        samples.RequireSums();
        return samples.Share();
    }

    public static RefusalException Refused(string detail, Origin origin) => new(new Refusal(RefusalReason.DependentSamples, detail, origin));

    private RefusalException Refused(string detail) => Refused(_where + detail, _loop.Origin);

    private void RequireCounted()
    {
        if (_loop.Range.IsUnbounded || _loop.Guard is not null)
        {
            throw Refused("this loop ends when its data say so, and only the iteration before knows whether there is a next one; write a for loop over all samples, without break or return");
        }

        if (_loop.Range.Step is not Constant { Number: 1 or -1 } || _loop.Index.Type != ScalarType.Int32)
        {
            throw Refused("this loop does not count its samples one by one; write for (int n = 0; n < samples; n++)");
        }
    }

    private void RequireSums()
    {
        for (int i = 0; i < _loop.Carried.Count; i++)
        {
            Value entry = _loop.Carried[i].Entry;
            if (!RunningSums.IsAddedTo(_loop.Body, entry, i))
            {
                throw Refused($"{NameOf(entry)} passes from one iteration of this loop to the next, and not only as a sum" + Advice);
            }
        }
    }

    private static string NameOf(Value value) => value.Name is null ? "a number" : $"'{value.Name}'";

    private EquatableArray<SharedArray> Share()
    {
        List<Statement> accesses = [.. _loop.Body.AllStatements.Where(statement => statement is Load or Store or Accumulate or Call)];
        List<ArrayVariable> arrays = [.. accesses.SelectMany(statement => statement.Arrays()).Where(array => !_own.Contains(array.Id)).GroupBy(array => array.Id).Select(same => same.First())];
        if (_loop.Body.AllStatements.OfType<Allocate>().FirstOrDefault(allocate => allocate.Within is not null) is { } piece)
        {
            throw Refused($"the records of '{piece.Array.Name}' lie one after another on the tape; leave out Derivatives.Taped or Parallel", piece.Origin);
        }

        return arrays.Select(array => Share(array, [.. accesses.Where(access => access.Arrays().Any(used => used.Id == array.Id))])).ToEquatableArray();
    }

    private SharedArray Share(ArrayVariable array, List<Statement> accesses)
    {
        if (array.Storage is ArrayStorage.Growing or ArrayStorage.Cell)
        {
            throw Refused("a loop inside of this one ends when its data say so, and what it records lies behind what earlier iterations recorded" + Advice);
        }

        List<Operand> indices = [.. accesses.Where(access => access is not Call).Select(access => IndicesOf(access)[0])];
        bool isRow = _beginsAtRow && indices.Count == accesses.Count && indices.All(_places.IsNumber) && array.Storage is not (ArrayStorage.Jagged or ArrayStorage.RowLengths);
        bool isWritten = accesses.Any(access => access is Store or Accumulate || (access is Call call && call.Written().Any(written => written.Id == array.Id)));
        if (!isWritten || isRow)
        {
            return new SharedArray(array, isRow ? Sharing.Rows : Sharing.Whole, isWritten);
        }

        if (indices.Count == accesses.Count && _places.AreApart(indices))
        {
            return new SharedArray(array, Sharing.Whole, IsWritten: true);
        }

        if (accesses.All(access => access is Accumulate))
        {
            return array.Storage != ArrayStorage.Jagged
                ? new SharedArray(array, Sharing.Sum, IsWritten: true)
                : throw Refused($"all iterations of this loop add to the jagged array '{array.Name}', of which no partial sums are kept; use a matrix");
        }

        Statement write = accesses.First(access => access is not Load);
        Origin origin = write.Origin.Length > 0 ? write.Origin : _loop.Origin;
        throw Refused(_where + $"elements of '{array.Name}' are written by one iteration of this loop and used by another, as far as their indices tell" + Advice, origin);
    }

    public static EquatableArray<Operand> IndicesOf(Statement access) => access switch
    {
        Load load => load.Indices,
        Store store => store.Indices,
        Accumulate accumulate => accumulate.Indices,
        _ => throw new InvalidOperationException($"{access.GetType().Name} has no indices."),
    };
}
