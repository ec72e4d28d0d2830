namespace SymbolicGrad.Samples.BackpropByHand.Report;

/// <summary>How far two formulas agree.</summary>
internal enum Agreement
{
    /// <summary>They do not, or not so that multiplying out would show it.</summary>
    None,

    /// <summary>Both give the same sum of products after the definitions are substituted and all brackets multiplied out.</summary>
    MultipliedOut,

    /// <summary>The same text, apart from spaces and the kind of brackets.</summary>
    Identical,
}
