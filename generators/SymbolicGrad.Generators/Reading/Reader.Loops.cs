using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicGrad.Compiler.Ir;
using SymbolicGrad.Compiler.Ops;
using SymbolicGrad.Generators.Diagnostics;

namespace SymbolicGrad.Generators.Reading;

/// <summary>Counted loops.</summary>
internal sealed partial class Reader
{
    private void ReadFor(IForLoopOperation loop)
    {
        if (loop.Before.Length != 1
            || loop.Before[0] is not IVariableDeclarationGroupOperation { Declarations: { Length: 1 } declarations }
            || declarations[0].Declarators is not { Length: 1 } declarators
            || (declarators[0].Initializer ?? declarations[0].Initializer)?.Value is not { } start)
        {
            throw Refuse(Descriptors.Loop, loop, "declare one index and its start in the header: for (int i = 0; i < n; i++)");
        }

        ILocalSymbol index = declarators[0].Symbol;
        ScalarType type = TypeReader.RequireScalar(index.Type, loop.Syntax.GetLocation(), _frame.TypeArguments);
        HashSet<ISymbol> assigned = AssignedSymbols.In(loop.Body, compilation, cancellation);
        if (!type.IsInteger || assigned.Contains(index))
        {
            throw Refuse(Descriptors.Loop, loop, $"'{index.Name}' has to be an integer that only the header changes");
        }

        Operand from = ReadScalar(start);
        (LoopComparison Comparison, IOperation Bound)? condition = loop.Condition is IBinaryOperation binary ? ReadCondition(binary, index) : null;
        (IOperation? Step, int Sign)? step = loop.AtLoopBottom.Length == 1 ? ReadStep(loop.AtLoopBottom[0], index) : null;
        if (condition is null || step is null)
        {
            throw Refuse(Descriptors.Loop, loop, "write the header as for (int i = start; i < end; i += step)");
        }

        RequireInvariant(condition.Value.Bound, assigned, index);
        Operand end = RequireType(ReadScalar(condition.Value.Bound), type, condition.Value.Bound);
        Operand by = new Constant(type, step.Value.Sign);
        if (step.Value.Step is { } stated)
        {
            RequireInvariant(stated, assigned, index);
            Operand size = RequireType(ReadScalar(stated), type, stated);
            if (size is not Constant)
            {
                // A step that is not positive runs for ever or not at all; a trip count that divides by it would say otherwise.
                size = Compute(OperationTable.Find("Math.Max", 2)!, stated, size, new Constant(type, 1));
            }

            by = step.Value.Sign > 0 ? size : size is Constant constant ? new Constant(type, -constant.Number) : Compute(Arithmetic.Negate, stated, size);
        }

        LoopRange range = new(from, Direction(condition.Value.Comparison, condition.Value.Bound, by, loop), end, by);
        ReadLoop(loop, loop.Body, range, index.Name, assigned, value => _bindings.Set(index, new ScalarBinding(type, index.Name, value)), type);
    }

    /// <summary>A bound of another type would be compared in that type: i &lt; 2.5 runs once more than i &lt; (int)2.5.</summary>
    private static Operand RequireType(Operand operand, ScalarType type, IOperation at) =>
        operand.Type == type ? operand
        : operand is Constant constant && constant.Type.IsInteger ? new Constant(type, constant.Number)
        : throw Refuse(Descriptors.Loop, at, $"it is of type {operand.Type}, but the index is of type {type}");

    /// <summary>i &lt; bound, bound &gt; i …</summary>
    private static (LoopComparison Comparison, IOperation Bound)? ReadCondition(IBinaryOperation condition, ILocalSymbol index)
    {
        bool isLeft = IsIndex(condition.LeftOperand, index);
        if (!isLeft && !IsIndex(condition.RightOperand, index))
        {
            return null;
        }

        IOperation bound = isLeft ? condition.RightOperand : condition.LeftOperand;
        return (condition.OperatorKind, isLeft) switch
        {
            (BinaryOperatorKind.LessThan, true) or (BinaryOperatorKind.GreaterThan, false) => (LoopComparison.Less, bound),
            (BinaryOperatorKind.LessThanOrEqual, true) or (BinaryOperatorKind.GreaterThanOrEqual, false) => (LoopComparison.LessOrEqual, bound),
            (BinaryOperatorKind.GreaterThan, true) or (BinaryOperatorKind.LessThan, false) => (LoopComparison.Greater, bound),
            (BinaryOperatorKind.GreaterThanOrEqual, true) or (BinaryOperatorKind.LessThanOrEqual, false) => (LoopComparison.GreaterOrEqual, bound),
            _ => null,
        };
    }

    private static bool IsIndex(IOperation operation, ILocalSymbol index)
    {
        while (operation is IConversionOperation { IsImplicit: true } conversion)
        {
            operation = conversion.Operand;
        }

        return operation is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(local.Local, index);
    }

    /// <summary>i++, i--, i += s, i -= s; a null step is 1.</summary>
    private static (IOperation? Step, int Sign)? ReadStep(IOperation bottom, ILocalSymbol index)
    {
        IOperation operation = bottom is IExpressionStatementOperation statement ? statement.Operation : bottom;
        return operation switch
        {
            IIncrementOrDecrementOperation step when IsIndex(step.Target, index) => (null, step.Kind == OperationKind.Increment ? 1 : -1),
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add } step when IsIndex(step.Target, index) => (step.Value, 1),
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Subtract } step when IsIndex(step.Target, index) => (step.Value, -1),
            _ => null,
        };
    }

    /// <summary>Checks that the step leads towards the bound, as far as it is a constant.</summary>
    private static LoopComparison Direction(LoopComparison comparison, IOperation bound, Operand step, IOperation loop)
    {
        bool isUpwards = comparison is LoopComparison.Less or LoopComparison.LessOrEqual;
        if (step is Constant constant && constant.Number == 0)
        {
            throw Refuse(Descriptors.Loop, loop, "its step is 0");
        }

        if (step is Constant { Number: var number } && number > 0 != isUpwards)
        {
            throw Refuse(Descriptors.Loop, bound, "its step leads away from its bound");
        }

        return comparison;
    }

    private void RequireInvariant(IOperation bound, HashSet<ISymbol> assigned, ILocalSymbol index)
    {
        foreach (IOperation operation in bound.DescendantsAndSelf())
        {
            ISymbol? symbol = operation switch
            {
                ILocalReferenceOperation local => local.Local,
                IParameterReferenceOperation parameter => parameter.Parameter,
                _ => null,
            };
            if (symbol is not null && (assigned.Contains(symbol) || SymbolEqualityComparer.Default.Equals(symbol, index)))
            {
                throw Refuse(Descriptors.Loop, operation, $"'{symbol.Name}' changes while it runs; copy the bound to a local before the loop");
            }

            // Elements of what came in as a ReadOnlySpan cannot change; others might.
            bool mayChange = operation switch
            {
                ILocalReferenceOperation { Local.RefKind: not RefKind.None } => true,
                IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } memory } =>
                    ReadArray(memory).Array.Storage is not (ArrayStorage.ReadOnlySpan or ArrayStorage.ReadOnlySpan2D),
                IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation => true,
                IAssignmentOperation or IIncrementOrDecrementOperation => true,

                // A method of the user's may read what the loop changes, or change it.
                IInvocationOperation call => OwnerOf(call.TargetMethod).Length == 0
                    && call.TargetMethod is not { Name: "GetLength", ContainingType.SpecialType: SpecialType.System_Array },
                _ => false,
            };
            if (mayChange)
            {
                throw Refuse(Descriptors.Loop, operation, "compute the bound into a local before the loop");
            }
        }
    }

    private void ReadForEach(IForEachLoopOperation loop)
    {
        IOperation collection = loop.Collection;
        while (collection is IConversionOperation { IsImplicit: true } conversion)
        {
            collection = conversion.Operand;
        }

        if (TypeReader.Array(collection.Type, _frame.TypeArguments) is null
            || loop.LoopControlVariable is not IVariableDeclaratorOperation { Symbol: { } element })
        {
            throw Refuse(Descriptors.Loop, loop, "foreach is supported over arrays and spans; else write a for loop");
        }

        ArrayView view = ReadArray(collection);
        if (view.Rank != 1)
        {
            throw Refuse(Descriptors.Loop, loop, "foreach is supported over one dimension; write nested for loops");
        }

        ScalarType type = TypeReader.RequireScalar(element.Type, loop.Syntax.GetLocation(), _frame.TypeArguments);
        HashSet<ISymbol> assigned = AssignedSymbols.In(loop.Body, compilation, cancellation);
        ReadLoop(loop, loop.Body, LoopRange.UpTo(view.Lengths[0]), "i", assigned, index =>
        {
            EquatableArray<Operand> indices = Indices(view, Sum(view.Offsets[0], index, loop));
            if (element.RefKind != RefKind.None)
            {
                _bindings.Set(element, new ReferenceBinding(new Target(null, view.Array, indices)));
                return;
            }

            Operand item = LoadElement(view.Array, indices, loop);
            _bindings.Set(element, new ScalarBinding(type, element.Name, Named(ConvertTo(item, type, loop), element.Name)));
        }, ScalarType.Int32);
    }

    private void ReadLoop(
        IOperation loop, IOperation body, LoopRange range, string indexName, HashSet<ISymbol> assigned, Action<Value> begin, ScalarType indexType) =>
        BuildLoop(loop, range, indexName, assigned, indexType, index =>
        {
            begin(index);
            ReadStatement(body);
        });

    /// <summary>A loop that carries the symbols its body assigns.</summary>
    private void BuildLoop(
        IOperation loop, LoopRange range, string indexName, HashSet<ISymbol> assigned, ScalarType indexType, Action<Value> read)
    {
        Value index = ids.NewValue(indexType, indexName);
        // Memory inside a structure of which something else is assigned.
        List<(Place Place, Binding Before)> kept = _bindings.Places
            .Where(place => place.Path.Length > 0 && assigned.Contains(place.Symbol) && _bindings.Find(place) is ArrayBinding)
            .Select(place => (place, _bindings.Find(place)!))
            .ToList();
        List<Place> carriedPlaces = _bindings.Places.Where(place => assigned.Contains(place.Symbol) && !IsElement(place) && !kept.Any(k => k.Place.Equals(place))).ToList();
        List<Carried> carried = [];
        foreach (Place place in carriedPlaces)
        {
            if (_bindings.Find(place) is not ScalarBinding binding)
            {
                throw Refuse(Descriptors.Alias, loop, place.Name, "declare the memory inside the loop, or do not rebind it");
            }

            // Before its first assignment nothing reads it: any initial value will do.
            carried.Add(new Carried(binding.Value ?? new Constant(binding.Type, 0), ids.NewValue(binding.Type, binding.Name)));
        }

        _loopDepth++;
        (BlockBuilder Block, Bindings Bindings) body = InBranch(() =>
        {
            for (int i = 0; i < carried.Count; i++)
            {
                _bindings.Set(carriedPlaces[i], ((ScalarBinding)_bindings.Find(carriedPlaces[i])!) with { Value = carried[i].Entry });
            }

            read(index);
        });
        _loopDepth--;
        foreach ((Place place, Binding before) in kept)
        {
            if (!before.Equals(body.Bindings.Find(place)))
            {
                throw Refuse(Descriptors.Alias, loop, place.Name, "declare the memory inside the loop, or do not rebind it");
            }
        }

        List<Operand> yields = carriedPlaces
            .Select((place, i) => ((ScalarBinding)body.Bindings.Find(place)!).Value ?? carried[i].Entry)
            .ToList();
        List<Value> results = carried.Select(c => ids.NewValue(c.Entry.Type, c.Entry.Name)).ToList();
        _block.Add(new For(index, range, carried.ToEquatableArray(), body.Block.ToBlock(yields.ToEquatableArray()), results.ToEquatableArray())
        {
            Origin = OriginOf(loop),
        });
        for (int i = 0; i < carriedPlaces.Count; i++)
        {
            _bindings.Set(carriedPlaces[i], ((ScalarBinding)_bindings.Find(carriedPlaces[i])!) with { Value = results[i] });
        }
    }
}
