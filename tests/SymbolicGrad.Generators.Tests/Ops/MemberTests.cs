using System.Reflection;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Ops;

/// <summary>The library members that entries stand for exist, are found, and are all there are.</summary>
public class MemberTests
{
    /// <summary>Smooth or piecewise smooth members of the base library that the table leaves out, each with its reason.</summary>
    private static readonly Dictionary<string, string> LeftOut = new()
    {
        ["BitDecrement"] = "a step of one ulp, no function of analysis",
        ["BitIncrement"] = "a step of one ulp, no function of analysis",
        ["ClampNative"] = "differs by platform for NaN and −0",
        ["MaxMagnitude"] = "compares magnitudes; say Max(Abs(x), Abs(y))",
        ["MaxMagnitudeNumber"] = "compares magnitudes; say Max(Abs(x), Abs(y))",
        ["MaxNative"] = "differs by platform for NaN and −0",
        ["MaxNumber"] = "drops NaN, and with it what went wrong",
        ["MinMagnitude"] = "compares magnitudes; say Min(Abs(x), Abs(y))",
        ["MinMagnitudeNumber"] = "compares magnitudes; say Min(Abs(x), Abs(y))",
        ["MinNative"] = "differs by platform for NaN and −0",
        ["MinNumber"] = "drops NaN, and with it what went wrong",
        ["MultiplyAddEstimate"] = "an estimate that differs by platform",
        ["ReciprocalEstimate"] = "an estimate that differs by platform",
        ["ReciprocalSqrtEstimate"] = "an estimate that differs by platform",
    };

    public static TheoryData<string> Owners => ["Math", "MathF", "double", "float"];

    [Fact]
    public void Every_member_finds_its_own_entry()
    {
        foreach (Operation operation in OperationTable.All)
        {
            operation.Members.ShouldBeUnique();
            operation.Members.ShouldAllBe(member => OperationTable.Find(member, operation.Arity) == operation);
        }

        OperationTable.Find("Math.NoSuchMember", 1).ShouldBeNull();
        OperationTable.Find("Math.Exp", 2).ShouldBeNull();
    }

    [Fact]
    public void Every_member_names_a_method_of_that_arity()
    {
        foreach (Operation operation in OperationTable.All)
        {
            foreach (string member in operation.Members)
            {
                Resolves(operation, member).ShouldBeTrue($"{operation.Name}: {member} with {operation.Arity} parameters");
            }
        }
    }

    [Fact]
    public void Every_call_is_spelled_as_a_method_that_exists()
    {
        foreach (Operation operation in OperationTable.All.Where(o => o.Spelling is Spelling.MathCall or Spelling.NumericCall or Spelling.PackageCall))
        {
            OperationEvaluator.FindMethod(operation.Spelling, ParameterTypes(operation, typeof(double))).ShouldNotBeNull(operation.Name);
        }
    }

    /// <summary>MathCall is written T.Member for a type parameter and MathF.Member for float: both must exist as well.</summary>
    [Fact]
    public void Math_calls_exist_on_MathF_and_on_the_floating_types()
    {
        foreach (Operation operation in OperationTable.All.Where(o => o.Spelling is Spelling.MathCall))
        {
            string member = ((Spelling.MathCall)operation.Spelling).Member;
            HasMethod(typeof(double), member, ParameterTypes(operation, typeof(double))).ShouldBeTrue($"double.{member}");
            HasMethod(typeof(float), member, ParameterTypes(operation, typeof(float))).ShouldBeTrue($"float.{member}");
            bool onMathF = HasMethod(typeof(MathF), member, ParameterTypes(operation, typeof(float)));
            (onMathF || HasMethod(typeof(Math), member, ParameterTypes(operation, typeof(float)))).ShouldBeTrue($"MathF.{member}");
        }
    }

    [Theory]
    [MemberData(nameof(Owners))]
    public void Every_function_of_the_base_library_is_an_entry_or_left_out_by_name(string owner)
    {
        (Type type, Type number) = owner switch
        {
            "Math" => (typeof(Math), typeof(double)),
            "MathF" => (typeof(MathF), typeof(float)),
            "double" => (typeof(double), typeof(double)),
            _ => (typeof(float), typeof(float)),
        };
        string key = owner is "double" or "float" ? "Numeric" : owner;
        type.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => !method.IsSpecialName && method.ReturnType == number && method.GetParameters() is { Length: > 0 } parameters
                && parameters[0].ParameterType == number && parameters.All(p => p.ParameterType == number))
            .Where(method => OperationTable.Find($"{key}.{method.Name}", method.GetParameters().Length) is null && !LeftOut.ContainsKey(method.Name))
            .Select(method => $"{owner}.{method.Name}")
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_activation_of_the_package_is_an_entry()
    {
        OperationEvaluator.PackageType("Activations")!.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => OperationTable.Find("Activations." + method.Name, method.GetParameters().Length) is null)
            .Select(method => method.Name)
            .ShouldBeEmpty();
    }

    private static bool Resolves(Operation operation, string key)
    {
        string[] parts = key.Split('.');
        return parts[0] switch
        {
            "Math" => HasMethod(typeof(Math), parts[1], ParameterTypes(operation, typeof(double))),
            "MathF" => HasMethod(typeof(MathF), parts[1], ParameterTypes(operation, typeof(float))),
            "Numeric" => HasMethod(typeof(double), parts[1], ParameterTypes(operation, typeof(double)))
                && HasMethod(typeof(float), parts[1], ParameterTypes(operation, typeof(float))),
            _ => OperationEvaluator.FindMethod(new Spelling.PackageCall(parts[0], parts[1]), ParameterTypes(operation, typeof(double))) is not null,
        };
    }

    private static bool HasMethod(Type type, string name, Type[] parameters) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Any(method => method.Name == name && method.GetParameters().Select(p => p.ParameterType).SequenceEqual(parameters));

    private static Type[] ParameterTypes(Operation operation, Type number) =>
        Enumerable.Range(0, operation.Arity)
            .Select(i => operation.IsOfIntegers || (operation.TakesCount && i == operation.Arity - 1) ? typeof(int) : number)
            .ToArray();
}
