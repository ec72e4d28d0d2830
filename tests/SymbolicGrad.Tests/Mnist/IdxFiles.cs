using System.Buffers.Binary;
using System.IO.Compression;
using SymbolicGrad.Samples.Mnist;

namespace SymbolicGrad.Tests.Mnist;

/// <summary>Writes small idx files, right and wrong ones.</summary>
internal static class IdxFiles
{
    public const int ImageMagic = 0x803;
    public const int LabelMagic = 0x801;

    /// <summary>The decompressed content of a file: header numbers, then bytes.</summary>
    public static byte[] Content(ReadOnlySpan<int> header, ReadOnlySpan<byte> content)
    {
        byte[] bytes = new byte[(header.Length * sizeof(int)) + content.Length];
        for (int i = 0; i < header.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(i * sizeof(int)), header[i]);
        content.CopyTo(bytes.AsSpan(header.Length * sizeof(int)));
        return bytes;
    }

    public static byte[] Compressed(ReadOnlySpan<byte> content)
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.Fastest))
            gzip.Write(content);
        return stream.ToArray();
    }

    /// <summary>
    /// A pair of files that a network can learn: the image of digit d has its d-th row white, and a little noise.
    /// </summary>
    public static void WriteDigits(string folder, string name, int count)
    {
        Random random = new(count);
        byte[] labels = new byte[count];
        byte[] pixels = new byte[count * MnistData.PixelCount];
        for (int n = 0; n < count; n++)
        {
            labels[n] = (byte)(n % MnistData.ClassCount);
            Span<byte> image = pixels.AsSpan(n * MnistData.PixelCount, MnistData.PixelCount);
            for (int i = 0; i < image.Length; i++)
                image[i] = (byte)random.Next(32);
            image.Slice(labels[n] * 28, 28).Fill(byte.MaxValue);
        }

        WriteImages(folder, name, Compressed(Content([ImageMagic, count, 28, 28], pixels)));
        WriteLabels(folder, name, Compressed(Content([LabelMagic, count], labels)));
    }

    public static void WriteImages(string folder, string name, byte[] file) =>
        File.WriteAllBytes(Path.Combine(folder, $"{name}-images-idx3-ubyte.gz"), file);

    public static void WriteLabels(string folder, string name, byte[] file) =>
        File.WriteAllBytes(Path.Combine(folder, $"{name}-labels-idx1-ubyte.gz"), file);
}
