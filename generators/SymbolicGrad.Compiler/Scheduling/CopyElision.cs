using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>
/// Hands a call the array itself where the call's own memory is nothing but a copy of it: nobody writes the array, so that the
/// copy, which kept every pass from asking what a method may read, has done its work.
/// </summary>
internal sealed class CopyElision(Function function)
{
    private readonly MemoryOrder _memory = new(function.Body);
    private readonly Definitions _definitions = function.Body.Definitions;
    private readonly HashSet<int> _parameters = [.. function.Parameters.OfType<ArrayParameter>().Select(parameter => parameter.Array.Id)];

    /// <summary>By the id of the copy: the array that it is a copy of, and the loop that makes it.</summary>
    private readonly Dictionary<int, (ArrayVariable Source, For Loop)> _copies = [];

    public static Function Run(Function function)
    {
        List<ArrayVariable> passed = function.Body.AllStatements.OfType<Call>().SelectMany(call => call.Arrays()).Select(passed => passed.Array).Distinct().ToList();
        if (passed.Count == 0)
        {
            return function;
        }

        CopyElision elision = new(function);
        foreach (ArrayVariable array in passed)
        {
            elision.Find(array);
        }

        return elision._copies.Count == 0 ? function : function with { Body = function.Body.SelectStatements(elision.Replace) };
    }

    /// <summary>Memory that one loop fills with a parameter's elements, each at its place, and that calls only read.</summary>
    private void Find(ArrayVariable copy)
    {
        List<Statement> uses = function.Body.AllStatements.Where(statement => statement.Arrays().Any(array => array.Id == copy.Id)).ToList();
        bool isOnlyRead = uses.OfType<Call>().All(call => !call.Written().Any(array => array.Id == copy.Id));
        if (!isOnlyRead || uses.Any(use => use is not (Allocate or Store or Call)) || uses.OfType<Store>().Count() != 1
            || uses.OfType<Allocate>().ToList() is not [var allocated])
        {
            return;
        }

        foreach (For loop in function.Body.AllStatements.OfType<For>())
        {
            if (SourceOf(loop, copy, []) is { } source && _parameters.Contains(source.Id) && !_memory.IsWritten(source)
                && IsWhole(loop, source, allocated.Lengths))
            {
                _copies[copy.Id] = (source, loop);
                return;
            }
        }
    }

    /// <summary>for i, for j: copy[i, j] = source[i, j]</summary>
    private static ArrayVariable? SourceOf(For loop, ArrayVariable copy, EquatableArray<Operand> outer)
    {
        if (loop is not { Guard: null, Carried.Count: 0, Range: { Start: Constant { IsZero: true }, Step: Constant { IsOne: true }, Comparison: LoopComparison.Less } })
        {
            return null;
        }

        EquatableArray<Operand> indices = outer.Append(loop.Index).ToEquatableArray();
        if (SumElision.InnerOf(loop) is { } inner)
        {
            return SourceOf(inner, copy, indices);
        }

        return loop.Body.Statements switch
        {
            [Load load, Store store] when store.Array.Id == copy.Id && store.Value.Equals(load.Result) && store.Indices.Equals(indices) && load.Indices.Equals(indices) => load.Array,
            _ => null,
        };
    }

    /// <summary>The copy is as long as the source, along every axis.</summary>
    private bool IsWhole(For loop, ArrayVariable source, EquatableArray<Operand> lengths)
    {
        for (int axis = 0; axis < lengths.Count; axis++)
        {
            if (!loop.Range.End.Equals(lengths[axis]) || _definitions.Find(loop.Range.End) is not Dimension length || length.Array.Id != source.Id || length.Axis != axis)
            {
                return false;
            }

            loop = SumElision.InnerOf(loop) ?? loop;
        }

        return true;
    }

    private IReadOnlyList<Statement> Replace(Statement statement) => statement switch
    {
        Allocate allocate when _copies.ContainsKey(allocate.Array.Id) => [],
        For loop when _copies.Values.Any(copy => copy.Loop.Index.Id == loop.Index.Id) => [],
        Call call => [call with { Arguments = call.Arguments.Select(Replace).ToEquatableArray() }],
        _ => [statement],
    };

    private KernelArgument Replace(KernelArgument argument) => argument switch
    {
        SectionArgument section when _copies.TryGetValue(section.Array.Id, out (ArrayVariable Source, For) copy) => section with { Array = copy.Source, IsWhole = true },
        MatrixArgument matrix when _copies.TryGetValue(matrix.Array.Id, out (ArrayVariable Source, For) copy) => matrix with { Array = copy.Source, IsWhole = true },
        _ => argument,
    };
}
