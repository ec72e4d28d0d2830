using SymbolicGrad.Benchmarks.Comparing;

namespace SymbolicGrad.Tests.Benchmarks;

/// <summary>
/// All ways that the benchmarks compare come to the same gradient; native ones where they are built. (<c>verify</c> in the benchmark
/// program prints the differences.)
/// </summary>
public class AgreementTests
{
    public static IEnumerable<object[]> Sizes =>
        from subject in Subject.All from size in subject.Cases.Keys select new object[] { subject.Name, size };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void VariantsAgree(string name, string size)
    {
        SizedSubject subject = Subject.All.Single(candidate => candidate.Name == name).Cases[size]();
        foreach (Variant variant in subject.Where(Verification.IsCompared))
            Verification.Difference(subject, variant).ShouldBeLessThanOrEqualTo(subject.Tolerance, variant.ToString());
    }

    /// <summary>So that agreement means something: a gradient of zeros would agree with a way that does nothing.</summary>
    [Theory]
    [MemberData(nameof(Sizes))]
    public void GradientsAreNotZero(string name, string size)
    {
        SizedSubject subject = Subject.All.Single(candidate => candidate.Name == name).Cases[size]();
        subject.Results(Variant.Generated)[^1].ShouldContain(number => number != 0);
    }
}
