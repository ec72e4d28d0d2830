using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Diagnosis;

/// <summary>What the rules of gradient flow find.</summary>
public enum FlowRule
{
    /// <summary>A parameter that only chains of saturating activations reach.</summary>
    SaturatingChain,

    /// <summary>A squared error of an activation that saturates.</summary>
    SaturatingOutput,

    /// <summary>An activation that is flat on everything it is given.</summary>
    Saturated,

    /// <summary>Something whose slope is 0 on everything it is given.</summary>
    Dead,

    /// <summary>A parameter on which no output depends differentiably.</summary>
    NoGradient,

    /// <summary>A recurrence whose state passes through saturating functions alone.</summary>
    VanishingRecurrence,

    /// <summary>A recurrence whose state is multiplied by something without a bound.</summary>
    ExplodingRecurrence,

    /// <summary>A forget gate that begins half closed.</summary>
    ForgetBias,

    /// <summary>Units that begin equal, and stay so.</summary>
    EqualUnits,

    /// <summary>Weights drawn for another kind of activation.</summary>
    InitialisationScale,

    /// <summary>An activation of an activation, or as the logits of a loss.</summary>
    StackedActivation,

    /// <summary>Exponentials, summed, without a shift by the largest exponent; the logarithm of a softmax.</summary>
    UnshiftedExponentials,

    /// <summary>A formula that overflows or cancels where another of the same function does not.</summary>
    LostDigits,

    /// <summary>A binary cross-entropy of probabilities.</summary>
    CrossEntropy,

    /// <summary>A variance as a difference of two large numbers.</summary>
    Variance,

    /// <summary>An infinite slope at a point that is reached.</summary>
    SingularPoint,

    /// <summary>A product divided by one of its factors.</summary>
    DividedProduct,

    /// <summary>A branch that an equality of floating numbers decides.</summary>
    FloatEquality,
}

/// <summary>One finding.</summary>
/// <param name="Rule">What it is.</param>
/// <param name="Origin">Where.</param>
/// <param name="Parameter">The C# parameter that it is about, where it is about one.</param>
/// <param name="Details">What the message says of it.</param>
public sealed record FlowFinding(FlowRule Rule, Origin Origin, string? Parameter, EquatableArray<string> Details)
{
    /// <summary>The expressions that a code fix has to change besides, or instead.</summary>
    public EquatableArray<Origin> Related { get; init; } = [];

    /// <summary>The parameters whose range would settle it.</summary>
    public EquatableArray<string> Unbounded { get; init; } = [];

    /// <summary>True where less is certain than what the rule warns of.</summary>
    public bool IsSuggestion { get; init; }

    /// <summary>What to write instead.</summary>
    public FlowRemedy Remedy { get; init; }
}
