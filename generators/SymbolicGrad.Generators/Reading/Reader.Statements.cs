using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>Statements, declarations and assignments.</summary>
internal sealed partial class Reader
{
    public Outcome ReadBody(IOperation body)
    {
        if (body.DescendantsAndSelf().Any(operation => operation is IInvalidOperation || operation.Type?.TypeKind == TypeKind.Error))
        {
            throw new RefusedException(null);
        }

        return ReadValidBody(body);
    }

    private Outcome ReadValidBody(IOperation body) => body switch
    {
        IMethodBodyOperation { BlockBody: { } block } => ReadSequence(block.Operations, 0),
        IMethodBodyOperation { ExpressionBody: { } block } => ReadSequence(block.Operations, 0),
        IConstructorBodyOperation { BlockBody: { } block } => ReadSequence(block.Operations, 0),
        IConstructorBodyOperation { ExpressionBody: { } block } => ReadSequence(block.Operations, 0),
        IBlockOperation block => ReadSequence(block.Operations, 0),
        _ => throw Refuse(Descriptors.Statement, body, TextOf(body), "the method needs a body"),
    };

    private Outcome ReadSequence(IReadOnlyList<IOperation> statements, int first)
    {
        for (int i = first; i < statements.Count; i++)
        {
            Outcome outcome = statements[i] is IConditionalOperation conditional
                ? ReadIf(conditional, statements, i + 1, out bool isRestRead)
                : ReadStatement(statements[i], out isRestRead);
            if (isRestRead || outcome.AlwaysLeaves)
            {
                return outcome;
            }

            if (!outcome.AlwaysFallsThrough)
            {
                return ReadRestUnless(outcome, statements, i);
            }
        }

        return Outcome.FallsThrough;
    }

    private Outcome ReadStatement(IOperation statement, out bool isRestRead)
    {
        isRestRead = false;
        Enter(statement);
        switch (statement)
        {
            case IBlockOperation block:
                return ReadSequence(block.Operations, 0);
            case IReturnOperation { Kind: OperationKind.Return } returned:
                return ReadReturn(returned);
            case IExpressionStatementOperation expression:
                ReadEffect(expression.Operation);
                return Outcome.FallsThrough;
            case IVariableDeclarationGroupOperation group:
                foreach (IVariableDeclaratorOperation declarator in group.Declarations.SelectMany(declaration => declaration.Declarators))
                {
                    ReadDeclaration(declarator);
                }

                return Outcome.FallsThrough;
            case ISwitchOperation choice:
                return ReadSwitch(choice);
            case IForLoopOperation loop:
                return ReadFor(loop);
            case IWhileLoopOperation loop:
                return ReadWhile(loop);
            case IForEachLoopOperation loop:
                return ReadForEach(loop);
            case IBranchOperation { BranchKind: BranchKind.Break }:
                return Outcome.Breaks;
            case IBranchOperation { BranchKind: BranchKind.Continue }:
                return Outcome.Continues;
            case ILocalFunctionOperation or IEmptyOperation:
                return Outcome.FallsThrough;
            case IBranchOperation { BranchKind: BranchKind.GoTo } jump:
                throw Refuse(Descriptors.Statement, jump, TextOf(jump).TrimEnd(';'), "labels and goto are not supported; use loops, if, switch, break and continue");
            default:
                throw Refuse(Descriptors.Statement, statement, TextOf(statement), Advice.For(statement));
        }
    }

    private void ReadDeclaration(IVariableDeclaratorOperation declarator)
    {
        ILocalSymbol local = declarator.Symbol;
        IOperation? initial = declarator.Initializer?.Value ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer?.Value;
        if (local.RefKind != RefKind.None)
        {
            BindReference(local, initial, declarator);
            return;
        }

        if (TypeReader.Array(local.Type, _frame.TypeArguments) is not null)
        {
            _bindings.Set(local, new ArrayBinding(initial is null ? null : ReadNamedArray(initial, local.Name)));
            return;
        }

        Shape shape = ShapeOf(local.Type, declarator);
        if (initial is null)
        {
            DeclarePlace(new Place(local), shape);
        }
        else
        {
            AssignPlace(new Place(local), Converted(ReadAny(initial), shape, initial));
        }
    }

    private ArrayView ReadNamedArray(IOperation initial, string name) => ReadNew(initial, name) ?? ReadMemory(initial);

    /// <summary>The value under the user's name: what was just computed for it is renamed, unless it already has a name.</summary>
    private Operand Named(Operand operand, string name)
    {
        if (operand is not Value { Name: null } value)
        {
            return operand;
        }

        return _block.Rename(value, name) ?? operand;
    }

    private void ReadEffect(IOperation operation)
    {
        switch (operation)
        {
            case IDeconstructionAssignmentOperation deconstruction:
                ReadDeconstruction(deconstruction);
                break;
            case IAssignmentOperation assignment when IsStructure(assignment.Target.Type) || (assignment.Target is IDiscardOperation && IsStructure(assignment.Value.Type)):
                ReadStructureAssignment(assignment);
                break;
            case ISimpleAssignmentOperation or ICompoundAssignmentOperation or IIncrementOrDecrementOperation:
                ReadAssignment(operation);
                break;
            case IInvocationOperation invocation when IsStructure(invocation.Type):
                ReadStructureCall(invocation);
                break;
            case IInvocationOperation invocation:
                ReadCall(invocation);
                break;
            default:
                throw Refuse(Descriptors.Statement, operation, TextOf(operation), Advice.For(operation));
        }
    }

    /// <summary>Assigns, and gives the value assigned (for i++ the value before).</summary>
    private Operand ReadAssignment(IOperation assignment)
    {
        switch (assignment)
        {
            case ISimpleAssignmentOperation { IsRef: true, Target: ILocalReferenceOperation reference } rebinding:
                BindReference(reference.Local, rebinding.Value, assignment);
                return ReadScalar(reference);
            case ISimpleAssignmentOperation { IsRef: true }:
                throw Refuse(Descriptors.Statement, assignment, TextOf(assignment), "only a ref local can be made to refer to something else");
            case ISimpleAssignmentOperation { Target: IDiscardOperation } simple:
                return ReadScalar(simple.Value);
            case ISimpleAssignmentOperation simple when TypeReader.Array(simple.Target.Type, _frame.TypeArguments) is not null:
                return ReadArrayAssignment(simple);
            case ISimpleAssignmentOperation simple:
                // C# evaluates the indices of the target before the value.
                Target target = LocateTarget(simple.Target);
                return Assign(target, ReadScalar(simple.Value), simple);
            case ICompoundAssignmentOperation compound when compound.OperatorMethod is null || IsNumericInterface(compound.OperatorMethod):
                return ReadCompoundAssignment(compound);
            case IIncrementOrDecrementOperation step when step.OperatorMethod is null || IsNumericInterface(step.OperatorMethod):
                return ReadStepAssignment(step);
            default:
                throw Refuse(Descriptors.Statement, assignment, TextOf(assignment), "write the assignment out with supported operators");
        }
    }

    /// <summary>What an assignment writes to: a variable, or an element.</summary>
    private sealed record Target(Place? Place, ArrayVariable? Array, EquatableArray<Operand> Indices);

    private Target LocateTarget(IOperation target)
    {
        if (FindPlace(target) is { } place)
        {
            return new Target(place, null, []);
        }

        if (FindReferredElement(target) is { } element)
        {
            return element;
        }

        switch (target)
        {
            case IArrayElementReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: true } or IImplicitIndexerReferenceOperation:
                (ArrayVariable array, EquatableArray<Operand> indices) = Locate(target);
                return new Target(null, array, indices);
            case IFieldReferenceOperation or IPropertyReferenceOperation:
                throw Refuse(Descriptors.State, target, TextOf(target), "return the new value, or write it to an out parameter");
            default:
                throw Refuse(Descriptors.Expression, target, TextOf(target), "assign to a local, a parameter or an element");
        }
    }

    private Operand Current(Target target, IOperation at) =>
        target.Place is { } place ? ReadVariable(place, at) : LoadElement(target.Array!, target.Indices, at);

    private Operand Assign(Target target, Operand value, IOperation at)
    {
        if (target.Array is { } array)
        {
            StoreElement(array, target.Indices, value, at);
            return value;
        }

        Place place = target.Place!.Value;
        if (place is { Symbol: ILocalSymbol { RefKind: not RefKind.None } })
        {
            throw Refuse(Descriptors.Statement, at, TextOf(at), "use the element itself instead of a reference to it");
        }

        ScalarType type = _bindings.Find(place) is ScalarBinding known
            ? known.Type
            : TypeReader.RequireScalar((place.Symbol as ILocalSymbol)?.Type, at.Syntax.GetLocation(), _frame.TypeArguments);
        Operand named = Named(value, place.Name);
        _bindings.Set(place, new ScalarBinding(type, place.Name, named));
        return named;
    }

    private Constant ReadArrayAssignment(ISimpleAssignmentOperation assignment)
    {
        ISymbol variable = assignment.Target switch
        {
            ILocalReferenceOperation { Local.RefKind: RefKind.None } local => local.Local,
            IParameterReferenceOperation { Parameter.RefKind: RefKind.None } parameter => parameter.Parameter,
            _ => throw Refuse(Descriptors.Alias, assignment, TextOf(assignment.Target), "declare a new variable for the other memory"),
        };
        _bindings.Set(variable, new ArrayBinding(ReadNamedArray(assignment.Value, variable.Name)));
        return Constant.Int(0);
    }
}
