using Microsoft.CodeAnalysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>What a C# type is to the IR: a scalar, or memory of some rank.</summary>
internal static class TypeReader
{
    /// <summary>Memory: its element type, rank and how C# holds it.</summary>
    public sealed record ArrayType(ScalarType Element, int Rank, ArrayStorage Storage);

    /// <summary>The scalar that the type is, or null. Type parameters are looked up among the call's type arguments.</summary>
    public static ScalarType? Scalar(ITypeSymbol? type, IReadOnlyDictionary<ITypeParameterSymbol, ITypeSymbol>? arguments = null)
    {
        switch (type?.SpecialType)
        {
            case SpecialType.System_Boolean:
                return ScalarType.Boolean;
            case SpecialType.System_Int32 or SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_UInt16:
                return ScalarType.Int32;
            case SpecialType.System_Int64 or SpecialType.System_UInt32:
                return ScalarType.Int64;
            case SpecialType.System_Single:
                return ScalarType.Single;
            case SpecialType.System_Double:
                return ScalarType.Double;
        }

        return type switch
        {
            ITypeParameterSymbol parameter when arguments is not null && arguments.TryGetValue(parameter, out ITypeSymbol? argument) => Scalar(argument, arguments),
            ITypeParameterSymbol parameter when IsFloating(parameter) => ScalarType.Generic(parameter.Name),
            INamedTypeSymbol { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying } => Scalar(underlying),
            _ => null,
        };
    }

    /// <summary>The memory that the type is, or null.</summary>
    public static ArrayType? Array(ITypeSymbol? type, IReadOnlyDictionary<ITypeParameterSymbol, ITypeSymbol>? arguments = null)
    {
        switch (type)
        {
            case IArrayTypeSymbol { Rank: 1 } array when Element(array.ElementType, arguments) is { } element:
                return new ArrayType(element, 1, ArrayStorage.Array);
            case IArrayTypeSymbol { Rank: 1, ElementType: IArrayTypeSymbol { Rank: 1 } row } when Element(row.ElementType, arguments) is { } element:
                return new ArrayType(element, 2, ArrayStorage.Jagged);
            case IArrayTypeSymbol { Rank: 2 } array when Element(array.ElementType, arguments) is { } element:
                return new ArrayType(element, 2, ArrayStorage.RectangularArray);
            case INamedTypeSymbol { TypeArguments.Length: 1 } named when Element(named.TypeArguments[0], arguments) is { } element:
                return (named.ContainingNamespace.ToDisplayString(), named.Name) switch
                {
                    ("System", "Span") => new ArrayType(element, 1, ArrayStorage.Span),
                    ("System", "ReadOnlySpan") => new ArrayType(element, 1, ArrayStorage.ReadOnlySpan),
                    ("CommunityToolkit.HighPerformance.Enumerables", "RefEnumerable") => new ArrayType(element, 1, ArrayStorage.Span),
                    ("CommunityToolkit.HighPerformance.Enumerables", "ReadOnlyRefEnumerable") => new ArrayType(element, 1, ArrayStorage.ReadOnlySpan),
                    ("CommunityToolkit.HighPerformance", "Span2D") => new ArrayType(element, 2, ArrayStorage.Span2D),
                    ("CommunityToolkit.HighPerformance", "ReadOnlySpan2D") => new ArrayType(element, 2, ArrayStorage.ReadOnlySpan2D),
                    _ => null,
                };
            default:
                return null;
        }
    }

    /// <summary>The type as C# declares it, where the IR holds it in a wider one: byte, uint, an enumeration.</summary>
    public static ScalarType Declared(ITypeSymbol type, ScalarType held) => type is INamedTypeSymbol { TypeKind: TypeKind.Enum }
        ? new ScalarType(held.Kind, type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat))
        : Narrow(type) ?? held;

    /// <summary>The integer type whose width the values wrap to, where it is narrower than what the IR holds them in.</summary>
    public static ScalarType? Narrow(ITypeSymbol? type) => type switch
    {
        { SpecialType: SpecialType.System_Byte } => new ScalarType(ScalarKind.Int32, "byte"),
        { SpecialType: SpecialType.System_SByte } => new ScalarType(ScalarKind.Int32, "sbyte"),
        { SpecialType: SpecialType.System_Int16 } => new ScalarType(ScalarKind.Int32, "short"),
        { SpecialType: SpecialType.System_UInt16 } => new ScalarType(ScalarKind.Int32, "ushort"),
        { SpecialType: SpecialType.System_UInt32 } => new ScalarType(ScalarKind.Int64, "uint"),
        INamedTypeSymbol { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying } => Narrow(underlying),
        _ => null,
    };

    private static ScalarType? Element(ITypeSymbol type, IReadOnlyDictionary<ITypeParameterSymbol, ITypeSymbol>? arguments)
    {
        ITypeSymbol element = type is ITypeParameterSymbol parameter && arguments is not null && arguments.TryGetValue(parameter, out ITypeSymbol? argument) ? argument : type;
        return Scalar(element, arguments) is { } held ? Declared(element, held) : null;
    }

    public static ScalarType RequireScalar(ITypeSymbol? type, Location location, IReadOnlyDictionary<ITypeParameterSymbol, ITypeSymbol>? arguments) =>
        Scalar(type, arguments) ?? throw new RefusedException(IsUnknown(type) ? null : new ReadRefusal(
            Descriptors.Type,
            location,
            type?.ToDisplayString() ?? "?",
            AdviceFor(type) ?? "use float, double, a type parameter constrained to IFloatingPointIeee754<T>, integers, bool, or arrays and spans of them"));

    /// <summary>What to use instead of types that numerical code often has.</summary>
    public static string? AdviceFor(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol { ElementType: IArrayTypeSymbol } => "as a parameter T[][] is supported; else use a matrix (T[,] or Span2D<T>), or one array and the rows' starts",
        IArrayTypeSymbol { Rank: > 2 } => "arrays of one and two dimensions are supported; put the other dimensions into one index",
        IArrayTypeSymbol => "write results into a Span<T> or T[] parameter, and use arrays of numbers",
        INamedTypeSymbol { Name: "Memory2D" or "ReadOnlyMemory2D" } => "take a Span2D<T> and pass its Span",
        INamedTypeSymbol { Name: "Memory" or "ReadOnlyMemory" } => "take a Span<T> and pass its Span",
        INamedTypeSymbol { Name: "List" or "IList" or "IReadOnlyList" or "IEnumerable" } => "take a span or an array",
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => "null has no derivative; decide about it in a method around this one",
        { SpecialType: SpecialType.System_Decimal } => "decimal has no functions and no hardware; use double",
        _ => null,
    };

    /// <summary>A type that the compiler itself does not find: its error says so.</summary>
    private static bool IsUnknown(ITypeSymbol? type) =>
        type is null or { TypeKind: TypeKind.Error }
        || (type is INamedTypeSymbol named && named.TypeArguments.Any(argument => argument.TypeKind == TypeKind.Error));

    private static bool IsFloating(ITypeParameterSymbol parameter) =>
        parameter.ConstraintTypes.Any(constraint =>
            IsFloatingInterface(constraint) || constraint.AllInterfaces.Any(IsFloatingInterface));

    private static bool IsFloatingInterface(ITypeSymbol type) =>
        type is { Name: "IFloatingPointIeee754", ContainingNamespace: { Name: "Numerics", ContainingNamespace.Name: "System" } };
}
