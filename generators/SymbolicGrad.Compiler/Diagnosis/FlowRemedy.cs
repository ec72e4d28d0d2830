namespace SymbolicGrad.Compiler.Diagnosis;

/// <summary>What to write instead, where that can be said: what a code fix does. x is the argument of the first expression that the finding names.</summary>
public enum FlowRemedy
{
    /// <summary>Nothing that could be written for the user.</summary>
    None,

    /// <summary>Softplus(x)</summary>
    Softplus,

    /// <summary>LogSigmoid(x)</summary>
    LogSigmoid,

    /// <summary>LogSigmoid(−x)</summary>
    LogSigmoidOfOpposite,

    /// <summary>Elementary.LogP1(x), where that expression is 1 + x.</summary>
    LogP1,

    /// <summary>Elementary.LogP1(−x), where that expression is 1 − x.</summary>
    LogP1OfOpposite,

    /// <summary>Elementary.ExpM1(x)</summary>
    ExpM1,

    /// <summary>−Elementary.ExpM1(x)</summary>
    OppositeOfExpM1,

    /// <summary>4·σ(2x)·σ(−2x)</summary>
    TwoSigmoids,

    /// <summary>Sigmoid(x)</summary>
    Sigmoid,

    /// <summary>Sigmoid(−x)</summary>
    SigmoidOfOpposite,

    /// <summary>Softplus(x) − t·x of −t·ln σ(x) − (1 − t)·ln(1 − σ(x)).</summary>
    CrossEntropyOfLogits,

    /// <summary>A small number added to the argument, or to the divisor: it is never negative.</summary>
    Epsilon,
}
