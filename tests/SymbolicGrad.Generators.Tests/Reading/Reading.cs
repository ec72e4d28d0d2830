using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Generators.Reading;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Reading;

/// <summary>Reads F of a program and compares what the IR computes with what C# computes.</summary>
internal static class Reading
{
    /// <summary>The function that F is read as; it is well formed, or the test fails.</summary>
    public static Function Function(string members)
    {
        ReadResult result = SourceProgram.OfMembers(members).Read();
        result.Refusal.ShouldBeNull(result.Refusal is { } refusal ? $"{refusal.Descriptor.Id} {string.Join(", ", refusal.Arguments)}" : null);
        Function function = result.Method!.Function;
        string.Join("\n", Verifier.Verify(function)).ShouldBeEmpty(Printer.Print(function));
        return function;
    }

    /// <summary>
    /// The compiled method and its IR give the same for the same arguments: returned values, out and ref scalars, contents of
    /// arrays. Only sums of library calls may be ordered differently, so numbers may differ in the last digits.
    /// </summary>
    public static Function AgreesWithCSharp(string members, params object[][] argumentSets)
    {
        Function function = Function(members);
        foreach (object[] arguments in argumentSets)
        {
            object[] compiled = Copy(arguments), interpreted = Copy(arguments);
            IReadOnlyList<object> expected = SourceProgram.OfMembers(members).Run(compiled);
            Interpretation actual = Interpreter.Run(function, interpreted);
            Compare(expected, [.. actual.Returns, .. actual.Finals], function);
            for (int i = 0; i < arguments.Length; i++)
            {
                if (arguments[i] is Array)
                {
                    Compare([.. ((Array)compiled[i]).Cast<object>()], [.. ((Array)interpreted[i]).Cast<object>()], function);
                }
            }
        }

        return function;
    }

    private static object[] Copy(object[] arguments) => [.. arguments.Select(argument => argument is Array array ? array.Clone() : argument)];

    private static void Compare(IReadOnlyList<object> expected, IReadOnlyList<object> actual, Function function)
    {
        actual.Count.ShouldBe(expected.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            double wanted = System.Convert.ToDouble(expected[i], null), got = System.Convert.ToDouble(actual[i], null);
            bool isSame = wanted.Equals(got) || Math.Abs(wanted - got) <= 1e-14 * Math.Abs(wanted);
            isSame.ShouldBeTrue($"{i}: C# gives {wanted:R}, the IR {got:R}\n{Printer.Print(function)}");
        }
    }
}
