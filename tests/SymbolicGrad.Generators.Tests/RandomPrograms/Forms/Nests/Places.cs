using System.Globalization;

namespace SymbolicGrad.Generators.Tests.RandomPrograms.Forms.Nests;

/// <summary>Elements at places that loops' indices lead to: their own, neighbours, those from the end, rows further down.</summary>
internal static class Places
{
    /// <summary>An element of the memory that the index moves through; null where the memory is too short for it.</summary>
    public static string? Draw(Drawer draw, Scope scope, Memory memory, IntegerVariable moving)
    {
        IntegerVariable[] others = [.. scope.Integers.Where(integer => !integer.IsAssignable && integer.Name != moving.Name)];
        int axis = draw.Below(memory.Lengths.Length);
        string?[] indices = new string?[memory.Lengths.Length];
        for (int i = 0; i < indices.Length; i++)
        {
            int length = memory.Lengths[i];
            List<string> along = [.. Along(scope, moving, length, memory.LengthText(i))];
            List<string> fixedPlaces = [.. others.SelectMany(other => Along(scope, other, length, memory.LengthText(i)))];
            if (length > 0)
            {
                fixedPlaces.AddRange(Enumerable.Repeat(draw.Below(length).ToString(CultureInfo.InvariantCulture), others.Length > 0 ? 1 : 12));
            }

            List<string> choices = i == axis ? along : draw.Chance(4) ? along : fixedPlaces;
            if (choices.Count == 0)
            {
                return null;
            }

            indices[i] = draw.Pick(choices);
        }

        return memory.Kind == MemoryKind.Rows ? $"{memory.Name}[{indices[0]}][{indices[1]}]" : $"{memory.Name}[{string.Join(", ", indices)}]";
    }

    /// <summary>As a variable of its own, as often as asked for and as it fits.</summary>
    public static IEnumerable<Variable> Variables(Drawer draw, Scope scope, IntegerVariable moving, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Memory memory = draw.Pick(scope.Arrays);
            if (Draw(draw, scope, memory, moving) is { } place)
            {
                yield return new Variable(place, Drawer.Limit, memory.IsWritable) { IsCapturable = false };
            }
        }
    }

    /// <summary>Indices within a length, the plain one many times.</summary>
    private static IEnumerable<string> Along(Scope scope, IntegerVariable index, int length, string lengthText)
    {
        // A loop without iterations is nowhere outside.
        bool Fits(int factor, int offset) => index.High < index.Low || (factor * index.Low + offset >= 0 && factor * index.High + offset < length);
        string name = index.Name;
        if (Fits(1, 0))
        {
            foreach (string plain in Enumerable.Repeat(name, 24))
            {
                yield return plain;
            }

            yield return $"{lengthText} - 1 - {name}";
        }

        foreach (int offset in (int[])[-2, -1, -1, 1, 1, 2])
        {
            if (Fits(1, offset))
            {
                yield return offset < 0 ? $"{name} - {-offset}" : $"{name} + {offset}";
            }
        }

        if (index.High > 0 && Fits(2, 0))
        {
            yield return $"2 * {name}";
        }

        foreach (Memory other in scope.Arrays)
        {
            for (int axis = 0; axis < other.Lengths.Length; axis++)
            {
                int further = other.Lengths[axis];
                if (further > 0 && further < length && Fits(1, further))
                {
                    yield return $"{name} + {other.LengthText(axis)}";
                    yield return $"{other.LengthText(axis)} + {name}";
                    yield return string.Create(CultureInfo.InvariantCulture, $"{name} + {further}");
                }
            }
        }
    }
}
