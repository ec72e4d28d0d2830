using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Parallelism;

/// <summary>The loops of a method whose iterations workers share: the outermost ones.</summary>
internal static class SampleLoops
{
    /// <summary>The outermost loops of a block that do more than move memory, those in branches included.</summary>
    public static IEnumerable<For> Of(Block block) => block.Statements.SelectMany(statement => statement switch
    {
        For loop => SampleLoop.IsCandidate(loop) ? [loop] : [],
        _ => statement.Blocks().SelectMany(Of),
    });

    /// <summary>
    /// What the user is told: said of his own variables, where the derivative's loops could only speak of adjoints.
    /// </summary>
    /// <exception cref="RefusalException">There is no loop, or the iterations of one depend on each other.</exception>
    public static void Require(Function primal, bool reassociate)
    {
        if (!reassociate)
        {
            throw SampleLoop.Refused("each worker adds up its own samples, which is another order of summation than Reassociate = false asks for; leave out one of the two", default);
        }

        Function added = primal with { Body = StoredAdditions.ToAccumulations(primal.Body) };
        Definitions definitions = added.Body.Definitions;
        LengthClasses lengths = new(primal.EqualLengths.Select(equal => new LengthCheck(equal.Left, equal.LeftAxis, IsExact: true, new LengthOfArray(equal.Right, equal.RightAxis))));
        List<For> loops = [.. Of(added.Body)];
        if (loops.Count == 0)
        {
            throw SampleLoop.Refused("the method has no loop over samples; write one around what is done for each of them, or leave out Parallel", default);
        }

        loops.ForEach(loop => _ = SampleLoop.Analyze(loop, definitions, lengths, isDerivative: false));
    }
}
