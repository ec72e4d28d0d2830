using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Diagnosis.Hazards;

/// <summary>Whether exponents are taken relative to the largest of them: exp(x − m).</summary>
internal sealed class Shifts(Formulas formulas)
{
    /// <summary>True of x − m, and of it times or by something, where m is a maximum, or a sum with one in it (m + ln Σ exp(x − m)).</summary>
    public bool IsShifted(Operand exponent)
    {
        HashSet<int> seen = [];
        Stack<Operand> open = new([exponent]);
        while (open.Count > 0)
        {
            foreach (Compute source in formulas.Sources(open.Pop()).Where(source => seen.Add(source.Result.Id)))
            {
                if (source.Operation == Arithmetic.Subtract)
                {
                    if (IsMaximum(source.Operands[1]))
                    {
                        return true;
                    }

                    open.Push(source.Operands[0]);
                }
                else if (source.Operation == Arithmetic.Add || source.Operation == Arithmetic.Multiply || source.Operation == Arithmetic.Divide)
                {
                    source.Operands.ToList().ForEach(open.Push);
                }
            }
        }

        return false;
    }

    private bool IsMaximum(Operand operand)
    {
        HashSet<int> seen = [];
        Stack<Operand> open = new([operand]);
        while (open.Count > 0)
        {
            if (open.Pop() is not Value value || !seen.Add(value.Id))
            {
                continue;
            }

            switch (formulas.Function.Body.Definitions.Find(value))
            {
                case Compute compute when compute.Operation == Extrema.Max:
                    return true;
                case Compute compute when compute.Operation == Comparisons.Select:
                    if (IsChoiceOfLarger(compute.Operands[0], compute.Operands[1], compute.Operands[2]))
                    {
                        return true;
                    }

                    open.Push(compute.Operands[1]);
                    open.Push(compute.Operands[2]);
                    break;
                case Compute compute when compute.Operation == Barriers.Stop || compute.Operation == Arithmetic.Convert || compute.Operation == Arithmetic.Add || compute.Operation == Arithmetic.Multiply:
                    compute.Operands.ToList().ForEach(open.Push);
                    break;
                case If branch when branch.Results.ToList().FindIndex(result => result.Id == value.Id) is >= 0 and var position:
                    if (IsChoiceOfLarger(branch.Condition, branch.Then.Yields[position], branch.Else.Yields[position]))
                    {
                        return true;
                    }

                    open.Push(branch.Then.Yields[position]);
                    open.Push(branch.Else.Yields[position]);
                    break;
                case For loop when loop.Index.Id != value.Id:
                    int state = loop.Carried.ToList().FindIndex(carried => carried.Entry.Id == value.Id);
                    state = state < 0 ? loop.Results.ToList().FindIndex(result => result.Id == value.Id) : state;
                    open.Push(loop.Carried[state].Initial);
                    open.Push(loop.Body.Yields[state]);
                    break;

                // The element at an index that was searched for.
                case Load load when load.Indices.Any(index => formulas.Function.Body.Definitions.Find(index) is If || (formulas.Function.Body.Definitions.Find(index) is For search && search.Index.Id != ((Value)index).Id)):
                    return true;
                case Load load:
                    formulas.Stored(load.Array).ToList().ForEach(open.Push);
                    break;
            }
        }

        return false;
    }

    /// <summary>x > m ? x : m</summary>
    private bool IsChoiceOfLarger(Operand condition, Operand then, Operand otherwise) =>
        formulas.Function.Body.Definitions.Find(condition) is Compute { Operands: [var left, var right] } comparison
        && ((IsGreater(comparison.Operation) && formulas.Same(left, then) && formulas.Same(right, otherwise))
            || (IsLess(comparison.Operation) && formulas.Same(left, otherwise) && formulas.Same(right, then)));

    private static bool IsGreater(Operation operation) => operation == Comparisons.GreaterThan || operation == Comparisons.GreaterThanOrEqual;

    private static bool IsLess(Operation operation) => operation == Comparisons.LessThan || operation == Comparisons.LessThanOrEqual;
}
