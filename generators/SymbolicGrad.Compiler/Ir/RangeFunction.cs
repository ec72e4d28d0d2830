namespace SymbolicGrad.Compiler.Ir;

/// <summary>How the ranges that a loop over samples is cut into share an array.</summary>
public enum Sharing
{
    /// <summary>All have it: nobody writes it, or every sample writes elements that no other one touches.</summary>
    Whole,

    /// <summary>Each has the rows (of a vector: the elements) of its samples.</summary>
    Rows,

    /// <summary>Samples only add to it: each range to a partial sum, which are added up at the end.</summary>
    Sum,
}

/// <summary>
/// A loop over independent samples as a function of a range of them, and how it is called: made by Parallelism, written by
/// emission as a type that holds what the loop uses.
/// </summary>
/// <param name="Name">The type's name.</param>
/// <param name="Of">The member that the loop is in.</param>
/// <param name="Function">
/// Runs the samples of a range. Its parameters are the arrays, then what the loop uses of the method's numbers, then the sums that it carries
/// (which it returns), then the number of the first sample where that is needed, then how many samples there are.
/// </param>
/// <param name="Sharings">One for each array of the function's parameters, row lengths left out, in order.</param>
/// <param name="TakesFirst">Whether the function has the parameter for the first sample.</param>
public sealed record RangeFunction(string Name, string Of, Function Function, EquatableArray<Sharing> Sharings, bool TakesFirst)
{
    /// <summary>The method of the type that the member calls.</summary>
    public const string Entry = "Run";

    /// <summary>The arrays that are handed over.</summary>
    public IEnumerable<(ArrayParameter Parameter, Sharing Sharing)> Arrays =>
        Function.Parameters.OfType<ArrayParameter>().Where(parameter => parameter.Array.RowsOf is null).Zip(Sharings, (parameter, sharing) => (parameter, sharing));

    /// <summary>The numbers that are handed over and come back.</summary>
    public IEnumerable<ScalarParameter> Sums => Scalars.Skip(Scalars.Count - Function.Returns.Count);

    /// <summary>The numbers that are the same for all ranges.</summary>
    public IEnumerable<ScalarParameter> Numbers => Scalars.Take(Scalars.Count - Function.Returns.Count);

    /// <summary>Numbers, then sums.</summary>
    private List<ScalarParameter> Scalars
    {
        get
        {
            List<ScalarParameter> all = [.. Function.Parameters.OfType<ScalarParameter>()];
            return all.GetRange(0, all.Count - (TakesFirst ? 2 : 1));
        }
    }
}
