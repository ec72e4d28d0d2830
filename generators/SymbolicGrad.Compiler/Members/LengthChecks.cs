using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Members;

/// <summary>The checks at the head of a member: what its signature demands, then what its loops demand.</summary>
internal static class LengthChecks
{
    public static EquatableArray<LengthCheck> For(
        Function function, Function primal, IReadOnlyDictionary<int, ArrayVariable> lengthsFrom, MemberKind kind, IEnumerable<LengthCheck> stated)
    {
        List<LengthCheck> checks = stated.Where(check => IsKnown(function, check)).ToList();
        if (kind == MemberKind.TapeLength)
        {
            return [];
        }

        foreach (LengthCheck demanded in OfAccesses(primal, function, lengthsFrom).Concat(ShapeRequirements.Of(function).Checks))
        {
            // Equal lengths are one length: what is demanded of a gradient is what is demanded of its argument.
            LengthClasses lengths = new(checks);
            bool isImplied = demanded.Required is LengthOfArray other && lengths.AreEqual(demanded.Array, demanded.Axis, other.Array, other.Axis);
            bool isRepeated = checks.Any(check =>
                lengths.AreEqual(check.Array, check.Axis, demanded.Array, demanded.Axis) && IsSame(check.Required, demanded.Required, lengths));
            if (!isImplied && !isRepeated)
            {
                checks.Add(demanded);
            }
        }

        return checks.Distinct().ToEquatableArray();
    }

    /// <summary>Whether the first is the second, or more.</summary>
    private static bool IsSame(RequiredLength left, RequiredLength right, LengthClasses lengths) => (left, right) switch
    {
        (LengthOfArray l, LengthOfArray r) => lengths.AreEqual(l.Array, l.Axis, r.Array, r.Axis),
        (MultipleOfLength l, MultipleOfLength r) => l.Factor == r.Factor && l.Plus == r.Plus && lengths.AreEqual(l.Array, l.Axis, r.Array, r.Axis),
        (LengthOfConstant known, LengthOfConstant demanded) => known.Number >= demanded.Number,

        // A table of the member's own has a place for each of its entries.
        (LengthOfTable, LengthOfConstant) => true,
        _ => left == right,
    };

    /// <summary>
    /// What the primal's accesses demand, said of the member's parameters: also of those that the member itself reads no more.
    /// </summary>
    private static IEnumerable<LengthCheck> OfAccesses(Function primal, Function member, IReadOnlyDictionary<int, ArrayVariable> lengthsFrom)
    {
        Dictionary<int, ArrayVariable> parameters = member.Parameters.OfType<ArrayParameter>().ToDictionary(p => p.Array.Id, p => p.Array);
        ArrayVariable? InMember(ArrayVariable array) =>
            parameters.TryGetValue(array.Id, out ArrayVariable? own) ? own
            : lengthsFrom.TryGetValue(array.Id, out ArrayVariable? other) && parameters.TryGetValue(other.Id, out ArrayVariable? standIn) ? standIn
            : null;
        foreach (LengthCheck check in ShapeRequirements.Of(primal).Checks)
        {
            RequiredLength? required = check.Required switch
            {
                LengthOfArray length => InMember(length.Array) is { } array ? length with { Array = array } : null,
                MultipleOfLength multiple => InMember(multiple.Array) is { } array ? multiple with { Array = array } : null,
                LengthOfConstant constant => constant,
                LengthOfScalar scalar => member.Parameters.Any(p => p is ScalarParameter s && s.Value.Id == scalar.Parameter.Id) ? scalar : null,
                _ => null,
            };
            if (required is not null && InMember(check.Array) is { } checkedArray)
            {
                yield return check with { Array = checkedArray, Required = required };
            }
        }
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
