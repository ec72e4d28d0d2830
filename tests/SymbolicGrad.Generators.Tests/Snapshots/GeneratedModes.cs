using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Snapshots;

/// <summary>How the members of forward mode and of second order read. That they are right, <c>Correctness.ModeTests</c> shows.</summary>
public class GeneratedModes
{
    private static void Check(string name, string members)
    {
        CSharpCompilation compilation = GeneratorHost.CompileMembers(members);
        GeneratorHost.Analyze(compilation).ShouldBeEmpty();
        string text = GeneratorHost.Generate(compilation).Single().Value;
        GeneratorHost.Complete(compilation);

        // The gradient has snapshots of its own.
        int start = text.LastIndexOf("    /// <summary>", text.IndexOf("Backward(", StringComparison.Ordinal), StringComparison.Ordinal);
        int next = text.IndexOf("    /// <summary>", start + 1, StringComparison.Ordinal);
        Snapshot.Verify(text[next..], name);
    }

    [Fact]
    public void RosenbrockHessian() => Check(
        "RosenbrockHessian",
        """
            [Differentiable(Derivatives.Hessian | Derivatives.Hvp)]
            public static double Rosenbrock(double x, double y)
            {
                double a = 1 - x;
                double b = y - x * x;
                return a * a + 100 * b * b;
            }
        """);

    [Fact]
    public void SigmoidChainJvp() => Check(
        "SigmoidChainJvp",
        """
            [Differentiable(Derivatives.Jvp)]
            public static double Cost(double x, double w1, double w2, double b1, double b2, [NoGradient] double t)
            {
                double z1 = w1 * x + b1;
                double z2 = w2 * Sigmoid(z1) + b2;
                double y = Sigmoid(z2);
                return 0.5 * (y - t) * (y - t);
            }
        """);

    [Fact]
    public void RecurrenceHvp() => Check(
        "RecurrenceHvp",
        """
            [Differentiable(Derivatives.Hvp)]
            public static double Recurrence(double u, double w, ReadOnlySpan<double> x)
            {
                double h = 0, loss = 0;
                for (int t = 0; t < x.Length; t++)
                {
                    h = Math.Tanh(u * h + w * x[t]);
                    loss += h * h;
                }

                return loss;
            }
        """);

    [Fact]
    public void DenseJacobian() => Check(
        "DenseJacobian",
        """
            [Differentiable(Derivatives.Jacobian | Derivatives.Jvp)]
            public static void Dense(ReadOnlySpan<double> x, ReadOnlySpan2D<double> w, ReadOnlySpan<double> b, Span<double> y)
            {
                for (int k = 0; k < y.Length; k++)
                    y[k] = Math.Tanh(TensorPrimitives.Dot(w.GetRowSpan(k), x) + b[k]);
            }
        """);

    [Fact]
    public void LeastSquaresHessian() => Check(
        "LeastSquaresHessian",
        """
            [Differentiable(Derivatives.Hessian)]
            public static double Squares(ReadOnlySpan<double> a, double c, [NoGradient] ReadOnlySpan<double> x)
            {
                double loss = 0;
                for (int i = 0; i < a.Length; i++)
                {
                    double e = a[i] * Math.Exp(c * x[i]);
                    loss += e * e;
                }

                return loss;
            }
        """);
}
