using System.Numerics;

namespace SymbolicGrad.Benchmarks.Subjects;

/// <summary>Arrays that native code may hold on to, and what they are filled with: the same in every run.</summary>
internal static class Numbers
{
    /// <summary>Zeros that the garbage collector does not move.</summary>
    public static T[] Zeros<T>(int length) => GC.AllocateArray<T>(length, pinned: true);

    /// <summary>Uniform in ±<paramref name="size"/>.</summary>
    public static T[] Uniform<T>(Random random, int length, double size)
        where T : INumberBase<T>
    {
        T[] numbers = Zeros<T>(length);
        for (int i = 0; i < length; i++)
            numbers[i] = T.CreateChecked(size * ((2 * random.NextDouble()) - 1));
        return numbers;
    }
}
