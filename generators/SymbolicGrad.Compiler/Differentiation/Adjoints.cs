using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Differentiation;

/// <summary>
/// The adjoints known so far at a point of a reverse sweep; an absent one is 0. Contributions are added where they arise,
/// so that an adjoint is complete when the sweep reaches its definition.
/// </summary>
internal sealed class Adjoints
{
    private readonly Dictionary<int, Operand> _byId = [];
    private readonly List<Value> _order = [];

    public Operand? Find(Operand operand) =>
        operand is Value value && _byId.TryGetValue(value.Id, out Operand? adjoint) ? adjoint : null;

    public void Set(Value value, Operand adjoint)
    {
        if (!_byId.ContainsKey(value.Id))
        {
            _order.Add(value);
        }

        _byId[value.Id] = adjoint;
    }

    /// <summary>The complete adjoint, which is then forgotten; null where it is 0.</summary>
    public Operand? Take(Value value)
    {
        Operand? adjoint = Find(value);
        if (_byId.Remove(value.Id))
        {
            _order.RemoveAll(other => other.Id == value.Id);
        }

        return adjoint;
    }

    public void Add(BlockBuilder builder, Operand to, Operand? contribution)
    {
        if (contribution is null || to is not Value value)
        {
            return;
        }

        // Contributions arise last statement first; the sum is written first statement first, what a loop carries in ahead.
        Operand sum = Find(value) is not { } known ? contribution
            : builder.Compute(Arithmetic.Add, _carriedIn.Contains(known) ? [known, contribution] : [contribution, known], NameOf(value));
        Set(value, sum);
    }

    /// <summary>Adds what a reversed loop carries in as the adjoint of a yield.</summary>
    public void AddCarriedIn(BlockBuilder builder, Operand to, Value entry)
    {
        _carriedIn.Add(entry);
        Add(builder, to, entry);
    }

    private readonly HashSet<Operand> _carriedIn = [];

    /// <summary>The values with an adjoint, in the order in which they got one.</summary>
    public IReadOnlyList<Value> Known => _order.ToList();

    public static string? NameOf(Value value) => value.Name is null ? null : AdjointNames.Of(value.Name);
}
