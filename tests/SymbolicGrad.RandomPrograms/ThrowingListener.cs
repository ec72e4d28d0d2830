using System.Diagnostics;

namespace SymbolicGrad.RandomPrograms;

/// <summary>An assertion that does not hold is an exception of the program that it is about, not the end of the run.</summary>
internal sealed class ThrowingListener : TraceListener
{
    public override void Fail(string? message, string? detailMessage) => throw new InvalidOperationException($"assertion: {message} {detailMessage}");

    public override void Write(string? message)
    {
    }

    public override void WriteLine(string? message)
    {
    }
}
