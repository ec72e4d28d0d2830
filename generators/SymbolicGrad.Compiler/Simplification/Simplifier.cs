using System.Runtime.CompilerServices;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;

namespace SymbolicGrad.Compiler.Simplification;

/// <summary>
/// One forward walk over a function: operands are replaced by what they are known to equal, each computation is tried
/// against the algebraic rules and then against those already made (common subexpressions, loads from memory that has not
/// changed since). What is no longer used afterwards is for <see cref="DeadCode"/>.
/// </summary>
/// <param name="ids">Gives new values their ids.</param>
/// <param name="firstAdjointId">
/// Values with this id or a higher one belong to a derivative: rules that change the last bits may be applied to them, never
/// to the primal's, which has to stay bit for bit.
/// </param>
public sealed partial class Simplifier(IdSource ids, int firstAdjointId)
{
    private readonly IdMap<Statement> _definitions = new();
    private readonly Dictionary<int, int> _memoryVersions = [];
    private readonly Rewriter _rewriter = new();
    private Scope _scope = new(null);

    private sealed record Key(Operation Operation, EquatableArray<Operand> Operands);

    private sealed class Scope(Scope? outer)
    {
        private readonly Dictionary<object, Operand> _known = [];

        public Scope? Outer { get; } = outer;

        public Operand? Find(object key) =>
            _known.TryGetValue(key, out Operand? operand) ? operand : Outer?.Find(key);

        public void Add(object key, Operand operand) => _known[key] = operand;
    }

    /// <summary>Simplifies until nothing changes any more, then removes what is dead.</summary>
    public static Function Run(Function function, int firstAdjointId)
    {
        // Passes often leave a body as it was, and most of the time of a pass would go into finding that nothing is left to simplify.
        if (function.Body.SimplifiedFrom == firstAdjointId)
        {
            return function;
        }

        // Each round strictly shrinks or rewrites towards a normal form; the bound is a guard against a rule that undoes another.
        for (int round = 0; round < 8; round++)
        {
            IdSource ids = new(function.NextId);
            Block body = new Simplifier(ids, firstAdjointId).Simplify(function.Body);
            bool isKnownLive = round > 0 && ReferenceEquals(body, function.Body);
            Function simplified = isKnownLive ? function : DeadCode.Remove(function with { Body = body, NextId = ids.Next });
            if (simplified.Body == function.Body)
            {
                function.Body.SimplifiedFrom = firstAdjointId;
                return function;
            }

            function = simplified;
        }

        return function;
    }

    internal Compute? DefinitionOf(Operand operand) =>
        operand is Value value ? _definitions[value.Id] as Compute : null;

    private Block Simplify(Block block)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        List<Statement> statements = [];
        foreach (Statement statement in block.Statements)
        {
            Simplify(statement, statements);
        }

        EquatableArray<Statement> kept = statements.ToEquatableArray(block.Statements);
        EquatableArray<Operand> yields = _rewriter.Rewrite(block.Yields);
        return kept.IsSameAs(block.Statements) && yields.IsSameAs(block.Yields) ? block : new Block(kept, yields);
    }

    private Block SimplifyNested(Block block)
    {
        _scope = new Scope(_scope);
        Block simplified = Simplify(block);
        _scope = _scope.Outer!;
        return simplified;
    }

    private void Simplify(Statement statement, List<Statement> output)
    {
        switch (statement)
        {
            case Compute compute:
                SimplifyCompute((Compute)_rewriter.Rewrite(compute), output);
                break;
            case Dimension dimension:
                Reuse((dimension.Array.Id, dimension.Axis), dimension.Result, dimension, output);
                break;
            case Load load:
                Load rewritten = (Load)_rewriter.Rewrite(load);
                Reuse(LocationOf(rewritten.Array, rewritten.Indices), rewritten.Result, rewritten, output);
                break;
            case Store store:
                Store stored = (Store)_rewriter.Rewrite(store);
                Touch(stored.Array);
                _scope.Add(LocationOf(stored.Array, stored.Indices), stored.Value);
                output.Add(stored);
                break;
            case Accumulate accumulate when accumulate.Array.Id >= firstAdjointId && _rewriter.Rewrite(accumulate.Value) is Constant { IsZero: true }:
                break;
            case Accumulate accumulate:
                Touch(accumulate.Array);
                output.Add(_rewriter.Rewrite(accumulate));
                break;
            case Allocate allocate:
                output.Add(_rewriter.Rewrite(allocate));
                break;
            case Kernel kernel:
                TouchWritten(kernel);
                output.Add(_rewriter.Rewrite(kernel));
                break;
            case Call call:
                TouchWritten(call);
                output.Add(_rewriter.Rewrite(call));
                break;
            case If branch:
                SimplifyIf(branch, output);
                break;
            case For loop:
                SimplifyFor(loop, output);
                break;
            default:
                throw new InvalidOperationException($"Simplification does not know {statement.GetType().Name}.");
        }
    }

    private void SimplifyCompute(Compute compute, List<Statement> output)
    {
        bool isAdjoint = compute.Result.Id >= firstAdjointId;
        int before = output.Count;
        Operand? simpler = ExactRules.Apply(compute, this) ?? (isAdjoint ? new AdjointRules(this, ids, output).Apply(compute) : null);
        for (int i = before; i < output.Count; i++)
        {
            Register(output[i]);
        }

        if (simpler is not null)
        {
            Rename(simpler, compute.Result, output);
            _rewriter.Replace(compute.Result, simpler);
            return;
        }

        Reuse(new Key(compute.Operation, Ordered(compute)), compute.Result, compute, output);
    }

    /// <summary>A rule's new value takes the name of what it replaces, if it has none.</summary>
    private void Rename(Operand simpler, Value replaced, List<Statement> output)
    {
        if (replaced.Name is not null
            && output.Count > 0
            && output[output.Count - 1] is Compute { Result.Name: null } last
            && simpler.Equals(last.Result))
        {
            Compute named = last with { Result = last.Result with { Name = replaced.Name, Meaning = replaced.Meaning } };
            output[output.Count - 1] = named;
            _rewriter.Replace(last.Result, named.Result);
            Register(named);
        }
    }

    private static EquatableArray<Operand> Ordered(Compute compute) =>
        compute.Operation.IsCommutative && compute.Operands is [var first, var second] && Rank(first) > Rank(second) ? [second, first] : compute.Operands;

    private static long Rank(Operand operand) => operand is Value value ? value.Id : long.MaxValue;

    /// <summary>Keeps the statement, unless its result is known already.</summary>
    private void Reuse(object key, Value result, Statement statement, List<Statement> output)
    {
        if (_scope.Find(key) is { } known && known.Type == result.Type)
        {
            _rewriter.Replace(result, known);
            return;
        }

        _scope.Add(key, result);
        Register(statement);
        output.Add(statement);
    }

    private void Register(Statement statement)
    {
        if (statement.OnlyResult() is { } only)
        {
            _definitions[only.Id] = statement;
            Define(only);
            return;
        }

        foreach (Value result in statement.Results())
        {
            _definitions[result.Id] = statement;
            Define(result);
        }
    }

    /// <summary>Uses take the name of the definition, which may have got it after the first of them: passes compare operands.</summary>
    private void Define(Value value) => _rewriter.Replace(value, value);

    private object LocationOf(ArrayVariable array, EquatableArray<Operand> indices) =>
        (array.Id, _memoryVersions.TryGetValue(array.Id, out int version) ? version : 0, indices);

    private int _lastVersion;

    private void Touch(ArrayVariable array) => _memoryVersions[array.Id] = ++_lastVersion;

    private void TouchWritten(Statement statement)
    {
        foreach (Statement nested in statement.WithNested())
        {
            if (nested is Store or Accumulate)
            {
                Touch(nested.Array()!);
            }
            else if (nested is Call call)
            {
                foreach (ArrayVariable array in call.Written())
                {
                    Touch(array);
                }
            }
            else if (nested is Kernel kernel)
            {
                foreach (KernelArgument written in kernel.Arguments.Take(kernel.Operation.Written))
                {
                    Touch(written.ArrayOf()!);
                }
            }
        }
    }
}
