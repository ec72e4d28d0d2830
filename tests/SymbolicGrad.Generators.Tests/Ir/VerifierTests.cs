using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Generators.Tests.Ir;

/// <summary>Each rule of the verifier, broken once.</summary>
public class VerifierTests
{
    private static readonly Constant One = new(ScalarType.Double, 1);

    private readonly BlockBuilder _builder = new(new IdSource(4));

    [Fact]
    public void A_well_formed_function_has_no_problems()
    {
        Verifier.Verify(ExampleFunction.Create()).ShouldBeEmpty();
    }

    [Fact]
    public void A_value_is_not_used_before_its_definition()
    {
        Value later = _builder.Ids.NewValue(ScalarType.Double, "later");
        _builder.Compute(Arithmetic.Negate, [later]);
        _builder.Add(new Compute(later, Arithmetic.Negate, [One]));
        ShouldFind("uses %4.later before it is defined");
    }

    [Fact]
    public void A_value_of_a_branch_is_not_used_after_it()
    {
        BlockBuilder then = _builder.Nested();
        Value inner = then.Compute(Arithmetic.Negate, [One], "inner");
        _builder.Add(new If(Constant.Bool(true), then.ToBlock([]), Block.Empty, []));
        _builder.Compute(Arithmetic.Negate, [inner]);
        ShouldFind("uses %4.inner outside the block that defines it");
    }

    [Fact]
    public void A_value_is_defined_once()
    {
        Value value = _builder.Compute(Arithmetic.Negate, [One]);
        _builder.Add(new Compute(value, Arithmetic.Negate, [One]));
        ShouldFind("defines %4, whose id is already taken");
    }

    [Fact]
    public void A_value_has_one_type()
    {
        Value value = _builder.Compute(Arithmetic.Negate, [One]);
        _builder.Compute(Arithmetic.Negate, [value with { Type = ScalarType.Single }]);
        ShouldFind("uses %4 as float, but it is defined as double");
    }

    [Fact]
    public void Operands_are_of_one_type()
    {
        _builder.Compute(Arithmetic.Add, [One, Constant.Int(1)]);
        ShouldFind("mixes double and int");
    }

    [Fact]
    public void Operands_are_as_many_as_the_operation_takes()
    {
        _builder.Compute(Arithmetic.Add, [One]);
        ShouldFind("has 1 operands where Add takes 2");
    }

    [Fact]
    public void The_result_type_follows_from_the_operands()
    {
        _builder.Add(new Compute(_builder.Ids.NewValue(ScalarType.Double), Comparisons.LessThan, [One, One]));
        ShouldFind("has the result type double where LessThan gives bool");
    }

    [Fact]
    public void A_count_is_an_integer()
    {
        _builder.Compute(Powers.ScaleB, [One, Constant.Int(3)]);
        Problems().ShouldNotContain(problem => problem.Contains("ScaleB"));
        _builder.Compute(Powers.ScaleB, [One, One]);
        ShouldFind("has the count 1d of type double, which is no integer");
    }

    [Fact]
    public void Functions_of_the_floating_types_do_not_take_integers()
    {
        _builder.Compute(Sigmoids.Sigmoid, [Constant.Int(1)]);
        ShouldFind("applies Sigmoid to int");
    }

    [Fact]
    public void Integer_division_takes_integers()
    {
        _builder.Compute(Arithmetic.IntegerDivide, [One, One]);
        ShouldFind("has the operand 1d of type double, which is no integer");
    }

    [Fact]
    public void Conditions_are_booleans()
    {
        _builder.Add(new If(Constant.Int(1), Block.Empty, Block.Empty, []));
        ShouldFind("is int, not bool");
    }

    [Fact]
    public void Branches_yield_the_results()
    {
        _builder.Add(new If(Constant.Bool(true), Block.Empty with { Yields = [One] }, Block.Empty, [_builder.Ids.NewValue(ScalarType.Double)]));
        ShouldFind("The else branch of '%4: double = if 1b' yields 0 values where 1 are expected");
    }

    [Fact]
    public void Indices_are_integers_and_as_many_as_the_rank()
    {
        _builder.Load(ExampleFunction.W, [Constant.Int(0)]);
        ShouldFind("has 1 indices for an array of rank 2");
        _builder.Load(ExampleFunction.X, [One]);
        ShouldFind("has the index 1d of type double");
    }

    [Fact]
    public void Elements_have_the_type_of_their_array()
    {
        _builder.Add(new Store(ExampleFunction.Y, [Constant.Int(0)], new Constant(ScalarType.Single, 1)));
        ShouldFind("moves float where the elements are double");
    }

    [Fact]
    public void An_axis_is_one_that_the_array_has()
    {
        _builder.Dimension(ExampleFunction.X, 1);
        ShouldFind("asks for axis 1 of an array of rank 1");
    }

    [Fact]
    public void Scratch_is_used_between_its_allocation_and_the_end_of_its_block()
    {
        ArrayVariable scratch = _builder.Ids.NewArray("scratch", ScalarType.Double, 1, ArrayStorage.Scratch);
        Store store = new(scratch, [Constant.Int(0)], One);
        _builder.Add(store);
        ShouldFind("uses @4.scratch before it is allocated");
        _builder.Add(new If(Constant.Bool(true), new Block([new Allocate(scratch, [Constant.Int(1)], true)], []), Block.Empty, []));
        _builder.Add(store);
        ShouldFind("uses @4.scratch outside the block that allocates it");
    }

    [Fact]
    public void Arrays_that_are_not_scratch_are_parameters()
    {
        _builder.Load(new ArrayVariable(99, "stranger", ScalarType.Double, 1, ArrayStorage.Span), [Constant.Int(0)]);
        ShouldFind("uses @99.stranger which is no parameter");
    }

    [Fact]
    public void Carried_values_keep_their_type()
    {
        Value entry = _builder.Ids.NewValue(ScalarType.Double), index = _builder.Ids.NewValue(ScalarType.Int32), result = _builder.Ids.NewValue(ScalarType.Double);
        _builder.Add(new For(index, LoopRange.UpTo(Constant.Int(3)), [new Carried(Constant.Int(0), entry)], Block.Empty with { Yields = [One] }, [result]));
        ShouldFind("carries %4 as int, double and double");
    }

    [Fact]
    public void Loops_yield_their_carried_values()
    {
        Value entry = _builder.Ids.NewValue(ScalarType.Double), index = _builder.Ids.NewValue(ScalarType.Int32);
        _builder.Add(new For(index, LoopRange.UpTo(Constant.Int(3)), [new Carried(One, entry)], Block.Empty, []));
        ShouldFind("yields 0 values where 1 are expected");
        ShouldFind("has 0 results and 1 carried values");
    }

    [Fact]
    public void Loops_step_towards_their_end()
    {
        Value index = _builder.Ids.NewValue(ScalarType.Int32);
        LoopRange range = new(Constant.Int(3), LoopComparison.GreaterOrEqual, Constant.Int(0), Constant.Int(1));
        _builder.Add(new For(index, range, [], Block.Empty, []));
        ShouldFind("steps by 1, away from its end");
    }

    [Fact]
    public void The_body_yields_what_the_function_returns()
    {
        Verifier.Verify(ExampleFunction.Of(Block.Empty, 4)).ShouldHaveSingleItem()
            .ShouldBe("The body of Example yields 0 values where 1 are expected.");
    }

    [Fact]
    public void Ids_are_below_the_next_id()
    {
        Value value = _builder.Compute(Arithmetic.Negate, [One]);
        Verifier.Verify(ExampleFunction.Of(_builder.ToBlock([value]), value.Id)).ShouldHaveSingleItem().ShouldContain("has an id outside [0, 4)");
    }

    [Fact]
    public void A_mirroring_loop_uses_the_values_of_the_loop_it_mirrors_only_when_allowed()
    {
        Value? square = null;
        For forward = ExampleFunction.Loop(_builder, Constant.Int(3), (body, i) => square = body.Compute(Arithmetic.Multiply, [One, One], "square"));
        For reverse = ExampleFunction.Loop(_builder, Constant.Int(3), (body, i) => body.Compute(Arithmetic.Negate, [square!]));
        _builder.Add(forward);
        _builder.Add(reverse with { Mirrors = forward.Index.Id });
        Problems(allowMirrored: true).ShouldBeEmpty();
        ShouldFind("still mirrors %4");
        ShouldFind("uses %5.square outside the block that defines it");
    }

    [Fact]
    public void Nothing_but_a_mirroring_loop_uses_the_values_of_a_loop()
    {
        Value? square = null;
        _builder.Add(ExampleFunction.Loop(_builder, Constant.Int(3), (body, i) => square = body.Compute(Arithmetic.Multiply, [One, One], "square")));
        _builder.Add(ExampleFunction.Loop(_builder, Constant.Int(3), (body, i) => body.Compute(Arithmetic.Negate, [square!])));
        Problems(allowMirrored: true).ShouldHaveSingleItem().ShouldContain("uses %5.square outside the block that defines it");
    }

    [Fact]
    public void The_sweep_of_a_branch_uses_the_values_of_the_branch_only_when_allowed()
    {
        BlockBuilder then = _builder.Nested();
        Value square = then.Compute(Arithmetic.Multiply, [One, One], "square");
        _builder.Add(new If(Constant.Bool(true), then.ToBlock([]), Block.Empty, []));
        BlockBuilder sweep = _builder.Nested();
        sweep.Compute(Arithmetic.Negate, [square]);
        _builder.Add(new If(Constant.Bool(true), sweep.ToBlock([]), Block.Empty, []));
        Problems(allowMirrored: true).ShouldBeEmpty();
        ShouldFind("uses %4.square outside the block that defines it");
    }

    [Fact]
    public void Kernels_take_sections_that_exist()
    {
        Value sum = _builder.Ids.NewValue(ScalarType.Double, "sum");
        _builder.Add(new Kernel(sum, KernelOperation.Sum, [new SectionArgument(ExampleFunction.X, null, Constant.Int(0), Constant.Int(2), false)]));
        Problems().ShouldBeEmpty();
        _builder.Add(new Kernel(null, KernelOperation.Sum, [new SectionArgument(ExampleFunction.W, null, Constant.Int(0), One, false)]));
        ShouldFind("takes @2.w as an array of rank 1, but its rank is 2");
        ShouldFind("has the section bound 1d of type double");
        ShouldFind("must either write its first argument or have a result");
    }

    private IReadOnlyList<string> Problems(bool allowMirrored = false) =>
        Verifier.Verify(ExampleFunction.Of(_builder.ToBlock([One]), _builder.Ids.Next), allowMirrored);

    private void ShouldFind(string problem) =>
        Problems().Any(found => found.Contains(problem)).ShouldBeTrue($"'{problem}' is not among:\n{string.Join("\n", Problems())}");
}
