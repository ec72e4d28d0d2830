using System.Globalization;
using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Analysis.Ranges;
using SymbolicGrad.Compiler.Explanation;
using SymbolicGrad.Compiler.Intervals;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Diagnosis.Hazards;

/// <summary>
/// What quantities are computed from, however that is written: through variables, memory, branches, loops and conversions between floating types. Where
/// several statements may have computed a quantity, each is one that some run meets.
/// </summary>
internal sealed class Formulas
{
    // Longer formulas are no help in a message.
    private const int LongestText = 40;

    // Formulas that are written twice are short.
    private const int DeepestFormula = 5;

    private readonly FlowFacts _facts;
    private readonly ILookup<int, Operand> _stored, _added;

    public Formulas(FlowFacts facts)
    {
        _facts = facts;
        Statement[] all = facts.Function.Body.AllStatements;
        _stored = all.OfType<Store>().ToLookup(store => store.Array.Id, store => store.Value);
        _added = all.OfType<Accumulate>().ToLookup(accumulate => accumulate.Array.Id, accumulate => accumulate.Value);
        Computes = [.. all.OfType<Compute>()];
    }

    /// <summary>All statements that compute, in order.</summary>
    public IReadOnlyList<Compute> Computes { get; }

    public Function Function => _facts.Function;

    public RangeAnalysis Ranges => _facts.Ranges;

    public Activity Activity => _facts.Activity;

    public bool IsActive(Operand operand) => _facts.Activity.IsActive(operand);

    /// <summary>What may compute the quantity.</summary>
    public IEnumerable<Compute> Sources(Operand operand) => Trace(operand, static _ => null, withAdded: false).OfType<Compute>();

    /// <summary>What may compute the quantity, if it is the operation.</summary>
    public IEnumerable<Compute> Sources(Operand operand, Operation operation) => Sources(operand).Where(compute => compute.Operation == operation);

    /// <summary>What the quantity is a sum of, in a loop or at once; signs are not told.</summary>
    public IEnumerable<object> Addends(Operand operand) => Trace(
        operand,
        static compute => compute.Operation == Arithmetic.Add || compute.Operation == Arithmetic.Subtract ? compute.Operands : null,
        withAdded: true);

    /// <summary>What the quantity is a product of; of a quotient, what stands above.</summary>
    public IEnumerable<Compute> Factors(Operand operand) => Trace(
        operand,
        static compute => compute.Operation == Arithmetic.Multiply || compute.Operation == Arithmetic.Negate ? compute.Operands : compute.Operation == Arithmetic.Divide ? [compute.Operands[0]] : null,
        withAdded: false).OfType<Compute>();

    /// <summary>What is stored anywhere in the array.</summary>
    public IEnumerable<Operand> Stored(ArrayVariable array) => _stored[array.Id];

    /// <summary>The comparisons that a condition is made of, by operators or by branches.</summary>
    public IEnumerable<Compute> Conditions(Operand condition)
    {
        HashSet<int> seen = [];
        Stack<Operand> open = new([condition]);
        while (open.Count > 0)
        {
            if (open.Pop() is not Value value || !seen.Add(value.Id))
            {
                continue;
            }

            switch (_facts.Function.Body.Definitions.Find(value))
            {
                case Compute { Operands: [{ Type.Kind: ScalarKind.Boolean }, ..] } compute:
                    compute.Operands.ToList().ForEach(open.Push);
                    break;
                case Compute compute:
                    yield return compute;
                    break;
                case If branch when branch.Results.ToList().FindIndex(result => result.Id == value.Id) is >= 0 and var position:
                    open.Push(branch.Condition);
                    open.Push(branch.Then.Yields[position]);
                    open.Push(branch.Else.Yields[position]);
                    break;
            }
        }
    }

    /// <summary>u of 1 + u, with the statement that adds.</summary>
    public IEnumerable<(Operand Operand, Compute Sum)> AddedToOne(Operand sum) =>
        from add in Sources(sum, Arithmetic.Add)
        from position in Enumerable.Range(0, 2)
        where IsNumber(add.Operands[position], 1)
        select (add.Operands[1 - position], add);

    /// <summary>u of 1 − u, with the statement that subtracts.</summary>
    public IEnumerable<(Operand Operand, Compute Difference)> TakenFromOne(Operand difference) =>
        from subtract in Sources(difference, Arithmetic.Subtract)
        where IsNumber(subtract.Operands[0], 1)
        select (subtract.Operands[1], subtract);

    /// <summary>u of u·u and u².</summary>
    public IEnumerable<Operand> SquaredIn(Operand square)
    {
        foreach (Compute source in Sources(square))
        {
            if (source.Operation == Arithmetic.Multiply && Same(source.Operands[0], source.Operands[1]))
            {
                yield return source.Operands[0];
            }
            else if (source.Operation == Powers.Pow && IsNumber(source.Operands[1], 2))
            {
                yield return source.Operands[0];
            }
        }
    }

    public static bool IsNumber(Operand operand, double number) => operand is Constant constant && constant.Number == number;

    /// <summary>The operand where its value is the same: without conversions between floating types.</summary>
    public Operand Plain(Operand operand)
    {
        while (_facts.Function.Body.Definitions.Find(operand) is Compute { Operands: [{ Type.IsFloating: true } converted] } compute && compute.Operation == Arithmetic.Convert)
        {
            operand = converted;
        }

        return operand;
    }

    /// <summary>The factors of a product as it is written, of a quotient those above; a square's are two.</summary>
    public List<Operand> FactorsAsWritten(Operand product, int depth = DeepestFormula)
    {
        if (depth > 0 && _facts.Function.Body.Definitions.Find(Plain(product)) is Compute { Operands: var operands } compute)
        {
            if (compute.Operation == Arithmetic.Multiply || compute.Operation == Arithmetic.Negate)
            {
                return [.. operands.SelectMany(operand => FactorsAsWritten(operand, depth - 1))];
            }

            if (compute.Operation == Arithmetic.Divide)
            {
                return FactorsAsWritten(operands[0], depth - 1);
            }

            if (compute.Operation == Powers.Pow && IsNumber(operands[1], 2))
            {
                List<Operand> root = FactorsAsWritten(operands[0], depth - 1);
                return [.. root, .. root];
            }
        }

        return [Plain(product)];
    }

    /// <summary>True where both are one formula of elements of the same memory, whichever elements those are.</summary>
    public bool Alike(Operand left, Operand right, int depth = DeepestFormula)
    {
        (left, right) = (Plain(left), Plain(right));
        return left.Equals(right) || (_facts.Function.Body.Definitions.Find(left), _facts.Function.Body.Definitions.Find(right)) switch
        {
            (Compute one, Compute other) => one.Operation == other.Operation && depth > 0 && one.Operands.Zip(other.Operands, (a, b) => Alike(a, b, depth - 1)).All(alike => alike),
            (Load one, Load other) => one.Array.Id == other.Array.Id,
            _ => false,
        };
    }

    /// <summary>True where both are certainly one quantity: one value, or equal formulas of such, or one element of memory that nobody writes.</summary>
    public bool Same(Operand left, Operand right) => Same(left, right, DeepestFormula);

    private bool Same(Operand left, Operand right, int depth)
    {
        (left, right) = (Plain(left), Plain(right));
        if (left.Equals(right))
        {
            return true;
        }

        return (_facts.Function.Body.Definitions.Find(left), _facts.Function.Body.Definitions.Find(right)) switch
        {
            (Compute one, Compute other) => one.Operation == other.Operation && depth > 0 && one.Operands.Zip(other.Operands, (a, b) => Same(a, b, depth - 1)).All(same => same),
            (Load one, Load other) => one.Array.Id == other.Array.Id && !_stored.Contains(one.Array.Id) && !_added.Contains(one.Array.Id) && depth > 0 && one.Indices.Zip(other.Indices, (a, b) => Same(a, b, depth - 1)).All(same => same),
            (Dimension one, Dimension other) => one.Array.Id == other.Array.Id && one.Axis == other.Axis,
            _ => false,
        };
    }

    /// <summary>The formula of the statement, with gaps where it would be long.</summary>
    public string FormulaOf(Compute compute) => _facts.Text.Formula(compute.Result) is { Length: <= LongestText } text
        ? text
        : string.Format(CultureInfo.InvariantCulture, compute.Operation.Formula, compute.Operands.Select(_ => (object)"…").ToArray());

    /// <summary>What the quantity is called, or its formula where it is short.</summary>
    public string TextOf(Operand operand, string otherwise = "its argument") => _facts.Text.Of(operand) is { Length: <= LongestText } text ? text : otherwise;

    /// <summary>Statements that compute something, constants, and what is given: parameters and their elements.</summary>
    /// <param name="operand">Where to begin.</param>
    /// <param name="through">The operands to go on with, for statements that are no end.</param>
    /// <param name="withAdded">True where what is added to memory counts as well as what is stored.</param>
    private IEnumerable<object> Trace(Operand operand, Func<Compute, EquatableArray<Operand>?> through, bool withAdded)
    {
        HashSet<int> values = [], arrays = [];
        Stack<Operand> open = new([operand]);
        while (open.Count > 0)
        {
            Operand next = open.Pop();
            if (next is not Value value)
            {
                yield return next;
                continue;
            }

            if (!values.Add(value.Id))
            {
                continue;
            }

            switch (_facts.Function.Body.Definitions.Find(value))
            {
                case Compute { Operands: [{ Type.IsFloating: true } converted] } compute when compute.Operation == Arithmetic.Convert:
                    open.Push(converted);
                    break;
                case Compute compute when through(compute) is { } operands:
                    operands.Reverse().ToList().ForEach(open.Push);
                    break;
                case Compute compute when compute.Operation == Comparisons.Select:
                    open.Push(compute.Operands[2]);
                    open.Push(compute.Operands[1]);
                    break;
                case Compute compute:
                    yield return compute;
                    break;
                case null:
                case Load given when !_stored.Contains(given.Array.Id) && !(withAdded && _added.Contains(given.Array.Id)):
                    yield return value;
                    break;
                case Load load when arrays.Add(load.Array.Id):
                    foreach (Operand stored in withAdded ? _stored[load.Array.Id].Concat(_added[load.Array.Id]) : _stored[load.Array.Id])
                    {
                        open.Push(stored);
                    }

                    break;
                case If branch:
                    int position = branch.Results.ToList().FindIndex(result => result.Id == value.Id);
                    open.Push(branch.Else.Yields[position]);
                    open.Push(branch.Then.Yields[position]);
                    break;
                case For loop when loop.Index.Id != value.Id:
                    int state = loop.Carried.ToList().FindIndex(carried => carried.Entry.Id == value.Id);
                    state = state < 0 ? loop.Results.ToList().FindIndex(result => result.Id == value.Id) : state;
                    open.Push(loop.Carried[state].Initial);
                    open.Push(loop.Body.Yields[state]);
                    break;
            }
        }
    }
}
