using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Ops;

/// <summary>Value, first and second derivatives of every differentiable operation against references of 30 digits.</summary>
public class ReferenceTests
{
    public static TheoryData<string> Rows => [.. ReferenceTable.Rows.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Values_agree_with_the_reference(string name)
    {
        Operation operation = Find(name);
        foreach (ReferencePoint point in ReferenceTable.Rows[name])
        {
            Tolerance.OfValue(operation).Check(new TermEvaluator(operation, point.At).Result, point.Value, $"{name}{point}");
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Slopes_agree_with_the_reference(string name)
    {
        Operation operation = Find(name);
        foreach (ReferencePoint point in ReferenceTable.Rows[name])
        {
            TermEvaluator evaluator = new(operation, point.At);
            foreach ((int position, double expected) in point.Slopes)
            {
                Tolerance.OfSlope(operation).Check(evaluator.Slope(position), expected, $"∂{name}{point}/∂{position}");
                Tolerance.OfSlope(operation).Check(evaluator.Adjoint(position, 1), expected, $"adjoint of {position} in {name}{point}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Second_derivatives_agree_with_the_reference(string name)
    {
        Operation operation = Find(name);
        foreach (ReferencePoint point in ReferenceTable.Rows[name])
        {
            TermEvaluator evaluator = new(operation, point.At);
            foreach (((int first, int second), double expected) in point.Seconds)
            {
                Tolerance tolerance = Tolerance.OfSecondDerivative(operation);
                tolerance.Check(evaluator.SecondDerivative(first, second), expected, $"∂²{name}{point}/∂{first}∂{second}");
                tolerance.Check(evaluator.SecondDerivative(second, first), expected, $"∂²{name}{point}/∂{second}∂{first}");
            }
        }
    }

    private static Operation Find(string name) => OperationTable.All.Single(operation => operation.Name == name);
}
