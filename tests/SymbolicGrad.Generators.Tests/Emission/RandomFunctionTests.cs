using System.Reflection;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Emission;

/// <summary>Emitted code does, bit for bit, what the interpreter does with the IR it was emitted from.</summary>
public class RandomFunctionTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public void Emitted_code_computes_what_the_IR_says(int firstSeed)
    {
        RandomFunction[] functions = [.. Enumerable.Range(firstSeed, 400).Select(seed => new RandomFunction(seed))];
        // Random functions have dead values (CS0219), constant conditions (CS0162) and x < x (CS1718); the passes before
        // emission leave none.
        Assembly assembly = Emitted.Load(Emitted.Compile([.. functions.Select(function => function.Text)], "CS0219", "CS0162", "CS1718"));
        for (int i = 0; i < functions.Length; i++)
        {
            MethodInfo method = assembly.GetType($"Sample.Program{firstSeed + i}")!.GetMethod("G")!;
            foreach (int count in new[] { 0, 1, 3 })
            {
                object?[] emitted = Arguments(count), interpreted = Arguments(count);
                object? result = method.Invoke(null, emitted);
                Interpretation expected = Interpreter.Run(Writable(functions[i].Function), interpreted!);
                object?[] actual = [result, emitted[5], emitted[6], emitted[7], .. (double[])emitted[3]!, .. (double[])emitted[4]!];
                object?[] wanted = [expected.Returns[0], .. expected.Finals, .. (double[])interpreted[3]!, .. (double[])interpreted[4]!];
                actual.Select(Bits).ShouldBe(wanted.Select(Bits), $"seed {firstSeed + i}, count {count}\n{functions[i].Text}\n{Printer.Print(functions[i].Function)}");
            }
        }
    }

    /// <summary>Tells −0 from 0; one NaN is as good as another.</summary>
    private static long Bits(object? number) => double.IsNaN((double)number!) ? long.MaxValue : BitConverter.DoubleToInt64Bits((double)number);

    private static object?[] Arguments(int count) =>
        [0.75, -1.25, count, new double[] { 0.5, -2, 3, 0.125 }, new double[] { 1, -1, 0.25, 2 }, 0.375, 0.0, 0.0];

    /// <summary>The interpreter hands back the contents of arrays that may be written.</summary>
    private static Function Writable(Function function) => function with
    {
        Parameters = function.Parameters.Select(parameter => parameter is ArrayParameter array ? array with { Role = ParameterRole.InOut } : parameter).ToEquatableArray(),
    };
}
