using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>
/// Leaves single-assignment form: gives every value that is not written in place a C# variable, one for several values
/// where a copy connects them and they are never alive together. Copies that remain are made where values are handed over.
/// </summary>
internal sealed class VariableAssignment
{
    // Of values that share: most are alone.
    private readonly Dictionary<int, int> _parents = [];
    private readonly Dictionary<int, List<int>> _members = [];
    private readonly IdMap<Value> _values = new();
    private readonly Dictionary<int, ScalarParameter> _parameters = [];
    private readonly Dictionary<int, Variable> _variables = [];
    private readonly HashSet<int> _receivers;
    private readonly Interference _interference;
    private readonly LibraryNames _names;
    private readonly BodyIndex _index;

    private VariableAssignment(Function function, BodyIndex index, InliningPlan plan, LibraryNames names, ISet<int> delayed)
    {
        _names = names;
        _index = index;
        Plan = plan;
        Copies copies = new(function, index, plan);
        _interference = new Interference(function, plan, copies.Values);
        foreach (ScalarParameter parameter in function.Parameters.OfType<ScalarParameter>())
        {
            Register(parameter.Value);
            _parameters.Add(parameter.Value.Id, parameter);
        }

        foreach (Value value in function.Body.Statements.SelectMany(statement => statement.AllDefinitions()))
        {
            Register(value);
        }

        foreach ((int first, int second) in copies.Identities)
        {
            Unite(first, second);
        }

        _receivers = [.. copies.All.Select(copy => copy.Target)];
        foreach (Copy copy in copies.All.OrderByDescending(copy => copy.Depth).ThenBy(HaveDifferentNames))
        {
            if (!TryShare(copy.Source.Id, copy.Target) && copy.CanDelay)
            {
                delayed.Add(copy.Source.Id);
            }
        }
    }

    public InliningPlan Plan { get; }

    public static VariableAssignment Create(Function function, BodyIndex index, ISet<string> userNames, LibraryNames names)
    {
        // A yield that cannot share its target's variable is better computed at the place of the copy: (a, b) = (b, a + b).
        // Moving it changes what is alive where, so plan again until nothing more moves.
        HashSet<int> delayed = [];
        while (true)
        {
            int before = delayed.Count;
            VariableAssignment assignment = new(function, index, new InliningPlan(index, userNames, delayed), names, delayed);
            if (delayed.Count == before)
            {
                return assignment;
            }
        }
    }

    public Variable VariableOf(Value value)
    {
        int root = RootOf(value.Id);
        if (!_variables.TryGetValue(root, out Variable? variable))
        {
            _variables.Add(root, variable = NewVariable(root));
        }

        return variable;
    }

    private void Register(Value value) => _values[value.Id] = value;

    /// <summary>Two states of the user's variable share first; other values take what is left.</summary>
    private bool HaveDifferentNames(Copy copy) => copy.Source.Name is null || copy.Source.Name != _values[copy.Target]!.Name;

    private int RootOf(int id)
    {
        while (_parents.TryGetValue(id, out int parent))
        {
            id = parent;
        }

        return id;
    }

    private List<int> MembersOf(int root)
    {
        if (!_members.TryGetValue(root, out List<int>? members))
        {
            _members.Add(root, members = [root]);
        }

        return members;
    }

    private bool TryShare(int first, int second)
    {
        List<int> left = MembersOf(RootOf(first)), right = MembersOf(RootOf(second));
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        if (_values[first]!.Type != _values[second]!.Type || !MaySharePlace(left, right)
            || left.Any(a => right.Any(b => _interference.Between(a, b))))
        {
            return false;
        }

        Unite(first, second);
        return true;
    }

    /// <summary>A parameter shares with no other parameter, and one that is only read keeps its argument unless the user reused its name; a structure that is only read keeps its fields.</summary>
    private bool MaySharePlace(List<int> left, List<int> right)
    {
        ScalarParameter? first = ParameterIn(left), second = ParameterIn(right);
        if (first is null || second is null)
        {
            (ScalarParameter? parameter, List<int> others) = first is null ? (second, left) : (first, right);
            return parameter is not { Role: ParameterRole.Input }
                || (parameter.Whole is null && others.All(other => _values[other]!.Name is null || _values[other]!.Name == parameter.Name));
        }

        return false;
    }

    private ScalarParameter? ParameterIn(List<int> members)
    {
        foreach (int member in members)
        {
            if (_parameters.TryGetValue(member, out ScalarParameter? parameter))
            {
                return parameter;
            }
        }

        return null;
    }

    private void Unite(int first, int second)
    {
        int kept = RootOf(first), dissolved = RootOf(second);
        if (kept != dissolved)
        {
            _parents[dissolved] = kept;
            MembersOf(kept).AddRange(MembersOf(dissolved));
            _members.Remove(dissolved);
        }
    }

    private Variable NewVariable(int root)
    {
        List<int> members = MembersOf(root);
        if (ParameterIn(members) is { } parameter)
        {
            return new Variable(parameter.Value.Type.Name, NameScope.TextOf(parameter), isParameter: true);
        }

        // What receives copies stands for the quantity over time; the others are its single states.
        List<Value> ordered = members.OrderBy(id => _receivers.Contains(id) ? 0 : 1).ThenBy(id => id).Select(id => _values[id]!).ToList();
        string? name = ordered.Select(value => value.Name).FirstOrDefault(given => given is not null);
        return new Variable(_names.ValueType(_values[root]!.Type), name ?? SuggestedNames.Suggest(ordered, _index));
    }
}
