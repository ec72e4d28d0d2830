using SymbolicGrad.Benchmarks.Comparing;
using SymbolicGrad.Benchmarks.Subjects.Suite;

namespace SymbolicGrad.Tests.Benchmarks;

/// <summary>
/// All ways that the benchmarks compare come to the same gradient; native ones where they are built. (<c>verify</c> in the benchmark
/// program prints the differences.)
/// </summary>
public class AgreementTests
{
    /// <summary>The other GradBench objectives are compared with the suite's reference outputs instead.</summary>
    public static IEnumerable<object[]> Sizes =>
        from subject in Subject.All
        where subject is not OtherObjectives
        from size in subject.Cases.Keys
        select new object[] { subject.Name, size };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void VariantsAgree(string name, string size)
    {
        SizedSubject subject = Subject.All.Single(candidate => candidate.Name == name).Cases[size]();
        foreach (Variant variant in subject.Where(Verification.IsCompared))
        {
            double difference = Verification.Difference(subject, variant);
            (difference <= subject.Tolerance).ShouldBeTrue($"{variant} differs by {difference}");
        }
    }

    /// <summary>So that agreement means something: a gradient of zeros would agree with a way that does nothing.</summary>
    [Theory]
    [MemberData(nameof(Sizes))]
    public void GradientsAreNotZero(string name, string size)
    {
        SizedSubject subject = Subject.All.Single(candidate => candidate.Name == name).Cases[size]();
        subject.Results(Variant.Generated)[^1].ShouldContain(number => number != 0);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void TheGeneratedGradientAllocatesNothing(string name, string size)
    {
        Action run = Subject.All.Single(candidate => candidate.Name == name).Cases[size]().Run(Variant.Generated);
        Allocations.Of(run).ShouldBe(0);
    }
}
