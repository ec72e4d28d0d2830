using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>
/// Lets a called derivative add to a gradient itself: memory of zeros that the call adds to, and that a loop right behind it adds
/// to a parameter, is that parameter.
/// </summary>
internal sealed class SumElision(Function function, LengthClasses lengths)
{
    private readonly Definitions _definitions = function.Body.Definitions;
    private readonly HashSet<int> _parameters = [.. function.Parameters.OfType<ArrayParameter>().Select(parameter => parameter.Array.Id)];
    private readonly HashSet<int> _elided = [];

    public static Function Run(Function function, LengthClasses lengths)
    {
        if (!function.Body.AllStatements.OfType<Call>().Any())
        {
            return function;
        }

        SumElision elision = new(function, lengths);
        Block body = elision.Elide(function.Body);
        return elision._elided.Count == 0 ? function : function with
        {
            Body = body.SelectStatements(statement => statement is Allocate allocate && elision._elided.Contains(allocate.Array.Id) ? [] : [statement]),
        };
    }

    private Block Elide(Block block)
    {
        List<Statement> statements = [];
        int call = -1;
        foreach (Statement statement in block.Statements)
        {
            if (call >= 0 && statement is For loop && SumOf(loop, []) is var (sum, target)
                && Passing((Call)statements[call], sum, target) is { } joined && IsWhole(loop, target))
            {
                statements[call] = joined;
                _elided.Add(sum.Id);
                continue;
            }

            statements.Add(statement switch
            {
                If branch => branch with { Then = Elide(branch.Then), Else = Elide(branch.Else) },
                For nested => nested with { Body = Elide(nested.Body) },
                _ => statement,
            });
            call = statement is Call ? statements.Count - 1 : statement is Compute or Dimension ? call : -1;
        }

        return block with { Statements = statements.ToEquatableArray() };
    }

    /// <summary>The loop that is all of the body, aside from what computes its range.</summary>
    internal static For? InnerOf(For loop) =>
        loop.Body.Statements.All(statement => statement is For or Compute or Dimension) && loop.Body.Statements.OfType<For>().ToList() is [var inner] ? inner : null;

    /// <summary>for i, for j: target[i, j] += sum[i, j], which is left at 0</summary>
    private static (ArrayVariable Sum, ArrayVariable Target)? SumOf(For loop, EquatableArray<Operand> outer)
    {
        EquatableArray<Operand> indices = outer.Append(loop.Index).ToEquatableArray();
        if (loop is not { Guard: null, Carried.Count: 0 })
        {
            return null;
        }

        if (InnerOf(loop) is { } inner)
        {
            return SumOf(inner, indices);
        }

        List<Statement> body = [.. loop.Body.Statements];
        return body.OfType<Load>().ToList() is [var load] && body.OfType<Accumulate>().ToList() is [var accumulate]
            && accumulate.Value.Equals(load.Result) && accumulate.Indices.Equals(indices) && load.Indices.Equals(indices)
            && body.Where(statement => statement != (Statement)load && statement != (Statement)accumulate).All(statement =>
                statement is Store { Value: Constant { IsZero: true } } store && store.Array.Id == load.Array.Id && store.Indices.Equals(indices))
                ? (load.Array, accumulate.Array)
                : null;
    }

    /// <summary>The call with the target in place of the sum; null where the memory serves for more than this.</summary>
    private Call? Passing(Call call, ArrayVariable sum, ArrayVariable target)
    {
        bool isAddedTo = call.Arrays().Count(passed => passed.Array.Id == sum.Id) == 1
            && call.Arrays().Any(passed => passed.Array.Id == sum.Id && passed.Parameter.IsAddedTo)
            && !call.Arrays().Any(passed => passed.Array.Id == target.Id);
        List<Statement> uses = function.Body.AllStatements.Where(statement => statement.Arrays().Any(array => array.Id == sum.Id)).ToList();
        bool isOnlySum = uses.OfType<Allocate>().ToList() is [{ Zeroed: true }] && uses.OfType<Call>().Count() == 1
            && uses.OfType<Load>().Count() == 1 && uses.OfType<Store>().Count() <= 1 && uses.All(use => use is Allocate or Call or Load or Store);
        if (!isAddedTo || !isOnlySum || !_parameters.Contains(target.Id))
        {
            return null;
        }

        return call with
        {
            Arguments = call.Arguments.Select(argument => argument switch
            {
                SectionArgument section when section.Array.Id == sum.Id => section with { Array = target, IsWhole = true },
                MatrixArgument matrix when matrix.Array.Id == sum.Id => matrix with { Array = target, IsWhole = true },
                _ => argument,
            }).ToEquatableArray(),
        };
    }

    /// <summary>The loop visits every element of the target, from either end.</summary>
    private bool IsWhole(For loop, ArrayVariable target)
    {
        for (int axis = 0; axis < target.Rank; axis++)
        {
            Operand? end = loop.Range switch
            {
                { Start: Constant { IsZero: true }, Comparison: LoopComparison.Less, Step: Constant { IsOne: true } } => loop.Range.End,
                { End: Constant { IsZero: true }, Comparison: LoopComparison.GreaterOrEqual, Step: Constant { Number: -1 } }
                    when _definitions.Find(loop.Range.Start) is Compute { Operands: [var length, Constant { IsOne: true }] } last && last.Operation == Ops.Arithmetic.Subtract => length,
                _ => null,
            };
            if (end is null || !lengths.IsLength(end, target, axis, _definitions))
            {
                return false;
            }

            loop = InnerOf(loop) ?? loop;
        }

        return true;
    }
}
