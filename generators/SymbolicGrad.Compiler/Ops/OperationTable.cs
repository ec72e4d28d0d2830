using System.Reflection;

namespace SymbolicGrad.Compiler.Ops;

/// <summary>Finds the entries of the table by their type, and an entry by the library member that means it.</summary>
public static class OperationTable
{
    private static readonly Lazy<IReadOnlyList<Operation>> Entries = new(FindAll);

    private static readonly Lazy<Dictionary<(string Member, int Arity), Operation>> ByMember = new(IndexMembers);

    /// <summary>Every entry, ordered by name.</summary>
    public static IReadOnlyList<Operation> All => Entries.Value;

    /// <summary>The entry that <c>Owner.Member</c> with that many parameters means, or null.</summary>
    public static Operation? Find(string member, int arity) =>
        ByMember.Value.TryGetValue((member, arity), out Operation? operation) ? operation : null;

    private static IReadOnlyList<Operation> FindAll() =>
        typeof(Operation).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(Operation).Namespace && type is { IsAbstract: true, IsSealed: true })
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.FieldType == typeof(Operation))
            .Select(field => (Operation)field.GetValue(null)!)
            .OrderBy(operation => operation.Name, StringComparer.Ordinal)
            .ToList();

    private static Dictionary<(string Member, int Arity), Operation> IndexMembers()
    {
        Dictionary<(string Member, int Arity), Operation> index = [];
        foreach (Operation operation in All)
        {
            foreach (string member in operation.Members)
            {
                index.Add((member, operation.Arity), operation);
            }
        }

        return index;
    }
}
