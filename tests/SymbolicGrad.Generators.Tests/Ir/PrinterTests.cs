using System.Globalization;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Generators.Tests.Ir;

public class PrinterTests
{
    private const string Expected = """
        function Example(%0.factor: double, @1.x: ReadOnlySpan<double>, constant @2.w: ReadOnlySpan2D<double> rank 2, out @3.y: Span<double>) -> (double) {
          %4.n: int = dimension 0 of @1.x
          @5.scaled: Scratch<double> = zeroed [%4.n]
          for %6.i: int = 0 while < %4.n step 1 {
            %7.element: double = @1.x[%6.i]
            %8: double = Multiply %0.factor, %7.element
            @5.scaled[%6.i] += %8
          }
          %15.sum: double = for %9.j: int = 0 while < %4.n step 1 carry (%10.sum: double = 0d) {
            %11.weight: double = @2.w[1, %9.j]
            %12: double = @5.scaled[%9.j]
            %13: double = Multiply %11.weight, %12
            %14.sum: double = Add %10.sum, %13
            @3.y[%9.j] = %14.sum
            yield %14.sum
          }
          %16: bool = LessThan %15.sum, 0d
          %18.magnitude: double = if %16 {
            %17.opposite: double = Negate %15.sum  // −sum
            yield %17.opposite
          } else {
            yield %15.sum
          }
          yield %18.magnitude
        }

        """;

    [Fact]
    public void A_function_is_printed_statement_by_statement()
    {
        Printer.Print(ExampleFunction.Create()).ShouldBe(Expected, StringCompareShould.IgnoreLineEndings);
    }

    [Fact]
    public void Text_does_not_depend_on_the_culture()
    {
        Block block = new(
            [new Compute(new Value(0, ScalarType.Double, null), Arithmetic.Negate, [new Constant(ScalarType.Double, 0.1)])],
            [new Constant(ScalarType.Single, -1.5e-30f)]);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Printer.Print(block).ShouldBe("%0: double = Negate 0.1d\nyield " + new Constant(ScalarType.Single, -1.5e-30f) + "\n");
            Printer.Print(block).ShouldNotContain("0,1");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Kernels_show_what_they_cover()
    {
        Operand n = new Value(4, ScalarType.Int32, "n");
        Value sum = new(5, ScalarType.Double, "sum");
        Kernel dot = new(sum, KernelOperation.Dot,
        [
            new SectionArgument(ExampleFunction.X, null, Constant.Int(0), n, IsWhole: true),
            new SectionArgument(ExampleFunction.W, Constant.Int(1), Constant.Int(2), n, IsWhole: false),
        ]);
        Printer.Headline(dot).ShouldBe("%5.sum: double = kernel Dot @1.x, @2.w[1, 2 for %4.n]");
    }
}
