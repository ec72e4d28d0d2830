using System.Collections;
using System.Runtime.CompilerServices;

namespace SymbolicGrad.Compiler.Ir;

/// <summary>Builds an <see cref="EquatableArray{T}"/> from a collection expression.</summary>
public static class EquatableArray
{
    public static EquatableArray<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());

    public static EquatableArray<T> ToEquatableArray<T>(this IEnumerable<T> items) => new(items.ToArray());

    /// <summary>
    /// Each item's image; the array itself where every item is its own. What a pass leaves alone so stays the same object, which
    /// costs no memory and is equal to itself at a glance.
    /// </summary>
    public static EquatableArray<T> Replace<T>(this EquatableArray<T> items, Func<T, T> image)
        where T : class
    {
        T[]? replaced = null;
        for (int i = 0; i < items.Count; i++)
        {
            T item = image(items[i]);
            if (replaced is null && !ReferenceEquals(item, items[i]))
            {
                replaced = items.ToArray();
            }

            if (replaced is not null)
            {
                replaced[i] = item;
            }
        }

        return replaced is null ? items : new EquatableArray<T>(replaced);
    }

    /// <summary>The list as an array: <paramref name="former"/> where it holds the same objects.</summary>
    public static EquatableArray<T> ToEquatableArray<T>(this List<T> items, EquatableArray<T> former)
        where T : class
    {
        bool isFormer = items.Count == former.Count;
        for (int i = 0; isFormer && i < items.Count; i++)
        {
            isFormer = ReferenceEquals(items[i], former[i]);
        }

        return isFormer ? former : new EquatableArray<T>(items.ToArray());
    }
}

/// <summary>
/// An immutable sequence with equality by content. Every list inside the IR is one of these, so that two functions
/// read from equal sources are equal and the incremental pipeline stops there.
/// </summary>
[CollectionBuilder(typeof(EquatableArray), nameof(EquatableArray.Create))]
public readonly struct EquatableArray<T> : IEquatable<EquatableArray<T>>, IReadOnlyList<T>
{
    private readonly T[]? _items;

    internal EquatableArray(T[] items) => _items = items;

    public int Count => _items?.Length ?? 0;

    public T this[int index] => Items[index];

    private T[] Items => _items ?? [];

    /// <summary>True where it is not only equal but the same object.</summary>
    public bool IsSameAs(EquatableArray<T> other) => ReferenceEquals(Items, other.Items);

    public T[] ToArray() => Items.AsSpan().ToArray();

    public bool Equals(EquatableArray<T> other)
    {
        T[] left = Items, right = other.Items;
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        if (left.Length != right.Length)
        {
            return false;
        }

        EqualityComparer<T> comparer = EqualityComparer<T>.Default;
        for (int i = 0; i < left.Length; i++)
        {
            if (!comparer.Equals(left[i], right[i]))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    public override int GetHashCode()
    {
        int hash = Count;
        foreach (T item in Items)
        {
            hash = unchecked((hash * 31) + (item?.GetHashCode() ?? 0));
        }

        return hash;
    }

    public Enumerator GetEnumerator() => new(Items);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Items.GetEnumerator();

    public static bool operator ==(EquatableArray<T> left, EquatableArray<T> right) => left.Equals(right);

    public static bool operator !=(EquatableArray<T> left, EquatableArray<T> right) => !left.Equals(right);

    /// <summary>Walks the items without an allocation.</summary>
    public struct Enumerator(T[] items)
    {
        private int _index = -1;

        public readonly T Current => items[_index];

        public bool MoveNext() => ++_index < items.Length;
    }
}
