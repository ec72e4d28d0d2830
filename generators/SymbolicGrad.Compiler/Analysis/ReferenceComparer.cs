using System.Runtime.CompilerServices;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Analysis;

/// <summary>Tells statements apart by identity: two equal stores in different places are two stores.</summary>
internal sealed class ReferenceComparer : IEqualityComparer<Statement>
{
    public static readonly ReferenceComparer Instance = new();

    public bool Equals(Statement? x, Statement? y) => ReferenceEquals(x, y);

    public int GetHashCode(Statement obj) => RuntimeHelpers.GetHashCode(obj);
}
