using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Parallelism;

/// <summary>Tells a scalar that samples only add to: then each range has a sum of its own.</summary>
internal static class RunningSums
{
    /// <summary>The block hands on what it was given plus something, and uses it for nothing else.</summary>
    /// <param name="block">What is run.</param>
    /// <param name="given">The sum as it is at the block's beginning.</param>
    /// <param name="position">Which of the block's yields is the sum at its end.</param>
    public static bool IsAddedTo(Block block, Value given, int position)
    {
        Operand sum = given;
        while (true)
        {
            bool isEnd = block.Yields[position].Equals(sum);
            int handedOn = block.Yields.Count(yielded => yielded.Equals(sum));
            List<Statement> users = [.. block.Statements.Where(statement => statement.AllOperands().Any(operand => operand.Equals(sum)))];
            if (isEnd)
            {
                return users.Count == 0 && handedOn == 1;
            }

            if (users.Count != 1 || handedOn != 0 || Next(users[0], sum) is not { } next)
            {
                return false;
            }

            sum = next;
        }
    }

    /// <summary>The sum after the statement; null where it is not just added to.</summary>
    private static Value? Next(Statement statement, Operand sum)
    {
        int uses = statement.AllOperands().Count(operand => operand.Equals(sum));
        switch (statement)
        {
            case Compute compute when uses == 1:
                bool isTerm = compute.Operation == Arithmetic.Add
                    || (compute.Operation == Arithmetic.Subtract && compute.Operands[0].Equals(sum))
                    || (compute.Operation == Combinations.FusedMultiplyAdd && compute.Operands[2].Equals(sum));
                return isTerm ? compute.Result : null;
            case For loop when uses == 1:
                int carried = loop.Carried.ToList().FindIndex(scalar => scalar.Initial.Equals(sum));
                return carried >= 0 && IsAddedTo(loop.Body, loop.Carried[carried].Entry, carried) ? loop.Results[carried] : null;
            case If branch when !branch.Condition.Equals(sum) && sum is Value value:
                int merged = Enumerable.Range(0, branch.Results.Count).Where(i => IsAddedTo(branch.Then, value, i) && IsAddedTo(branch.Else, value, i)).DefaultIfEmpty(-1).First();
                return merged >= 0 ? branch.Results[merged] : null;
            default:
                return null;
        }
    }
}
