using Microsoft.CodeAnalysis;

namespace SymbolicGrad.Generators.Reading;

/// <summary>What to write instead of a construct that is not supported.</summary>
internal static class Advice
{
    /// <summary>For a call of a method that cannot be read; null where there is nothing particular to say.</summary>
    public static string? ForCall(IMethodSymbol method) => method.ContainingType switch
    {
        { TypeKind: TypeKind.Delegate } => "a delegate may be any method; write a local function or a static method",
        { Name: "Random" or "RandomNumberGenerator" or "Guid" } => "draw random numbers before the call and pass them as parameters",
        { Name: "DateTime" or "DateTimeOffset" or "Stopwatch" or "TimeProvider" or "Environment" } => "read the time or the environment before the call and pass it as a parameter",
        { Name: "Console" or "File" or "Debug" or "Trace" or "StreamReader" or "StreamWriter" or "TextWriter" or "TextReader" } =>
            "input and output belong in a method around this one",
        { Name: "BitConverter" or "BitOperations" or "Unsafe" or "MemoryMarshal" } => "bits of a number have no derivative; use arithmetic, comparisons, Math.CopySign or Math.ScaleB",
        { Name: "Interlocked" or "Monitor" or "Volatile" or "Parallel" or "Task" or "Thread" or "ThreadPool" } => "threads belong in a method around this one",
        { Name: "Enumerable" or "ParallelEnumerable" } => "write a loop, or use TensorPrimitives",
        { Name: "Vector" or "Vector128" or "Vector256" or "Vector512" } => "write a loop over the elements; the generated code is vectorised where it can be",
        _ => null,
    };

    public static string For(IOperation operation) => operation.Kind switch
    {
        OperationKind.AnonymousFunction or OperationKind.DelegateCreation => "write a local function or a static method",
        OperationKind.Await => "differentiate a synchronous method and await around it",
        OperationKind.DynamicInvocation or OperationKind.DynamicMemberReference => "use static types",
        OperationKind.ObjectCreation => "use scalars, arrays and spans",
        OperationKind.Throw => "check arguments in a method around this one",
        OperationKind.Labeled => "labels and goto are not supported; use loops, if, switch, break and continue",
        OperationKind.YieldReturn or OperationKind.YieldBreak => "an iterator runs piece by piece; write the numbers into a Span<T> parameter",
        OperationKind.IsType => "the types of numbers are known without asking",
        OperationKind.Try or OperationKind.UsingDeclaration or OperationKind.Using or OperationKind.Lock => "keep exceptions and resources in a method around this one",
        OperationKind.Coalesce or OperationKind.ConditionalAccess => "null has no derivative; check it in a method around this one",
        OperationKind.InterpolatedString or OperationKind.Literal => "numbers only",
        OperationKind.Loop => "write a for or while loop",
        OperationKind.Branch => "restructure with if and else",
        OperationKind.InstanceReference => "make the method static and pass what it needs",
        _ => $"operations of the kind {operation.Kind} are not understood; write it with arithmetic, calls, loops and branches",
    };
}
