using SymbolicGrad.Compiler.Analysis.GradientFlow;
using SymbolicGrad.Compiler.Analysis.Ranges;
using SymbolicGrad.Compiler.Explanation;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Generators.Tests.Analysis;

/// <summary>One step of the recurrences of the literature: what of ∂L/∂state is left one iteration before, at most.</summary>
public class RecurrenceTests
{
    [Fact]
    public void A_tanh_step_carries_at_most_its_weight() => Step(
        "s", "for (int t = 0; t < x.Length; t++) s = Math.Tanh(w * x[t] + u * s + b);").ShouldBe("|u|");

    [Fact]
    public void A_sigmoid_step_carries_a_quarter_of_its_weight() => Step(
        "s", "for (int t = 0; t < x.Length; t++) s = Sigmoid(w * x[t] + u * s + b);").ShouldBe("0.25·|u|");

    [Fact]
    public void A_rectified_step_carries_its_weight() => Step(
        "s", "for (int t = 0; t < x.Length; t++) s = Relu(w * x[t] + u * s + b);").ShouldBe("|u|");

    [Fact]
    public void A_linear_step_carries_its_weight() => Step(
        "s", "for (int t = 0; t < x.Length; t++) s = w * x[t] + u * s + b;").ShouldBe("|u|");

    [Fact]
    public void A_residual_step_carries_1_and_the_block() => Step(
        "s", "for (int t = 0; t < x.Length; t++) s = s + Math.Tanh(w * x[t] + u * s + b);").ShouldBe("1 + |u|");

    /// <summary>f + c·f(1−f)·U_f·o(1−tanh²c) + ĉ·i(1−i)·U_i·o(1−tanh²c) + i(1−ĉ²)·U_c·o(1−tanh²c): the cell before is gated by f, which is at most 1; its side terms have 0.4477/4, 1/4 and 1.</summary>
    [Fact]
    public void The_cell_of_an_lstm_carries_its_gate_and_three_side_terms() => Step(
        "c",
        """
        double c = 0;
        for (int t = 0; t < x.Length; t++)
        {
            double f = Sigmoid(w * x[t] + uf * s), i = Sigmoid(w * x[t] + ui * s), o = Sigmoid(w * x[t] + uo * s);
            c = f * c + i * Math.Tanh(b * x[t] + u * s);
            s = o * Math.Tanh(c);
        }
        """).ShouldBe("1 + |u| + 0.25·|ui| + 0.112·|uf|");

    /// <summary>1 − z, the two sides of z's slope, and the candidate's path directly and by way of r.</summary>
    [Fact]
    public void The_state_of_a_gru_carries_its_gate_and_side_terms() => Step(
        "s",
        """
        for (int t = 0; t < x.Length; t++)
        {
            double z = Sigmoid(w * x[t] + uf * s), r = Sigmoid(w * x[t] + ui * s);
            s = (1 - z) * s + z * Math.Tanh(b * x[t] + u * (r * s));
        }
        """).ShouldBe("|u| + 1 + 0.25·|u·ui·s| + 0.25·|uf| + 0.25·|uf·s|");

    private static string Step(string state, string loop)
    {
        Function function = Reading.Reading.Function($$"""
            [Differentiable]
            public static double F(double[] x, double w, double u, double uf, double ui, double uo, double b, double s)
            {
                {{loop}}
                return s;
            }
            """);
        RangeAnalysis ranges = RangeAnalysis.Of(function);
        StateStep step = Recurrences.Of(function, ranges).Single(found => found.Name == state);
        return new FlowText(function).Of(FlowBound.Of(step.Step, ranges).ShouldNotBeNull());
    }
}
