namespace SymbolicGrad;

/// <summary>
/// The members that are generated for a differentiable method <c>F</c> in addition to
/// <c>FGradient</c> (where <c>F</c> returns one number) and <c>FBackward</c>, which are always generated.
/// </summary>
[Flags]
public enum Derivatives
{
    /// <summary>Nothing beyond <c>FGradient</c> and <c>FBackward</c>.</summary>
    None = 0,

    /// <summary>
    /// The split pair: <c>FTapeLength</c>, <c>FForward</c>, which records what the backward pass needs, and the
    /// <c>FBackward</c> that uses the record. For those who compose the derivatives of several calls by hand.
    /// </summary>
    Taped = 1,

    /// <summary><c>FJvp</c>, forward mode: the Jacobian times a direction, in one sweep with the value.</summary>
    Jvp = 2,

    /// <summary><c>FHvp</c>, the Hessian times a direction. <c>F</c> must return one number.</summary>
    Hvp = 4,

    /// <summary><c>FHessian</c>, the full Hessian, row-major. <c>F</c> must return one number.</summary>
    Hessian = 8,

    /// <summary><c>FJacobian</c>, the full Jacobian, row-major: outputs by differentiable inputs, both in order.</summary>
    Jacobian = 16,
}
