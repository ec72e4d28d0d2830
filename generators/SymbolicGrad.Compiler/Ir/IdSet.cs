namespace SymbolicGrad.Compiler.Ir;

/// <summary>A set of the ids of values or arrays: one bit each, since ids are small and close together.</summary>
internal sealed class IdSet
{
    private const int WordBits = 6, WordMask = (1 << WordBits) - 1;

    private ulong[] _words = [];

    public bool Contains(int id) => id >> WordBits < _words.Length && (_words[id >> WordBits] & (1UL << (id & WordMask))) != 0;

    /// <returns>False where it was there already.</returns>
    public bool Add(int id)
    {
        int word = id >> WordBits;
        if (word >= _words.Length)
        {
            System.Array.Resize(ref _words, Math.Max(word + 1, 2 * _words.Length));
        }

        bool isNew = !Contains(id);
        _words[word] |= 1UL << (id & WordMask);
        return isNew;
    }

    /// <returns>False where it was not there.</returns>
    public bool Remove(int id)
    {
        bool isThere = Contains(id);
        if (isThere)
        {
            _words[id >> WordBits] &= ~(1UL << (id & WordMask));
        }

        return isThere;
    }
}
