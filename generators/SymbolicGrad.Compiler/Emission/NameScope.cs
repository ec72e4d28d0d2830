namespace SymbolicGrad.Compiler.Emission;

/// <summary>
/// The names of one C# block. C# lets neighbouring blocks use a name twice, but not a block and one around it, wherever
/// in the block the declaration stands.
/// </summary>
internal sealed class NameScope(NameScope? parent = null)
{
    private readonly HashSet<string> _declared = new(StringComparer.Ordinal);
    private readonly HashSet<string> _declaredInside = new(StringComparer.Ordinal);

    // A name once taken stays taken, so the search for a free digit goes on where it ended.
    private readonly Dictionary<string, int> _lastDigit = new(StringComparer.Ordinal);

    // Reserved words, and contextual ones that read badly or change meaning as the name of a local.
    private static readonly HashSet<string> Keywords = new(
        ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event "
        + "explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null "
        + "object operator out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string "
        + "struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while").Split(' '),
        StringComparer.Ordinal);

    public NameScope Nested() => new(this);

    /// <summary>Takes a name that is given: a parameter's, a type's.</summary>
    public void Reserve(string name) => Declare(name);

    /// <summary>Takes the preferred name or, where it is taken, the same with the next free digit; written as C# needs it.</summary>
    public string Take(string preferred)
    {
        preferred = Joined(preferred);
        string name = preferred;
        string stem = preferred.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        int digit = 1;
        if (stem.Length == 0 || stem.Length == preferred.Length || !int.TryParse(preferred.Substring(stem.Length), out digit))
        {
            stem = preferred;
            digit = 1;
        }

        if (!IsFree(name))
        {
            digit = _lastDigit.TryGetValue(preferred, out int last) ? last : digit;
            do
            {
                digit++;
                name = stem + digit.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }
            while (!IsFree(name));
            _lastDigit[preferred] = digit;
        }

        Declare(name);
        return Escape(name);
    }

    /// <summary>A name as C# accepts it: <c>@class</c>, also field by field: <c>p.@class</c>.</summary>
    public static string Escape(string name) =>
        name.IndexOf('.') >= 0 ? string.Join(".", name.Split('.').Select(Escape)) : Keywords.Contains(name) ? "@" + name : name;

    /// <summary>A parameter as C# writes it; a field or property is given as it is written.</summary>
    public static string TextOf(Ir.Parameter parameter) => parameter.IsMember ? parameter.Name : Escape(parameter.Name);

    /// <summary>A local for the field p.X is called pX.</summary>
    private static string Joined(string name) => name.IndexOf('.') < 0
        ? name
        : string.Concat(name.Split('.').Select((part, i) => i == 0 ? part : char.ToUpperInvariant(part[0]) + part.Substring(1)));

    private bool IsFree(string name)
    {
        if (_declaredInside.Contains(name))
        {
            return false;
        }

        for (NameScope? scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope._declared.Contains(name))
            {
                return false;
            }
        }

        return true;
    }

    private NameScope? Parent { get; } = parent;

    private void Declare(string name)
    {
        _declared.Add(name);
        for (NameScope? scope = Parent; scope is not null; scope = scope.Parent)
        {
            scope._declaredInside.Add(name);
        }
    }
}
