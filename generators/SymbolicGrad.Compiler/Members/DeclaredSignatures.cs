using SymbolicGrad.Compiler.Emission;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Members;

/// <summary>Whether the members that the user declares are the ones that are generated.</summary>
internal static class DeclaredSignatures
{
    /// <summary>The declarations that no member has, each with the signatures that would do.</summary>
    public static IEnumerable<Refusal> Mismatches(DifferentiableMethod method, IReadOnlyList<Member> members)
    {
        Declaration declaration = method.Declaration;
        foreach (DeclaredMember declared in declaration.DeclaredMembers)
        {
            List<string> expected = members
                .Where(member => member.Name == declared.Name)
                .Select(member => SignatureEmitter.Text(member.Function, declaration.TypeParameters))
                .ToList();
            if (!expected.Contains(declared.Signature))
            {
                string detail = expected.Count == 0
                    ? $"no member {declared.Name} is generated for {declaration.MethodName}"
                    : $"expected is '{string.Join("' or '", expected)}'";
                yield return new Refusal(RefusalReason.OtherSignature, detail, default) { DeclaredMember = declared.Signature };
            }
        }
    }
}
