using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>Where on the one tape of a taped pair each recorded quantity lies; the same in both methods.</summary>
internal sealed class TapeLayout
{
    private readonly Function _both;
    private readonly IdSource _ids;
    private readonly ArrayVariable _tape;
    private readonly TapeEncoding _encoding;
    private readonly List<TapeSlot> _scalars;
    private readonly List<Allocate> _pieces;
    private readonly IReadOnlyList<Value> _tripCounts;

    public TapeLayout(Function both, Block forward, Block backward, TapePlan plan, ArrayVariable tape, IdSource ids)
    {
        _both = both;
        _ids = ids;
        _tape = tape;
        _encoding = new TapeEncoding(tape.Element, ids);
        _tripCounts = [.. plan.TripCounts.Values];
        _scalars = plan.Slots.Where(slot => slot.Exported is not null).ToList();

        // What the reverse sweep reads of the forward sweep's scratch has to outlive the first method.
        HashSet<int> read = [.. backward.AllStatements.Where(s => s is Load).Select(s => s.Array()!.Id)];
        _pieces = forward.AllStatements.OfType<Allocate>().Where(allocate => read.Contains(allocate.Array.Id)).ToList();
    }

    /// <summary>The forward statements with their recorded scratch on the tape.</summary>
    public Block InForward(Block forward)
    {
        (List<Statement> entry, Dictionary<int, Allocate> placed) = Place();
        Block body = forward.SelectStatements(statement =>
            [statement is Allocate allocate && placed.TryGetValue(allocate.Array.Id, out Allocate? piece)
                ? piece with { Zeroed = allocate.Zeroed }
                : statement]);
        List<Statement> records = [];
        for (int i = 0; i < _scalars.Count; i++)
        {
            Value recorded = IsAtTop(_scalars[i]) ? _scalars[i].Value : _scalars[i].Exported!;
            records.Add(new Store(_tape, [Constant.Int(i)], _encoding.Encode(recorded, records.Add)));
        }

        return body with { Statements = entry.Concat(body.Statements).Concat(records).ToEquatableArray() };
    }

    /// <summary>The reverse statements, preceded by what finds the recorded quantities.</summary>
    public Block InBackward(Block backward)
    {
        (List<Statement> entry, Dictionary<int, Allocate> placed) = Place();

        // The forward method counted how often the combined loops run; this one counts again.
        EntryExpressions counting = new(_both, _ids);
        List<Compute> counts = _tripCounts
            .Select(count => new Compute(count, Arithmetic.Add, [counting.Find(count) ?? throw NotKnown(count), Constant.Int(0)]))
            .ToList();
        entry.AddRange(counting.Statements);
        entry.AddRange(counts);
        for (int i = 0; i < _scalars.Count; i++)
        {
            _encoding.Decode(_scalars[i].Exported!, _tape, [Constant.Int(i)], entry.Add);
        }

        return backward with { Statements = entry.Concat(_pieces.Select(piece => placed[piece.Array.Id])).Concat(backward.Statements).ToEquatableArray() };
    }

    /// <summary>The tape's length, from lengths and integer parameters.</summary>
    public (List<Statement> Statements, Operand Length) Length()
    {
        EntryExpressions entry = new(_both, _ids);
        Operand length = Constant.Int(_scalars.Count);
        foreach (Allocate piece in _pieces)
        {
            length = Sum(entry, length, Size(entry, piece));
        }

        return ([.. entry.Statements], length);
    }

    private static bool IsAtTop(TapeSlot slot) => slot.Exported is not null && !slot.IsInBranch;

    private (List<Statement> Entry, Dictionary<int, Allocate> Placed) Place()
    {
        EntryExpressions entry = new(_both, _ids);
        Dictionary<int, Allocate> placed = [];
        Operand offset = Constant.Int(_scalars.Count);
        foreach (Allocate piece in _pieces)
        {
            EquatableArray<Operand> lengths = piece.Lengths.Select(length => Find(entry, length, piece)).ToEquatableArray();
            placed.Add(piece.Array.Id, piece with { Lengths = lengths, Within = _tape, Offset = offset, Zeroed = false });
            offset = Sum(entry, offset, Size(entry, piece));
        }

        return ([.. entry.Statements], placed);
    }

    private static RefusalException NotKnown(Value count) => new(new Refusal(
        RefusalReason.TripCountNotKnown, $"the trip count '{count.Name ?? "of a loop"}' is not known from the inputs", default));

    private static Operand Find(EntryExpressions entry, Operand length, Allocate piece) =>
        entry.Find(length) ?? throw new RefusalException(new Refusal(
            RefusalReason.TripCountNotKnown,
            $"the number of records of '{piece.Array.Name}' is not known from the inputs",
            piece.Origin));

    private static Operand Size(EntryExpressions entry, Allocate piece)
    {
        Operand rows = Find(entry, piece.Lengths[0], piece);
        return piece.Lengths.Count == 1 ? rows : entry.Emit(Arithmetic.Multiply, rows, Find(entry, piece.Lengths[1], piece));
    }

    private static Operand Sum(EntryExpressions entry, Operand left, Operand right) =>
        left is Constant { IsZero: true } ? right : entry.Emit(Arithmetic.Add, left, right);
}
