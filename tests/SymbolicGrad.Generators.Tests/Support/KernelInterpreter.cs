using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Generators.Tests.Support;

/// <summary>What the library calls mean that loops are recognised as, element by element.</summary>
internal static class KernelInterpreter
{
    public static void Run(Kernel kernel, Func<Operand, object> read, Func<ArrayVariable, InterpretedArray> find, Action<object> assign)
    {
        View?[] views = kernel.Arguments.Select(argument => View.Of(argument, read, find)).ToArray();
        KernelOperation operation = kernel.Operation;
        if (operation == KernelOperation.Dot)
        {
            assign(Pairs(views[0]!, views[1]!).Sum(pair => pair.Left * pair.Right));
        }
        else if (operation == KernelOperation.Sum)
        {
            assign(views[0]!.Elements.Sum());
        }
        else if (operation == KernelOperation.SumOfSquares)
        {
            assign(views[0]!.Elements.Sum(element => element * element));
        }
        else if (operation == KernelOperation.Max)
        {
            assign(views[0]!.Elements.Max());
        }
        else if (operation == KernelOperation.AddScaled)
        {
            double scale = Scalar(kernel.Arguments[2], read);
            views[0]!.Set((target, i) => target + (scale * views[1]![i]));
        }
        else if (operation == KernelOperation.AddTo)
        {
            views[0]!.Set((target, i) => target + views[1]![i]);
        }
        else if (operation == KernelOperation.Copy)
        {
            // The library copies as if through a temporary.
            double[] source = views[1]!.Elements.ToArray();
            views[0]!.Set((_, i) => source[i]);
        }
        else if (operation == KernelOperation.Fill)
        {
            double number = Scalar(kernel.Arguments[1], read);
            views[0]!.Set((_, _) => number);
        }
        else if (operation == KernelOperation.Clear)
        {
            views[0]!.Set((_, _) => 0);
        }
        else if (operation == KernelOperation.AddProduct)
        {
            AddProduct(views[0]!, views[1]!, views[2]!);
        }
        else if (operation == KernelOperation.AddProductTransposed)
        {
            AddProduct(views[0]!, views[1]!, views[2]!.Transposed());
        }
        else if (operation == KernelOperation.AddTransposedProduct)
        {
            AddProduct(views[0]!, views[1]!.Transposed(), views[2]!);
        }
        else
        {
            throw new InvalidOperationException($"Unknown kernel {operation.Name}.");
        }
    }

    private static double Scalar(KernelArgument argument, Func<Operand, object> read) => (double)read(((ScalarArgument)argument).Scalar);

    private static IEnumerable<(double Left, double Right)> Pairs(View left, View right) => left.Count == right.Count
        ? left.Elements.Zip(right.Elements)
        : throw new InterpretationException($"Sections of {left.Count} and {right.Count} elements do not fit.");

    private static void AddProduct(View target, View left, View right)
    {
        if (left.Columns != right.Rows || target.Rows != left.Rows || target.Columns != right.Columns)
        {
            throw new InterpretationException("The shapes of a matrix product do not fit.");
        }

        target.Set((old, i) => old + Enumerable.Range(0, left.Columns)
            .Sum(k => left[i / target.Columns, k] * right[k, i % target.Columns]));
    }

    /// <summary>A section or a matrix, as a grid of elements in row-major order.</summary>
    private sealed record View(int Rows, int Columns, Func<int, int, double> Get, Action<int, int, double> Put)
    {
        public int Count => Rows * Columns;

        public IEnumerable<double> Elements => Enumerable.Range(0, Count).Select(i => this[i]);

        public double this[int index] => Get(index / Columns, index % Columns);

        public double this[int row, int column] => Get(row, column);

        public static View? Of(KernelArgument argument, Func<Operand, object> read, Func<ArrayVariable, InterpretedArray> find)
        {
            int Int(Operand operand) => checked((int)(long)read(operand));
            switch (argument)
            {
                case SectionArgument { Row: null } section:
                    InterpretedArray vector = find(section.Array);
                    int start = Int(section.Start);
                    return new View(1, Int(section.Length), (_, j) => vector[start + j], (_, j, number) => vector[start + j] = number);
                case SectionArgument section:
                    return Grid(find(section.Array), Int(section.Row!), 1, Int(section.Start), Int(section.Length));
                case MatrixArgument matrix:
                    return Grid(find(matrix.Array), Int(matrix.RowStart), Int(matrix.RowCount), Int(matrix.ColumnStart), Int(matrix.ColumnCount));
                default:
                    return null;
            }
        }

        public View Transposed() => new(Columns, Rows, (i, j) => Get(j, i), (i, j, number) => Put(j, i, number));

        public void Set(Func<double, int, double> value)
        {
            for (int i = 0; i < Count; i++)
            {
                Put(i / Columns, i % Columns, value(this[i], i));
            }
        }

        private static View Grid(InterpretedArray array, int rowStart, int rows, int columnStart, int columns) => new(
            rows,
            columns,
            (i, j) => array[rowStart + i, columnStart + j],
            (i, j, number) => array[rowStart + i, columnStart + j] = number);
    }
}
