using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Vectorisation.Outer;

/// <summary>The loops that calls of the library on vectors stand for.</summary>
internal static class KernelLoops
{
    /// <summary>The statements that do what the call does; null for products of matrices, and for what no loop was recognised as.</summary>
    public static IReadOnlyList<Statement>? Of(Kernel kernel, IdSource ids)
    {
        if (kernel.Arguments[0] is not SectionArgument first || kernel.Arguments.Any(argument => argument is MatrixArgument) || first.Array.Storage == ArrayStorage.Jagged)
        {
            return null;
        }

        BlockBuilder body = new(ids);
        Value index = ids.NewValue(ScalarType.Int32, "i");
        EquatableArray<Operand> Place(int argument)
        {
            SectionArgument section = (SectionArgument)kernel.Arguments[argument];
            Operand at = section.Start is Constant { IsZero: true } ? index : body.Compute(Arithmetic.Add, [section.Start, index]);
            return section.Row is null ? [at] : [section.Row, at];
        }

        Value Element(int argument) => body.Load(((SectionArgument)kernel.Arguments[argument]).Array, Place(argument));
        Operand Scalar(int argument) => ((ScalarArgument)kernel.Arguments[argument]).Scalar;
        For Loop(EquatableArray<Carried> carried, EquatableArray<Operand> yields, EquatableArray<Value> results) =>
            new(index, LoopRange.UpTo(first.Length), carried, body.ToBlock(yields), results) { Origin = kernel.Origin };
        IReadOnlyList<Statement> Sum(Func<Operand> term)
        {
            Value entry = ids.NewValue(kernel.Result!.Type, kernel.Result.Name);
            Value next = body.Compute(Arithmetic.Add, [entry, term()]);
            return [Loop([new Carried(new Constant(entry.Type, 0), entry)], [next], [kernel.Result])];
        }

        KernelOperation operation = kernel.Operation;
        if (operation == KernelOperation.Sum)
        {
            return Sum(() => Element(0));
        }

        if (operation == KernelOperation.Dot)
        {
            return Sum(() => body.Compute(Arithmetic.Multiply, [Element(0), Element(1)]));
        }

        if (operation == KernelOperation.SumOfSquares)
        {
            return Sum(() => Element(0) is var element ? body.Compute(Arithmetic.Multiply, [element, element]) : element);
        }

        if (operation == KernelOperation.AddScaled)
        {
            body.Add(new Accumulate(first.Array, Place(0), body.Compute(Arithmetic.Multiply, [Element(1), Scalar(2)])));
        }
        else if (operation == KernelOperation.AddTo)
        {
            body.Add(new Accumulate(first.Array, Place(0), Element(1)));
        }
        else if (operation == KernelOperation.Copy)
        {
            body.Add(new Store(first.Array, Place(0), Element(1)));
        }
        else if (operation == KernelOperation.Fill || operation == KernelOperation.Clear)
        {
            body.Add(new Store(first.Array, Place(0), operation == KernelOperation.Fill ? Scalar(1) : new Constant(first.Array.Element, 0)));
        }
        else
        {
            return null;
        }

        return [Loop([], [], [])];
    }
}
