namespace SymbolicGrad.Samples.Mnist;

/// <summary>A file that was asked for cannot be used. The message is for the user, and complete: no stack trace is needed.</summary>
public sealed class InvalidInputException(string message, Exception? innerException = null) : Exception(message, innerException);
