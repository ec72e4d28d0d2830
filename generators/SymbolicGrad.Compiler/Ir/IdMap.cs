namespace SymbolicGrad.Compiler.Ir;

/// <summary>
/// What is known of values, statements or arrays by their ids, which are small and close together: pages of an array instead of a
/// hash table, since every pass keeps several of these for every value.
/// </summary>
internal sealed class IdMap<T>
    where T : class
{
    private const int PageBits = 5, PageSize = 1 << PageBits;

    private T?[]?[] _pages = [];

    /// <summary>What is kept under the id; null where nothing is.</summary>
    public T? this[int id]
    {
        get
        {
            int page = id >> PageBits;
            return (uint)page < (uint)_pages.Length && _pages[page] is { } items ? items[id & (PageSize - 1)] : null;
        }

        set
        {
            int page = id >> PageBits;
            if (page >= _pages.Length)
            {
                System.Array.Resize(ref _pages, Math.Max(page + 1, 2 * _pages.Length));
            }

            (_pages[page] ??= new T?[PageSize])[id & (PageSize - 1)] = value;
        }
    }
}
