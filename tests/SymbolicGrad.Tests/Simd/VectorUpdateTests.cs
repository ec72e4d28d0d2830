using System.Numerics;
using SymbolicGrad.Simd;

namespace SymbolicGrad.Tests.Simd;

public class VectorUpdateTests
{
    [Fact]
    public void Every_length_is_right_and_nothing_beyond_is_touched()
    {
        for (int length = 0; length <= 70; length++)
        {
            Check<double>(length);
            Check<float>(length);
            Check<Half>(length);
        }
    }

    [Fact]
    public void A_vector_can_be_added_to_itself()
    {
        double[] x = [.. Enumerable.Range(0, 37).Select(i => (double)i)];
        VectorUpdate.AddScaled<double>(x, 2, x);
        x.ShouldBe(Enumerable.Range(0, 37).Select(i => 3.0 * i));
    }

    [Fact]
    public void Special_values_follow_IEEE_arithmetic()
    {
        double[] source = [double.PositiveInfinity, double.NaN, -0.0, 5e-324, 1, 1, 1, 1, 1, double.PositiveInfinity];
        double[] target = [1, 1, -0.0, 5e-324, double.NegativeInfinity, 0, 0, 0, 0, 0];
        VectorUpdate.AddScaled<double>(source, 0, target);
        target.ShouldBe([double.NaN, double.NaN, 0, 5e-324, double.NegativeInfinity, 0, 0, 0, 0, double.NaN]);
    }

    [Fact]
    public void Different_lengths_are_named() =>
        Should.Throw<ArgumentException>(() => VectorUpdate.AddScaled<float>(new float[3], 1, new float[4]))
            .ShouldSatisfyAllConditions(
                e => e.ParamName.ShouldBe("target"),
                e => e.Message.ShouldStartWith("The length of target, 4, differs from the length of source, 3."));

    [Fact]
    public void Nothing_is_allocated()
    {
        float[] x = new float[100], y = new float[100];
        VectorUpdate.AddScaled<float>(x, 2, y);
        long before = GC.GetAllocatedBytesForCurrentThread();
        VectorUpdate.AddScaled<float>(x, 2, y);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static void Check<T>(int length)
        where T : IFloatingPointIeee754<T>
    {
        Random random = new(length);
        T[] source = [.. Enumerable.Range(0, length).Select(_ => T.CreateChecked(random.NextDouble()))];
        T[] target = [.. Enumerable.Range(0, length + 2).Select(_ => T.CreateChecked(random.NextDouble()))];
        T scale = T.CreateChecked(-1.25);
        T[] expected = [.. target];
        for (int i = 0; i < length; i++)
            expected[i + 1] = T.FusedMultiplyAdd(scale, source[i], target[i + 1]);
        VectorUpdate.AddScaled<T>(source, scale, target.AsSpan(1, length));
        target.ShouldBe(expected);
    }
}
