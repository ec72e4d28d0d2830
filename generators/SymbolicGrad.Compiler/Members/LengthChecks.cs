using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Members;

/// <summary>The checks at the head of a member: what its signature demands, then what its loops demand.</summary>
internal static class LengthChecks
{
    public static EquatableArray<LengthCheck> For(Function function, MemberKind kind, IEnumerable<LengthCheck> stated)
    {
        List<LengthCheck> checks = stated.Where(check => IsKnown(function, check)).ToList();
        if (kind == MemberKind.TapeLength)
        {
            return [];
        }

        foreach (LengthCheck demanded in ShapeRequirements.Of(function).Checks)
        {
            // The gradient's own length equals its argument's, which is checked exactly already.
            bool isImplied = demanded.Required is LengthOfArray other
                && new LengthClasses(checks).AreEqual(demanded.Array, demanded.Axis, other.Array, other.Axis);
            bool isGradient = checks.Any(check => check.Array.Id == demanded.Array.Id && check.Axis == demanded.Axis && check.IsExact);
            if (!isImplied && !isGradient)
            {
                checks.Add(demanded);
            }
        }

        return checks.Distinct().ToEquatableArray();
    }

    /// <summary>What the primal's library calls demand, said of the member's parameters; what it does not have is left out.</summary>
    public static IEnumerable<LengthCheck> OfEqualLengths(Function primal, Function member)
    {
        Dictionary<int, ArrayVariable> parameters = member.Parameters.OfType<ArrayParameter>().ToDictionary(p => p.Array.Id, p => p.Array);
        foreach (EqualLengths equal in primal.EqualLengths)
        {
            if (parameters.TryGetValue(equal.Left.Id, out ArrayVariable? left) && parameters.TryGetValue(equal.Right.Id, out ArrayVariable? right))
            {
                yield return new LengthCheck(left, equal.LeftAxis, IsExact: true, new LengthOfArray(right, equal.RightAxis));
            }
        }
    }

    private static bool IsKnown(Function function, LengthCheck check)
    {
        HashSet<int> arrays = [.. function.Parameters.OfType<ArrayParameter>().Select(parameter => parameter.Array.Id)];
        return arrays.Contains(check.Array.Id) && (check.Required is not LengthOfArray required || arrays.Contains(required.Array.Id));
    }
}
