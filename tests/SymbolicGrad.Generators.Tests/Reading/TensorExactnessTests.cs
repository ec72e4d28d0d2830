using System.Numerics;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Reading;

/// <summary>
/// Without Reassociate a value has every bit that the method's own has, whatever TensorPrimitives it calls: the library computes
/// with vectors, sums in an order of its own, and does neither for the last elements.
/// </summary>
public class TensorExactnessTests
{
    [Theory]
    [InlineData("double")]
    [InlineData("float")]
    public void EveryMethodGivesTheValueBitForBit(string type)
    {
        List<MethodInfo> methods = [.. TensorMethods.All.Where(method => !TensorMethods.RefusedNames.Contains(method.Name) && !TensorMethods.IsRefusedOverload(method))];
        string members = string.Join("\n", methods.Select((method, i) =>
            TensorMethods.Program(method, i, "[Differentiable(Reassociate = false)]") + "\n"
            + $"public static double G{i}(double[] x0, double[] x1, double a, int n) => F{i}Gradient(x0, x1, a, n, new double[x0.Length], new double[x1.Length], out _);"))
            .Replace("double", type, StringComparison.Ordinal).Replace("0.75", "(" + type + ")0.75", StringComparison.Ordinal);
        CSharpCompilation compilation = GeneratorHost.CompileMembers(members);
        AssemblyLoadContext context = new("tensors", isCollectible: true);
        using MemoryStream image = new(GeneratorHost.Image(GeneratorHost.Complete(compilation)));
        Type net = context.LoadFromStream(image).GetType("Net")!;
        List<string> wrong = [];
        for (int i = 0; i < methods.Count; i++)
        {
            (MethodInfo f, MethodInfo g) = (net.GetMethod($"F{i}")!, net.GetMethod($"G{i}")!);
            string? found = type == "float"
                ? Difference(f.CreateDelegate<Func<float[], float[], float, int, float>>(), g.CreateDelegate<Func<float[], float[], float, int, float>>())
                : Difference(f.CreateDelegate<Func<double[], double[], double, int, double>>(), g.CreateDelegate<Func<double[], double[], double, int, double>>());
            if (found is { } difference)
            {
                wrong.Add($"{methods[i].Name}/{methods[i].GetParameters().Length}: {difference}");
            }
        }

        context.Unload();
        wrong.ShouldBeEmpty();
    }

    private static string? Difference<T>(Func<T[], T[], T, int, T> expected, Func<T[], T[], T, int, T> actual)
        where T : IFloatingPointIeee754<T>
    {
        Random random = new(1);
        foreach (int length in new[] { 1, 2, 3, 4, 5, 7, 8, 9, 15, 17, 31, 33, 100 })
        {
            foreach (double scale in new[] { 0.9, -0.9, 5, -5, 300, -300, 1e7 })
            {
                // A negative scale stands for numbers of both signs.
                T Draw() => T.CreateTruncating(Math.Abs(scale) * random.NextDouble() * (scale < 0 && random.Next(2) == 0 ? -1 : 1));
                T[] x = [.. Enumerable.Range(0, length).Select(_ => Draw())], y = [.. Enumerable.Range(0, length).Select(_ => Draw())];
                T a = Draw(), wanted, got;
                try
                {
                    (wanted, got) = (expected(x, y, a, 3), actual(x, y, a, 3));
                }
                catch (ArgumentException)
                {
                    // Clamp between limits in the wrong order; with vectors the library does not look.
                    continue;
                }

                bool isSame = wanted.Equals(got) && T.IsNegative(wanted) == T.IsNegative(got);
                if (!isSame && !(T.IsNaN(wanted) && T.IsNaN(got)))
                {
                    return $"{got} instead of {wanted} at {length} numbers up to {scale}";
                }
            }
        }

        return null;
    }
}
