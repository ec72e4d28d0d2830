namespace SymbolicGrad.Compiler.Ir;

/// <summary>What is defined at a point of a function, for the <see cref="Verifier"/>.</summary>
internal sealed class VerifierScope(Function function, bool allowMirrored, Action<string> report)
{
    private readonly Dictionary<int, Value> _values = [];
    private readonly Dictionary<int, ArrayVariable> _arrays = [];
    private readonly HashSet<int> _everDefined = [];
    private readonly Stack<List<int>> _blocks = new([[]]);

    /// <summary>By index value of a loop that has ended: what an iteration of it defines, which a loop that mirrors it may use.</summary>
    private readonly Dictionary<int, List<int>> _insideLoops = [];
    private readonly Stack<int> _mirrored = new();

    public void Define(Value value, string where)
    {
        if (DefineId(value.Id, where, value.ToString()))
        {
            _values[value.Id] = value;
        }
    }

    public void Define(ArrayVariable array, string where)
    {
        if (DefineId(array.Id, where, array.ToString()))
        {
            _arrays[array.Id] = array;
        }
    }

    public void Use(Operand operand, string where)
    {
        if (operand is Constant { Type.IsInteger: true } integer && integer.Number != Math.Floor(integer.Number))
        {
            report($"The integer literal {integer} in '{where}' is not an integer.");
        }

        if (operand is not Value value || IsMirrored(value.Id))
        {
            return;
        }

        if (!_values.TryGetValue(value.Id, out Value? defined))
        {
            string reason = _everDefined.Contains(value.Id) ? "outside the block that defines it" : "before it is defined";
            report($"'{where}' uses {value} {reason}.");
        }
        else if (defined.Type != value.Type)
        {
            report($"'{where}' uses {value} as {value.Type}, but it is defined as {defined.Type}.");
        }
    }

    public void Use(ArrayVariable array, string where)
    {
        if (IsMirrored(array.Id))
        {
            return;
        }

        if (!_arrays.TryGetValue(array.Id, out ArrayVariable? defined))
        {
            string reason = _everDefined.Contains(array.Id)
                ? "outside the block that allocates it"
                : array.Storage == ArrayStorage.Scratch ? "before it is allocated" : "which is no parameter";
            report($"'{where}' uses {array} {reason}.");
        }
        else if (defined != array)
        {
            report($"'{where}' uses {array} with another element type, rank or storage than it is defined with.");
        }
    }

    /// <summary>Begins a block; disposing the result ends it and forgets what it defined.</summary>
    public IDisposable Enter(For? loop, string? where)
    {
        _blocks.Push([]);
        if (loop?.Mirrors is { } mirrored)
        {
            if (!allowMirrored)
            {
                report($"'{where}' still mirrors %{mirrored}, which must be resolved by now.");
            }
            else if (!_insideLoops.ContainsKey(mirrored))
            {
                report($"'{where}' mirrors %{mirrored}, which is not the index of an earlier loop.");
            }

            _mirrored.Push(mirrored);
        }

        return new BlockEnd(this, loop);
    }

    private void Leave(For? loop)
    {
        List<int> local = _blocks.Pop();
        if (loop is null && allowMirrored)
        {
            // The reverse sweep of a branch uses the values of that branch.
            _blocks.Peek().AddRange(local);
            return;
        }

        foreach (int id in local)
        {
            _values.Remove(id);
            _arrays.Remove(id);
        }

        if (loop is null)
        {
            return;
        }

        if (loop.Mirrors is not null)
        {
            _mirrored.Pop();
        }

        _insideLoops[loop.Index.Id] = local;
    }

    private bool IsMirrored(int id) =>
        allowMirrored && _mirrored.Any(index => _insideLoops.TryGetValue(index, out List<int>? inside) && inside.Contains(id));

    private bool DefineId(int id, string where, string printed)
    {
        if (id < 0 || id >= function.NextId)
        {
            report($"{printed} in '{where}' has an id outside [0, {function.NextId}).");
        }

        if (!_everDefined.Add(id))
        {
            report($"'{where}' defines {printed}, whose id is already taken.");
            return false;
        }

        _blocks.Peek().Add(id);
        return true;
    }

    private sealed class BlockEnd(VerifierScope scope, For? loop) : IDisposable
    {
        public void Dispose() => scope.Leave(loop);
    }
}
