using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Scheduling;

namespace SymbolicGrad.Compiler.Members;

/// <summary>FGradient and FBackward before scheduling: the forward sweep, then the reverse sweep.</summary>
internal static class ReverseMember
{
    /// <summary>FGradient: returns F's value and sets every gradient.</summary>
    public static (Function Function, ReverseSetup Setup) Gradient(Function primal, string name) => Build(primal, name, sets: true);

    /// <summary>FBackward: adds the vector–Jacobian product to every gradient.</summary>
    public static (Function Function, ReverseSetup Setup) Backward(Function primal, string name) => Build(primal, name, sets: false);

    private static (Function Function, ReverseSetup Setup) Build(Function primal, string name, bool sets)
    {
        IdSource ids = new(primal.NextId);
        ReverseSetup setup = new(primal, ids, sets);
        setup.Declare();
        BlockBuilder builder = new(ids);
        setup.AppendClears(builder);
        builder.AddRange(PrimalBody.Adapt(primal, setup, ids));
        BlockBuilder reverse = builder.Nested();
        List<Operand> gradients = setup.AppendSweep(reverse);
        builder.AddRange(PrimalBody.AskLengths(reverse.ToBlock([]), setup).Statements);

        IEnumerable<Operand> returned = sets ? primal.Body.Yields.Take(primal.Returns.Count) : [];
        Function function = new(
            name,
            setup.Inputs.Concat(setup.Upstreams).Concat(setup.Gradients).ToEquatableArray(),
            sets ? primal.Returns : [],
            builder.ToBlock(returned.Concat(gradients).ToEquatableArray()),
            ids.Next);
        return (CheckpointReplay.Run(function, outputs: null), setup);
    }
}
