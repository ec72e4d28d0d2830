using Microsoft.CodeAnalysis;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>
/// What of a variable passes from iteration to iteration and out of a branch: of a scalar its value; of a slice, a row or a ref
/// local where in its memory it stands. Which memory that is has to be certain.
/// </summary>
internal sealed partial class Reader
{
    /// <summary>The numbers that may change; a scalar that has not been assigned is 0, since nobody reads it.</summary>
    private static List<Operand> StateOf(Binding binding) => binding switch
    {
        ScalarBinding scalar => [scalar.Value ?? new Constant(scalar.Type, 0)],
        ArrayBinding { View: { } view } => [.. new[] { view.Row, view.Column }.OfType<Operand>(), .. view.Offsets, .. view.Lengths],
        ReferenceBinding { Target.Array: not null } reference => [.. reference.Target.Indices],
        _ => [],
    };

    /// <summary>Names for the numbers, in the same order.</summary>
    private static List<string?> StateNames(Place place, Binding binding)
    {
        string name = place.Symbol.Name;
        return binding switch
        {
            ScalarBinding scalar => [scalar.Name],
            ArrayBinding { View: { } view } =>
            [
                .. view.Row is null ? Array.Empty<string>() : [name + "Row"],
                .. view.Column is null ? Array.Empty<string>() : [name + "Column"],
                .. view.Offsets.Select(_ => name + "Start"),
                .. view.Lengths.Select(_ => name + "Length"),
            ],
            ReferenceBinding { Target.Array: not null } reference => [.. reference.Target.Indices.Select(_ => name + "Index")],
            _ => [],
        };
    }

    private static Binding WithState(Binding binding, IReadOnlyList<Operand> state)
    {
        switch (binding)
        {
            case ScalarBinding scalar:
                return scalar with { Value = state[0] };
            case ArrayBinding { View: { } view }:
                Queue<Operand> rest = new(state);
                Operand? row = view.Row is null ? null : rest.Dequeue(), column = view.Column is null ? null : rest.Dequeue();
                EquatableArray<Operand> offsets = view.Offsets.Select(_ => rest.Dequeue()).ToEquatableArray();
                return new ArrayBinding(view with { Row = row, Column = column, Offsets = offsets, Lengths = rest.ToEquatableArray() });
            case ReferenceBinding { Target.Array: not null } reference:
                return new ReferenceBinding(reference.Target with { Indices = state.ToEquatableArray() });
            default:
                return binding;
        }
    }

    /// <summary>Whether two bindings of one variable differ in their numbers only.</summary>
    private static bool DifferInStateOnly(Binding first, Binding second) => (first, second) switch
    {
        (ScalarBinding, ScalarBinding) => true,
        (ArrayBinding { View: { } left }, ArrayBinding { View: { } right }) =>
            left.Array.Id == right.Array.Id && left.Rank == right.Rank && left.Row is null == right.Row is null && left.Column is null == right.Column is null
            && HaveSameTypes(first, second),
        (ReferenceBinding { Target: { Array: { } left } }, ReferenceBinding { Target: { Array: { } right } }) =>
            left.Id == right.Id && HaveSameTypes(first, second),
        _ => first.Equals(second),
    };

    private static bool HaveSameTypes(Binding first, Binding second) =>
        StateOf(first).Select(operand => operand.Type).SequenceEqual(StateOf(second).Select(operand => operand.Type));

    private static RefusedException RebindsMemory(Place place, IOperation loop) => Refuse(
        Descriptors.Alias,
        loop,
        place.Name,
        "slices of one and the same memory may move; of two arrays that change places make the two rows of a matrix (new double[2, n]) and swap the rows' indices, or copy");
}
