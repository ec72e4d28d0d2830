using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Compiler.Scheduling;
using SymbolicGrad.Compiler.Simplification;

namespace SymbolicGrad.Compiler.Members;

/// <summary>FTapeLength, FForward and the FBackward that reads the tape, before scratch is hoisted.</summary>
internal sealed record TapedFunctions(Function TapeLength, Function Forward, Function Backward, ReverseSetup Setup, ArrayVariable Tape);

/// <summary>
/// Cuts a function's sweeps in two. The tape is one span: first the scalars that are needed once, then one piece for each
/// recorded quantity and for each scratch array whose contents the reverse sweep reads again.
/// </summary>
internal static class TapedPair
{
    public static TapedFunctions Build(Function primal, string tapeLengthName, string forwardName, string backwardName, bool mayReorder)
    {
        IdSource ids = new(primal.NextId);
        ReverseSetup setup = new(primal, ids, sets: false);
        setup.Declare();
        BlockBuilder reverse = new(ids);
        List<Operand> gradients = setup.AppendSweep(reverse);
        List<Parameter> rowLengths = LengthsWithoutInOut(primal, setup);

        EquatableArray<Parameter> all = primal.Parameters.Concat(setup.Upstreams).Concat(setup.Gradients).ToEquatableArray();
        Function both = new(
            backwardName,
            all,
            primal.Returns,
            new Block(
                primal.Body.Statements.Concat(reverse.Statements).ToEquatableArray(),
                primal.Body.Yields.Concat(gradients).ToEquatableArray()),
            ids.Next);
        both = Simplifier.Run(both, primal.NextId);
        both = mayReorder ? CancellingTotals.Run(both, primal.NextId) : both;

        // A mark between the sweeps that survives what is inserted into either.
        int cut = Enumerable.Range(0, both.Body.Statements.Count + 1)
            .First(i => i == both.Body.Statements.Count || IsReverse(both.Body.Statements[i], primal.NextId));
        ids = new IdSource(both.NextId);
        ScalarType floating = FloatingTypeOf(primal);
        ArrayVariable mark = ids.NewArray("mark", floating, 1, ArrayStorage.Scratch);
        List<Statement> marked = [.. both.Body.Statements];
        marked.Insert(cut, new Allocate(mark, [Constant.Int(0)], Zeroed: false));
        bool IsMark(Statement statement) => statement is Allocate allocate && allocate.Array.Id == mark.Id;

        HashSet<int> outputs = [.. primal.Parameters.OfType<ArrayParameter>().Where(parameter => parameter.Role != ParameterRole.Input).Select(parameter => parameter.Array.Id)];
        both = CheckpointReplay.Run(both with { Body = both.Body with { Statements = marked.ToEquatableArray() }, NextId = ids.Next }, outputs);
        ids = new IdSource(both.NextId);
        cut = both.Body.Statements.ToList().FindIndex(IsMark);

        (Block body, TapePlan plan) = new Taping(both, ids, cut, primal.Body.Yields.Count, primal.NextId, new TapeEncoding(floating, ids)).Run();
        List<Statement> statements = [.. body.Statements];
        int boundary = statements.FindIndex(IsMark);
        Block forward = new(statements.Take(boundary).ToEquatableArray(), body.Yields.Take(primal.Body.Yields.Count).ToEquatableArray());
        Block backward = new(statements.Skip(boundary + 1).ToEquatableArray(), body.Yields.Skip(primal.Body.Yields.Count).ToEquatableArray());

        ArrayVariable tape = ids.NewArray(new ParameterNames(both).Free("tape"), floating, 1, ArrayStorage.Span);
        TapeLayout layout = new(both with { Body = body }, forward, backward, plan, tape, ids);
        return new TapedFunctions(
            LengthFunction(primal, setup, layout, tapeLengthName, ids),
            ForwardFunction(primal, forward, layout, forwardName, tape, ids),
            BackwardFunction(primal, setup, rowLengths, backward, layout, backwardName, tape, ids),
            setup,
            tape);
    }

    /// <summary>The taped FBackward has no primal argument for an in/out array: its gradient has the same lengths.</summary>
    private static List<Parameter> LengthsWithoutInOut(Function primal, ReverseSetup setup)
    {
        List<Parameter> rowLengths = [];
        foreach (ArrayParameter parameter in primal.Parameters.OfType<ArrayParameter>().Where(p => p.Role == ParameterRole.InOut))
        {
            LengthCheck? check = setup.Checks.FirstOrDefault(c => c.Required is LengthOfArray length && length.Array.Id == parameter.Array.Id);
            if (check is not null)
            {
                setup.LengthsFrom[parameter.Array.Id] = check.Array;
                if (parameter.Array.Storage == ArrayStorage.Jagged)
                {
                    Whole? whole = setup.Gradients.OfType<ArrayParameter>().First(gradient => gradient.Array.Id == check.Array.Id).Whole;
                    rowLengths.Add(setup.RowLengthsFrom(parameter.Array, check.Array) with { Whole = whole });
                }
            }
        }

        return rowLengths;
    }

    private static bool IsReverse(Statement statement, int firstAdjointId) =>
        statement.AllDefinitions().Any(value => value.Id >= firstAdjointId)
        || statement.WithNested().Any(nested => nested.Arrays().Any(array => array.Id >= firstAdjointId));

    private static ScalarType FloatingTypeOf(Function primal)
    {
        IEnumerable<ScalarType> types = primal.Parameters
            .Select(parameter => parameter is ScalarParameter scalar ? scalar.Value.Type : ((ArrayParameter)parameter).Array.Element)
            .Concat(primal.Returns.Select(element => element.Type));
        return types.FirstOrDefault(type => type.IsFloating) ?? ScalarType.Double;
    }

    private static Function ForwardFunction(Function primal, Block forward, TapeLayout layout, string name, ArrayVariable tape, IdSource ids)
    {
        Block body = layout.InForward(forward);
        ArrayParameter parameter = new(tape, tape.Name, ParameterRole.InOut, false);
        return new Function(name, primal.Parameters.Append(parameter).ToEquatableArray(), primal.Returns, body, ids.Next) { Result = primal.Result };
    }

    private static Function BackwardFunction(
        Function primal, ReverseSetup setup, List<Parameter> rowLengths, Block backward, TapeLayout layout, string name, ArrayVariable tape, IdSource ids)
    {
        ArrayVariable readOnly = tape with { Storage = ArrayStorage.ReadOnlySpan };
        Rewriter rewriter = new();
        rewriter.Replace(tape, readOnly);
        foreach (ArrayParameter input in setup.Inputs.OfType<ArrayParameter>())
        {
            rewriter.Replace(input.Array with { Storage = ArrayStorage.Span }, input.Array);
        }

        Block adapted = PrimalBody.AskLengths(layout.InBackward(backward), setup);
        foreach (Allocate piece in adapted.Statements.OfType<Allocate>().Where(allocate => allocate.Within is not null))
        {
            rewriter.Replace(piece.Array, piece.Array with
            {
                Storage = piece.Array.Rank == 1 ? ArrayStorage.ReadOnlySpan : ArrayStorage.ReadOnlySpan2D,
            });
        }

        Block body = rewriter.Rewrite(adapted);
        HashSet<string> inOut = [.. primal.Parameters.Where(p => p is { Role: ParameterRole.InOut }).Select(p => p.Name)];
        IEnumerable<Parameter> parameters = setup.Inputs.Where(input => !inOut.Contains(input.Name))
            .Concat(setup.Upstreams)
            .Concat(setup.Gradients)
            .Concat(rowLengths)
            .Append(new ArrayParameter(readOnly, tape.Name, ParameterRole.Input, false));
        return new Function(name, parameters.ToEquatableArray(), [], body, ids.Next);
    }

    private static Function LengthFunction(Function primal, ReverseSetup setup, TapeLayout layout, string name, IdSource ids)
    {
        (List<Statement> statements, Operand length) = layout.Length();
        HashSet<int> inputs = [.. setup.Inputs.OfType<ArrayParameter>().Select(parameter => parameter.Array.Id)];
        ShapeRequirements shapes = ShapeRequirements.Of(primal);
        List<Statement> asked = [];
        foreach (Statement statement in statements)
        {
            if (statement is not Dimension dimension || inputs.Contains(dimension.Array.Id))
            {
                asked.Add(statement);
                continue;
            }

            // An output's length is not among the inputs: an input that is read as far as the output is written bounds it.
            if (shapes.FindAtLeast(dimension.Array, dimension.Axis, inputs) is not { } bound)
            {
                throw new RefusalException(new Refusal(
                    RefusalReason.TripCountNotKnown,
                    $"the tape's length depends on the length of the output '{dimension.Array.Name}', which no input bounds",
                    default));
            }

            asked.Add(dimension with { Array = bound.Array, Axis = bound.Axis });
        }

        Rewriter rewriter = new();
        foreach (ArrayParameter input in setup.Inputs.OfType<ArrayParameter>())
        {
            rewriter.Replace(input.Array with { Storage = ArrayStorage.Span }, input.Array);
        }

        Block body = rewriter.Rewrite(new Block(asked.ToEquatableArray(), [length]));
        return new Function(name, setup.Inputs.ToEquatableArray(), [new ReturnElement(ScalarType.Int32, null)], body, ids.Next);
    }
}
