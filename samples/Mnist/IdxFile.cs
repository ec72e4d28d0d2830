using System.Buffers.Binary;
using System.IO.Compression;

namespace SymbolicGrad.Samples.Mnist;

/// <summary>Reads the files that MNIST is published in: gzip around "idx", a header of big-endian numbers and then bytes.</summary>
public static class IdxFile
{
    /// <summary>
    /// The idx number for unsigned bytes in one or more dimensions: two zero bytes, the element type 8, the number of
    /// dimensions.
    /// </summary>
    private const int UnsignedByteMagic = 0x0800;

    /// <summary>The largest content accepted. A damaged header must not ask for all memory; MNIST has 47 million bytes.</summary>
    private const long MaximumLength = 1L << 30;

    /// <summary>Reads a file of unsigned bytes.</summary>
    /// <param name="path">The gzip file.</param>
    /// <param name="dimensions">The number of dimensions it must have.</param>
    /// <returns>The size in each dimension, and the bytes, the last dimension running fastest.</returns>
    /// <exception cref="InvalidInputException">The file is missing or not what it should be; the message says what and why.</exception>
    public static (int[] Sizes, byte[] Content) Read(string path, int dimensions)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            using GZipStream stream = new(file, CompressionMode.Decompress);
            var (sizes, content) = Read(stream, path, dimensions);
            RequireTrailer(file, ((1 + (long)dimensions) * sizeof(int)) + content.Length);
            return (sizes, content);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidInputException($"The data file {path} does not exist.", exception);
        }
        catch (EndOfStreamException exception)
        {
            throw new InvalidInputException($"The data file {path} ends too early: it has been cut off.", exception);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidInputException($"The data file {path} is not a gzip file, or damaged: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException($"The data file {path} cannot be read: {exception.Message}", exception);
        }
    }

    private static (int[] Sizes, byte[] Content) Read(Stream stream, string path, int dimensions)
    {
        int magic = ReadNumber(stream);
        if (magic != (UnsignedByteMagic | dimensions))
        {
            throw new InvalidInputException(
                $"The data file {path} starts with 0x{magic:X8} where 0x{UnsignedByteMagic | dimensions:X8} was expected: "
                + $"it is no idx file of bytes in {dimensions} dimension(s).");
        }

        int[] sizes = new int[dimensions];
        long length = 1;
        for (int i = 0; i < dimensions; i++)
        {
            sizes[i] = ReadNumber(stream);
            if (sizes[i] <= 0 || length > MaximumLength / sizes[i])
                throw new InvalidInputException($"The data file {path} claims the impossible size {sizes[i]} in dimension {i + 1}.");
            length *= sizes[i];
        }

        byte[] content = new byte[length];
        stream.ReadExactly(content);
        if (stream.ReadByte() >= 0)
            throw new InvalidInputException($"The data file {path} has more content than the {length} bytes that its header states.");
        return (sizes, content);
    }

    /// <summary>
    /// Checks that the file ends with the content's length, as gzip demands: the checksum stands before it, and
    /// <see cref="GZipStream"/> takes the content of a file that breaks off in either for good, unchecked.
    /// </summary>
    private static void RequireTrailer(FileStream file, long length)
    {
        Span<byte> trailer = stackalloc byte[sizeof(uint)];
        file.Seek(-trailer.Length, SeekOrigin.End);
        file.ReadExactly(trailer);
        if (BinaryPrimitives.ReadUInt32LittleEndian(trailer) != (uint)length)
            throw new EndOfStreamException();
    }

    private static int ReadNumber(Stream stream)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        stream.ReadExactly(bytes);
        return BinaryPrimitives.ReadInt32BigEndian(bytes);
    }
}
