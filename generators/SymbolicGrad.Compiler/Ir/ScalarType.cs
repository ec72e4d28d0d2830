namespace SymbolicGrad.Compiler.Ir;

/// <summary>The scalar kinds that values and array elements can have.</summary>
public enum ScalarKind
{
    Boolean,
    Int32,
    Int64,
    Single,
    Double,

    /// <summary>A type parameter constrained to <c>IFloatingPointIeee754&lt;T&gt;</c>.</summary>
    Generic,

    /// <summary>Several numbers of one floating type at once: <c>Vector&lt;T&gt;</c>. Made by Scheduling, known to emission only.</summary>
    Vector,
}

/// <summary>The type of a scalar value: its kind and how C# writes it.</summary>
public sealed record ScalarType(ScalarKind Kind, string Name)
{
    public static readonly ScalarType Boolean = new(ScalarKind.Boolean, "bool");
    public static readonly ScalarType Int32 = new(ScalarKind.Int32, "int");
    public static readonly ScalarType Int64 = new(ScalarKind.Int64, "long");
    public static readonly ScalarType Single = new(ScalarKind.Single, "float");
    public static readonly ScalarType Double = new(ScalarKind.Double, "double");

    public static ScalarType Generic(string typeParameter) => new(ScalarKind.Generic, typeParameter);

    public static ScalarType VectorOf(ScalarType element) => new(ScalarKind.Vector, $"Vector<{element.Name}>") { Element = element };

    /// <summary>What the lanes of a vector hold, masks included; null of all else.</summary>
    public ScalarType? Element { get; private init; }

    public bool IsVector => Kind == ScalarKind.Vector;

    /// <summary>Only floating values carry derivatives.</summary>
    public bool IsFloating => Kind is ScalarKind.Single or ScalarKind.Double or ScalarKind.Generic;

    public bool IsInteger => Kind is ScalarKind.Int32 or ScalarKind.Int64;

    /// <summary>What values of the type are held in: byte and the like in int, uint in long, an enumeration in either.</summary>
    public ScalarType Held => Kind switch
    {
        ScalarKind.Int32 => Int32,
        ScalarKind.Int64 => Int64,
        _ => this,
    };

    /// <summary>The number that is left of another in the type's width.</summary>
    public long Wrap(long number) => Name switch
    {
        "byte" => unchecked((byte)number),
        "sbyte" => unchecked((sbyte)number),
        "short" => unchecked((short)number),
        "ushort" => unchecked((ushort)number),
        "uint" => unchecked((uint)number),
        _ => Kind == ScalarKind.Int32 ? unchecked((int)number) : number,
    };

    public override string ToString() => Name;
}
