namespace SymbolicGrad.Generators.Tests.RandomPrograms.Forms.Nests;

/// <summary>A local array as long as others are, which may mean that it has no elements.</summary>
internal sealed class ScratchOfLengthsForm : StatementForm
{
    public override int Weight => 12;

    public override bool Nests => false;

    public override bool Fits(Drawer draw, Scope scope) => scope.HasNests && scope.Arrays.Count > 0;

    public override Stated Draw(Drawer draw, Scope scope, int depth)
    {
        string name = draw.Name("a");
        Memory first = draw.Pick(scope.Arrays), second = draw.Pick(scope.Arrays);
        int axis = draw.Below(first.Lengths.Length), secondAxis = draw.Below(second.Lengths.Length);
        Syntax height = Syntax.Integer(first.LengthText(axis)), width = Syntax.Integer(second.LengthText(secondAxis));
        return draw.Chance(65)
            ? new Stated(Syntax.Statement($"$T[] {name} = new $T[$0];", height), scope.With(new Memory(name, MemoryKind.Array, [first.Lengths[axis]], IsWritable: true)))
            : new Stated(
                Syntax.Statement($"$T[,] {name} = new $T[$0, $1];", height, width),
                scope.With(new Memory(name, MemoryKind.Matrix, [first.Lengths[axis], second.Lengths[secondAxis]], IsWritable: true)));
    }
}
