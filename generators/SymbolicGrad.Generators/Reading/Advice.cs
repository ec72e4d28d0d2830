using Microsoft.CodeAnalysis;

namespace SymbolicGrad.Generators.Reading;

/// <summary>What to write instead of a construct that is not supported.</summary>
internal static class Advice
{
    public static string For(IOperation operation) => operation.Kind switch
    {
        OperationKind.AnonymousFunction or OperationKind.DelegateCreation => "write a local function or a static method",
        OperationKind.Await => "differentiate a synchronous method and await around it",
        OperationKind.DynamicInvocation or OperationKind.DynamicMemberReference => "use static types",
        OperationKind.ObjectCreation => "use scalars, arrays and spans",
        OperationKind.Throw => "check arguments in a method around this one",
        OperationKind.Try or OperationKind.Using or OperationKind.Lock => "keep exceptions and resources in a method around this one",
        OperationKind.Coalesce or OperationKind.ConditionalAccess => "null has no derivative; check it in a method around this one",
        OperationKind.InterpolatedString or OperationKind.Literal => "numbers only",
        OperationKind.Loop => "write a counted for loop",
        OperationKind.Branch => "restructure with if and else",
        OperationKind.InstanceReference => "make the method static and pass what it needs",
        _ => $"operations of the kind {operation.Kind} are not understood; write it with arithmetic, calls, loops and branches",
    };
}
