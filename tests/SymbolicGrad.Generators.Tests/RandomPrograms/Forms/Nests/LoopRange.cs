namespace SymbolicGrad.Generators.Tests.RandomPrograms.Forms.Nests;

/// <summary>The header of a loop over an axis of an array, or a part of it, upwards or downwards.</summary>
/// <param name="Header">The template of what stands between the parentheses.</param>
/// <param name="Parts">Its parts.</param>
/// <param name="Index">The index and what it ranges over; nothing, where the high end is below the low one.</param>
internal sealed record LoopRange(string Header, Syntax[] Parts, IntegerVariable Index)
{
    public int Trips => Math.Max(0, Index.High - Index.Low + 1);

    /// <summary>The first iteration alone.</summary>
    public LoopRange Once => new($"int {Index.Name} = 0; {Index.Name} < 1; {Index.Name}++", [], Index with { Low = 0, High = 0 });

    public static LoopRange Draw(Drawer draw, Scope scope, string stem, Memory memory, int axis, int percentWhole)
    {
        string i = draw.Name(stem);
        int length = memory.Lengths[axis];
        Syntax whole = Syntax.Integer(memory.LengthText(axis)), zero = Syntax.Literal(0);
        LoopRange Up(Syntax low, Syntax end, int from, int below) => new($"int {i} = $0; {i} < $1; {i}++", [low, end], new IntegerVariable(i, from, below - 1));
        LoopRange Down(Syntax high, Syntax low, int from, int to) => new($"int {i} = $0; {i} >= $1; {i}--", [high, low], new IntegerVariable(i, to, from));
        if (draw.Chance(percentWhole))
        {
            return Up(zero, whole, 0, length);
        }

        Memory other = draw.Pick(scope.Arrays);
        int otherAxis = draw.Below(other.Lengths.Length), otherLength = other.Lengths[otherAxis];
        int fewer = draw.Between(1, 2);
        return draw.Below(11) switch
        {
            0 => Up(Syntax.Literal(fewer), whole, fewer, length),
            1 => Up(zero, Syntax.Integer("$0 - $1", whole, Syntax.Literal(fewer)), 0, length - fewer),
            2 => Up(Syntax.Literal(1), Syntax.Integer("$0 - 1", whole), 1, length - 1),
            3 or 4 => Down(Syntax.Integer("$0 - 1", whole), zero, length - 1, 0),
            5 => Down(Syntax.Integer("$0 - 2", whole), Syntax.Literal(fewer - 1), length - 2, fewer - 1),
            6 => Up(zero, Syntax.Literal(length), 0, length),
            7 => Up(zero, Syntax.Integer("Math.Min($0, $1)", whole, Syntax.Integer(other.LengthText(otherAxis))), 0, Math.Min(length, otherLength)),
            8 => Up(zero, Syntax.Integer("$0 / 2", whole), 0, length / 2),
            9 => Up(Syntax.Integer("$0 / 2", whole), whole, length / 2, length),
            _ => new LoopRange($"int {i} = $0; {i} < $1; {i} += 2", [zero, whole], new IntegerVariable(i, 0, length - 1)),
        };
    }
}
