using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>System.Numerics' Vector2, Vector3 and Vector4: bundles of floats whose operations are component by component, or sums of such.</summary>
internal sealed partial class Reader
{
    private static readonly string[] Components = [".X", ".Y", ".Z", ".W"];

    /// <summary>A member of the vector types in terms of their components.</summary>
    private Bundle ReadNumerics(IMethodSymbol method, IOperation at, List<IOperation> arguments, IOperation? instance)
    {
        List<IReadOnlyList<Operand>> operands = (instance is null ? arguments : [instance, .. arguments])
            .Select(argument => (IReadOnlyList<Operand>)ReadAny(argument).Leaves.Select(leaf => ScalarIn(new Bundle([new("", leaf.Value)]), argument)).ToList())
            .ToList();
        int size = method.ContainingType.Name[method.ContainingType.Name.Length - 1] - '0';
        Operand Dot(IReadOnlyList<Operand> left, IReadOnlyList<Operand> right) =>
            Enumerable.Range(0, size).Select(i => (Operand)Compute(Arithmetic.Multiply, at, left[i], right[i])).Aggregate((sum, term) => Compute(Arithmetic.Add, at, sum, term));
        Operand Square(IReadOnlyList<Operand> vector) => Dot(vector, vector);
        Bundle Map(Operation operation) => Vector(Enumerable.Range(0, size)
            .Select(i => (Operand)Compute(operation, at, operands.Select(operand => operand[operand.Count == 1 ? 0 : i]).ToArray())));
        List<Operand> Difference() => Enumerable.Range(0, size).Select(i => (Operand)Compute(Arithmetic.Subtract, at, operands[0][i], operands[1][i])).ToList();
        switch (method.Name, operands.Count)
        {
            case ("op_Addition" or "Add", 2):
                return Map(Arithmetic.Add);
            case ("op_Subtraction" or "Subtract", 2):
                return Map(Arithmetic.Subtract);
            case ("op_Multiply" or "Multiply", 2):
                return Map(Arithmetic.Multiply);
            case ("op_Division" or "Divide", 2):
                return Map(Arithmetic.Divide);
            case ("op_UnaryNegation" or "Negate", 1):
                return Map(Arithmetic.Negate);
            case ("op_UnaryPlus", 1):
                return Vector(operands[0]);
            case ("Abs", 1) or ("Min" or "Max", 2):
                return Map(OperationTable.Find("Math." + method.Name, operands.Count)!);
            case ("SquareRoot", 1):
                return Map(Powers.Sqrt);
            case ("Dot", 2):
                return Bundle.Of(Dot(operands[0], operands[1]));
            case ("LengthSquared", 1):
                return Bundle.Of(Square(operands[0]));
            case ("Length", 1):
                return Bundle.Of(Root(at, Square(operands[0])));
            case ("DistanceSquared", 2):
                return Bundle.Of(Square(Difference()));
            case ("Distance", 2):
                return Bundle.Of(Root(at, Square(Difference())));
            case ("Normalize", 1):
                Operand length = Compute(Powers.Sqrt, at, Square(operands[0]));
                return Vector(operands[0].Select(component => (Operand)Compute(Arithmetic.Divide, at, component, length)));
            case ("Lerp", 3) when operands[2].Count == 1:
                Operand rest = Compute(Arithmetic.Subtract, at, new Constant(ScalarType.Single, 1), operands[2][0]);
                return Vector(Enumerable.Range(0, size).Select(i => (Operand)Compute(
                    Arithmetic.Add, at, Compute(Arithmetic.Multiply, at, operands[0][i], rest), Compute(Arithmetic.Multiply, at, operands[1][i], operands[2][0]))));
            case ("Cross", 2) when size == 3:
                return Vector(Enumerable.Range(0, 3).Select(i => (Operand)Compute(
                    Arithmetic.Subtract,
                    at,
                    Compute(Arithmetic.Multiply, at, operands[0][(i + 1) % 3], operands[1][(i + 2) % 3]),
                    Compute(Arithmetic.Multiply, at, operands[0][(i + 2) % 3], operands[1][(i + 1) % 3]))));
            default:
                throw Refuse(
                    Descriptors.UnknownFunction,
                    at,
                    $"{method.ContainingType.Name}.{method.Name}",
                    "operators, Dot, Cross, Length, LengthSquared, Distance, DistanceSquared, Normalize, Lerp, Abs, Min, Max and SquareRoot are understood");
        }
    }

    /// <summary>new Vector3(2), new Vector3(x, y, z), new Vector3(xy, z): the components of the arguments in order, or one for all.</summary>
    private Bundle ReadNumericsConstructor(INamedTypeSymbol type, IOperation at, IEnumerable<IArgumentOperation> arguments)
    {
        int size = type.Name[type.Name.Length - 1] - '0';
        List<Operand> components = [];
        foreach (IArgumentOperation argument in arguments)
        {
            Bundle read = ShapeReader.IsVector(argument.Value.Type) || TypeReader.Scalar(argument.Value.Type, _frame.TypeArguments) is not null
                ? ReadAny(argument.Value)
                : throw Refuse(Descriptors.Expression, argument, TextOf(argument), "make a vector of its components");
            components.AddRange(read.Leaves.Select(leaf => ScalarIn(new Bundle([new("", leaf.Value)]), argument)));
        }

        return components.Count == 1 ? Vector(Enumerable.Repeat(components[0], size))
            : components.Count == size ? Vector(components)
            : throw Refuse(Descriptors.Expression, at, TextOf(at), "make a vector of its components");
    }

    /// <summary>Vector3.Zero and its like.</summary>
    private static Bundle? NumericsConstant(ISymbol member)
    {
        int size = member.ContainingType.Name[member.ContainingType.Name.Length - 1] - '0';
        int unit = member.Name.StartsWith("Unit", StringComparison.Ordinal) ? Array.IndexOf(Components, "." + member.Name.Substring(4)) : -1;
        return member.Name switch
        {
            "Zero" => Vector(Enumerable.Repeat((Operand)new Constant(ScalarType.Single, 0), size)),
            "One" => Vector(Enumerable.Repeat((Operand)new Constant(ScalarType.Single, 1), size)),
            _ when unit >= 0 => Vector(Enumerable.Range(0, size).Select(i => (Operand)new Constant(ScalarType.Single, i == unit ? 1 : 0))),
            _ => null,
        };
    }

    private static Bundle Vector(IEnumerable<Operand> components) => new(components
        .Select((component, i) => new KeyValuePair<string, Binding>(Components[i], new ScalarBinding(ScalarType.Single, Components[i], component)))
        .ToList());
}
