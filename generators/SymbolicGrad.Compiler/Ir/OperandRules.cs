using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Ir;

/// <summary>Which operand and result types the statements allow, for the <see cref="Verifier"/>.</summary>
internal sealed class OperandRules(Action<string> report)
{
    public void Check(Compute compute, string headline)
    {
        Operation operation = compute.Operation;
        EquatableArray<Operand> operands = compute.Operands;
        if (operands.Count != operation.Arity)
        {
            report($"'{headline}' has {operands.Count} operands where {operation.Name} takes {operation.Arity}.");
            return;
        }

        if (operation.Spelling is Spelling.ExplanationOnly)
        {
            report($"'{headline}' is an operation of explanations and cannot be computed.");
        }

        if (operands.Append(compute.Result).Any(operand => operand.Type.IsVector))
        {
            CheckLanes(compute, headline);
            return;
        }

        if (operation.Result == ResultKind.Stated)
        {
            CheckConversion(compute, headline);
            return;
        }

        if (operation == LaneOperations.Count || operation == LaneOperations.Whole || operation == LaneOperations.WholeGroups || operation == LaneOperations.WholePowers || operation == LaneOperations.Covered)
        {
            return;
        }

        if (compute.Result.Type != operation.ResultType(operands))
        {
            report($"'{headline}' has the result type {compute.Result.Type} where {operation.Name} gives {operation.ResultType(operands)}.");
        }

        CheckOperands(operation, operands, headline);
    }

    /// <summary>Vectors of one element type; a mask is one too.</summary>
    private void CheckLanes(Compute compute, string headline)
    {
        if (compute.Operation == LaneOperations.First || compute.Operation == LaneOperations.Any)
        {
            return;
        }

        foreach (Operand operand in compute.Operands.Append(compute.Result))
        {
            if ((operand.Type.Element ?? operand.Type) is { } element && element != (compute.Result.Type.Element ?? compute.Result.Type))
            {
                report($"'{headline}' mixes {operand.Type} and {compute.Result.Type}.");
            }
        }
    }

    public void CheckDimension(Dimension dimension, string headline)
    {
        if (dimension.Axis < 0 || dimension.Axis >= dimension.Array.Rank)
        {
            report($"'{headline}' asks for axis {dimension.Axis} of an array of rank {dimension.Array.Rank}.");
        }

        if (dimension.Result.Type != ScalarType.Int32)
        {
            report($"'{headline}' has the type {dimension.Result.Type}; a dimension is int.");
        }
    }

    public void CheckElement(ArrayVariable array, EquatableArray<Operand> indices, ScalarType type, string headline)
    {
        // Of a vector the second index may say how many lanes are moved.
        if (indices.Count != array.Rank && !(type.IsVector && indices.Count == array.Rank + 1))
        {
            report($"'{headline}' has {indices.Count} indices for an array of rank {array.Rank}.");
        }

        foreach (Operand index in indices)
        {
            RequireInteger(index, "index", headline);
        }

        if (type != array.Element && type.Element != array.Element)
        {
            report($"'{headline}' moves {type} where the elements are {array.Element}.");
        }
    }

    public void CheckAccumulation(Accumulate accumulate, string headline)
    {
        if (accumulate.Array.Element == ScalarType.Boolean)
        {
            report($"'{headline}' adds to booleans.");
        }
    }

    public void CheckAllocation(Allocate allocate, string headline)
    {
        if (allocate.Lengths.Count != allocate.Array.Rank)
        {
            report($"'{headline}' has {allocate.Lengths.Count} lengths for an array of rank {allocate.Array.Rank}.");
        }

        // A piece of a read-only tape is read-only.
        if (allocate.Within is null && allocate.Array.Storage is not (ArrayStorage.Scratch or ArrayStorage.Growing or ArrayStorage.Cell))
        {
            report($"'{headline}' allocates {allocate.Array.Storage}; only scratch is allocated.");
        }

        foreach (Operand length in allocate.Lengths)
        {
            RequireInteger(length, "length", headline);
        }
    }

    public void CheckLoop(For loop, string headline)
    {
        LoopRange range = loop.Range;
        RequireInteger(loop.Index, "index", headline);
        foreach (Operand bound in new[] { range.Start, range.End, range.Step })
        {
            RequireInteger(bound, "bound", headline);
            if (bound.Type != loop.Index.Type)
            {
                report($"'{headline}' counts in {loop.Index.Type} but has the bound {bound} of type {bound.Type}.");
            }
        }

        if (range.Step is Constant step && (range.IsAscending ? step.Number <= 0 : step.Number >= 0))
        {
            report($"'{headline}' steps by {step}, away from its end.");
        }
    }

    public void CheckKernelArgument(KernelArgument argument, ArrayVariable array, string headline)
    {
        int rank = argument is MatrixArgument or SectionArgument { Row: not null } ? 2 : 1;
        if (array.Rank != rank)
        {
            report($"'{headline}' takes {array} as an array of rank {rank}, but its rank is {array.Rank}.");
        }

        foreach (Operand operand in argument.Operands)
        {
            RequireInteger(operand, "section bound", headline);
        }
    }

    public void CheckCall(Call call, string headline)
    {
        int given = call.Callee.Parameters.Count(p => p is not { IsArray: false, Role: ParameterRole.Output });
        int handedBack = call.Callee.Parameters.Count(p => p is { IsArray: false, Role: not ParameterRole.Input }) + (call.Callee.Return is null ? 0 : 1);
        if (call.Arguments.Count != given || call.Results.Count != handedBack)
        {
            report($"'{headline}' has {call.Arguments.Count} arguments and {call.Results.Count} results where {given} and {handedBack} are expected.");
            return;
        }

        foreach ((CalleeParameter parameter, KernelArgument? argument, Value? final) in call.Passed())
        {
            ScalarType? type = argument is ScalarArgument scalar ? scalar.Scalar.Type : argument?.ArrayOf()?.Element ?? final?.Type;
            if (type != parameter.Type)
            {
                report($"'{headline}' passes {type} as {parameter.Name}, which is {parameter.Type}.");
            }
        }
    }

    private void CheckConversion(Compute compute, string headline)
    {
        if (compute.Operands[0].Type == ScalarType.Boolean || compute.Result.Type == ScalarType.Boolean)
        {
            report($"'{headline}' converts a boolean.");
        }
    }

    private void CheckOperands(Operation operation, EquatableArray<Operand> operands, string headline)
    {
        if (operation == Comparisons.Select)
        {
            RequireBoolean(operands[0], headline);
            RequireSame(operands[1], operands[2], headline);
        }
        else if (operation == Comparisons.Not)
        {
            RequireBoolean(operands[0], headline);
        }
        else if (IsLogic(operation))
        {
            // C# has &, | and ^ for integers as well; both sides are of one type.
            RequireSame(operands[0], operands[1], headline);
            RequireNotFloating(operands[0], headline);
        }
        else if (operation == Arithmetic.IntegerDivide || operation == Arithmetic.IntegerRemainder)
        {
            RequireInteger(operands[0], "operand", headline);
            RequireSame(operands[0], operands[1], headline);
        }
        else
        {
            CheckNumbers(operation, operands, headline);
        }
    }

    /// <summary>All of one type, but for a trailing int beside floating operands, as in ScaleB(x, n).</summary>
    private void CheckNumbers(Operation operation, EquatableArray<Operand> operands, string headline)
    {
        bool isEquality = operation == Comparisons.Equal || operation == Comparisons.NotEqual;
        if (!isEquality && operands.Any(operand => operand.Type == ScalarType.Boolean))
        {
            report($"'{headline}' calculates with a boolean.");
        }

        if (operation.TakesCount)
        {
            RequireInteger(operands[operands.Count - 1], "count", headline);
            operands = operands.Take(operands.Count - 1).ToEquatableArray();
        }

        foreach (Operand operand in operands)
        {
            RequireSame(operands[0], operand, headline);
        }

        bool floatingOnly = operation.Spelling is Spelling.NumericCall or Spelling.PackageCall
            || operation == Arithmetic.Divide || operation == Arithmetic.Remainder;
        if (floatingOnly && !operands[0].Type.IsFloating)
        {
            report($"'{headline}' applies {operation.Name} to {operands[0].Type}; it is for floating types.");
        }
    }

    private static bool IsLogic(Operation operation) =>
        operation == Comparisons.And || operation == Comparisons.Or || operation == Comparisons.ExclusiveOr;

    private void RequireInteger(Operand operand, string role, string headline)
    {
        if (!operand.Type.IsInteger)
        {
            report($"'{headline}' has the {role} {operand} of type {operand.Type}, which is no integer.");
        }
    }

    private void RequireBoolean(Operand operand, string headline)
    {
        if (operand.Type != ScalarType.Boolean)
        {
            report($"'{headline}' has the condition {operand} of type {operand.Type}, not bool.");
        }
    }

    private void RequireNotFloating(Operand operand, string headline)
    {
        if (operand.Type.IsFloating)
        {
            report($"'{headline}' applies logic to {operand.Type}.");
        }
    }

    private void RequireSame(Operand left, Operand right, string headline)
    {
        if (left.Type != right.Type)
        {
            report($"'{headline}' mixes {left.Type} and {right.Type}.");
        }
    }
}
