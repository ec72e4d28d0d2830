using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>Constructors, initialisers of fields, object initialisers and with.</summary>
internal sealed partial class Reader
{
    private Bundle ReadCreation(IObjectCreationOperation creation)
    {
        Shape shape = ShapeOf(creation.Type, creation);
        Bundle created = creation.Arguments.Length > 0 && ShapeReader.IsVector(creation.Type)
            ? ReadNumericsConstructor((INamedTypeSymbol)creation.Type!, creation, creation.Arguments.OrderBy(argument => argument.Parameter?.Ordinal ?? 0))
            : creation.Constructor is { IsImplicitlyDeclared: false } constructor || creation.Arguments.Length > 0
            ? ReadConstructor(creation.Constructor!, creation, creation.Arguments, Default(shape))
            : Default(shape);
        return creation.Initializer is { } initializer ? ReadInitializer(initializer, created) : created;
    }

    /// <summary>{ X = a, Inner = { Y = b } } on top of what is there: each member's value, in order.</summary>
    private Bundle ReadInitializer(IObjectOrCollectionInitializerOperation initializer, Bundle before)
    {
        Bundle present = before;
        foreach (IOperation member in initializer.Initializers)
        {
            (IOperation target, Func<Bundle, Bundle> read) = member switch
            {
                ISimpleAssignmentOperation assignment => (
                    assignment.Target,
                    (Func<Bundle, Bundle>)(_ => Converted(ReadAny(assignment.Value), ShapeOf(assignment.Target.Type, assignment), assignment))),
                IMemberInitializerOperation inner => (inner.InitializedMember, whole => ReadInitializer(inner.Initializer, whole)),
                _ => throw Refuse(Descriptors.Expression, member, TextOf(member), "initialise fields and automatic properties"),
            };
            string path = target switch
            {
                IFieldReferenceOperation field => ShapeReader.PathOf(field.Field),
                IPropertyReferenceOperation property when ShapeReader.IsAutomatic(property.Property) => ShapeReader.PathOf(property.Property),
                _ => throw Refuse(Descriptors.Expression, target, TextOf(target), "initialise fields and automatic properties"),
            };
            Dictionary<string, Binding> changed = read(present.Part(path)).Under(path).ToDictionary(leaf => leaf.Key, leaf => leaf.Value);
            present = new Bundle(present.Leaves
                .Select(leaf => changed.TryGetValue(leaf.Key, out Binding? binding) ? new KeyValuePair<string, Binding>(leaf.Key, binding) : leaf)
                .ToList());
        }

        return present;
    }

    /// <summary>The instance that a constructor makes of the initial one.</summary>
    private Bundle ReadConstructor(IMethodSymbol constructor, IOperation at, IEnumerable<IArgumentOperation> arguments, Bundle initial)
    {
        List<IArgumentOperation> passed = [.. arguments.OrderBy(argument => argument.Parameter?.Ordinal ?? 0)];
        IMethodSymbol definition = constructor.OriginalDefinition;
        if (!definition.DeclaringSyntaxReferences.Any(reference => compilation.ContainsSyntaxTree(reference.SyntaxTree)))
        {
            throw Refuse(Descriptors.UnknownFunction, at, constructor.ContainingType.Name, "its source is not in this project; set its fields");
        }

        Place instance = This(definition.ContainingType);
        Bundle? created = null;
        Inline(constructor, at, passed.Select(argument => argument.Value).ToList(), passed, null, () =>
        {
            SyntaxNode syntax = definition.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
            IConstructorBodyOperation? body = syntax is ConstructorDeclarationSyntax
                ? compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancellation) as IConstructorBodyOperation
                : null;
            AssignPlace(instance, initial);
            IInvocationOperation? other = (body?.Initializer as IExpressionStatementOperation)?.Operation as IInvocationOperation ?? body?.Initializer as IInvocationOperation;
            if (other is not null && other.TargetMethod.ContainingType.OriginalDefinition.Equals(definition.ContainingType, SymbolEqualityComparer.Default))
            {
                AssignPlace(instance, ReadConstructor(other.TargetMethod, other, other.Arguments, initial));
            }
            else
            {
                InitialiseFields(definition, instance, at);
            }

            Outcome outcome = body is not null ? ReadBody(body) : Outcome.FallsThrough;
            created = ReadPlace(instance, ShapeOf(definition.ContainingType, at), at);
            return outcome;
        });
        return created!;
    }

    /// <summary>What the declarations of fields and properties, and a primary constructor's parameters, say of initial values.</summary>
    private void InitialiseFields(IMethodSymbol constructor, Place instance, IOperation at)
    {
        foreach (IFieldSymbol field in ShapeReader.Fields(constructor.ContainingType))
        {
            Place place = instance.Inside(field);
            SyntaxNode? syntax = (field.AssociatedSymbol ?? field).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
            EqualsValueClauseSyntax? initializer = (syntax as VariableDeclaratorSyntax)?.Initializer ?? (syntax as PropertyDeclarationSyntax)?.Initializer;
            Shape shape = ShapeOf(field.Type, at);
            if (initializer is not null)
            {
                IOperation? operation = compilation.GetSemanticModel(initializer.SyntaxTree).GetOperation(initializer, cancellation);
                IOperation value = (operation as ISymbolInitializerOperation)?.Value
                    ?? throw Refuse(Descriptors.Expression, at, TextOf(at), $"the initial value of '{field.Name}' is not understood; assign it in the constructor");
                AssignPlace(place, Converted(ReadAny(value), shape, value));
            }
            else if (syntax is ParameterSyntax && field.AssociatedSymbol is IPropertySymbol
                && constructor.Parameters.FirstOrDefault(parameter => parameter.Name == field.AssociatedSymbol.Name) is { } positional)
            {
                // Parameters of a positional record become its properties.
                AssignPlace(place, ReadPlace(new Place(positional), shape, at));
            }
        }
    }
}
