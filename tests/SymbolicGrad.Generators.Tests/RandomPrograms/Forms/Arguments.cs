namespace SymbolicGrad.Generators.Tests.RandomPrograms.Forms;

/// <summary>The arguments of a call: what is passed by reference is passed once.</summary>
internal static class Arguments
{
    public static bool Exist(Routine routine, Scope scope) =>
        routine.Parameters.Count(passing => passing is Passing.Ref or Passing.Out) <= scope.Assignable.Count()
        && routine.Parameters.Count(passing => passing == Passing.ReadSpan) <= Spans(routine, scope, writable: false).Count
        && routine.Parameters.Count(passing => passing == Passing.WriteSpan) <= Spans(routine, scope, writable: true).Count
        && routine.Parameters.Count(passing => passing is Passing.ReadSpan or Passing.WriteSpan) <= Spans(routine, scope, writable: false).Count;

    public static string Template(Routine routine) => $"{routine.Name}({string.Join(", ", routine.Parameters.Select((_, i) => $"${i}"))})";

    public static Syntax[] Draw(Drawer draw, Routine routine, Scope scope, int depth)
    {
        HashSet<string> byReference = [], spans = [];
        // Writable spans are the scarcer ones.
        Dictionary<int, Syntax> written = [];
        for (int i = 0; i < routine.Parameters.Length; i++)
        {
            if (routine.Parameters[i] == Passing.WriteSpan)
            {
                written[i] = Span(draw, routine, scope, spans, writable: true);
            }
        }

        return [.. routine.Parameters.Select((passing, i) => passing switch
        {
            Passing.Value => draw.Limited(scope, depth),
            Passing.In => draw.Chance(50) ? Syntax.Number("in $0", Syntax.Number(Fresh(draw, scope, byReference, scope.Numbers))) : draw.Limited(scope, depth),
            Passing.Integer => draw.Integer(scope, 0, 3),
            Passing.Ref => Syntax.Number("ref $0", Syntax.Number(Fresh(draw, scope, byReference, [.. scope.Assignable]))),
            Passing.Out => Syntax.Number("out $0", Syntax.Number(Fresh(draw, scope, byReference, [.. scope.Assignable]))),
            Passing.WriteSpan => written[i],
            _ => Span(draw, routine, scope, spans, writable: false),
        })];
    }

    private static string Fresh(Drawer draw, Scope scope, HashSet<string> taken, IReadOnlyList<Variable> choices)
    {
        Variable[] free = [.. choices.Where(variable => !taken.Contains(variable.Name))];
        string name = draw.Pick(free.Length > 0 ? free : choices).Name;
        taken.Add(name);
        return name;
    }

    private static Syntax Span(Drawer draw, Routine routine, Scope scope, HashSet<string> taken, bool writable)
    {
        List<Memory> all = Spans(routine, scope, writable);
        Memory[] free = [.. all.Where(memory => !taken.Contains(memory.Name))];
        Memory memory = draw.Pick<Memory>(free.Length > 0 ? free : all);
        taken.Add(memory.Name);
        return Syntax.Number(memory.Name);
    }

    private static List<Memory> Spans(Routine routine, Scope scope, bool writable) =>
        [.. scope.Memories.Where(memory => memory.IsVector && memory.Lengths[0] >= routine.SpanLength && (memory.IsWritable || !writable))];
}
