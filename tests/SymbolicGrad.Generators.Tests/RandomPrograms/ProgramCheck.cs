using SymbolicGrad.Generators.Tests.Correctness;

namespace SymbolicGrad.Generators.Tests.RandomPrograms;

/// <summary>Runs everything that was generated for a program, at several points, and compares it with the program, its differences and itself.</summary>
internal sealed partial class ProgramCheck
{
    private const int Points = 3, Directions = 2;

    /// <summary>Points with larger results, or ones that are less certain, show nothing.</summary>
    private const double LargestResult = 1e5, LargestGradient = 1e4, LargestUncertainty = 1e-5;

    private const double DifferenceTolerance = 1e-6, SingleTolerance = 2e-3, Rounding = 1.0 / (1L << 53), SingleRounding = 1.0 / (1 << 24);

    private readonly RandomProgram _program;
    private readonly CompiledSnippet _compiled;
    private readonly CompiledSnippet? _double;
    private readonly Random _random;
    private readonly double _rounding;
    private string? _reason;
    private string _detail = "";

    /// <param name="program">The program.</param>
    /// <param name="compiled">What was generated for it.</param>
    /// <param name="inDouble">The same program in double, of one in float: float's own differences are no measure.</param>
    private ProgramCheck(RandomProgram program, CompiledSnippet compiled, CompiledSnippet? inDouble)
    {
        (_program, _compiled, _double) = (program, compiled, inDouble);
        _random = new Random(program.Seed);
        _rounding = inDouble is null ? 1e-10 : 2e-3;
    }

    public static Verdict Run(RandomProgram program, CompiledSnippet compiled, CompiledSnippet? inDouble)
    {
        ProgramCheck check = new(program, compiled, inDouble);
        int skipped = 0;
        for (int point = 0; point < Points && check._reason is null; point++)
        {
            try
            {
                skipped += check.At(isFirst: point == 0) ? 0 : 1;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // Whatever generated code throws is a finding.
                check.Fail("throws", exception.ToString());
            }
        }

        VerdictKind kind = check._reason is not null ? VerdictKind.Failed : skipped == Points ? VerdictKind.Unchecked : VerdictKind.Right;
        return new Verdict(program, kind, check._reason ?? "", check._detail) { Points = (Points, skipped) };
    }

    /// <summary>False where the point is not fit for differences.</summary>
    private bool At(bool isFirst)
    {
        double[] at = Numbers(_compiled.Program.Point().Length, signed: true);
        double[] value;
        try
        {
            value = _compiled.Value(at);
        }
        catch (Exception exception) when (exception is ArgumentException or IndexOutOfRangeException)
        {
            // The library refuses spans that overlap, say: a program without a value has no derivative.
            return false;
        }

        // What an output keeps unwritten is NaN (the caller filled it with it) and belongs to no sum.
        double[] upstream = Numbers(value.Length, signed: true);
        for (int i = 0; i < value.Length; i++)
        {
            upstream[i] = double.IsNaN(value[i]) ? 0 : upstream[i];
        }

        if (value.Any(number => double.IsInfinity(number) || Math.Abs(number) > LargestResult))
        {
            return false;
        }

        if (_double is null ? IsIllConditioned(at, value) : HasLostDigits(at, value, upstream))
        {
            return false;
        }

        double[] gradient = Backward(at, upstream, new double[at.Length], "");
        if (value.Any(double.IsNaN) && !gradient.All(double.IsFinite))
        {
            // The program may have computed the NaN (0/0); then even an upstream of 0 gives NaN, as IEEE arithmetic has it.
            return false;
        }

        if (gradient.All(double.IsFinite) && gradient.Sum(Math.Abs) > LargestGradient)
        {
            return false;
        }

        Values(at, value);
        Adds(at, upstream, gradient);
        Gradient(at, value);
        Taped(at, value, upstream);
        Modes(at, value, upstream, gradient);
        if (isFirst)
        {
            Allocates(at, upstream);
            Lengths(at, upstream);
        }

        return _double is null ? Differences(at, value, upstream, gradient) : InDouble(at, upstream, gradient);
    }

    /// <summary>True where a few last bits of the inputs change the results as much as reordered sums would have to be forgiven.</summary>
    private bool IsIllConditioned(double[] at, double[] value)
    {
        double[] moved = _compiled.Value(Moved(at, Rounding));
        return value.Zip(moved).Any(pair => Math.Abs(pair.First - pair.Second) > _rounding / 20 * (1 + Math.Abs(pair.First)));
    }

    /// <summary>The point beside, some rounding errors away.</summary>
    private static double[] Moved(double[] at, double rounding) => [.. at.Select((x, k) => x * (1 + ((k % 2 == 0 ? 8 : -8) * rounding)))];

    private bool Differences(double[] at, double[] value, double[] upstream, double[] gradient)
    {
        bool isFit = false;
        for (int i = 0; i < Directions && _reason is null; i++)
        {
            double[] direction = Numbers(at.Length, signed: true);
            double claimed = 0, size = 1;
            for (int k = 0; k < at.Length; k++)
            {
                claimed += gradient[k] * direction[k];
                size += Math.Abs(gradient[k] * direction[k]);
            }

            // A gradient that is not finite is compared too: only the differences say whether the function has a derivative.
            DirectionalDifference difference = DirectionalDifference.Of(step => Along(at, value, upstream, direction, step));
            if (difference.IsSmooth && difference.Uncertainty <= LargestUncertainty * (1 + Math.Abs(difference.Value)))
            {
                isFit = true;
                double scale = double.IsFinite(size) ? size : 1;
                bool isSame = Math.Abs(claimed - difference.Value) <= DifferenceTolerance * scale + 20 * difference.Uncertainty;
                if (!isSame && DirectionalDifference.Checked(step => Along(at, value, upstream, direction, step)).IsSmooth)
                {
                    Fail("gradient", $"along {Text(direction)} at {Text(at)} with upstream {Text(upstream)}: claimed {claimed:R}, differences {difference.Value:R} ± {difference.Uncertainty:G2}\ngradient {Text(gradient)}");
                }
            }
        }

        return isFit;
    }

    private double Along(double[] at, double[] value, double[] upstream, double[] direction, double step)
    {
        double[] moved;
        try
        {
            moved = _compiled.Value([.. at.Select((x, k) => x + step * direction[k])]);
        }
        catch (Exception exception) when (exception is ArgumentException or IndexOutOfRangeException)
        {
            // Beside a point where the program throws there is nothing to compare with.
            return double.NaN;
        }

        return moved.Select((y, k) => double.IsNaN(value[k]) ? 0 : y * upstream[k]).Sum();
    }

    /// <summary>
    /// True where float takes another branch than double, or has too few digits for what the gradient is sensitive to: in double, it moves when
    /// the inputs are moved by some of float's rounding errors.
    /// </summary>
    private bool HasLostDigits(double[] at, double[] value, double[] upstream)
    {
        if (!_double!.Value(at).Zip(value).All(pair => Same(pair.First, pair.Second, 1e-4 * (1 + Math.Abs(pair.First)))))
        {
            return true;
        }

        double[] gradient = GradientInDouble(at, upstream), moved = GradientInDouble(Moved(at, SingleRounding), upstream);
        double size = gradient.Sum(Math.Abs);
        return size > 1e3 || !gradient.Zip(moved).All(pair => Same(pair.First, pair.Second, SingleTolerance / 4 * (1 + size)));
    }

    private double[] GradientInDouble(double[] at, double[] upstream) => _double!.Backward(at, upstream, new double[at.Length], "").Gradient;

    private bool InDouble(double[] at, double[] upstream, double[] gradient)
    {
        double[] wanted = GradientInDouble(at, upstream);
        double size = 1 + wanted.Sum(Math.Abs);
        for (int i = 0; i < at.Length && _reason is null; i++)
        {
            if (!Same(gradient[i], wanted[i], SingleTolerance * size))
            {
                Fail("float", $"at {Text(at)} with upstream {Text(upstream)}: {Text(gradient)}, in double {Text(wanted)}");
            }
        }

        return true;
    }

    private void Values(double[] at, double[] value)
    {
        if (_compiled.Gradient is { } gradient)
        {
            CompareValue("value", value[..1], gradient(at, NotNumbers(at.Length))[..1]);
        }
    }

    private void CompareValue(string what, double[] expected, double[] actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            bool isSame = !_program.IsExact
                ? Same(expected[i], actual[i], _rounding * (1 + Math.Abs(expected[i])))
                : BitConverter.DoubleToInt64Bits(expected[i]) == BitConverter.DoubleToInt64Bits(actual[i]) || (double.IsNaN(expected[i]) && double.IsNaN(actual[i]));
            if (!isSame)
            {
                Fail(what, $"result {i} is {actual[i]:R}, F gives {expected[i]:R}");
                return;
            }
        }
    }

    private void Adds(double[] at, double[] upstream, double[] fresh)
    {
        double[] initial = Numbers(at.Length, signed: false);
        double[] added = Backward(at, upstream, initial, "");
        Compare("adds", [.. fresh.Select((number, i) => _compiled.Program.IsInOut(i) ? number : number + initial[i])], added);
    }

    private void Gradient(double[] at, double[] value)
    {
        if (_compiled.Program.HasGradient != _compiled.Gradient is not null)
        {
            Fail("signature", "FGradient is missing, or is there and should not be");
        }

        if (_compiled.Gradient is { } gradient)
        {
            double[] upstream = new double[value.Length];
            upstream[0] = 1;
            Compare("FGradient", Backward(at, upstream, new double[at.Length], ""), gradient(at, NotNumbers(at.Length))[1..]);
        }
    }

    private void Taped(double[] at, double[] value, double[] upstream)
    {
        if (_compiled.Forward is { } forward && _compiled.TapedBackward is { } backward)
        {
            CompareValue("taped value", value, forward(at));
            double[] initial = Numbers(at.Length, signed: false);
            (double[] taped, Exception? thrown) = backward(at, upstream, initial, "");
            if (thrown is not null)
            {
                Fail("taped throws", thrown.ToString());
            }
            else
            {
                Compare("taped", Backward(at, upstream, initial, ""), taped);
            }
        }
    }

    private void Allocates(double[] at, double[] upstream)
    {
        long allocated = _compiled.Allocated(at, upstream, new double[at.Length]);
        if (allocated != 0)
        {
            Fail("allocates", $"{allocated} bytes");
        }

        foreach ((string member, Func<double[], double[], long> measure) in _compiled.ModesAllocated)
        {
            if (measure(at, at) is not 0 and long bytes)
            {
                Fail("allocates", $"{member}: {bytes} bytes");
            }
        }
    }

    private void Lengths(double[] at, double[] upstream)
    {
        double[] initial = Numbers(at.Length, signed: false);
        foreach (string array in _compiled.Program.ArrayGradients)
        {
            (double[] after, Exception? thrown) = _compiled.Backward(at, upstream, initial, array);
            if (thrown is not ArgumentException || thrown is ArgumentOutOfRangeException)
            {
                Fail("lengths", $"{array} is too short: {thrown?.ToString() ?? "nothing is thrown"}");
            }
            else if (!after.All(number => initial.Concat(upstream).Any(known => (float)known == (float)number)))
            {
                Fail("lengths", $"{array} is too short, but something was written: {Text(after)}");
            }
        }
    }

    private double[] Backward(double[] at, double[] upstream, double[] initial, string shortened)
    {
        (double[] gradient, Exception? thrown) = _compiled.Backward(at, upstream, initial, shortened);
        return thrown is null ? gradient : throw new InvalidOperationException("FBackward throws", thrown);
    }

    private void Compare(string what, double[] expected, double[] actual)
    {
        // Cancellation makes small components of large gradients uncertain.
        double scale = 1 + expected.Where(double.IsFinite).Sum(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
        {
            if (!Same(expected[i], actual[i], _rounding * scale))
            {
                Fail(what, $"component {i} is {actual[i]:R}, expected {expected[i]:R}");
                return;
            }
        }
    }

    private void Fail(string reason, string detail)
    {
        if (_reason is null)
        {
            (_reason, _detail) = (reason, detail);
        }
    }

    private static bool Same(double left, double right, double tolerance) => left.Equals(right) || Math.Abs(left - right) <= tolerance;

    private static double[] NotNumbers(int count) => [.. Enumerable.Repeat(double.NaN, count)];

    /// <summary>Ten bits, so that float holds them too, and away from 0.</summary>
    private double[] Numbers(int count, bool signed) =>
        [.. Enumerable.Range(0, count).Select(_ => _random.Next(200, 1200) / 1024.0 * (signed && _random.Next(2) == 0 ? -1 : 1))];

    private static string Text(double[] numbers) => $"[{string.Join(", ", numbers)}]";
}
