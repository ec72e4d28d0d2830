using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Members;

/// <summary>
/// Loops whose tangents need nothing that the loop computes become two, one of values and one of tangents: both are nests then as the user's loop
/// was, and a product of matrices is one still.
/// </summary>
internal sealed partial class DirectionsTogether
{
    /// <summary>The loop of values alone; null where tangents need what it computes. What is left of the loop is returned in the parameter.</summary>
    private For? SplitOff(ref For loop)
    {
        Statement[] nested = loop.WithNested();
        if (nested.Any(statement => statement is not (For { Carried.Count: 0, Guard: null } or Compute or Dimension or Load or Store or Accumulate))
            || !nested.Any(statement => IsOfValues(statement)))
        {
            return null;
        }

        // What the tangents are computed with is computed again; there has to be nothing to compute but places.
        Dictionary<int, Statement> definitions = nested.Where(statement => statement is not For).SelectMany(statement => statement.Results().Select(result => (result, statement)))
            .ToDictionary(pair => pair.result.Id, pair => pair.statement);
        HashSet<int> written = [.. nested.Where(IsOfValues).Select(statement => statement.Array()!.Id)];
        HashSet<Statement> needed = new(ReferenceComparer.Instance);
        Stack<Statement> open = new(nested.Where(statement => statement is not For && _varying.Varies(statement)));
        foreach (For inner in nested.OfType<For>())
        {
            open.Push(inner);
        }

        while (open.Count > 0)
        {
            foreach (Value operand in open.Pop().Operands().OfType<Value>())
            {
                if (definitions.TryGetValue(operand.Id, out Statement? definition) && !_varying.Varies(definition) && needed.Add(definition))
                {
                    if (definition is Compute { Result.Type.IsInteger: false } || (definition is Load load && written.Contains(load.Array.Id)))
                    {
                        return null;
                    }

                    open.Push(definition);
                }
            }
        }

        For values = (For)new Rewriter { FreshIds = _ids }.Rewrite(Keep(loop, statement => !_varying.Varies(statement)));
        loop = Keep(loop, statement => _varying.Varies(statement) || needed.Contains(statement));
        return values;
    }

    private bool IsOfValues(Statement statement) => statement is Store or Accumulate && !_varying.Varies(statement);

    /// <summary>The loop with some of its statements; loops without any are left out.</summary>
    private static For Keep(For loop, Func<Statement, bool> keeps)
    {
        List<Statement> kept = [];
        foreach (Statement statement in loop.Body.Statements)
        {
            if (statement is For inner)
            {
                For rest = Keep(inner, keeps);
                if (rest.Body.Statements.Any(of => of is For or Store or Accumulate))
                {
                    kept.Add(rest);
                }
            }
            else if (keeps(statement))
            {
                kept.Add(statement);
            }
        }

        return loop with { Body = loop.Body with { Statements = kept.ToEquatableArray() } };
    }

    /// <summary>
    /// A loop over a matrix's columns around nothing but one over directions, with both in no place but the wide array's column, is one loop over the wide
    /// columns; null for others.
    /// </summary>
    private For? Collapsed(For loop, BlockBuilder output)
    {
        if (loop is not { Carried.Count: 0, Guard: null, Range: { Start: Constant { IsZero: true }, Comparison: LoopComparison.Less, Step: Constant { IsOne: true } } }
            || loop.Body.Statements is not [.., For { Carried.Count: 0 } lanes]
            || !lanes.Range.End.Equals(_stride)
            || !loop.Body.Statements.Take(loop.Body.Statements.Count - 1).All(statement => statement is Compute or Dimension or Load))
        {
            return null;
        }

        HashSet<int> starts = [], columns = [];
        List<Statement> rest = [.. loop.Body.Statements.Take(loop.Body.Statements.Count - 1)];
        Rewriter rewriter = new();
        Value column = _ids.NewValue(ScalarType.Int32, "column");
        foreach (Statement statement in lanes.Body.Statements)
        {
            if (statement is Compute { Operands: [Value left, var right] } compute)
            {
                if (compute.Operation == Arithmetic.Multiply && left.Equals(loop.Index) && right.Equals(_stride))
                {
                    starts.Add(compute.Result.Id);
                    continue;
                }

                if (compute.Operation == Arithmetic.Add && starts.Contains(left.Id) && right.Equals(lanes.Index))
                {
                    columns.Add(compute.Result.Id);
                    rewriter.Replace(compute.Result, column);
                    continue;
                }
            }

            rest.Add(statement);
        }

        bool isElsewhere = rest.SelectMany(statement => statement.AllOperands()).OfType<Value>()
            .Any(value => value.Equals(loop.Index) || value.Equals(lanes.Index) || starts.Contains(value.Id));
        return isElsewhere || columns.Count == 0
            ? null
            : new For(
                column,
                LoopRange.UpTo(output.Compute(Arithmetic.Multiply, [loop.Range.End, _stride])),
                [],
                new Block(rest.Select(rewriter.Rewrite).ToEquatableArray(), []),
                []);
    }
}
