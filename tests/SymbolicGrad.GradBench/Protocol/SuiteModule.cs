using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SymbolicGrad.GradBench.Protocol;

/// <summary>One objective of the suite: its name and the functions that the eval may ask for.</summary>
public sealed record SuiteModule(string Name, params IReadOnlyList<SuiteFunction> Functions)
{
    public SuiteFunction? Find(string function) => Functions.FirstOrDefault(candidate => candidate.Name == function);
}

/// <summary>A function of a module, from an input as the eval sends it to an output as the eval expects it.</summary>
public abstract class SuiteFunction(string name)
{
    public string Name { get; } = name;

    /// <summary>
    /// A function of which <paramref name="prepare"/> brings the input into memory and returns what is timed: the
    /// computation alone, without reading and writing messages.
    /// </summary>
    public static SuiteFunction Of<TInput, TOutput>(string name, Func<TInput, Func<TOutput>> prepare) =>
        new Typed<TInput, TOutput>(name, prepare);

    /// <summary>Runs often enough, and takes the time of each run.</summary>
    public abstract Evaluation Evaluate(JsonElement input);

    /// <summary>The computation alone, for those who measure it themselves.</summary>
    public abstract Action Prepare(JsonElement input);

    private sealed class Typed<TInput, TOutput>(string name, Func<TInput, Func<TOutput>> prepare) : SuiteFunction(name)
    {
        public override Evaluation Evaluate(JsonElement input)
        {
            Runs runs = Runs.Of(input);
            TInput read = Read(input);

            long start = Stopwatch.GetTimestamp();
            Func<TOutput> run = prepare(read);
            List<Timing> timings = [new("prepare", Since(start))];

            TOutput output;
            double seconds = 0;
            do
            {
                start = Stopwatch.GetTimestamp();
                output = run();
                long nanoseconds = Since(start);
                timings.Add(new("evaluate", nanoseconds));
                seconds += nanoseconds * 1e-9;
            }
            while (timings.Count - 1 < runs.MinRuns || seconds < runs.MinSeconds);

            return new(JsonSerializer.SerializeToElement(output, TypeOf<TOutput>()), timings);
        }

        public override Action Prepare(JsonElement input)
        {
            Func<TOutput> run = prepare(Read(input));
            return () => run();
        }

        private static TInput Read(JsonElement input) => input.Deserialize(TypeOf<TInput>()) ?? throw new JsonException("The input is null.");

        private static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)Json.Default.GetTypeInfo(typeof(T))!;

        private static long Since(long start) => (long)Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }
}

/// <summary>What a function returned, and the times it took.</summary>
public sealed record Evaluation(JsonElement Output, IReadOnlyList<Timing> Timings);
