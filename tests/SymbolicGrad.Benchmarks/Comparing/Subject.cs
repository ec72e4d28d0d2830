using BenchmarkDotNet.Attributes;

namespace SymbolicGrad.Benchmarks.Comparing;

/// <summary>A function whose gradient is computed in several ways.</summary>
public abstract class Subject
{
    /// <summary>Every subject, in the order in which they are reported.</summary>
    public static IReadOnlyList<Subject> All { get; } =
    [
        .. typeof(Comparison<>).GetCustomAttributes(typeof(GenericTypeArgumentsAttribute), inherit: false)
            .Cast<GenericTypeArgumentsAttribute>()
            .Select(attribute => (Subject)Activator.CreateInstance(attribute.GenericTypeArguments[0])!),
    ];

    public string Name => GetType().Name;

    /// <summary>How the sizes are named, with the case of each; its data are made when it is asked for.</summary>
    public abstract IReadOnlyDictionary<string, Func<SizedSubject>> Cases { get; }
}
