using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Products;
using SymbolicGrad.Compiler.Simplification;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>The recognition of library calls, widest first: matrix products, then vectors.</summary>
internal static class LibraryCalls
{
    public static Function Run(Function function, LengthClasses lengths, bool reassociate, int firstAdjointId)
    {
        if (reassociate)
        {
            function = Simplifier.Run(ProductRecognition.Run(function, lengths), firstAdjointId);
        }

        function = NeedlessClearing.Run(function, lengths);
        return Simplifier.Run(VectorCalls.Run(function, lengths, reassociate), firstAdjointId);
    }
}
