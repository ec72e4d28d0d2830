using System.Security.Cryptography;
using System.Text;

namespace SymbolicGrad.Samples.Mnist;

/// <summary>Keeps a network's state in a file.</summary>
/// <remarks>
/// <para>Little-endian: eight bytes "SGMNISTW", the version, the design as text, the number of matrices; for each its name,
/// rows, columns and values as 32-bit floats; at the end the SHA-256 of all before it. Texts are a length and UTF-8.</para>
/// <para>The file is read whole and checked before the network is touched, so a network is never loaded by half.</para>
/// </remarks>
public static class WeightsFile
{
    private const int Version = 1;

    private static ReadOnlySpan<byte> Magic => "SGMNISTW"u8;

    /// <summary>Checks that there is a folder to save the file in.</summary>
    /// <exception cref="InvalidInputException">There is none.</exception>
    public static void RequireFolder(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? path;
        if (!Directory.Exists(folder))
            throw new InvalidInputException($"The weights file {path} cannot be written: the folder {folder} does not exist.");
    }

    /// <summary>Writes beside the file first and then moves: whoever interrupts it finds the old file whole.</summary>
    /// <param name="path">The file, overwritten if it exists.</param>
    /// <param name="design">What else must agree for the weights to make sense, such as the activation.</param>
    /// <param name="state">The matrices.</param>
    /// <exception cref="InvalidInputException">The file cannot be written.</exception>
    public static void Save(string path, string design, IReadOnlyList<NamedMatrix<float>> state)
    {
        string temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            File.WriteAllBytes(temporary, Serialise(design, state));
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException($"The weights file {path} cannot be written: {exception.Message}", exception);
        }
        finally
        {
            // After the move there is nothing left to delete.
            if (File.Exists(temporary))
                File.Delete(temporary);
        }
    }

    /// <summary>Fills the matrices from a file that <see cref="Save"/> wrote for the same design.</summary>
    /// <exception cref="InvalidInputException">The file is missing, damaged, foreign, or of another network.</exception>
    public static void Load(string path, string design, IReadOnlyList<NamedMatrix<float>> state)
    {
        byte[] content = ReadChecked(path);
        using BinaryReader reader = new(new MemoryStream(content), Encoding.UTF8);
        reader.BaseStream.Position = Magic.Length + sizeof(int);

        string found = reader.ReadString();
        if (found != design)
            throw new InvalidInputException($"The weights file {path} is for the network '{found}', not for '{design}'.");
        if (reader.ReadInt32() != state.Count)
            throw Differs(path, "the number of matrices");

        List<float[]> loaded = [];
        foreach (NamedMatrix<float> matrix in state)
        {
            if (reader.ReadString() != matrix.Name || reader.ReadInt32() != matrix.Rows || reader.ReadInt32() != matrix.Columns)
                throw Differs(path, $"the name or shape of {matrix.Name}");
            float[] values = new float[matrix.Values.Length];
            for (int i = 0; i < values.Length; i++)
                values[i] = reader.ReadSingle();
            loaded.Add(values);
        }

        for (int i = 0; i < loaded.Count; i++)
            loaded[i].CopyTo(state[i].Values, 0);
    }

    private static byte[] Serialise(string design, IReadOnlyList<NamedMatrix<float>> state)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(design);
        writer.Write(state.Count);
        foreach (NamedMatrix<float> matrix in state)
        {
            writer.Write(matrix.Name);
            writer.Write(matrix.Rows);
            writer.Write(matrix.Columns);
            foreach (float value in matrix.Values)
                writer.Write(value);
        }

        writer.Flush();
        writer.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>The content, once its start says that it is ours and its checksum that it is whole.</summary>
    private static byte[] ReadChecked(string path)
    {
        byte[] content;
        try
        {
            content = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException($"The weights file {path} cannot be read: {exception.Message}", exception);
        }

        if (!content.AsSpan().StartsWith(Magic))
            throw new InvalidInputException($"The file {path} is not a weights file of this program.");
        int length = content.Length - SHA256.HashSizeInBytes;
        if (length < Magic.Length + sizeof(int))
            throw Damaged(path);
        int version = BitConverter.ToInt32(content, Magic.Length);
        if (version != Version)
            throw new InvalidInputException($"The weights file {path} has version {version}; this program reads version {Version}.");
        if (!SHA256.HashData(content.AsSpan(0, length)).AsSpan().SequenceEqual(content.AsSpan(length)))
            throw Damaged(path);
        return content;
    }

    private static InvalidInputException Damaged(string path) =>
        new($"The weights file {path} is damaged or cut off: its checksum is wrong.");

    private static InvalidInputException Differs(string path, string what) =>
        new($"The weights file {path} is of another network: {what} differs.");
}
