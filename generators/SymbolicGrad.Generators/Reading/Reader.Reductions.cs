using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Generators.Reading;

/// <summary>What TensorPrimitives makes one number of, read as loops with a carried value.</summary>
internal sealed partial class Reader
{
    private static readonly Operation Abs = OperationTable.Find("Math.Abs", 1)!;

    /// <summary>How the number is made of the memory that is given, or null where the name is of no reduction.</summary>
    private Func<IOperation, IReadOnlyList<ArrayView>, Operand>? FindReduction(string name, int count)
    {
        switch (name, count)
        {
            case ("Dot", 2):
                return (at, x) => ReadDot(at, x[0], x[1]);
            case ("Sum", 1):
                return (at, x) => ReadSum(at, x[0], (element, _) => element);
            case ("SumOfSquares", 1):
                return (at, x) => ReadSum(at, x[0], Square);
            case ("SumOfMagnitudes", 1):
                return (at, x) => ReadSum(at, x[0], (element, place) => Compute(Abs, place, element));
            case ("Norm", 1):
                return (at, x) => Root(at, ReadSum(at, x[0], Square));
            case ("Distance", 2):
                return (at, x) => ReadDistance(at, x[0], x[1]);
            case ("CosineSimilarity", 2):
                return (at, x) => ReadCosine(at, x[0], x[1]);
            case ("Average", 1):
                return (at, x) => ReadAverage(at, x[0]);
            case ("StdDev", 1):
                return (at, x) => ReadDeviation(at, x[0]);
            case ("Product", 1):
                return (at, x) => ReadProduct(at, x[0], (element, _) => element);
            case ("ProductOfSums" or "ProductOfDifferences", 2):
                return (at, x) => ReadProductOfPairs(at, name == "ProductOfSums" ? Arithmetic.Add : Arithmetic.Subtract, x[0], x[1]);
            case ("Max" or "Min", 1):
                return (at, x) => ReadExtremum(at, x[0], OperationTable.Find($"Math.{name}", 2)!);
            case ("MaxMagnitude" or "MinMagnitude", 1):
                return (at, x) => ReadExtremeMagnitude(at, x[0], name == "MaxMagnitude");
            case ("IndexOfMax" or "IndexOfMin" or "IndexOfMaxMagnitude" or "IndexOfMinMagnitude", 1):
                return (at, x) => ReadExtremeIndex(
                    at, x[0], name.StartsWith("IndexOfMax", StringComparison.Ordinal), name.EndsWith("Magnitude", StringComparison.Ordinal));
            default:
                return null;
        }
    }

    private Operand Square(Operand element, IOperation at) => Compute(Arithmetic.Multiply, at, element, element);

    private Operand ReadDot(IOperation at, ArrayView left, ArrayView right)
    {
        return ReadSum(at, left, right, (a, b) => Compute(Arithmetic.Multiply, at, a, b));
    }

    private Operand ReadSum(IOperation at, ArrayView view, Func<Operand, IOperation, Operand> term) =>
        Fold(at, view, 0, (entry, index) => Compute(Arithmetic.Add, at, entry, term(LoadElement(view.Array, At(view, index, at), at), at)));

    private Operand ReadSum(IOperation at, ArrayView left, ArrayView right, Func<Operand, Operand, Operand> term) => Fold(at, left, 0, (entry, index) =>
        Compute(Arithmetic.Add, at, entry, term(LoadElement(left.Array, At(left, index, at), at), LoadElement(right.Array, At(right, index, at), at))));

    /// <summary>As a running product, so that the derivative never divides by an element.</summary>
    private Operand ReadProduct(IOperation at, ArrayView view, Func<Operand, Operand, Operand> factor) => Fold(at, view, 1, (entry, index) =>
        Compute(Arithmetic.Multiply, at, entry, factor(LoadElement(view.Array, At(view, index, at), at), index)));

    private Operand ReadProductOfPairs(IOperation at, Operation pair, ArrayView left, ArrayView right)
    {
        return ReadProduct(at, left, (element, index) => Compute(pair, at, element, LoadElement(right.Array, At(right, index, at), at)));
    }

    private Operand Fold(IOperation at, ArrayView view, double initial, Func<Value, Value, Operand> next)
    {
        Value entry = ids.NewValue(view.Array.Element.Held);
        return BuildLibraryLoop(at, LoopRange.UpTo(view.Lengths[0]), [new Carried(new Constant(entry.Type, initial), entry)], index => [next(entry, index)])[0];
    }

    /// <summary>√Σx²; the selection makes its derivative 0 at 0 (API.md section 3), where that of the root is ∞.</summary>
    private Value Root(IOperation at, Operand squares)
    {
        Constant zero = new(squares.Type, 0);
        Value isZero = Compute(Comparisons.Equal, at, squares, zero);
        return Compute(Comparisons.Select, at, isZero, zero, Compute(Powers.Sqrt, at, squares));
    }

    private Value ReadDistance(IOperation at, ArrayView left, ArrayView right)
    {
        return Root(at, ReadSum(at, left, right, (a, b) => Square(Compute(Arithmetic.Subtract, at, a, b), at)));
    }

    /// <summary>x·y / (|x| |y|); not a number where one of them is 0, as the library has it.</summary>
    private Value ReadCosine(IOperation at, ArrayView left, ArrayView right)
    {
        Operand dot = ReadDot(at, left, right);
        Value leftNorm = Compute(Powers.Sqrt, at, ReadSum(at, left, Square)), rightNorm = Compute(Powers.Sqrt, at, ReadSum(at, right, Square));
        return Compute(Arithmetic.Divide, at, dot, Compute(Arithmetic.Multiply, at, leftNorm, rightNorm));
    }

    private Value ReadAverage(IOperation at, ArrayView view)
    {
        RequireFloating(Arithmetic.Divide, view.Array.Element, at);
        return Compute(Arithmetic.Divide, at, ReadSum(at, view, (element, _) => element), ConvertTo(view.Lengths[0], view.Array.Element, at));
    }

    /// <summary>Of the whole population: √(Σ(x − mean)²/n).</summary>
    private Value ReadDeviation(IOperation at, ArrayView view)
    {
        Value mean = ReadAverage(at, view);
        Operand squares = ReadSum(at, view, (element, place) => Square(Compute(Arithmetic.Subtract, place, element, mean), place));
        return Root(at, Compute(Arithmetic.Divide, at, squares, ConvertTo(view.Lengths[0], view.Array.Element, at)));
    }

    /// <summary>From the first element on; the library throws for no elements, and so does reading the first.</summary>
    private Operand ReadExtremum(IOperation at, ArrayView view, Operation extremum) =>
        FoldFromFirst(at, view, (entry, element) => Compute(extremum, at, entry, element));

    private Operand ReadExtremeMagnitude(IOperation at, ArrayView view, bool isMax) => FoldFromFirst(at, view, (entry, element) =>
        Compute(Comparisons.Select, at, IsBetter(at, element, entry, isMax, isMagnitude: true), element, entry));

    private Operand FoldFromFirst(IOperation at, ArrayView view, Func<Value, Value, Operand> next)
    {
        Value first = LoadElement(view.Array, At(view, Constant.Int(0), at), at);
        Value entry = ids.NewValue(view.Array.Element.Held);
        LoopRange rest = new(Constant.Int(1), LoopComparison.Less, view.Lengths[0], Constant.Int(1));
        return BuildLibraryLoop(at, rest, [new Carried(first, entry)], index => [next(entry, LoadElement(view.Array, At(view, index, at), at))])[0];
    }

    /// <summary>The first place of the best element, of the first that is not a number if there is one; −1 for no elements.</summary>
    private Operand ReadExtremeIndex(IOperation at, ArrayView view, bool isMax, bool isMagnitude)
    {
        RequireFloating(Arithmetic.Divide, view.Array.Element, at);
        Value best = ids.NewValue(view.Array.Element), place = ids.NewValue(ScalarType.Int32);
        List<Carried> carried = [new Carried(new Constant(best.Type, 0), best), new Carried(Constant.Int(-1), place)];
        return BuildLibraryLoop(at, LoopRange.UpTo(view.Lengths[0]), carried, index =>
        {
            Value element = LoadElement(view.Array, At(view, index, at), at);
            Value isFirst = Compute(Comparisons.Equal, at, place, Constant.Int(-1));
            Value isNumber = Compute(Comparisons.Not, at, Compute(Predicates.IsNaN, at, best));
            Value isBetter = Compute(Comparisons.And, at, isNumber, IsBetter(at, element, best, isMax, isMagnitude));
            Value isTaken = Compute(Comparisons.Or, at, isFirst, isBetter);
            return [Compute(Comparisons.Select, at, isTaken, element, best), Compute(Comparisons.Select, at, isTaken, index, place)];
        })[1];
    }

    /// <summary>Greater (or less), by magnitude or not; of equal ones the positive is greater; not a number beats all.</summary>
    private Value IsBetter(IOperation at, Operand candidate, Operand best, bool isMax, bool isMagnitude)
    {
        Operand left = isMagnitude ? Compute(Abs, at, candidate) : candidate, right = isMagnitude ? Compute(Abs, at, best) : best;
        (Operand positive, Operand negative) = isMax ? (candidate, best) : (best, candidate);
        Value isBeyond = Compute(isMax ? Comparisons.GreaterThan : Comparisons.LessThan, at, left, right);
        Value differsInSign = Compute(
            Comparisons.And, at, Compute(Predicates.IsNegative, at, negative), Compute(Comparisons.Not, at, Compute(Predicates.IsNegative, at, positive)));
        Value isEqualBeyond = Compute(Comparisons.And, at, Compute(Comparisons.Equal, at, left, right), differsInSign);
        return Compute(Comparisons.Or, at, Compute(Comparisons.Or, at, isBeyond, isEqualBeyond), Compute(Predicates.IsNaN, at, candidate));
    }
}
