using Microsoft.CodeAnalysis;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Generators.Reading;

/// <summary>Which entry of the table a library's method means.</summary>
internal static class LibraryMembers
{
    /// <summary>The key under which the table lists a library member's owner; empty for other methods.</summary>
    public static string OwnerOf(IMethodSymbol method)
    {
        INamedTypeSymbol type = method.ContainingType;
        string space = type.ContainingNamespace.ToDisplayString();
        return (space, type.Name) switch
        {
            ("System", "Math") => "Math",
            ("System", "MathF") => "MathF",
            ("System", "Double" or "Single") when method.IsStatic => "Numeric",
            ("System.Numerics", _) when type.TypeKind == TypeKind.Interface => "Numeric",
            ("System", "Array") when method.IsStatic => "Array",
            ("System", "MemoryExtensions") => "MemoryExtensions",
            ("System.Buffers", "ArrayPool") => "ArrayPool",
            ("SymbolicGrad", "Activations") => "Activations",
            ("SymbolicGrad", "Elementary") => "Elementary",
            ("SymbolicGrad", "Grad") => "Grad",
            ("System.Numerics.Tensors", "TensorPrimitives") => "TensorPrimitives",
            _ => "",
        };
    }

    /// <summary>The operation that the method is, or null.</summary>
    public static Operation? OperationOf(IMethodSymbol method) => OperationTable.Find($"{OwnerOf(method)}.{method.Name}", method.Parameters.Length);
}
