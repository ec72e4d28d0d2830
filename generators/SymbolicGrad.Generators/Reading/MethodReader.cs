using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler;
using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Simplification;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>What reading an annotated method gave: its model, or why it cannot be differentiated.</summary>
internal sealed record ReadResult(DifferentiableMethod? Method, ReadRefusal? Refusal);

/// <summary>Reads an annotated method into its value-equal model; nothing after this sees a symbol.</summary>
internal static class MethodReader
{
    public static ReadResult Read(IMethodSymbol method, AttributeData attribute, Compilation compilation, CancellationToken cancellation) =>
        Read(method, attribute, compilation, [], cancellation);

    /// <param name="method">The annotated method.</param>
    /// <param name="attribute">Its attribute.</param>
    /// <param name="compilation">What it is part of.</param>
    /// <param name="callers">Annotated methods that are being read, because they call a derivative of the next, and the last of this one.</param>
    /// <param name="cancellation">Ends it.</param>
    public static ReadResult Read(
        IMethodSymbol method, AttributeData attribute, Compilation compilation, IReadOnlyList<IMethodSymbol> callers, CancellationToken cancellation)
    {
        try
        {
            // A partial method may be annotated at either declaration; its body speaks of the implementing one's parameters.
            method = method.PartialImplementationPart ?? method;
            DerivativeOptions options = OptionsReader.Read(method, attribute);
            Declaration declaration = DeclarationReader.Read(method, options, compilation, cancellation);
            Function function = ReadFunction(method, compilation, [.. callers, method], cancellation);
            return new ReadResult(new DifferentiableMethod(declaration, function, options), null);
        }
        catch (RefusedException refused)
        {
            return new ReadResult(null, refused.Refusal);
        }
        catch (InsufficientExecutionStackException)
        {
            return new ReadResult(null, new ReadRefusal(Descriptors.Statement, LocationOf(method), method.Name, TooDeep));
        }
        catch (Exception defect) when (defect is not OperationCanceledException)
        {
            // Out of here it would end the generation of the whole project. The analyzer shows it.
            return new ReadResult(null, new ReadRefusal(Descriptors.Defect, LocationOf(method), Defects.Describe(defect)));
        }
    }

    /// <summary>What to do about statements that would exhaust the stack.</summary>
    public const string TooDeep = "it is nested too deeply; move the inner parts into methods of their own";

    private static Location LocationOf(IMethodSymbol method) => method.Locations.FirstOrDefault() ?? Location.None;

    private static Function ReadFunction(IMethodSymbol method, Compilation compilation, IReadOnlyList<IMethodSymbol> differentiated, CancellationToken cancellation)
    {
        Location location = method.Locations.FirstOrDefault() ?? Location.None;
        if (MethodBodies.Find(method, compilation, cancellation) is not { } body)
        {
            throw new RefusedException(new ReadRefusal(Descriptors.Statement, location, method.Name, "the method needs a body"));
        }

        IdSource ids = new();
        Reader reader = new(compilation, ids, method.Name, cancellation) { Differentiated = differentiated };
        List<Parameter> parameters = reader.Declare(method);
        if (TypeReader.Array(method.ReturnType) is not null)
        {
            throw new RefusedException(new ReadRefusal(Descriptors.Type, location, method.ReturnType.ToDisplayString(), "write the results into a Span<T> or T[] parameter"));
        }

        Outcome outcome = reader.ReadBody(body);
        List<ReturnElement> returns = ReturnsOf(method);
        if (outcome.Values.Count != returns.Count || outcome.Values.Where((value, i) => value.Type != returns[i].Type).Any())
        {
            // Some path returns nothing, or something else: the compiler says so.
            throw new RefusedException(null);
        }

        List<Operand> yields = [.. outcome.Values.Take(returns.Count)];
        foreach (IParameterSymbol parameter in method.Parameters.Where(p => p.RefKind is RefKind.Ref or RefKind.Out && TypeReader.Scalar(p.Type) is not null))
        {
            ScalarBinding final = (ScalarBinding)reader.Names.Find(parameter)!;
            yields.Add(final.Value ?? throw new RefusedException(new ReadRefusal(Descriptors.Expression, location, parameter.Name, "it is not assigned on every path")));
        }

        Function function = new(method.Name, parameters.ToEquatableArray(), returns.ToEquatableArray(), reader.Block.ToBlock(yields.ToEquatableArray()), ids.Next)
        {
            EqualLengths = reader.EqualLengths.ToEquatableArray(),
        };
        function = Simplifier.Run(function, function.NextId);
        function = ParameterRoles.Assign(function, method);
        RequireSomethingToDifferentiate(function, method, location);
        return function;
    }

    private static List<ReturnElement> ReturnsOf(IMethodSymbol method)
    {
        if (method.ReturnsVoid)
        {
            return [];
        }

        Location location = method.Locations.FirstOrDefault() ?? Location.None;
        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
        {
            throw new RefusedException(new ReadRefusal(Descriptors.Type, location, "ref " + method.ReturnType.ToDisplayString(), "return the value"));
        }

        return method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple
            ? tuple.TupleElements.Select(element => new ReturnElement(TypeReader.RequireScalar(element.Type, location, null), element.IsExplicitlyNamedTupleElement ? element.Name : null)).ToList()
            : [new ReturnElement(TypeReader.RequireScalar(method.ReturnType, location, null), null)];
    }

    private static void RequireSomethingToDifferentiate(Function function, IMethodSymbol method, Location location)
    {
        if (!function.Parameters.Any(parameter => parameter is { IsDifferentiable: true, Role: not ParameterRole.Output }))
        {
            throw new RefusedException(new ReadRefusal(Descriptors.NothingToDifferentiate, location, method.Name, "input"));
        }

        bool hasOutput = function.Returns.Any(element => element.Type.IsFloating)
            || function.Parameters.Any(parameter => parameter is { IsDifferentiable: true, Role: not ParameterRole.Input });
        if (!hasOutput)
        {
            throw new RefusedException(new ReadRefusal(Descriptors.NothingToDifferentiate, location, method.Name, "output"));
        }
    }
}
