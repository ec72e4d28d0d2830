using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>
/// Writes scratch memory: on the stack when the lengths are small constants, else one workspace for all of an element type,
/// which takes a few elements from the stack and more from a pool.
/// </summary>
internal sealed class WorkspaceEmitter(VariableAssignment assignment, ExpressionBuilder builder, LibraryNames names)
{
    /// <summary>Elements that a workspace has on the stack: 2 KB of doubles.</summary>
    private const int StackElements = 256;

    /// <summary>Vectors that a workspace has on the stack: the same where they have 32 bytes.</summary>
    private const int StackVectors = 64;

    private readonly HashSet<int> _placed = [];
    private readonly Dictionary<int, Variable> _workspaces = [];

    /// <summary>Writes an allocation; the first of a workspace also writes the workspace for the later ones of the block.</summary>
    public void Emit(Allocate allocate, Block block, bool isTopLevel, List<CSharpStatement> output)
    {
        Variable variable = ((VariableExpression)builder.Array(allocate.Array)).Variable;
        if (allocate.Within is { } tape)
        {
            output.Add(new LocalDeclaration(variable, Piece(allocate, tape)) { IsPreparation = true });
            if (allocate.Zeroed)
            {
                output.Add(Clear(variable));
            }

            return;
        }

        if (allocate.Array.Storage == ArrayStorage.Cell)
        {
            output.Add(new LocalDeclaration(variable, Literals.Write(new Constant(allocate.Array.Element, 0))));
            return;
        }

        if (allocate.Array.Storage == ArrayStorage.Growing)
        {
            Expression stack = Stack(allocate.Array.Element, isTopLevel);
            EquatableArray<Expression> arguments = allocate.Zeroed ? [stack, Literals.Write(Constant.Bool(true))] : [stack];
            output.Add(new LocalDeclaration(variable, new NewExpression(variable.Type, arguments)) { IsUsing = true, IsPreparation = true });
            return;
        }

        if (IsOnStack(allocate, isTopLevel))
        {
            EmitStackAllocation(allocate, variable, output);
            return;
        }

        if (!_placed.Contains(allocate.Array.Id))
        {
            EmitWorkspace(allocate, block, isTopLevel, output);
        }

        Expression take = new MemberExpression(new VariableExpression(_workspaces[allocate.Array.Id]), allocate.Zeroed ? "TakeZeroed" : "Take");
        output.Add(new LocalDeclaration(variable, new CallExpression(take, allocate.Lengths.Select(builder.Build).ToEquatableArray())) { IsPreparation = true });
    }

    /// <summary>A piece of a tape: a slice of it, or a matrix over one.</summary>
    private CallExpression Piece(Allocate allocate, ArrayVariable tape)
    {
        Expression offset = builder.Build(allocate.Offset!);
        EquatableArray<Expression> lengths = allocate.Lengths.Select(builder.Build).ToEquatableArray();
        return allocate.Array.Rank == 1
            ? new CallExpression(new MemberExpression(builder.Array(tape), "Slice"), [offset, lengths[0]])
            : new CallExpression(
                new MemberExpression(new NameExpression(names.Type("SymbolicGrad", "Tape")), "Matrix"),
                [builder.Array(tape), offset, lengths[0], lengths[1]]);
    }

    private void EmitStackAllocation(Allocate allocate, Variable variable, List<CSharpStatement> output)
    {
        output.Add(new LocalDeclaration(variable, new StackAllocation(names.ValueType(allocate.Array.Element), builder.Build(allocate.Lengths[0]))) { IsPreparation = true });
        if (allocate.Zeroed)
        {
            // Where the user's module has SkipLocalsInit, stackalloc leaves what was there.
            output.Add(Clear(variable));
        }
    }

    private static ExpressionStatement Clear(Variable variable) =>
        new(new CallExpression(new MemberExpression(new VariableExpression(variable), "Clear"), [])) { IsPreparation = true };

    private void EmitWorkspace(Allocate first, Block block, bool isTopLevel, List<CSharpStatement> output)
    {
        HashSet<int> definedLater = [.. block.Statements
            .SkipWhile(statement => !ReferenceEquals(statement, first))
            .SelectMany(statement => statement.Results())
            .Where(value => !assignment.Plan.IsInlined(value))
            .Select(value => value.Id)];
        List<Allocate> group = block.Statements.OfType<Allocate>()
            .SkipWhile(allocate => allocate.Array.Id != first.Array.Id)
            .Where(allocate => allocate.Within is null && allocate.Array.Storage == ArrayStorage.Scratch && allocate.Array.Element == first.Array.Element && !IsOnStack(allocate, isTopLevel) && IsReady(allocate, definedLater)
                && !_placed.Contains(allocate.Array.Id))
            .ToList();
        ScalarType element = first.Array.Element;
        Variable workspace = new(names.Type("SymbolicGrad", $"Workspace<{names.ValueType(element)}>"), "workspace");
        foreach (Allocate allocate in group)
        {
            _placed.Add(allocate.Array.Id);
            _workspaces.Add(allocate.Array.Id, workspace);
        }

        output.Add(new LocalDeclaration(workspace, new NewExpression(workspace.Type, [Stack(element, isTopLevel), Total(group)])) { IsUsing = true, IsPreparation = true });
    }

    /// <summary>A stackalloc inside a loop would grow the stack with every iteration.</summary>
    private Expression Stack(ScalarType element, bool isTopLevel) =>
        isTopLevel && !IsGeneric(element)
            ? new StackAllocation(names.ValueType(element), Literals.Write(Constant.Int(element.IsVector ? StackVectors : StackElements)))
            : new NameExpression("default");

    /// <summary>The elements of all pieces: pieces whose lengths differ by a constant factor are one term.</summary>
    private Expression Total(List<Allocate> group)
    {
        Expression? total = null;
        foreach (IGrouping<EquatableArray<Operand>, Allocate> pieces in group
            .GroupBy(allocate => allocate.Lengths.Where(length => length is not Constant).ToEquatableArray())
            .OrderBy(pieces => pieces.Key.Count == 0))
        {
            double factor = pieces.Sum(piece => piece.Lengths.OfType<Constant>().Aggregate(1.0, (product, length) => product * length.Number));
            IEnumerable<Expression> factors = pieces.Key.Select(builder.Build);
            Expression term = (factor == 1 && pieces.Key.Count > 0 ? factors : factors.Prepend(Literals.Write(new Constant(ScalarType.Int32, factor))))
                .Aggregate((left, right) => Operators.Infix(left, "*", Expression.Multiplicative, right));
            total = total is null ? term : Operators.Infix(total, "+", Expression.Additive, term);
        }

        return total!;
    }

    /// <summary>True when the lengths are known where the first allocation of the workspace stands.</summary>
    private bool IsReady(Allocate allocate, HashSet<int> definedLater)
    {
        bool isReady = true;
        assignment.Plan.AddLeaves(allocate, leaf => isReady &= !definedLater.Contains(leaf.Id));
        return isReady;
    }

    private static bool IsOnStack(Allocate allocate, bool isTopLevel) =>
        isTopLevel && allocate.Array.Rank == 1 && !IsGeneric(allocate.Array.Element)
        && allocate.Lengths[0] is Constant length && length.Number <= (allocate.Array.Element.IsVector ? StackVectors : StackElements);

    private static bool IsGeneric(ScalarType element) => (element.Element ?? element).Kind == ScalarKind.Generic;
}
