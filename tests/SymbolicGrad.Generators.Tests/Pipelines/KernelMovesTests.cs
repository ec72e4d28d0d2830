using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Products;

namespace SymbolicGrad.Generators.Tests.Pipelines;

/// <summary>What a product of a matrix and a vector may be moved past.</summary>
public class KernelMovesTests
{
    private static readonly IdSource Ids = new();
    private static readonly Value N = Ids.NewValue(ScalarType.Int32, "n"), Index = Ids.NewValue(ScalarType.Int32, "i"), Number = Ids.NewValue(ScalarType.Double, "s");
    private static readonly ArrayVariable Y = Vector("y"), X = Vector("x"), Other = Vector("other"), W = Ids.NewArray("w", ScalarType.Double, 2, ArrayStorage.ReadOnlySpan2D);
    private static readonly View PartOfY = ViewOf(Y), PartOfX = ViewOf(X);

    private static readonly Kernel Set = Product(KernelOperation.ProductWithVector, Y, X), Sum = Product(KernelOperation.AddProductWithVector, Y, X);

    public static TheoryData<string, bool, bool> Statements() => new()
    {
        // Past a product that sets y, and past one that adds to y.
        { "reads another array", true, true },
        { "writes another array", true, true },
        { "reads x", true, true },
        { "writes x", false, false },
        { "adds to x", false, false },
        { "writes x in a loop", false, false },
        { "writes x through a view", false, false },
        { "adds to x through a view", false, false },
        { "reads y", false, false },
        { "reads y through a view", false, false },
        { "writes y", false, false },
        { "adds to y", false, true },
        { "adds to y through a view", false, true },
        { "allocates y", false, false },
        { "allocates another array", true, true },
        { "another sum into y", false, true },
        { "another product into y", false, false },
        { "a product of y", false, false },
        { "a product into x", false, false },
        { "a sum into x", false, false },
        { "a product of x", true, true },
    };

    [Theory]
    [MemberData(nameof(Statements))]
    public void A_product_passes_what_it_does_not_touch(string what, bool setMay, bool sumMay)
    {
        Statement statement = Statement(what);
        KernelMoves moves = new(new Block([PartOfY, PartOfX], []));
        moves.CanPass(Set, statement).ShouldBe(setMay, "a product that sets");
        moves.CanPass(Sum, statement).ShouldBe(sumMay, "a product that adds");
    }

    private static Statement Statement(string what) => what switch
    {
        "reads another array" => Load(Other),
        "writes another array" => Store(Other),
        "reads x" => Load(X),
        "writes x" => Store(X),
        "adds to x" => Add(X),
        "writes x in a loop" => new For(Index, LoopRange.UpTo(N), [], new Block([Store(X)], []), []),
        "writes x through a view" => Store(PartOfX.Array),
        "adds to x through a view" => Add(PartOfX.Array),
        "reads y" => Load(Y),
        "reads y through a view" => Load(PartOfY.Array),
        "writes y" => Store(Y),
        "adds to y" => Add(Y),
        "adds to y through a view" => Add(PartOfY.Array),
        "allocates y" => new Allocate(Y, [N], Zeroed: false),
        "allocates another array" => new Allocate(Other, [N], Zeroed: false),
        "another sum into y" => Product(KernelOperation.AddProductWithVector, Y, Other),
        "another product into y" => Product(KernelOperation.ProductWithVector, Y, Other),
        "a product of y" => Product(KernelOperation.ProductWithVector, Other, Y),
        "a product into x" => Product(KernelOperation.ProductWithVector, X, Other),
        "a sum into x" => Product(KernelOperation.AddProductWithVector, X, Other),
        "a product of x" => Product(KernelOperation.ProductWithVector, Other, X),
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
    };

    private static ArrayVariable Vector(string name) => Ids.NewArray(name, ScalarType.Double, 1, ArrayStorage.Scratch);

    private static View ViewOf(ArrayVariable array) => new(Vector("view"), new SectionArgument(array, null, Constant.Int(2), N, false));

    private static Load Load(ArrayVariable array) => new(Number, array, [Index]);

    private static Store Store(ArrayVariable array) => new(array, [Index], Number);

    private static Accumulate Add(ArrayVariable array) => new(array, [Index], Number);

    private static Kernel Product(KernelOperation operation, ArrayVariable target, ArrayVariable x) =>
        new(null, operation, [Section(target), new MatrixArgument(W, Constant.Int(0), N, Constant.Int(0), N, true), Section(x)]);

    private static SectionArgument Section(ArrayVariable array) => new(array, null, Constant.Int(0), N, true);
}
