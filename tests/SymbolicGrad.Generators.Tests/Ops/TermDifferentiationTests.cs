using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Ops;

/// <summary>The symbolic derivative of the table's formulas.</summary>
public class TermDifferentiationTests
{
    private static readonly Term X = new Term.OperandTerm(0);

    [Fact]
    public void A_composite_gets_its_slope_from_its_definition()
    {
        Term sigmoid = Sigmoids.Sigmoid.Of(X);
        TermDifferentiation.Slopes(GatedActivations.Silu).ShouldHaveSingleItem().ShouldBe(sigmoid + (X * (sigmoid * (1 - sigmoid))));
    }

    [Fact]
    public void The_derivative_of_the_result_is_the_slope()
    {
        Term y = new Term.ResultTerm();
        TermDifferentiation.Derivative(y * 3, 0, Hyperbolic.Tanh).ShouldBe(3 * (1 - (y * y)));
    }

    [Fact]
    public void A_selection_keeps_its_literal_0()
    {
        Term term = 2 * Rectifiers.Relu.Of(X);
        TermDifferentiation.Derivative(term, 0, Rectifiers.Relu).ShouldBe(Term.Select(X > 0, 2, 0));
    }

    [Fact]
    public void What_does_not_depend_on_the_operand_has_derivative_0()
    {
        Term other = new Term.OperandTerm(1);
        TermDifferentiation.Derivative(Exponentials.Exp.Of(other), 0, Powers.Pow).ShouldBe(Term.Zero);
        TermDifferentiation.Derivative(Rounding.Floor.Of(X), 0, Powers.Pow).ShouldBe(Term.Zero);
    }

    [Fact]
    public void An_operation_without_derivative_is_refused()
    {
        Should.Throw<InvalidOperationException>(() => TermDifferentiation.Slopes(Rounding.Floor)).Message.ShouldContain("Floor");
    }

    /// <summary>0·∞ is not a number, and 1·x says nothing.</summary>
    [Fact]
    public void Second_derivatives_contain_no_products_with_0_or_1()
    {
        foreach (Operation operation in OperationTable.All.Where(operation => operation.IsDifferentiable))
        {
            Term[] slopes = TermDifferentiation.Slopes(operation);
            for (int i = 0; i < operation.Arity; i++)
            {
                for (int j = 0; j < operation.Arity; j++)
                {
                    Products(TermDifferentiation.Derivative(slopes[i], j, operation))
                        .Where(product => product.Arguments.Any(factor => factor.IsConstant(0) || factor.IsConstant(1)))
                        .ShouldBeEmpty(operation.Name);
                }
            }
        }
    }

    /// <summary>The definition is what the library computes.</summary>
    [Fact]
    public void A_definition_has_the_value_of_the_operation()
    {
        Operation[] composites = OperationTable.All.Where(operation => operation.Definition is not null).ToArray();
        composites.ShouldNotBeEmpty();
        foreach (Operation composite in composites)
        {
            foreach (double x in new[] { -30, -5.463, -0.5, 0.001, 1.378, 8.5 })
            {
                TermEvaluator evaluator = new(composite, x);
                Tolerance.OfValue(composite).Check(evaluator.Evaluate(composite.Definition!([X])), evaluator.Result, $"{composite}({x})");
            }
        }
    }

    private static IEnumerable<Term.ApplyTerm> Products(Term term) => term is Term.ApplyTerm apply
        ? apply.Arguments.SelectMany(Products).Concat(apply.Operation == Arithmetic.Multiply ? [apply] : [])
        : [];
}
