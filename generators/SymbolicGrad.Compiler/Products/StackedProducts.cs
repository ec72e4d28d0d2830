using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Products;

/// <summary>
/// Products of one vector with consecutive rows of one matrix, as the gates of a cell are that share their weights' matrix, become one product: their
/// vectors are laid one behind the other. Small cells would spend most of their time in calls.
/// </summary>
/// <remarks>
/// Last of all passes, since the vectors become views of one array then. <em>Alternative:</em> one array from fission on, with offsets in its indices;
/// but then no loop over the gates could be told to touch each element once.
/// </remarks>
internal sealed class StackedProducts
{
    private readonly Function _function;
    private readonly Definitions _definitions;
    private readonly IdSource _ids;

    /// <summary>By the id of a vector, the stack that it is a part of.</summary>
    private readonly Dictionary<int, Stack> _stacks = [];

    /// <summary>The length of as many vectors of one length.</summary>
    private readonly Dictionary<(int Count, Operand Length), Value> _lengths = [];

    private StackedProducts(Function function) => (_function, _definitions, _ids) = (function, function.Body.Definitions, new IdSource(function.NextId));

    /// <summary>Vectors of one length, one behind the other.</summary>
    private sealed record Stack(ArrayVariable Array, IReadOnlyList<Allocate> Parts, Value Length);

    /// <summary>A call, with what it takes of a matrix's rows and the vector that moves with them.</summary>
    private sealed record Product(Kernel Call, IReadOnlyList<int> Matrices, int Vector)
    {
        public SectionArgument Part => (SectionArgument)Call.Arguments[Vector];

        public MatrixArgument Rows => (MatrixArgument)Call.Arguments[Matrices[0]];

        /// <summary>What all calls of a stack have in common.</summary>
        public string Key => Call.Operation.Name + string.Join(";", Call.Arguments.Select((argument, i) =>
            i == Vector ? "" : Matrices.Contains(i) ? Columns((MatrixArgument)argument) : argument.ToString()));

        private static string Columns(MatrixArgument matrix) => $"{matrix.Array.Id} {matrix.RowCount} {matrix.ColumnStart} {matrix.ColumnCount}";
    }

    public static Function Run(Function function)
    {
        if (!function.Body.AllStatements.Any(statement => statement is Kernel))
        {
            return function;
        }

        StackedProducts pass = new(function);
        Block body = pass.Rewrite(function.Body);
        return pass._stacks.Count == 0 ? function : function with { Body = pass.Declare(body), NextId = pass._ids.Next };
    }

    private Block Rewrite(Block block)
    {
        List<Statement> statements = [.. block.Statements.Replace(statement => statement switch
        {
            For loop => loop.With(Rewrite(loop.Body)),
            If branch => branch.With(Rewrite(branch.Then), Rewrite(branch.Else)),
            _ => statement,
        })];
        foreach (IGrouping<string, Product> calls in statements.OfType<Kernel>().Select(ProductOf).OfType<Product>().GroupBy(product => product.Key).Where(group => group.Count() > 1).ToList())
        {
            List<Product> stacked = [.. calls.OrderBy(call => RowStart(call).Constant).ThenBy(call => RowStart(call).CoefficientOf(IdOf(call.Rows.RowCount)))];
            int first = statements.FindIndex(statement => calls.Any(call => ReferenceEquals(call.Call, statement)));
            if (AreConsecutive(stacked) && calls.All(call => CanMove(statements, call, first, calls)) && StackOf(stacked) is { } stack)
            {
                statements[first] = Merge(stacked, stack);
                statements.RemoveAll(statement => calls.Any(call => ReferenceEquals(call.Call, statement)));
            }
        }

        return block.With(statements);
    }

    private Product? ProductOf(Kernel call)
    {
        Product? product =
            call.Operation == KernelOperation.ProductWithVector || call.Operation == KernelOperation.AddProductWithVector ? new Product(call, [1], 0)
            : call.Operation == KernelOperation.AddTransposedProductWithVector ? new Product(call, [1], 2)
            : call.Operation == KernelOperation.AddOuterProduct ? new Product(call, [0], 1)
            : call.Operation == KernelOperation.AddAdjointsOfProduct ? new Product(call, [2, 1], 4)
            : null;
        return product is { Part: { Row: null, IsWhole: true } part } && product.Matrices.All(i => ((MatrixArgument)call.Arguments[i]).RowStart.Equals(product.Rows.RowStart))
            && AllocationOf(part.Array) is { } allocation && allocation.Lengths[0].Equals(product.Rows.RowCount) ? product : null;
    }

    /// <summary>Where the vector is scratch that lives as long as the call and need not be zero.</summary>
    private Allocate? AllocationOf(ArrayVariable array) =>
        _function.Body.Statements.OfType<Allocate>().FirstOrDefault(allocate => allocate is { Within: null, Zeroed: false, Array: { Rank: 1, Storage: ArrayStorage.Scratch } } && allocate.Array.Id == array.Id);

    private AffineForm RowStart(Product product) => AffineForm.Of(product.Rows.RowStart, _definitions);

    private static int IdOf(Operand operand) => operand is Value value ? value.Id : -1;

    /// <summary>Each begins where the one before ends; the first where this can be told before all of them.</summary>
    private bool AreConsecutive(IReadOnlyList<Product> products)
    {
        AffineForm count = AffineForm.Of(products[0].Rows.RowCount, _definitions);
        return products[0].Rows.RowStart is Constant
            && Enumerable.Range(1, products.Count - 1).All(i =>
                RowStart(products[i]).Minus(RowStart(products[i - 1])).Minus(count) is { IsConstant: true, Constant: 0 });
    }

    /// <summary>True where nothing between the first call and this one writes what it reads, or touches what it writes.</summary>
    private static bool CanMove(List<Statement> statements, Product product, int first, IEnumerable<Product> group)
    {
        HashSet<int> written = [.. product.Call.Arguments.Take(product.Call.Operation.Written).Select(argument => argument.ArrayOf()!.Id)];
        HashSet<int> named = [.. product.Call.Arrays().Select(array => array.Id)];
        int position = statements.FindIndex(statement => ReferenceEquals(statement, product.Call));
        return statements.Skip(first).Take(position - first).Where(between => !group.Any(other => ReferenceEquals(other.Call, between))).All(between => between.WithNested().All(inner => inner switch
        {
            Compute or Dimension => true,
            Load load => !written.Contains(load.Array.Id),
            Kernel kernel => kernel.Arguments.Select((argument, i) => (Array: argument.ArrayOf(), IsWritten: i < kernel.Operation.Written))
                .All(other => other.Array is null || !(other.IsWritten ? named : written).Contains(other.Array.Id)),
            Store or Accumulate => !named.Contains(inner.Array()!.Id),
            _ => false,
        }));
    }

    /// <summary>The stack of the products' vectors in their order; null where one of them is in another already.</summary>
    private Stack? StackOf(IReadOnlyList<Product> products)
    {
        List<Allocate> parts = [.. products.Select(product => AllocationOf(product.Part.Array)!)];
        if (_stacks.TryGetValue(parts[0].Array.Id, out Stack? known))
        {
            return known.Parts.SequenceEqual(parts) ? known : null;
        }

        if (parts.Distinct().Count() != parts.Count || parts.Any(part => _stacks.ContainsKey(part.Array.Id)))
        {
            return null;
        }

        Stack stack = new(_ids.NewArray(parts[0].Array.Name + "Stack", parts[0].Array.Element, 1, ArrayStorage.Scratch), parts, LengthOf(parts.Count, parts[0].Lengths[0]));
        foreach (Allocate part in parts)
        {
            _stacks.Add(part.Array.Id, stack);
        }

        return stack;
    }

    private static Kernel Merge(IReadOnlyList<Product> products, Stack stack)
    {
        Product first = products[0];
        return first.Call with
        {
            Arguments = first.Call.Arguments.Select((argument, i) =>
                i == first.Vector ? new SectionArgument(stack.Array, null, Constant.Int(0), stack.Length, true)
                : first.Matrices.Contains(i) ? (MatrixArgument)argument with { RowCount = stack.Length, IsWhole = false }
                : argument).ToEquatableArray(),
        };
    }

    /// <summary>Each stack in the place of the first of its parts, which become views of it before they are used.</summary>
    private Block Declare(Block body)
    {
        List<Statement> statements = [];
        HashSet<Stack> taken = [], shown = [];
        foreach (Statement statement in body.Statements)
        {
            if (statement is Allocate allocate && _stacks.TryGetValue(allocate.Array.Id, out Stack? stack))
            {
                if (taken.Add(stack))
                {
                    statements.Add(new Allocate(stack.Array, [stack.Length], Zeroed: false));
                }

                continue;
            }

            foreach (ArrayVariable array in statement.WithNested().SelectMany(nested => nested.Arrays()))
            {
                if (_stacks.TryGetValue(array.Id, out Stack? named) && shown.Add(named))
                {
                    statements.AddRange(Parts(named));
                }
            }

            statements.Add(statement);
        }

        // Before all memory, where the length of the parts is known there: one workspace holds what is taken without a pause.
        foreach (KeyValuePair<(int Count, Operand Length), Value> length in _lengths)
        {
            int known = statements.FindIndex(statement => length.Key.Length is Value part && statement.Results().Contains(part)) + 1;
            int position = Math.Max(known, statements.FindIndex(statement => statement is Allocate));
            statements.Insert(position, new Compute(length.Value, Arithmetic.Multiply, [Constant.Int(length.Key.Count), length.Key.Length]));
        }

        return body.With(statements);
    }

    private IEnumerable<Statement> Parts(Stack stack)
    {
        Operand length = stack.Parts[0].Lengths[0];
        for (int i = 0; i < stack.Parts.Count; i++)
        {
            Operand start = i == 0 ? Constant.Int(0) : length;
            if (i > 1)
            {
                Value offset = _ids.NewValue(ScalarType.Int32);
                yield return new Compute(offset, Arithmetic.Multiply, [Constant.Int(i), length]);
                start = offset;
            }

            yield return new View(stack.Parts[i].Array, new SectionArgument(stack.Array, null, start, length, false));
        }
    }

    private Value LengthOf(int count, Operand length)
    {
        if (!_lengths.TryGetValue((count, length), out Value? known))
        {
            _lengths.Add((count, length), known = _ids.NewValue(ScalarType.Int32));
        }

        return known;
    }
}
