using System.Globalization;
using System.Text.Json.Nodes;

namespace SymbolicGrad.GradBench.Peers;

/// <summary>A hand and its measurements, from the text files that the suite has from ADBench.</summary>
internal static class HandFiles
{
    /// <param name="folder">Where the measurements are, and the hand in a folder "model".</param>
    /// <param name="name">How the measurements' file begins.</param>
    public static JsonObject Read(string folder, string name)
    {
        using IEnumerator<string[]> lines = Lines(Directory.EnumerateFiles(folder, name + "_*.txt").Single(), ' ').GetEnumerator();
        string[] Next() => lines.MoveNext() ? lines.Current : throw new InvalidDataException($"'{name}' in '{folder}' ends too soon.");
        string[] counts = Next();
        int points = Integer(counts[0]), angles = Integer(counts[1]);
        string[][] measured = [.. Enumerable.Range(0, points).Select(_ => Next())];
        JsonArray us = new([.. Enumerable.Range(0, points).Select(_ => Numbers(Next()))]);
        return new()
        {
            ["theta"] = new JsonArray([.. Enumerable.Range(0, angles).Select(_ => Number(Next()[0]))]),
            ["us"] = us,
            ["data"] = new JsonObject
            {
                ["correspondences"] = new JsonArray([.. measured.Select(words => (JsonNode)Integer(words[0]))]),
                ["points"] = new JsonArray([.. measured.Select(words => Numbers(words[1..]))]),
                ["model"] = Model(Path.Combine(folder, "model")),
            },
        };
    }

    private static JsonObject Model(string folder)
    {
        // A bone: its name, its parent, 16 numbers of its position to its parent, 16 of the inverse of its absolute position.
        string[][] bones = [.. Lines(Path.Combine(folder, "bones.txt"), ':')];
        string[][] vertices = [.. Lines(Path.Combine(folder, "vertices.txt"), ':')];
        return new()
        {
            ["bone_count"] = bones.Length,
            ["bone_names"] = new JsonArray([.. bones.Select(bone => (JsonNode)bone[0])]),
            ["parents"] = new JsonArray([.. bones.Select(bone => (JsonNode)Integer(bone[1]))]),
            ["base_relatives"] = new JsonArray([.. bones.Select(bone => FourByFour(bone[2..18]))]),
            ["inverse_base_absolutes"] = new JsonArray([.. bones.Select(bone => FourByFour(bone[18..34]))]),
            ["base_positions"] = new JsonArray([.. vertices.Select(vertex => Numbers([.. vertex[..3], "1"]))]),
            ["weights"] = new JsonArray([.. vertices.Select(vertex => Weights(vertex[8..], bones.Length))]),
            ["triangles"] = new JsonArray([.. Lines(Path.Combine(folder, "triangles.txt"), ':').Select(triangle => new JsonArray([.. triangle.Select(vertex => (JsonNode)Integer(vertex))]))]),
            ["is_mirrored"] = false,
        };
    }

    /// <summary>A vertex names how many bones it follows, and each with how much.</summary>
    private static JsonArray Weights(string[] words, int bones)
    {
        double[] weights = new double[bones];
        for (int i = 1; i <= 2 * Integer(words[0]); i += 2)
            weights[Integer(words[i])] = double.Parse(words[i + 1], CultureInfo.InvariantCulture);
        return new([.. weights.Select(weight => (JsonNode)weight)]);
    }

    private static JsonArray FourByFour(string[] words) => new([.. words.Chunk(4).Select(Numbers)]);

    private static JsonArray Numbers(string[] words) => new([.. words.Select(Number)]);

    private static JsonNode Number(string word) => double.Parse(word, CultureInfo.InvariantCulture);

    private static int Integer(string word) => int.Parse(word, CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> Lines(string file, char separator) => File.ReadLines(file).Select(line => line.Split(separator, StringSplitOptions.RemoveEmptyEntries));
}
