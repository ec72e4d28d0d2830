using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Compiler.Scheduling;

namespace SymbolicGrad.Compiler.Parallelism;

/// <summary>
/// About how many operations one iteration of loops over samples needs: a polynomial in the trip counts of the loops inside, of which the terms that no other
/// one outgrows are kept. It decides how many workers are worth their while, nothing else.
/// </summary>
internal sealed class OperationCounts(Definitions definitions, IdSource ids)
{
    /// <summary>How often a loop is taken to run of which nothing is known in time.</summary>
    private const int UnknownTrips = 16;

    private const int CostOfCall = 50;

    private readonly Dictionary<LoopRange, Operand?> _trips = [];
    private readonly BlockBuilder _statements = new(ids);

    /// <summary>What computes the count.</summary>
    public IReadOnlyList<Statement> Statements => _statements.Statements;

    /// <summary>The count for an iteration of each of the loops, as a long.</summary>
    public Operand Of(IEnumerable<For> loops)
    {
        Dictionary<EquatableArray<Operand>, long> terms = [];
        foreach (For loop in loops)
        {
            Add(loop.Body, [loop], 1, [], terms);
        }

        EquatableArray<Operand>[] kept = [.. terms.Keys.Where(term => !terms.Keys.Any(other => other.Count > term.Count && term.All(other.Contains)))];
        Operand? sum = null;
        foreach (EquatableArray<Operand> factors in kept)
        {
            Operand term = new Constant(ScalarType.Int64, terms[factors]);
            foreach (Operand factor in factors)
            {
                term = _statements.Compute(Arithmetic.Multiply, [term, _statements.Convert(factor, ScalarType.Int64)]);
            }

            sum = sum is null ? term : _statements.Compute(Arithmetic.Add, [sum, term]);
        }

        return sum ?? new Constant(ScalarType.Int64, 1);
    }

    private void Add(Block block, IReadOnlyList<For> outer, long times, EquatableArray<Operand> factors, Dictionary<EquatableArray<Operand>, long> terms)
    {
        long own = 0;
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case For loop:
                    Operand? trips = TripsOf(loop, [.. outer, loop]);
                    long constant = trips is null ? UnknownTrips : trips is Constant known ? Math.Max(1, (long)known.Number) : 1;
                    Add(loop.Body, [.. outer, loop], times * constant, trips is Value ? factors.Append(trips).OrderBy(operand => ((Value)operand).Id).ToEquatableArray() : factors, terms);
                    break;
                case If branch:
                    Add(branch.Then, outer, times, factors, terms);
                    Add(branch.Else, outer, times, factors, terms);
                    break;
                default:
                    own += CostOf(statement);
                    break;
            }
        }

        terms[factors] = (terms.TryGetValue(factors, out long before) ? before : 0) + (own * times);
    }

    private Operand? TripsOf(For loop, IReadOnlyList<For> outer)
    {
        if (!_trips.TryGetValue(loop.Range, out Operand? trips))
        {
            trips = new TripCount(definitions, outer, ids, _statements.Add).Of(loop);

            // Whether a loop runs at all is none of this count's business.
            if (_statements.Statements.OfType<Compute>().FirstOrDefault(compute => compute.Result.Equals(trips)) is { } atLeast && atLeast.Operation == Extrema.Max && atLeast.Operands.OfType<Constant>().Any(bound => bound.IsZero))
            {
                trips = atLeast.Operands.First(operand => operand is not Constant { IsZero: true });
            }

            _trips.Add(loop.Range, trips);
        }

        return trips;
    }

    private static int CostOf(Statement statement) => statement switch
    {
        Compute compute => RecomputationCosts.Of(compute),
        Load or Store or Accumulate => RecomputationCosts.Load,
        Call => CostOfCall,
        _ => 0,
    };
}
