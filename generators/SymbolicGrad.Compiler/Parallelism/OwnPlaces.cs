using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Parallelism;

/// <summary>
/// Whether the first indices of an array's accesses belong to the sample: no two samples touch the same element. That is so where they
/// are the sample's number, or begin at a multiple of it and stay below the next one, as in flattened matrices.
/// </summary>
internal sealed class OwnPlaces(For samples, Definitions definitions, LengthClasses lengths)
{
    private readonly HashSet<int> _inside = [.. samples.AllDefinitions().Select(value => value.Id).Except(samples.Results.Select(result => result.Id))];

    /// <summary>The index is the sample's number itself.</summary>
    public bool IsNumber(Operand index) => index.Equals(samples.Index);

    public bool AreApart(IReadOnlyList<Operand> indices)
    {
        List<Place?> places = [.. indices.Select(PlaceOf)];
        if (places.Any(place => place is null))
        {
            return false;
        }

        Place first = places[0]!;
        bool isOneGrid = places.All(place => place!.Constant == first.Constant && AreSame(place.Factor, first.Factor) && place.Fixed.Minus(first.Fixed) is { IsConstant: true, Constant: 0 });
        if (!isOneGrid)
        {
            return false;
        }

        // A stride that is a number of the program: what is added to its multiple has to be proven below it, place by place.
        return first.Factor is not null
            ? places.All(place => place!.IsBelowFactor)
            : places.Max(place => place!.High) - places.Min(place => place!.Low) < Math.Abs(first.Constant);
    }

    /// <summary>number·Constant + Fixed + what lies between Low and High; or number·Factor + Fixed + what is at least 0 and below Factor.</summary>
    private sealed record Place(long Constant, Operand? Factor, AffineForm Fixed, long Low, long High, bool IsBelowFactor);

    private Place? PlaceOf(Operand index)
    {
        AffineForm form = AffineForm.Of(index, definitions);
        long constant = form.CoefficientOf(samples.Index.Id);
        List<int> moving = [.. form.Symbols.Where(symbol => symbol != samples.Index.Id && _inside.Contains(symbol) && definitions.Find(symbol) is not Dimension)];
        AffineForm atRest = form.Without(samples.Index.Id);
        moving.ForEach(symbol => atRest = atRest.Without(symbol));
        if (constant != 0)
        {
            long low = 0, high = 0;
            foreach (int symbol in moving)
            {
                if (ConstantBounds(symbol) is not { } bounds)
                {
                    return null;
                }

                long coefficient = form.CoefficientOf(symbol);
                low += Math.Min(coefficient * bounds.Low, coefficient * bounds.High);
                high += Math.Max(coefficient * bounds.Low, coefficient * bounds.High);
            }

            // What is added as a literal counts as movement, so that x[3·n] and x[3·n + 2] are of one grid.
            return new Place(constant, null, atRest.Minus(AffineForm.Of(new Constant(ScalarType.Int32, atRest.Constant), definitions)), low + atRest.Constant, high + atRest.Constant, false);
        }

        List<int> multiples = [.. moving.Where(symbol => FactorOf(symbol) is not null)];
        if (multiples.Count != 1 || form.CoefficientOf(multiples[0]) != 1 || atRest.Constant != 0 || moving.Count > 2)
        {
            return null;
        }

        Operand factor = FactorOf(multiples[0])!;
        int? added = moving.Where(symbol => symbol != multiples[0]).Select(symbol => (int?)symbol).FirstOrDefault();

        // With nothing added the factor could be 0, and all places the same.
        return added is { } symbolAdded && form.CoefficientOf(symbolAdded) == 1 && IsBelow(symbolAdded, factor)
            ? new Place(0, factor, atRest, 0, 0, IsBelowFactor: true)
            : null;
    }

    /// <summary>f where the symbol is number·f.</summary>
    private Operand? FactorOf(int symbol) =>
        definitions.Find(symbol) is Compute { Operation: var operation } product && operation == Arithmetic.Multiply && product.Operands.Any(IsNumber)
            ? product.Operands.FirstOrDefault(operand => !IsNumber(operand) && IsFixed(operand))
            : null;

    private bool IsFixed(Operand operand) => operand is not Value value || !_inside.Contains(value.Id) || definitions.Find(value) is Dimension;

    private (long Low, long High)? ConstantBounds(int symbol)
    {
        if (definitions.Find(symbol) is not For loop || loop.Index.Id != symbol || loop.Range.Start is not Constant start || loop.Range.End is not Constant end)
        {
            return null;
        }

        long first = (long)start.Number, last = (long)end.Number + (loop.Range.Comparison switch { LoopComparison.Less => -1, LoopComparison.Greater => 1, _ => 0 });
        return (Math.Min(first, last), Math.Max(first, last));
    }

    /// <summary>The symbol is the index of an inner loop that begins at 0 or later and ends before the factor, or the same downwards.</summary>
    private bool IsBelow(int symbol, Operand factor)
    {
        if (definitions.Find(symbol) is not For loop || loop.Index.Id != symbol || loop.Range.Step is not Constant { Number: 1 or -1 })
        {
            return false;
        }

        LoopRange range = loop.Range;
        (Operand low, Operand high) = range.IsAscending ? (range.Start, range.End) : (range.End, range.Start);
        long beyond = range.Comparison switch { LoopComparison.Less => 0, _ => 1 };
        return range.Comparison != LoopComparison.Greater && low is Constant { Number: >= 0 } && IsAtMost(high, beyond, factor);
    }

    /// <summary>high + beyond ≤ factor.</summary>
    private bool IsAtMost(Operand high, long beyond, Operand factor)
    {
        if (beyond == 0 && AreSame(high, factor))
        {
            return true;
        }

        AffineForm form = AffineForm.Of(high, definitions);
        if (form.Minus(AffineForm.Of(factor, definitions)) is { IsConstant: true } difference)
        {
            return difference.Constant + beyond <= 0;
        }

        return form.Constant + beyond <= 0 && form.Symbols.ToList() is [var symbol] && form.CoefficientOf(symbol) == 1
            && definitions.Find(symbol) is Dimension && AreSame(definitions.Find(symbol)!.Results().Single(), factor);
    }

    private bool AreSame(Operand? left, Operand? right) =>
        left is null || right is null ? left is null && right is null
        : left.Equals(right)
            || (definitions.Find(right) is Dimension dimension && lengths.IsLength(left, dimension.Array, dimension.Axis, definitions))
            || AffineForm.Of(left, definitions).Minus(AffineForm.Of(right, definitions)) is { IsConstant: true, Constant: 0 };
}
