namespace SymbolicGrad;

/// <summary>
/// Declares a static method to be the derivative of another one, the user's own or a library's: wherever a differentiable
/// method calls <c>owner.method</c>, its backward pass calls the annotated method.
/// </summary>
/// <remarks>
/// The annotated method has the signature of the <c>FBackward</c> that would be generated for <c>F</c>: the inputs, one
/// upstream derivative for each output, then one gradient for each differentiable input, into which it
/// <b>adds</b>. A signature that does not fit is an error that prints the one expected.
/// </remarks>
/// <param name="owner">The type that declares the method.</param>
/// <param name="method">The name of the method, usually by <see langword="nameof"/>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BackwardOfAttribute(Type owner, string method) : Attribute
{
    /// <summary>The type that declares the method.</summary>
    public Type Owner { get; } = owner;

    /// <summary>The name of the method whose derivative this is.</summary>
    public string Method { get; } = method;
}
