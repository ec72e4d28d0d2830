using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>Which arrays a statement, nested ones included, reads and writes; scratch of its own is left out.</summary>
internal sealed class MemoryUse
{
    public HashSet<int> Loads { get; } = [];

    public HashSet<int> Stores { get; } = [];

    /// <summary>Stores and accumulations.</summary>
    public HashSet<int> Writes { get; } = [];

    public HashSet<int> Touched { get; } = [];

    public static MemoryUse Of(Statement statement)
    {
        MemoryUse use = new();
        HashSet<int> own = [.. statement.WithNested().OfType<Allocate>().Where(allocate => !ReferenceEquals(allocate, statement)).Select(allocate => allocate.Array.Id)];
        foreach (Statement nested in statement.WithNested())
        {
            if (nested is Call call)
            {
                use.Loads.UnionWith(call.Arrays().Select(passed => passed.Array.Id).Where(array => !own.Contains(array)));
                use.Writes.UnionWith(call.Written().Select(array => array.Id).Where(array => !own.Contains(array)));
                use.Stores.UnionWith(call.Written().Select(array => array.Id).Where(array => !own.Contains(array)));
                continue;
            }

            int id = nested.Array()?.Id ?? -1;
            if (own.Contains(id))
            {
                continue;
            }

            if (nested is Load)
            {
                use.Loads.Add(id);
            }
            else if (nested is Store or Accumulate)
            {
                use.Writes.Add(id);
                if (nested is Store)
                {
                    use.Stores.Add(id);
                }
            }
        }

        use.Touched.UnionWith(use.Loads);
        use.Touched.UnionWith(use.Writes);
        return use;
    }
}
