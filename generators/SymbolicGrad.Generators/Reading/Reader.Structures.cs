using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>Structs and tuples: bundles of scalars and memory.</summary>
internal sealed partial class Reader
{
    private Shape ShapeOf(ITypeSymbol? type, IOperation at) => ShapeReader.Require(type, at.Syntax.GetLocation(), _frame.TypeArguments);

    private bool IsStructure(ITypeSymbol? type) =>
        type is not null && TypeReader.Scalar(type, _frame.TypeArguments) is null && TypeReader.Array(type, _frame.TypeArguments) is null
        && ShapeReader.Find(type, _frame.TypeArguments) is { IsStructure: true };

    /// <summary>The key under which the instance is bound whose method is being read.</summary>
    private static Place This(ITypeSymbol? type) => new(type!.OriginalDefinition);

    /// <summary>The variable, or the field inside one, that an expression names; null for what only has a value.</summary>
    private Place? FindPlace(IOperation operation) => operation switch
    {
        IParenthesizedOperation parenthesized => FindPlace(parenthesized.Operand),
        IDeclarationExpressionOperation declaration => FindPlace(declaration.Expression),
        ILocalReferenceOperation local => PlaceOf(local.Local),
        IParameterReferenceOperation parameter => PlaceOf(parameter.Parameter),
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } self when !IsAnnotatedInstance(self) => This(self.Type),
        IFieldReferenceOperation { Instance: { } owner } field when IsStructure(owner.Type) => FindPlace(owner)?.Inside(field.Field),
        IPropertyReferenceOperation { Instance: { } owner } property when IsStructure(owner.Type) && ShapeReader.IsAutomatic(property.Property) =>
            FindPlace(owner)?.Inside(property.Property),
        _ => null,
    };

    /// <summary>Whether an assignment to the place, or a method that changes it, reaches the variable and not a copy.</summary>
    private bool IsWritable(IOperation operation) => operation switch
    {
        IParenthesizedOperation parenthesized => IsWritable(parenthesized.Operand),
        ILocalReferenceOperation { Local: { IsForEach: false, IsUsing: false, RefKind: RefKind.None or RefKind.Ref } } => true,
        IParameterReferenceOperation { Parameter.RefKind: RefKind.None or RefKind.Ref or RefKind.Out } => true,
        IInstanceReferenceOperation => _frame.Method is { IsReadOnly: false },
        IFieldReferenceOperation { Instance: { } owner, Field: var field } =>
            (!field.IsReadOnly || (_frame.Method?.MethodKind == MethodKind.Constructor && owner is IInstanceReferenceOperation)) && IsWritable(owner),
        _ => false,
    };

    private Bundle ReadPlace(Place place, Shape shape, IOperation at)
    {
        List<KeyValuePair<string, Binding>> leaves = [];
        foreach (Leaf leaf in shape.Leaves)
        {
            Binding binding = _bindings.Find(place.Inside(leaf.Path))
                ?? throw Refuse(Descriptors.Expression, at, TextOf(at), "it is not a local or a parameter of this method");
            leaves.Add(new KeyValuePair<string, Binding>(leaf.Path, binding));
        }

        return new Bundle(leaves);
    }

    private static Operand ScalarIn(Bundle bundle, IOperation at) => bundle.Leaves is [{ Value: ScalarBinding { Value: var value } }]
        ? value ?? throw Refuse(Descriptors.Expression, at, TextOf(at), "it has no value here")
        : throw Refuse(Descriptors.Expression, at, TextOf(at), "it is no scalar");

    private static ArrayView ViewIn(Bundle bundle, IOperation at) => bundle.Leaves is [{ Value: ArrayBinding { View: { } view } }]
        ? view
        : throw Refuse(Descriptors.Expression, at, TextOf(at), "it is not memory that this method knows");

    /// <summary>What an expression of any supported type means.</summary>
    private Bundle ReadAny(IOperation operation)
    {
        Enter(operation);
        return TypeReader.Scalar(operation.Type, _frame.TypeArguments) is not null ? Bundle.Of(ReadScalar(operation))
            : TypeReader.Array(operation.Type, _frame.TypeArguments) is not null ? Bundle.Of(ReadMemory(operation))
            : ReadStructure(operation);
    }

    private Bundle ReadStructure(IOperation operation)
    {
        switch (operation)
        {
            case IParenthesizedOperation parenthesized:
                return ReadStructure(parenthesized.Operand);
            case ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation when FindPlace(operation) is { } place:
                return ReadPlace(place, ShapeOf(operation.Type, operation), operation);
            case IInstanceReferenceOperation { Type: { } type } when IsAnnotatedInstance(operation):
                return ReadAnnotatedInstance(type, operation);
            case IFieldReferenceOperation or IPropertyReferenceOperation:
                return ReadMember(operation);
            case ITupleOperation tuple:
                return ReadTuple(tuple);
            case IConversionOperation { OperatorMethod: { } method } conversion:
                return ReadOperator(method, conversion, conversion.Operand);
            case IConversionOperation conversion:
                return Converted(ReadAny(conversion.Operand), ShapeOf(conversion.Type, conversion), conversion);
            case IInvocationOperation invocation:
                return ReadStructureCall(invocation);
            case IUnaryOperation { OperatorMethod: { } method } unary:
                return ReadOperator(method, unary, unary.Operand);
            case IBinaryOperation { OperatorMethod: { } method } binary:
                return ReadOperator(method, binary, binary.LeftOperand, binary.RightOperand);
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return ReadConditionalStructure(conditional, whenFalse);
            case IDefaultValueOperation:
                return Default(ShapeOf(operation.Type, operation));
            case IObjectCreationOperation creation:
                return ReadCreation(creation);
            case IWithOperation with:
                return ReadInitializer(with.Initializer, ReadAny(with.Operand));
            case IAssignmentOperation assignment and not IDeconstructionAssignmentOperation:
                return ReadStructureAssignment(assignment);
            default:
                throw Refuse(Descriptors.Expression, operation, TextOf(operation), Advice.For(operation));
        }
    }

    /// <summary>A field or property of a structure, or of the instance whose method this is.</summary>
    private Bundle ReadMember(IOperation member)
    {
        Enter(member);
        if (FindPlace(member) is { } place)
        {
            return ReadPlace(place, ShapeOf(member.Type, member), member);
        }

        (ISymbol symbol, IOperation? owner) = member switch
        {
            IFieldReferenceOperation field => (field.Field, field.Instance),
            IPropertyReferenceOperation property => ((ISymbol)property.Property, property.Instance),
            _ => throw Refuse(Descriptors.Expression, member, TextOf(member), Advice.For(member)),
        };
        if (owner is null && ShapeReader.IsVector(symbol.ContainingType) && NumericsConstant(symbol) is { } constant)
        {
            return constant;
        }

        bool isConstant = owner is null || IsAnnotatedInstance(owner);
        if (!isConstant && !IsStructure(owner!.Type))
        {
            throw Refuse(Descriptors.State, member, TextOf(member), "pass it as a parameter, with [NoGradient] if it is a constant");
        }

        if (symbol is IPropertySymbol { GetMethod: { } getter } computed && !ShapeReader.IsAutomatic(computed) && (!isConstant || IsReadHere(getter)))
        {
            List<IArgumentOperation> indices = [.. ((IPropertyReferenceOperation)member).Arguments.OrderBy(argument => argument.Parameter?.Ordinal ?? 0)];
            return ReadInlined(getter, member, indices.Select(argument => argument.Value).ToList(), indices, owner)!;
        }

        return isConstant ? ReadConstant(symbol, member) : ReadAny(owner!).Part(ShapeReader.PathOf(symbol));
    }

    /// <summary>A getter whose body is the one that runs: not replaced in a derived type, and at hand.</summary>
    private bool IsReadHere(IMethodSymbol getter) => !IsReplaceable(getter) && MethodBodies.Find(getter, compilation, cancellation) is not null;

    private static bool IsReplaceable(IMethodSymbol method) =>
        (method.IsVirtual || method.IsAbstract || (method.IsOverride && !method.IsSealed)) && !method.ContainingType.IsSealed && !method.ContainingType.IsValueType;

    private Bundle ReadTuple(ITupleOperation tuple) => new(tuple.Elements
        .SelectMany((element, i) => ReadAny(element).Under(".Item" + (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)))
        .ToList());

    private static Bundle Default(Shape shape) => new(shape.Leaves
        .Select(leaf => new KeyValuePair<string, Binding>(
            leaf.Path,
            leaf.Scalar is { } type ? new ScalarBinding(type, leaf.Path, new Constant(type, 0)) : new ArrayBinding(null)))
        .ToList());

    /// <summary>The same leaves in the types that the target declares: (1, x) as (double, double).</summary>
    private Bundle Converted(Bundle bundle, Shape shape, IOperation at)
    {
        if (bundle.Leaves.Count != shape.Leaves.Count || bundle.Leaves.Where((leaf, i) => leaf.Key != shape.Leaves[i].Path).Any())
        {
            throw Refuse(Descriptors.Expression, at, TextOf(at), "convert field by field");
        }

        return new Bundle(bundle.Leaves
            .Select((leaf, i) => new KeyValuePair<string, Binding>(
                leaf.Key,
                (leaf.Value, shape.Leaves[i].Scalar) switch
                {
                    (ScalarBinding { Value: { } value } scalar, { } type) => scalar with { Type = type, Value = ConvertTo(value, type, at) },
                    (ScalarBinding, { }) or (ArrayBinding, null) => leaf.Value,
                    _ => throw Refuse(Descriptors.Expression, at, TextOf(at), "convert field by field"),
                }))
            .ToList());
    }

    private Bundle ReadConditionalStructure(IConditionalOperation conditional, IOperation whenFalse)
    {
        Shape shape = ShapeOf(conditional.Type, conditional);
        Operand condition = ReadScalar(conditional.Condition);
        Bundle? then = null, otherwise = null;
        (BlockBuilder, Bindings) thenBranch = InConditional(() => then = Converted(ReadAny(conditional.WhenTrue), shape, conditional));
        (BlockBuilder, Bindings) elseBranch = InConditional(() => otherwise = Converted(ReadAny(whenFalse), shape, conditional));
        List<(Operand, Operand)> scalars = [];
        for (int i = 0; i < shape.Leaves.Count; i++)
        {
            switch (then!.Leaves[i].Value, otherwise!.Leaves[i].Value)
            {
                case (ScalarBinding { Value: { } left }, ScalarBinding { Value: { } right }):
                    scalars.Add((left, right));
                    break;
                case (ArrayBinding left, ArrayBinding right) when Equals(left.View, right.View):
                    break;
                default:
                    throw Refuse(Descriptors.Alias, conditional, TextOf(conditional), "give each branch's memory a variable of its own");
            }
        }

        Queue<Operand> merged = new(Merge(condition, thenBranch, elseBranch, scalars, conditional));
        return new Bundle(then!.Leaves
            .Select(leaf => leaf.Value is ScalarBinding scalar ? new KeyValuePair<string, Binding>(leaf.Key, scalar with { Value = merged.Dequeue() }) : leaf)
            .ToList());
    }

    /// <summary>Binds every leaf of the place, under the user's names.</summary>
    private Bundle AssignPlace(Place place, Bundle value)
    {
        List<KeyValuePair<string, Binding>> bound = [];
        foreach (KeyValuePair<string, Binding> leaf in value.Leaves)
        {
            Place target = place.Inside(leaf.Key);
            Binding binding = leaf.Value is ScalarBinding scalar
                ? new ScalarBinding(scalar.Type, target.Name, scalar.Value is null ? null : Named(scalar.Value, target.Name))
                : leaf.Value;
            _bindings.Set(target, binding);
            bound.Add(new KeyValuePair<string, Binding>(leaf.Key, binding));
        }

        return new Bundle(bound);
    }

    /// <summary>A variable that has no value yet.</summary>
    private void DeclarePlace(Place place, Shape shape)
    {
        foreach (Leaf leaf in shape.Leaves)
        {
            Place inner = place.Inside(leaf.Path);
            _bindings.Set(inner, leaf.Scalar is { } type ? new ScalarBinding(type, inner.Name, null) : new ArrayBinding(null));
        }
    }

    private Bundle ReadStructureAssignment(IAssignmentOperation assignment)
    {
        Shape shape = ShapeOf(assignment.Target.Type, assignment);
        switch (assignment)
        {
            case ISimpleAssignmentOperation { IsRef: false, Target: IDiscardOperation }:
                return ReadAny(assignment.Value);
            case ISimpleAssignmentOperation { IsRef: false }:
                Place target = RequirePlace(assignment.Target);
                return AssignPlace(target, Converted(ReadAny(assignment.Value), shape, assignment));
            case ICompoundAssignmentOperation { OperatorMethod: { } method, InConversion.IsIdentity: true, OutConversion.IsIdentity: true } compound:
                Place changed = RequirePlace(compound.Target);
                return AssignPlace(changed, Converted(ReadOperator(method, compound, compound.Target, compound.Value), shape, compound));
            default:
                throw Refuse(Descriptors.Statement, assignment, TextOf(assignment), "write the assignment out with supported operators");
        }
    }

    private Place RequirePlace(IOperation target)
    {
        Place place = FindPlace(target) ?? throw (target is IFieldReferenceOperation or IPropertyReferenceOperation
            ? Refuse(Descriptors.State, target, TextOf(target), "return the new value, or write it to an out parameter")
            : Refuse(Descriptors.Expression, target, TextOf(target), "assign to a local or a parameter"));
        return place;
    }

    private Bundle ReadStructureCall(IInvocationOperation invocation)
    {
        // Methods that stay calls return no structures, which is refused there.
        FindOuter(invocation.TargetMethod, invocation);
        return ReadInlined(invocation.TargetMethod, invocation, ArgumentsOf(invocation), invocation.Arguments.OrderBy(a => a.Parameter?.Ordinal ?? 0).ToList(), invocation.Instance)
            ?? throw Refuse(Descriptors.Expression, invocation, TextOf(invocation), "it has no value");
    }

    private Bundle ReadOperator(IMethodSymbol method, IOperation at, params IOperation[] operands) =>
        ReadInlined(method, at, [.. operands], null)
            ?? throw Refuse(Descriptors.Expression, at, TextOf(at), "the operator returns nothing");
}
