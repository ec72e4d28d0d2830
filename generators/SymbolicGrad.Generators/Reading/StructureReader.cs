using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>How the signatures of a method's members write structs and tuples, and which gradient types they need.</summary>
internal sealed class StructureReader(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
{
    private readonly Dictionary<string, GradientType> _gradientTypes = new(StringComparer.Ordinal);

    /// <summary>By the file's name, so that their order is the same on every run.</summary>
    public IEnumerable<GradientType> GradientTypes => _gradientTypes.OrderBy(type => type.Key, StringComparer.Ordinal).Select(type => type.Value);

    /// <param name="type">A struct or tuple that has a shape.</param>
    /// <param name="location">What is complained about.</param>
    /// <param name="hasGradient">Whether members have gradients or upstreams of it.</param>
    public Structure Read(INamedTypeSymbol type, Location location, bool hasGradient)
    {
        Structure structure = Describe(type, method.ContainingType, location);
        if (structure.Fields.Count == 0)
        {
            throw Refuse(location, type, "it has no fields; leave it out");
        }

        return hasGradient ? structure with { Gradient = GradientOf(type, structure, method.ContainingType, location) } : structure;
    }

    private Structure Describe(INamedTypeSymbol type, INamedTypeSymbol within, Location location)
    {
        EquatableArray<StructureField> fields = ShapeReader.Fields(type).Select(field => Describe(field, within, location)).ToEquatableArray();
        if (type.IsTupleType)
        {
            if (fields.Any(field => field.Inner is null ? field.Scalar is not { IsFloating: true } : field.Inner.HoldsMemory))
            {
                throw Refuse(location, type, "its gradient is a tuple like it; pass memory and integers as parameters of their own");
            }

            return new Structure("", fields, Making.Tuple);
        }

        return ShapeReader.IsVector(type)
            ? new Structure(type.Name, fields, Making.Constructor) { Namespace = "System.Numerics" }
            : new Structure(TypeNames.Of(type, within, "", compilation, cancellation), fields, MakingOf(type, within));
    }

    private StructureField Describe(IFieldSymbol field, INamedTypeSymbol within, Location location)
    {
        ISymbol member = field.AssociatedSymbol ?? field;
        if (!field.ContainingType.IsTupleType && !compilation.IsSymbolAccessibleWithin(member, within))
        {
            throw Refuse(location, field.ContainingType, $"its field '{member.Name}' is out of the generated members' reach; make it internal");
        }

        return TypeReader.Scalar(field.Type) is { } scalar ? new StructureField(member.Name, scalar, null)
            : TypeReader.Array(field.Type) is not null ? new StructureField(member.Name, null, null)
            : new StructureField(member.Name, null, Describe((INamedTypeSymbol)field.Type, within, location));
    }

    /// <summary>A positional record's constructor; else an initialiser, where every field can be set by it.</summary>
    private Making MakingOf(INamedTypeSymbol type, INamedTypeSymbol within)
    {
        List<IFieldSymbol> fields = [.. ShapeReader.Fields(type)];
        bool isPositional = type.IsRecord && type.InstanceConstructors.Any(constructor =>
            constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellation) is RecordDeclarationSyntax)
            && constructor.Parameters.Select(parameter => parameter.Name).SequenceEqual(fields.Select(field => (field.AssociatedSymbol ?? field).Name)));
        bool canBeSet = fields.All(field => field.AssociatedSymbol is IPropertySymbol property
            ? property.SetMethod is { } setter && compilation.IsSymbolAccessibleWithin(setter, within)
            : !field.IsReadOnly);
        return isPositional ? Making.Constructor : canBeSet ? Making.Initializer : Making.None;
    }

    private Structure? GradientOf(INamedTypeSymbol type, Structure structure, INamedTypeSymbol within, Location location)
    {
        List<IFieldSymbol> fields = [.. ShapeReader.Fields(type)];
        List<StructureField> differentiable = [];
        for (int i = 0; i < fields.Count; i++)
        {
            StructureField field = structure.Fields[i];
            if (field.Inner is { } inner)
            {
                if (GradientOf((INamedTypeSymbol)fields[i].Type, inner, within, location) is { } gradient)
                {
                    differentiable.Add(new StructureField(field.Name, null, gradient));
                }
            }
            else if ((field.Scalar ?? TypeReader.Array(fields[i].Type)!.Element).IsFloating)
            {
                differentiable.Add(field);
            }
        }

        if (differentiable.Count == 0)
        {
            return null;
        }

        if (structure.IsTuple || structure.Namespace is not null)
        {
            return structure with { Fields = differentiable.ToEquatableArray() };
        }

        GradientType generated = Generate(type.OriginalDefinition, location);
        if (generated.Fields.Count != differentiable.Count)
        {
            throw Refuse(location, type, "fields of a type parameter need the constraint IFloatingPointIeee754<T>");
        }

        return new Structure(TypeNames.Of(type, within, "Gradient", compilation, cancellation), differentiable.ToEquatableArray(), Making.Initializer);
    }

    private GradientType Generate(INamedTypeSymbol type, Location location)
    {
        string hintName = HintNames.OfGradient(type, compilation, cancellation);
        if (_gradientTypes.TryGetValue(hintName, out GradientType? known))
        {
            return known;
        }

        List<GradientField> fields = [];
        bool holdsSpans = false;
        foreach (IFieldSymbol field in ShapeReader.Fields(type))
        {
            if (FieldOf(field, type, location) is { } gradient)
            {
                fields.Add(gradient);
                holdsSpans |= gradient.Memory is { Storage: not (ArrayStorage.RectangularArray or ArrayStorage.Jagged) }
                    || (gradient.Inner is { IsTuple: false, Namespace: null } && Generate(((INamedTypeSymbol)field.Type).OriginalDefinition, location).IsByReference);
            }
        }

        GradientType generated = new(DeclarationReader.OfGradient(type, hintName, location, cancellation), type.Name, holdsSpans, fields.ToEquatableArray());
        _gradientTypes[hintName] = generated;
        return generated;
    }

    private GradientField? FieldOf(IFieldSymbol field, INamedTypeSymbol within, Location location)
    {
        string name = (field.AssociatedSymbol ?? field).Name;
        if (TypeReader.Scalar(field.Type) is { } scalar)
        {
            return scalar.IsFloating ? new GradientField(name, scalar, null, null) : null;
        }

        if (TypeReader.Array(field.Type) is { } memory)
        {
            ArrayStorage storage = memory.Rank == 1 ? ArrayStorage.Span
                : memory.Storage is ArrayStorage.RectangularArray or ArrayStorage.Jagged ? memory.Storage
                : ArrayStorage.Span2D;
            return memory.Element.IsFloating ? new GradientField(name, null, new ArrayVariable(0, name, memory.Element, memory.Rank, storage), null) : null;
        }

        return field.Type is INamedTypeSymbol inner && ShapeReader.Find(inner, null) is not null
            && GradientOf(inner, Describe(inner, within, location), within, location) is { } gradient
                ? new GradientField(name, null, null, gradient)
                : null;
    }

    private static RefusedException Refuse(Location location, ITypeSymbol type, string advice) =>
        new(new ReadRefusal(Descriptors.Type, location, type.ToDisplayString(), advice));
}
