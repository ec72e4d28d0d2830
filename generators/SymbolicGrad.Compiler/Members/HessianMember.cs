using SymbolicGrad.Compiler.Differentiation;
using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Members;

/// <summary>
/// FHessian. Functions of a few scalars get every second derivative as a formula of its own; others get a loop over the unit
/// directions around the Hessian product, so that the code stays as long as one product.
/// </summary>
internal static class HessianMember
{
    // Beyond this, the formulas of all pairs are longer than anyone wants to read.
    private const int LargestClosed = 8;

    public static DerivedFunction Build(Function primal, Function gradient, ReverseSetup setup, string name)
    {
        HessianProduct product = new(gradient, setup);
        if (product.Varied.Count <= LargestClosed && product.Varied.All(input => input is ScalarParameter))
        {
            IdSource ids = new(gradient.NextId);
            ArrayVariable hessian = Declare(primal, ids);
            DerivedFunction closed = product.ClosedHessian(name, hessian, ids);
            return closed with { Checks = [new LengthCheck(hessian, 0, IsExact: true, Size(product))] };
        }

        return Loop(primal, product, setup, name);
    }

    private static DerivedFunction Loop(Function primal, HessianProduct product, ReverseSetup setup, string name)
    {
        DerivedFunction hvp = product.Hvp(primal, name);
        IdSource ids = new(hvp.Function.NextId);
        ArrayVariable hessian = Declare(primal, ids);
        BlockBuilder builder = new(ids);
        UnitDirections units = new(builder, primal, product.Varied.Select(input => input is ScalarParameter scalar
            ? (scalar.Value.Type, null)
            : (((ArrayParameter)input).Array.Element, (ArrayVariable?)((ArrayParameter)input).Array)));
        Table table = new(hessian, units, units);

        Value direction = ids.NewValue(ScalarType.Int32, "row");
        BlockBuilder body = builder.Nested();
        Inlining inlining = new(body);
        int firstDirection = setup.Inputs.Count, firstProduct = firstDirection + product.Varied.Count;
        List<Action> resets = [];
        for (int i = 0; i < product.Varied.Count; i++)
        {
            int part = i;
            switch (hvp.Function.Parameters[firstDirection + i])
            {
                case ScalarParameter scalar:
                    inlining.Bind(scalar.Value, units.SeedScalar(body, i, direction, scalar.Name));
                    break;
                case ArrayParameter array:
                    ArrayVariable tangent = ids.NewArray(array.Name, array.Array.Element, array.Array.Rank, ArrayStorage.Scratch);
                    ArrayArgument argument = ArrayArgument.Whole(tangent, units.LengthsOf(i));
                    builder.Add(new Allocate(tangent, argument.Lengths, Zeroed: true));
                    units.StoreAt(body, i, direction, argument, 1);
                    resets.Add(() => units.StoreAt(body, part, direction, argument, 0));
                    inlining.Bind(array.Array, argument);
                    inlining.Bind(((ArrayParameter)hvp.Function.Parameters[firstProduct + i]).Array, table.InRow(direction, i));
                    break;
            }
        }

        EquatableArray<Operand> scalars = inlining.Append(hvp.Function);
        int next = 0;
        for (int i = 0; i < product.Varied.Count; i++)
        {
            if (product.Varied[i] is ScalarParameter)
            {
                table.Store(body, direction, units.OffsetOf(i), scalars[next++]);
            }
        }

        resets.ForEach(reset => reset());
        builder.Add(new For(direction, LoopRange.UpTo(units.Count), [], body.ToBlock([]), []));
        Function function = new(name, product.HessianParameters(hessian), [], builder.ToBlock([]), ids.Next);
        return new DerivedFunction(function, [new LengthCheck(hessian, 0, IsExact: true, Size(product))]);
    }

    private static ArrayVariable Declare(Function primal, IdSource ids) =>
        ids.NewArray(new ParameterNames(primal).Free("hessian"), primal.Returns[0].Type, 1, ArrayStorage.Span);

    private static LengthOfTable Size(HessianProduct product)
    {
        Extent extent = Extent.Of(product.Varied);
        return new LengthOfTable(extent, extent);
    }
}
