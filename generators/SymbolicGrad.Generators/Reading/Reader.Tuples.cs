using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>Deconstruction: of tuples, of structures, of what calls return.</summary>
internal sealed partial class Reader
{
    /// <summary>(a, b) = (b, a): targets first, then all values, then the assignments.</summary>
    private void ReadDeconstruction(IDeconstructionAssignmentOperation deconstruction)
    {
        List<(IOperation Target, Target? Located)> located = [];
        Locate(deconstruction.Target, located);
        List<Bundle> values = [];
        Deconstruct(deconstruction.Target, deconstruction.Value, null, values);
        for (int i = 0; i < located.Count; i++)
        {
            if (located[i].Located is not { } target)
            {
                continue;
            }

            IOperation at = located[i].Target;
            Shape shape = ShapeOf(at.Type, at);
            Bundle value = Converted(values[i], shape, at);
            if (target.Place is { } place && !(shape is { IsStructure: false, HoldsMemory: false }))
            {
                AssignPlace(place, value);
            }
            else
            {
                Assign(target, ScalarIn(value, at), at);
            }
        }
    }

    /// <summary>The variables and elements on the left, in order; discards are null.</summary>
    private void Locate(IOperation target, List<(IOperation Target, Target? Located)> located)
    {
        switch (target)
        {
            case IDeclarationExpressionOperation { Expression: ITupleOperation tuple }:
                Locate(tuple, located);
                break;
            case ITupleOperation tuple:
                foreach (IOperation element in tuple.Elements)
                {
                    Locate(element, located);
                }

                break;
            case IDiscardOperation or IDeclarationExpressionOperation { Expression: IDiscardOperation }:
                located.Add((target, null));
                break;
            default:
                Target variable = LocateTarget(target);
                if (variable.Place is { } place && _bindings.Find(place) is null && IsDeclared(target))
                {
                    DeclarePlace(place, ShapeOf(target.Type, target));
                }

                located.Add((target, variable));
                break;
        }
    }

    private static bool IsDeclared(IOperation target) => target is ILocalReferenceOperation { IsDeclaration: true } or IDeclarationExpressionOperation;

    /// <summary>The values for the targets, in the same order. What is not written as a tuple has been read already, or is read here as a whole.</summary>
    private void Deconstruct(IOperation target, IOperation value, Bundle? read, List<Bundle> values)
    {
        while (target is IDeclarationExpressionOperation { Expression: ITupleOperation } declaration)
        {
            target = declaration.Expression;
        }

        if (target is not ITupleOperation targets)
        {
            values.Add(read ?? ReadAny(value));
            return;
        }

        IOperation inner = value;
        while (read is null && inner is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation)
        {
            inner = inner is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)inner).Operand;
        }

        if (read is null && inner is ITupleOperation literal && literal.Elements.Length == targets.Elements.Length)
        {
            for (int i = 0; i < targets.Elements.Length; i++)
            {
                Deconstruct(targets.Elements[i], literal.Elements[i], null, values);
            }

            return;
        }

        Bundle whole = read ?? ReadAny(value);
        List<string> paths = PathsOf(whole, read is null ? inner.Type : null, targets.Elements.Length);
        if (paths.Count != targets.Elements.Length)
        {
            throw Refuse(Descriptors.Expression, value, TextOf(value), "deconstruct tuples and positional records, or name the fields");
        }

        for (int i = 0; i < paths.Count; i++)
        {
            Deconstruct(targets.Elements[i], value, whole.Part(paths[i]), values);
        }
    }

    /// <summary>The elements of a tuple, or the parameters of a positional record whose deconstruction is the compiler's.</summary>
    private static List<string> PathsOf(Bundle whole, ITypeSymbol? type, int count)
    {
        List<string> paths = whole.Leaves.Select(leaf => "." + leaf.Key.Split('.').ElementAtOrDefault(1)).Distinct().ToList();
        bool isTuple = paths.All(path => path.StartsWith(".Item", StringComparison.Ordinal)) && type is null or { IsTupleType: true };
        IMethodSymbol? deconstruct = type?.GetMembers("Deconstruct").OfType<IMethodSymbol>()
            .FirstOrDefault(method => method.IsImplicitlyDeclared && method.Parameters.Length == count);
        return isTuple ? paths
            : deconstruct is not null && deconstruct.Parameters.Select(parameter => "." + parameter.Name).ToList() is { } parameters && parameters.All(paths.Contains) ? parameters
            : [];
    }
}
