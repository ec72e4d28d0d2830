using System.Globalization;
using System.Text;

namespace SymbolicGrad.Benchmarks.Generation;

/// <summary>Programs to differentiate: typical methods in any number, and methods of any length.</summary>
internal static class Sources
{
    private const string Usings = """
        using System;
        using System.Numerics.Tensors;
        using CommunityToolkit.HighPerformance;
        using SymbolicGrad;
        using static SymbolicGrad.Activations;

        """;

    /// <summary>Cells, losses and small loops, as a numerical programmer writes them; {0} makes their names differ.</summary>
    private static readonly string[] Typical =
    [
        """
            [Differentiable]
            public static double Loss{0}(double w, double b, double x, [NoGradient] double target)
            {
                double y = Sigmoid(w * x + b);
                return 0.5 * (y - target) * (y - target);
            }
        """,
        """
            [Differentiable(Derivatives.Taped)]
            public static void Dense{0}(ReadOnlySpan<float> x, ReadOnlySpan2D<float> w, ReadOnlySpan<float> b, Span<float> y)
            {
                for (int k = 0; k < y.Length; k++)
                    y[k] = MathF.Tanh(TensorPrimitives.Dot(w.GetRowSpan(k), x) + b[k]);
            }
        """,
        """
            [Differentiable(Derivatives.Taped)]
            public static double Recurrence{0}(double u, double v, ReadOnlySpan<double> x)
            {
                double h = 0.1;
                for (int t = 0; t < x.Length; t++)
                    h = Math.Tanh(u * h + v * x[t]);
                return h;
            }
        """,
        """
            [Differentiable]
            public static double Rosenbrock{0}(ReadOnlySpan<double> x)
            {
                double sum = 0;
                for (int i = 0; i + 1 < x.Length; i++)
                {
                    double a = x[i + 1] - x[i] * x[i], b = 1 - x[i];
                    sum += 100 * a * a + b * b;
                }
                return sum;
            }
        """,
        """
            [Differentiable]
            public static double CrossEntropy{0}(ReadOnlySpan<double> logits, [NoGradient] ReadOnlySpan<double> target)
            {
                double max = TensorPrimitives.Max(logits), sum = 0, loss = 0;
                for (int i = 0; i < logits.Length; i++)
                    sum += Math.Exp(logits[i] - max);
                double logSum = Math.Log(sum) + max;
                for (int i = 0; i < logits.Length; i++)
                    loss += target[i] * (logSum - logits[i]);
                return loss;
            }
        """,
        """
            [Differentiable(Derivatives.Taped)]
            public static (double C, double H) Cell{0}(double x, double h, double c, double wi, double wf, double wo, double wg, double bi, double bf, double bo, double bg)
            {
                double i = Sigmoid(wi * x + h + bi);
                double f = Sigmoid(wf * x + h + bf);
                double o = Sigmoid(wo * x + h + bo);
                double g = Math.Tanh(wg * x + h + bg);
                double next = f * c + i * g;
                return (next, o * Math.Tanh(next));
            }
        """,
        """
            [Differentiable]
            public static double Huber{0}(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double delta)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double error = Math.Abs(x[i] - y[i]);
                    if (error <= delta)
                        sum += 0.5 * error * error;
                    else
                        sum += delta * (error - 0.5 * delta);
                }
                return sum / x.Length;
            }
        """,
        """
            [Differentiable]
            public static double Quadratic{0}(double[,] a, ReadOnlySpan<double> x)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double row = 0;
                    for (int j = 0; j < x.Length; j++)
                        row += a[i, j] * x[j];
                    sum += row * x[i];
                }
                return sum;
            }
        """,
    ];

    /// <summary>The methods, twenty to a type and a type to a file.</summary>
    public static string[] TypicalMethods(int count)
    {
        const int MethodsPerFile = 20;
        return [.. Enumerable.Range(0, count).Chunk(MethodsPerFile).Select((numbers, file) =>
            $"{Usings}namespace Models;\n\npublic static partial class Net{Text(file)}\n{{\n"
            + string.Join("\n\n", numbers.Select(number => Typical[number % Typical.Length].Replace("{0}", Text(number), StringComparison.Ordinal)))
            + "\n\n    public static int Unrelated() => 5;\n}\n")];
    }

    /// <summary>The file as it would be for somebody who does not differentiate anything in it.</summary>
    public static string WithoutAnnotations(string file) => string.Join('\n', file.Split('\n').Where(line => !line.TrimStart().StartsWith("[Differentiable", StringComparison.Ordinal)));

    /// <summary>Twice as many lines as this gives twice as many statements, each using results of some before it.</summary>
    public static string StraightLine(int lines)
    {
        StringBuilder body = new();
        for (int i = 2; i < lines; i++)
        {
            string left = $"v{Text(i - 1)}", right = $"v{Text(i - 2)}", other = $"v{Text(i / 2)}";
            body.Append(CultureInfo.InvariantCulture, $"        double v{i} = ").Append((i % 5) switch
            {
                0 => $"Math.Sin({left} * 0.5 + {other})",
                1 => $"{left} * {right} + 0.25 * {other}",
                2 => $"{left} - {right} / (1 + {other} * {other})",
                3 => $"Sigmoid({left}) * b",
                _ => $"0.5 * ({left} + {right}) - a",
            }).Append(";\n");
        }

        return Member($"    public static double F(double a, double b)\n    {{\n        double v0 = a * b, v1 = a - b;\n{body}        return v{Text(lines - 1)};\n    }}");
    }

    /// <summary>Small loops and branches one after the other, five lines each, over a few variables that all of them go on with.</summary>
    public static string LoopsAndBranches(int lines)
    {
        StringBuilder body = new();
        for (int i = 0; i < lines / 5; i++)
        {
            string own = Text(i % 7), next = Text((i + 1) % 7);
            body.Append((i % 3) switch
            {
                0 => $"        for (int i = 0; i < x.Length; i++)\n        {{\n            double t = x[i] * s{own};\n            s{next} += 0.01 * Math.Sin(t) * t;\n        }}\n",
                1 => $"        if (s{own} > s{next})\n            s{own} = 0.5 * s{own} * a;\n        else\n            s{own} = Math.Tanh(s{next}) + s{own};\n\n",
                _ => $"        double p{Text(i)} = s{own} * 0.5;\n        for (int i = 0; i < x.Length; i++)\n            p{Text(i)} = Math.Cos(p{Text(i)} + x[i]);\n\n        s{own} += p{Text(i)};\n",
            });
        }

        return Member(
            "    public static double F(double a, ReadOnlySpan<double> x)\n    {\n"
            + "        double s0 = a, s1 = a * a, s2 = 0.5, s3 = 1 - a, s4 = 2 * a, s5 = 0.1, s6 = -a;\n"
            + $"{body}        return s0 + s1 + s2 + s3 + s4 + s5 + s6;\n    }}");
    }

    private static string Member(string method) => $"{Usings}public static partial class Net\n{{\n    [Differentiable]\n{method}\n}}\n";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
