using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>A part of a method as a function of its own inside of it.</summary>
/// <param name="Head">Return type, name and parameters.</param>
/// <param name="Body">What it does.</param>
internal sealed record LocalFunction(string Head, List<CSharpStatement> Body);

/// <summary>
/// Splits a method that the JIT would not inline all of (<see cref="InliningWeight"/>): loops become local functions of what they use, the largest
/// that is short enough first, until the rest is. What a part assigns of the method's variables it returns.
/// </summary>
/// <remarks>
/// The other way is to keep the library's vector functions out of line. Then every method pays for it, the short ones as well, since C# cannot
/// say it at the call.
/// </remarks>
internal sealed class Outlining
{
    /// <summary>What the JIT takes, less what the estimate may be wrong by.</summary>
    private const int Limit = 420;

    /// <summary>Smaller parts are not worth a call.</summary>
    private const int SmallestPart = 60;

    private readonly List<LocalFunction> _functions = [];
    private readonly NameScope _scope;
    private readonly HashSet<string> _scalars = ["bool", "int", "long", "float", "double"];

    /// <summary>What may become a function, the heaviest first and those of one weight in the order of the text.</summary>
    private readonly SortedSet<OutlinedPart> _parts = new(OutlinedPart.HeaviestFirst);

    /// <summary>What the body still comes to.</summary>
    private int _weight;

    private int _loopsAndBranches;

    private Outlining(NameScope scope, IEnumerable<string> typeParameters)
    {
        _scope = scope;
        _scalars.UnionWith(typeParameters);
    }

    /// <param name="body">The method's body, whose variables have their names. Its parts are replaced by calls.</param>
    /// <param name="scope">The names of the method's own scope.</param>
    /// <param name="typeParameters">The method's type parameters.</param>
    /// <returns>The functions that the body calls from now on.</returns>
    public static IReadOnlyList<LocalFunction> Run(List<CSharpStatement> body, NameScope scope, IEnumerable<string> typeParameters)
    {
        Outlining outlining = new(scope, typeParameters);
        outlining._weight = outlining.Weigh(body, enclosing: null);
        while (outlining._weight > Limit && outlining.Best() is { } part)
        {
            outlining.TakeOut(part);
        }

        return outlining._functions;
    }

    /// <summary>What a block comes to; its parts are known from then on.</summary>
    private int Weigh(List<CSharpStatement> block, OutlinedPart? enclosing)
    {
        int sum = 0;
        for (int i = 0; i < block.Count; i++)
        {
            OutlinedPart? part = block[i] is ForStatement or WhileStatement or DoStatement or IfStatement ? new OutlinedPart(block, i, enclosing, CanBeHandedOn) { Order = _loopsAndBranches++ } : null;
            int weight = InliningWeight.OfHead(block[i]) + block[i].Blocks.Sum(nested => Weigh(nested, part ?? enclosing));
            if (part is not null && weight >= SmallestPart)
            {
                part.Weight = weight;
                _parts.Add(part);
            }

            sum += weight;
        }

        return sum;
    }

    /// <summary>The heaviest part that is short enough. Where there is none, the lightest of the others: it is better apart from the rest all the same.</summary>
    private OutlinedPart? Best() =>
        _parts.FirstOrDefault(part => part.Weight <= Limit && part.CanBeFunction)
        ?? _parts.LastOrDefault(part => part.Weight > Limit && part.Weight <= _weight - SmallestPart && part.CanBeFunction);

    private void TakeOut(OutlinedPart part)
    {
        int weight = part.Weight;
        _functions.Add(part.Replace(_scope));
        _parts.RemoveWhere(other => other.IsWithin(part));
        int less = weight - InliningWeight.Of(part.Statement);
        _weight -= less;
        for (OutlinedPart? enclosing = part.Enclosing; enclosing is not null; enclosing = enclosing.Enclosing)
        {
            bool isKnown = _parts.Remove(enclosing);
            enclosing.Weight -= less;
            if (isKnown && enclosing.Weight >= SmallestPart)
            {
                _parts.Add(enclosing);
            }
        }
    }

    /// <summary>Numbers, vectors of them and memory; what keeps account of memory (a workspace, records that grow) has one place.</summary>
    private bool CanBeHandedOn(Variable variable) =>
        variable.Name.IndexOf('.') < 0
        && (_scalars.Contains(variable.Type) || variable.Type.EndsWith("]", StringComparison.Ordinal) || IsVectorType(variable.Type) || OutlinedPart.IsSpan(variable.Type));

    private static bool IsVectorType(string type) => type.StartsWith("Vector<", StringComparison.Ordinal) || type.StartsWith("global::System.Numerics.Vector<", StringComparison.Ordinal);
}
