using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Running;

namespace SymbolicGrad.Benchmarks.Comparing;

/// <summary>Leaves out what a subject has not got at a size, or on this machine.</summary>
internal sealed class ExistingVariants : IFilter
{
    private readonly Dictionary<(string Subject, string Size), HashSet<Variant>> _known = [];

    public bool Predicate(BenchmarkCase benchmarkCase)
    {
        Type type = benchmarkCase.Descriptor.Type;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(Comparison<>))
            return true;

        Subject subject = Subject.All.Single(candidate => candidate.GetType() == type.GenericTypeArguments[0]);
        string size = (string)benchmarkCase.Parameters[nameof(Comparison<>.Size)];
        if (!_known.TryGetValue((subject.Name, size), out HashSet<Variant>? variants))
            _known.Add((subject.Name, size), variants = [.. subject.Cases[size]().Variants]);
        return variants.Contains(Enum.Parse<Variant>(benchmarkCase.Descriptor.WorkloadMethod.Name));
    }
}
