using SymbolicGrad.Compiler.Analysis;
using SymbolicGrad.Compiler.Differentiation;
using SymbolicGrad.Compiler.Explanation;
using SymbolicGrad.Compiler.Fission;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Members;
using SymbolicGrad.Compiler.Parallelism;
using SymbolicGrad.Compiler.Products;
using SymbolicGrad.Compiler.Scheduling;
using SymbolicGrad.Compiler.Simplification;
using SymbolicGrad.Compiler.Vectorisation;
using SymbolicGrad.Compiler.Vectorisation.Outer;

namespace SymbolicGrad.Compiler;

/// <summary>What became of an annotated method: its members, or why there are none.</summary>
public sealed record Derivation(EquatableArray<Member> Members, EquatableArray<Refusal> Refusals);

/// <summary>The ordered list of passes from an annotated function to its members.</summary>
public static class Pipeline
{
    /// <summary>The members that API.md promises for the method.</summary>
    public static Derivation Derive(DifferentiableMethod method)
    {
        try
        {
            List<Member> members = DeriveAll(method);
            EquatableArray<Refusal> mismatches = DeclaredSignatures.Mismatches(method, members).ToEquatableArray();
            return new Derivation(mismatches.Count == 0 ? members.ToEquatableArray() : [], mismatches);
        }
        catch (RefusalException refused)
        {
            return new Derivation([], [refused.Refusal]);
        }
        catch (InsufficientExecutionStackException)
        {
            return new Derivation([], [new Refusal(RefusalReason.NestedTooDeeply, method.Declaration.MethodName, default)]);
        }
        catch (Exception defect) when (defect is not OperationCanceledException)
        {
            // Out of here it would end the generation of the whole project. The analyzer shows it.
            return new Derivation([], [new Refusal(RefusalReason.Defect, Defects.Describe(defect), default)]);
        }
    }

    /// <summary>
    /// The member of that kind before scheduling: a function in the IR like the user's own, to be called by another method and
    /// differentiated again. Null for the kinds that are cut in two.
    /// </summary>
    public static Function? DeriveForNesting(DifferentiableMethod method, MemberKind kind) => DeriveForNesting(method.Function, method.Declaration.Stem, kind);

    /// <summary>The derivatives of a function that takes memory and numbers, to be inlined where it is called.</summary>
    public static CalleeDerivatives DeriveForCalls(Function function) =>
        new(DeriveForNesting(function, function.Name, MemberKind.Backward)!, DeriveForNesting(function, function.Name, MemberKind.Jvp)!);

    private static Function? DeriveForNesting(Function function, string stem, MemberKind kind)
    {
        Function primal = IterationCounts.Add(Simplifier.Run(function, function.NextId));
        (Function, ReverseSetup) Joined((Function Function, ReverseSetup Setup) derived) => (Join(derived.Function, primal, mayReorder: false), derived.Setup);
        (Function Function, ReverseSetup Setup) Gradient() => Joined(ReverseMember.Gradient(primal, stem + "Gradient"));
        (Function Function, ReverseSetup Setup) Backward() => Joined(ReverseMember.Backward(primal, stem + "Backward"));
        Function? derived = kind switch
        {
            MemberKind.Gradient => Gradient().Function,
            MemberKind.Backward => Backward().Function,
            MemberKind.Jvp => ForwardMember.Jvp(primal, stem + "Jvp").Function,
            MemberKind.Hvp when Gradient() is var (gradient, setup) => new HessianProduct(gradient, setup).Hvp(primal, stem + "Hvp").Function,
            MemberKind.Hessian when Gradient() is var (gradient, setup) => HessianMember.Build(primal, gradient, setup, stem + "Hessian").Function,
            MemberKind.Jacobian => JacobianMember.Build(primal, Backward, stem + "Jacobian").Function,
            _ => null,
        };
        return derived is null ? null : Simplifier.Run(derived, primal.NextId);
    }

    private static List<Member> DeriveAll(DifferentiableMethod method)
    {
        string stem = method.Declaration.Stem;

        // First, so that both sweeps speak of the same, already simplified quantities.
        Function primal = Simplifier.Run(method.Function, method.Function.NextId);
        primal = ScratchSinking.Run(primal);
        if (method.Options.Parallel)
        {
            // Before anything is derived, so that what is refused is told in the user's words.
            SampleLoops.Require(primal, method.Options.Reassociate);
        }

        primal = IterationCounts.Add(method.Options.Checkpoint ? CheckpointBlocks.Run(primal, RecordedLoops(primal)) : primal);
        List<Member> members = [];
        bool returnsOneScalar = primal.Returns.Count == 1 && primal.Returns[0] is { Type.IsFloating: true, Structure: null };
        bool hasOutputArrays = primal.Parameters.Any(parameter => parameter is ArrayParameter { Role: ParameterRole.Output });
        if (returnsOneScalar && !hasOutputArrays)
        {
            (Function function, ReverseSetup setup) = ReverseMember.Gradient(primal, stem + "Gradient");
            members.Add(Finish(MemberKind.Gradient, Join(function, primal, method.Options.Reassociate), setup.Checks, setup.LengthsFrom, primal, method));
        }

        (Function backward, ReverseSetup backwardSetup) = ReverseMember.Backward(primal, stem + "Backward");
        members.Add(Finish(MemberKind.Backward, Join(backward, primal, method.Options.Reassociate), backwardSetup.Checks, backwardSetup.LengthsFrom, primal, method));
        if (method.Options.Taped)
        {
            AddTapedPair(members, primal, method);
        }

        members.AddRange(DeriveAgain(primal, method, returnsOneScalar && !hasOutputArrays));
        return members;
    }

    /// <summary>The members that differentiate in another mode, or a second time: all of them the IR's differentiation applied again.</summary>
    private static IEnumerable<Member> DeriveAgain(Function primal, DifferentiableMethod method, bool hasGradient)
    {
        string stem = method.Declaration.Stem;
        DerivativeOptions options = method.Options;
        Member Derived(MemberKind kind, DerivedFunction derived, IReadOnlyDictionary<int, ArrayVariable> lengthsFrom) =>
            Finish(kind, Simplifier.Run(derived.Function, primal.NextId), derived.Checks, lengthsFrom, primal, method);
        if (options.Jvp)
        {
            yield return Derived(MemberKind.Jvp, ForwardMember.Jvp(primal, stem + "Jvp"), NoStandIns);
        }

        if ((options.Hvp || options.Hessian) && !hasGradient)
        {
            throw new RefusalException(new Refusal(RefusalReason.NoSingleValue, options.Hvp ? "Derivatives.Hvp" : "Derivatives.Hessian", default));
        }

        if (options.Hvp || options.Hessian)
        {
            (Function gradient, ReverseSetup setup) = ReverseMember.Gradient(primal, stem + "Gradient");
            Function joined = Join(gradient, primal, options.Reassociate);
            if (options.Hvp)
            {
                yield return Derived(MemberKind.Hvp, new HessianProduct(joined, setup).Hvp(primal, stem + "Hvp"), setup.LengthsFrom);
            }

            if (options.Hessian)
            {
                yield return Derived(MemberKind.Hessian, HessianMember.Build(primal, joined, setup, stem + "Hessian"), setup.LengthsFrom);
            }
        }

        if (options.Jacobian)
        {
            DerivedFunction jacobian = JacobianMember.Build(
                primal,
                () =>
                {
                    (Function backward, ReverseSetup setup) = ReverseMember.Backward(primal, stem + "Backward");
                    return (Join(backward, primal, options.Reassociate), setup);
                },
                stem + "Jacobian");
            Function simplified = Simplifier.Run(jacobian.Function, primal.NextId);

            // Values that F adds up in memory are products of matrices as well as their tangents.
            simplified = simplified with { Body = StoredAdditions.ToAccumulations(simplified.Body) };
            yield return Derived(MemberKind.Jacobian, jacobian with { Function = jacobian.AfterSimplification?.Invoke(simplified) ?? simplified }, NoStandIns);
        }
    }

    private static readonly Dictionary<int, ArrayVariable> NoStandIns = [];

    /// <summary>The indices of the loops whose records grow with their iterations.</summary>
    private static HashSet<int> RecordedLoops(Function primal)
    {
        Function counted = IterationCounts.Add(primal);
        (_, TapePlan tape) = JoinAndTape(ReverseMember.Backward(counted, "").Function, counted, mayReorder: false);
        return [.. tape.Slots.Where(slot => slot.Array is not null).Select(slot => slot.Loops[0].Index.Id)];
    }

    private static Function Join(Function function, Function primal, bool mayReorder) => JoinAndTape(function, primal, mayReorder).Joined;

    /// <summary>Brings the two sweeps of one method together.</summary>
    private static (Function Joined, TapePlan Tape) JoinAndTape(Function function, Function primal, bool mayReorder)
    {
        // Reverse mode writes each contribution as the chain rule gives it; equal factors are found here, so that the next
        // passes see what is really needed.
        function = Simplifier.Run(StoreMerging.Run(Simplifier.Run(function, primal.NextId)), primal.NextId);

        // While each loop still says which one it reverses, and before its records are asked for.
        function = mayReorder ? CancellingTotals.Run(function, primal.NextId) : function;

        // Before taping: what is joined needs no tape.
        function = SweepJoining.Run(function);
        function = Simplifier.Run(function, primal.NextId);

        IdSource ids = new(function.NextId);
        (Block body, TapePlan tape) = new Taping(function, ids, boundary: null).Run();
        body = CountScopes.Run(function, body, ids);
        return (Simplifier.Run(function with { Body = body, NextId = ids.Next }, primal.NextId), tape);
    }

    private static Member Finish(
        MemberKind kind,
        Function function,
        IEnumerable<LengthCheck> checks,
        IReadOnlyDictionary<int, ArrayVariable> lengthsFrom,
        Function primal,
        DifferentiableMethod method)
    {
        List<LengthCheck> exact = checks.Concat(LengthChecks.OfEqualLengths(primal, function)).ToList();
        LengthClasses lengths = new(exact);

        // No further derivative is taken of a member.
        function = SumElision.Run(CopyElision.Run(function), lengths);

        // An element that is cleared and then added to once is set.
        function = Simplifier.Run(FirstContribution.Run(BarrierRemoval.Run(function), lengths, method.Options.Reassociate), primal.NextId);
        function = AccumulatorMerging.Run(StoreMerging.Run(function), primal.NextId);

        Function scheduled = Schedule(function, primal, method.Options);

        // While loops still show what lengths they demand.
        EquatableArray<LengthCheck> demanded = LengthChecks.For(scheduled, primal, lengthsFrom, kind, exact);
        Documentation documentation = MemberDocumentation.For(kind, function, primal, method);
        if (!method.Options.Parallel || kind is not (MemberKind.Gradient or MemberKind.Backward or MemberKind.Forward or MemberKind.BackwardFromTape))
        {
            return new Member(function.Name, kind, Complete(scheduled, lengths, primal, method.Options), demanded, documentation);
        }

        // Loops are cut into ranges before they are taken apart, so that each range is of products and vectors as the whole would be.
        (Function member, IReadOnlyList<SplitLoop> loops) = SampleSplitting.Run(function, lengths, method.Declaration.TypeParameters, RangeNames.Of(kind, method.Declaration));
        return new Member(function.Name, kind, Complete(Schedule(member, primal, method.Options), lengths, primal, method.Options), demanded, documentation)
        {
            Ranges = loops.Select(loop => loop.Range with { Function = Complete(Schedule(loop.Range.Function, primal, method.Options), loop.Lengths, primal, method.Options) }).ToEquatableArray(),
        };
    }

    /// <summary>Loops in the order in which they run fastest, scratch where it costs least.</summary>
    private static Function Schedule(Function function, Function primal, DerivativeOptions options)
    {
        if (options.Reassociate && LoopFission.HasNests(function))
        {
            // Reversed loops run upwards first, like those that they are taken apart with.
            function = Simplifier.Run(ForwardOrder.Run(Simplifier.Run(LengthHoisting.Run(function), primal.NextId), primal.NextId), primal.NextId);
            function = Simplifier.Run(LoopFission.Run(function), primal.NextId);
        }

        // Last of the passes that move memory, since every one before may add some.
        function = ScratchHoisting.Run(function);
        function = Simplifier.Run(function, primal.NextId);
        return Simplifier.Run(ForwardOrder.Run(function, primal.NextId), primal.NextId);
    }

    /// <summary>Loops that are calls of the library or go over whole vectors.</summary>
    private static Function Complete(Function function, LengthClasses lengths, Function primal, DerivativeOptions options)
    {
        // What is skipped in some cases demands its lengths in all, so that it is skipped when they have been told.
        function = DuplicateScratch.Run(SparseAdjoints.Run(function));
        function = WaitingScratch.Run(options.Reassociate ? GatheredStencils.Run(function, lengths) : function, lengths);
        function = LibraryCalls.Run(function, lengths, options.Reassociate, primal.NextId);
        return options.Reassociate
            ? SumsOfProducts.Run(StackedProducts.Run(SumsOfProducts.Run(LoopVectorisation.Run(OuterVectorisation.Run(function, lengths), lengths))))
            : function;
    }

    private static void AddTapedPair(List<Member> members, Function primal, DifferentiableMethod method)
    {
        string stem = method.Declaration.Stem;
        string lengthName = stem + "TapeLength";
        TapedFunctions taped = TapedPair.Build(primal, lengthName, stem + "Forward", stem + "Backward", method.Options.Reassociate);
        LengthOfTape required = new(lengthName, taped.TapeLength.Parameters.Where(parameter => !parameter.IsMember).Select(parameter => parameter.WholeName).Distinct().ToEquatableArray());
        Function length = Simplifier.Run(taped.TapeLength, primal.NextId);
        members.Add(Finish(MemberKind.TapeLength, length, [], taped.Setup.LengthsFrom, primal, method));
        members.Add(Finish(
            MemberKind.Forward,
            Simplifier.Run(taped.Forward, primal.NextId),
            [new LengthCheck(taped.Tape, 0, IsExact: false, required)],
            taped.Setup.LengthsFrom,
            primal,
            method));

        // Without its in/out arguments the backward method cannot ask for the length again.
        bool canAsk = taped.Backward.Parameters.Select(parameter => parameter.WholeName).ToList() is { } names && required.ArgumentNames.All(names.Contains);
        members.Add(Finish(
            MemberKind.BackwardFromTape,
            Simplifier.Run(taped.Backward, primal.NextId),
            canAsk
                ? taped.Setup.Checks.Append(new LengthCheck(taped.Tape with { Storage = ArrayStorage.ReadOnlySpan }, 0, IsExact: false, required))
                : taped.Setup.Checks,
            taped.Setup.LengthsFrom,
            primal,
            method));
    }
}
