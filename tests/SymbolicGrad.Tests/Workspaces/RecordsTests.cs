namespace SymbolicGrad.Tests.Workspaces;

/// <summary>Memory that grows as it is written.</summary>
public class RecordsTests
{
    [Fact]
    public void WhatWasWrittenStaysWhenItGrows()
    {
        using Records<int> records = new(stackalloc int[4]);
        for (int i = 0; i < 1000; i++)
        {
            records[i] = i;
        }

        for (int i = 0; i < 1000; i++)
        {
            records[i].ShouldBe(i);
        }
    }

    [Fact]
    public void ZerosWhereTheyAreAskedFor()
    {
        Span<double> stack = stackalloc double[4];
        stack.Fill(double.NaN);
        using Records<double> sums = new(stack, isZeroed: true);
        for (int i = 0; i < 5000; i += 7)
        {
            sums[i].ShouldBe(0);
            sums[i] += i;
        }

        for (int i = 0; i < 5000; i++)
        {
            sums[i].ShouldBe(i % 7 == 0 ? i : 0);
        }
    }

    [Fact]
    public void NoPositionIsNegative() => Should.Throw<ArgumentOutOfRangeException>(() =>
    {
        using Records<int> records = new([]);
        records[-1] = 0;
    });
}
