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
            StructureReader structures = new(method, compilation, cancellation);
            Function function = ReadFunction(method, options, structures, compilation, [.. callers, method], cancellation);
            RequireHandedOver(function, options, method);
            return new ReadResult(
                new DifferentiableMethod(declaration, function, options) { GradientTypes = structures.GradientTypes.ToEquatableArray() }, null);
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

    private static Function ReadFunction(
        IMethodSymbol method,
        DerivativeOptions options,
        StructureReader structures,
        Compilation compilation,
        IReadOnlyList<IMethodSymbol> differentiated,
        CancellationToken cancellation)
    {
        Location location = method.Locations.FirstOrDefault() ?? Location.None;
        if (MethodBodies.Find(method, compilation, cancellation) is not { } body)
        {
            throw new RefusedException(new ReadRefusal(Descriptors.Statement, location, method.Name, "the method needs a body"));
        }

        IdSource ids = new();
        Reader reader = new(compilation, ids, method.Name, cancellation)
        {
            Differentiated = differentiated,
            KeepsBits = !options.Reassociate,
            RecursionAdvice = options.Taped ? "the length of its tape cannot be known; leave out Derivatives.Taped" : null,
        };
        List<Parameter> parameters = reader.Declare(method, structures);
        if (TypeReader.Array(method.ReturnType) is not null)
        {
            throw new RefusedException(new ReadRefusal(Descriptors.Type, location, method.ReturnType.ToDisplayString(), "write the results into a Span<T> or T[] parameter"));
        }

        Outcome outcome = reader.ReadBody(body);
        (List<ReturnElement> returns, Structure? result) = ReturnsOf(method, structures);
        if (outcome.Values.Count != returns.Count || outcome.Values.Where((value, i) => value.Type != returns[i].Type).Any())
        {
            // Some path returns nothing, or something else: the compiler says so.
            throw new RefusedException(null);
        }

        List<Operand> yields = [.. outcome.Values.Take(returns.Count)];
        foreach (ScalarParameter parameter in parameters.OfType<ScalarParameter>().Where(parameter => parameter.Role != ParameterRole.Input))
        {
            yields.Add(reader.FinalOf(parameter)
                ?? throw new RefusedException(new ReadRefusal(Descriptors.Expression, location, parameter.Name, "it is not assigned on every path")));
        }

        parameters.AddRange(reader.MemberParameters);
        Function function = new(method.Name, parameters.ToEquatableArray(), returns.ToEquatableArray(), reader.Block.ToBlock(yields.ToEquatableArray()), ids.Next)
        {
            EqualLengths = reader.EqualLengths.ToEquatableArray(),
            Result = result,
            ResultRange = ParameterAttributes.RangeOf(method),
        };
        function = Simplifier.Run(function, function.NextId);
        function = ParameterRoles.Assign(function, [.. method.Parameters.Where(p => ParameterAttributes.Has(p, "OutputAttribute")).Select(p => p.Name)], reader.CallsItself);
        RequireSomethingToDifferentiate(function, method, location);
        return function;
    }

    private static (List<ReturnElement> Elements, Structure? Result) ReturnsOf(IMethodSymbol method, StructureReader structures)
    {
        if (method.ReturnsVoid)
        {
            return ([], null);
        }

        Location location = method.Locations.FirstOrDefault() ?? Location.None;
        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
        {
            throw new RefusedException(new ReadRefusal(Descriptors.Type, location, "ref " + method.ReturnType.ToDisplayString(), "return the value"));
        }

        if (method.ReturnType is not INamedTypeSymbol { IsTupleType: true } tuple)
        {
            return TypeReader.Scalar(method.ReturnType) is { } type
                ? ([new ReturnElement(type, null)], null)
                : ElementsOf(method.ReturnType, null, location, structures);
        }

        List<ReturnElement> elements = [];
        List<StructureField> fields = [];
        foreach (IFieldSymbol element in tuple.TupleElements)
        {
            string? name = element.IsExplicitlyNamedTupleElement ? element.Name : null;
            if (TypeReader.Scalar(element.Type) is { } scalar)
            {
                elements.Add(new ReturnElement(scalar, name));
                fields.Add(new StructureField(element.Name, scalar, null));
            }
            else
            {
                (List<ReturnElement> inner, Structure? structure) = ElementsOf(element.Type, name, location, structures);
                elements.AddRange(inner);
                fields.Add(new StructureField(element.Name, null, structure));
            }
        }

        return (elements, fields.All(field => field.Inner is null) ? null : new Structure("", fields.ToEquatableArray(), Making.Tuple));
    }

    /// <summary>The leaves of a structure that is returned.</summary>
    private static (List<ReturnElement> Elements, Structure? Result) ElementsOf(ITypeSymbol type, string? name, Location location, StructureReader structures)
    {
        Shape shape = ShapeReader.Require(type, location, null);
        if (shape.Leaves.FirstOrDefault(leaf => leaf.Scalar is not null && leaf.Declared != leaf.Scalar) is { } narrow)
        {
            throw new RefusedException(new ReadRefusal(Descriptors.Type, location, narrow.Declared!.Name, "return numbers of type float, double, int or long"));
        }

        if (shape.HoldsMemory)
        {
            throw new RefusedException(new ReadRefusal(Descriptors.Type, location, type.ToDisplayString(), "memory cannot be returned; write it to a span parameter"));
        }

        Structure structure = structures.Read((INamedTypeSymbol)type, location, hasGradient: true);
        return (structure.Paths.Zip(shape.Leaves, (path, leaf) => new ReturnElement(leaf.Scalar!, name) { Structure = structure, Path = path }).ToList(), structure);
    }

    /// <summary>Members that do what the method does have to be able to hand over its structures.</summary>
    private static void RequireHandedOver(Function function, DerivativeOptions options, IMethodSymbol method)
    {
        Location location = method.Locations.FirstOrDefault() ?? Location.None;
        bool hasStructures = function.Result is not null || function.Parameters.Any(parameter => parameter.Whole is { Passing: not Passing.None });
        if (hasStructures && (options.Jvp || options.Hvp || options.Hessian || options.Jacobian))
        {
            throw new RefusedException(new ReadRefusal(
                Descriptors.NotYet, location, "forward mode with structures in the signature", "Gradient, Backward and the taped pair are; pass numbers and spans"));
        }

        if (options.Taped && function.Result is { } result && !CanBeMade(result))
        {
            throw new RefusedException(new ReadRefusal(
                Descriptors.Type, location, method.ReturnType.ToDisplayString(), "the forward method has to make one; make its fields settable, or declare it as a positional record struct"));
        }
    }

    private static bool CanBeMade(Structure structure) =>
        structure.Making != Making.None && structure.Fields.All(field => field.Inner is null || CanBeMade(field.Inner));

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
