namespace SymbolicGrad.Compiler.Ir;

/// <summary>
/// A loop, or a nest of them, that was recognised as one library call. Made by Scheduling after differentiation and
/// understood by emission only: derivatives are taken of loops.
/// </summary>
public sealed record Kernel(Value? Result, KernelOperation Operation, EquatableArray<KernelArgument> Arguments) : Statement;

/// <summary>The calls that loops are recognised as; <paramref name="Template"/> is C# with {0}, {1} … for the arguments.</summary>
public sealed record KernelOperation(string Name, string Template, bool WritesFirstArgument)
{
    /// <summary>How many of the arguments, from the first on, are written.</summary>
    public int Written { get; private init; } = WritesFirstArgument ? 1 : 0;

    /// <summary>Of a call that adds to its first argument the one that sets it; null where there is none.</summary>
    public KernelOperation? Setting { get; private init; }

    /// <summary>Whether it does no more to what it writes than adding to it.</summary>
    public bool IsSum => Setting is not null || Name == "AddAdjointsOfProduct";

    /// <summary>Σ a[j]·b[j]</summary>
    public static readonly KernelOperation Dot = new("Dot", "TensorPrimitives.Dot({0}, {1})", false);

    /// <summary>Σ a[j]</summary>
    public static readonly KernelOperation Sum = new("Sum", "TensorPrimitives.Sum({0})", false);

    /// <summary>Σ a[j]²</summary>
    public static readonly KernelOperation SumOfSquares = new("SumOfSquares", "TensorPrimitives.SumOfSquares({0})", false);

    /// <summary>max a[j]; throws for an empty section, so only where the user called it.</summary>
    public static readonly KernelOperation Max = new("Max", "TensorPrimitives.Max({0})", false);

    /// <summary>target += source·scale: arguments target, source, scale.</summary>
    public static readonly KernelOperation AddScaled = new("AddScaled", "TensorPrimitives.MultiplyAdd({1}, {2}, {0}, {0})", true);

    /// <summary>target += source</summary>
    public static readonly KernelOperation AddTo = new("AddTo", "TensorPrimitives.Add({0}, {1}, {0})", true);

    /// <summary>target = source</summary>
    public static readonly KernelOperation Copy = new("Copy", "{1}.CopyTo({0})", true);

    /// <summary>target = a constant</summary>
    public static readonly KernelOperation Fill = new("Fill", "{0}.Fill({1})", true);

    /// <summary>target = 0</summary>
    public static readonly KernelOperation Clear = new("Clear", "{0}.Clear()", true);

    /// <summary>Column j of as many rows as a vector has lanes becomes vector j: arguments vectors, rows.</summary>
    public static readonly KernelOperation LoadColumns = new("LoadColumns", "Lanes.LoadColumns({1}, {0})", true);

    /// <summary>Vector j becomes column j of as many rows as it has lanes: arguments rows, vectors.</summary>
    public static readonly KernelOperation StoreColumns = new("StoreColumns", "Lanes.StoreColumns({1}, {0})", true);

    /// <summary>Vector j is added to column j of as many rows as it has lanes: arguments rows, vectors.</summary>
    public static readonly KernelOperation AddColumns = new("AddColumns", "Lanes.AddColumns({1}, {0})", true);

    /// <summary>y = A·x: arguments y, A, x.</summary>
    public static readonly KernelOperation ProductWithVector = new("ProductWithVector", "MatrixVector.Product({1}, {2}, {0})", true);

    /// <summary>y += A·x: arguments y, A, x.</summary>
    public static readonly KernelOperation AddProductWithVector =
        new("AddProductWithVector", "MatrixVector.AddProduct({1}, {2}, {0})", true) { Setting = ProductWithVector };

    /// <summary>y = A·x + B·h: arguments y, A, x, B, h.</summary>
    public static readonly KernelOperation SumOfProductsWithVectors =
        new("SumOfProductsWithVectors", "MatrixVector.SumOfProducts({1}, {2}, {3}, {4}, {0})", true);

    /// <summary>y += A·x + B·h: arguments y, A, x, B, h.</summary>
    public static readonly KernelOperation AddSumOfProductsWithVectors =
        new("AddSumOfProductsWithVectors", "MatrixVector.AddSumOfProducts({1}, {2}, {3}, {4}, {0})", true) { Setting = SumOfProductsWithVectors };

    /// <summary>x = Aᵀ·y: arguments x, A, y.</summary>
    public static readonly KernelOperation TransposedProductWithVector =
        new("TransposedProductWithVector", "MatrixVector.TransposedProduct({1}, {2}, {0})", true);

    /// <summary>x += Aᵀ·y: arguments x, A, y.</summary>
    public static readonly KernelOperation AddTransposedProductWithVector =
        new("AddTransposedProductWithVector", "MatrixVector.AddTransposedProduct({1}, {2}, {0})", true) { Setting = TransposedProductWithVector };

    /// <summary>A = y·xᵀ: arguments A, y, x.</summary>
    public static readonly KernelOperation OuterProduct = new("OuterProduct", "MatrixVector.OuterProduct({1}, {2}, {0})", true);

    /// <summary>A += y·xᵀ: arguments A, y, x.</summary>
    public static readonly KernelOperation AddOuterProduct =
        new("AddOuterProduct", "MatrixVector.AddOuterProduct({1}, {2}, {0})", true) { Setting = OuterProduct };

    /// <summary>dx += Aᵀ·dy and dA += dy·xᵀ: arguments dx, dA, A, x, dy.</summary>
    public static readonly KernelOperation AddAdjointsOfProduct =
        new("AddAdjointsOfProduct", "MatrixVector.AddAdjoints({2}, {3}, {4}, {0}, {1})", true) { Written = 2 };

    /// <summary>C = A·Bᵀ: arguments C, A, B.</summary>
    public static readonly KernelOperation ProductTransposed = new("ProductTransposed", "MatrixProduct.ProductTransposed({1}, {2}, {0})", true);

    /// <summary>C += A·Bᵀ: arguments C, A, B.</summary>
    public static readonly KernelOperation AddProductTransposed =
        new("AddProductTransposed", "MatrixProduct.AddProductTransposed({1}, {2}, {0})", true) { Setting = ProductTransposed };

    /// <summary>C = A·B: arguments C, A, B.</summary>
    public static readonly KernelOperation Product = new("Product", "MatrixProduct.Product({1}, {2}, {0})", true);

    /// <summary>C += A·B: arguments C, A, B.</summary>
    public static readonly KernelOperation AddProduct =
        new("AddProduct", "MatrixProduct.AddProduct({1}, {2}, {0})", true) { Setting = Product };

    /// <summary>C = Aᵀ·B: arguments C, A, B.</summary>
    public static readonly KernelOperation TransposedProduct = new("TransposedProduct", "MatrixProduct.TransposedProduct({1}, {2}, {0})", true);

    /// <summary>C += Aᵀ·B: arguments C, A, B.</summary>
    public static readonly KernelOperation AddTransposedProduct =
        new("AddTransposedProduct", "MatrixProduct.AddTransposedProduct({1}, {2}, {0})", true) { Setting = TransposedProduct };
}

/// <summary>What a kernel is applied to.</summary>
public abstract record KernelArgument
{
    public abstract IEnumerable<Operand> Operands { get; }
}

/// <summary>A scalar factor or fill value.</summary>
public sealed record ScalarArgument(Operand Scalar) : KernelArgument
{
    public override IEnumerable<Operand> Operands => [Scalar];
}

/// <summary>
/// Consecutive elements: of a vector (no <paramref name="Row"/>) or of a matrix's row; <paramref name="IsWhole"/> when they
/// are all of it, so that no Slice is needed.
/// </summary>
public sealed record SectionArgument(ArrayVariable Array, Operand? Row, Operand Start, Operand Length, bool IsWhole) : KernelArgument
{
    public override IEnumerable<Operand> Operands => Row is null ? [Start, Length] : [Row, Start, Length];
}

/// <summary>Rows and columns of a matrix; <paramref name="IsWhole"/> when they are all of it.</summary>
public sealed record MatrixArgument(ArrayVariable Array, Operand RowStart, Operand RowCount, Operand ColumnStart, Operand ColumnCount, bool IsWhole)
    : KernelArgument
{
    public override IEnumerable<Operand> Operands => [RowStart, RowCount, ColumnStart, ColumnCount];
}

/// <summary>Questions about arguments.</summary>
public static class KernelArgumentExtensions
{
    /// <summary>The array that the argument is a part of; null for a scalar.</summary>
    public static ArrayVariable? ArrayOf(this KernelArgument argument) => argument switch
    {
        SectionArgument section => section.Array,
        MatrixArgument matrix => matrix.Array,
        ScalarArgument => null,
        _ => throw new InvalidOperationException($"Unknown kernel argument {argument.GetType().Name}."),
    };
}
