using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicGrad.Compiler.Analysis.Ranges;
using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Generators.Reading;
using SymbolicGrad.Generators.Tests.Correctness;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Analysis;

/// <summary>The programs of the correctness table, run by the interpreter with drawn arguments: every value that a statement ever has lies in its range.</summary>
public class RangeSoundnessTests
{
    private const int Runs = 5, MostSteps = 20_000;

    [Fact]
    public void Every_value_of_every_program_lies_in_its_range()
    {
        int programs = 0;
        foreach (Snippet snippet in Snippets.All.Where(snippet => snippet is { IsAlone: true, IsSingle: false } && snippet.Texts.Values.All(text => text is { Literal: null, Rows: null })))
        {
            if (Read(snippet) is { } function && function.Body.AllStatements.All(statement => statement is not Call))
            {
                programs++;
                Check(snippet, function);
            }
        }

        programs.ShouldBeGreaterThan(150);
    }

    private static void Check(Snippet snippet, Function function)
    {
        RangeAnalysis ranges = RangeAnalysis.Of(function);
        Random random = new(snippet.Name.Length);
        for (int run = 0; run < Runs; run++)
        {
            bool isNumber = true;
            int steps = 0;
            void Observe(Value value, object held)
            {
                if (++steps > MostSteps)
                {
                    throw new InvalidOperationException("The arguments make a loop of it that nobody waits for.");
                }

                double number = held is bool truth ? truth ? 1 : 0 : Convert.ToDouble(held, CultureInfo.InvariantCulture);

                // Intervals speak of runs without NaN.
                isNumber &= !double.IsNaN(number);

                // The interpreter does not wrap what a narrow integer cannot hold.
                isNumber &= value.Type == value.Type.Held || ranges.Of(value).Contains(number);
                (!isNumber || ranges.Of(value).Contains(number)).ShouldBeTrue(
                    $"{snippet.Name}: {value} is {number:R}, not in {ranges.Of(value)}\n{snippet.Source}\n{Printer.Print(function)}");
            }

            try
            {
                Interpreter.Observe(function, Observe, [.. function.Parameters.Select(parameter => Argument(parameter, snippet, random))]);
            }
            catch (InterpretationException thrown) when (thrown.InnerException is not ShouldAssertException)
            {
                // The arguments drawn do not suit the program: indices outside, division by zero.
            }
        }
    }

    private static Function? Read(Snippet snippet)
    {
        CSharpCompilation compilation = GeneratorHost.CompileMembers(snippet.Source);
        IMethodSymbol? method = compilation.GetTypeByMetadataName("Net")?.GetMembers("F").OfType<IMethodSymbol>().FirstOrDefault();
        AttributeData? attribute = method?.GetAttributes().FirstOrDefault(data => data.AttributeClass?.Name == nameof(DifferentiableAttribute));
        return attribute is null ? null : MethodReader.Read(method!, attribute, compilation, default).Method?.Function;
    }

    private static object Argument(Parameter parameter, Snippet snippet, Random random)
    {
        if (parameter is ScalarParameter scalar)
        {
            return scalar.Value.Type.IsInteger ? random.Next(0, 5) : scalar.Value.Type.IsFloating ? Number(random) : (object)(random.Next(2) == 0);
        }

        ArrayVariable array = ((ArrayParameter)parameter).Array;
        IReadOnlyList<int> lengths = snippet.Texts.TryGetValue(parameter.Name, out ArgumentText? text) ? text.Lengths : [3, 3];
        int rows = lengths.Count > 0 ? lengths[0] : 3, columns = lengths.Count > 1 ? lengths[1] : 3;
        if (array.Rank == 1)
        {
            return array.Element.IsFloating ? Enumerable.Range(0, rows).Select(_ => Number(random)).ToArray() : Enumerable.Range(0, rows).Select(_ => random.Next(0, 3)).ToArray();
        }

        double[,] matrix = new double[rows, columns];
        for (int i = 0; i < matrix.Length; i++)
        {
            matrix[i / columns, i % columns] = Number(random);
        }

        return matrix;
    }

    private static double Number(Random random) => random.Next(5) == 0 ? random.Next(-3, 4) : 4 * ((2 * random.NextDouble()) - 1);
}
