using System.Numerics;
using CommunityToolkit.HighPerformance;

namespace SymbolicGrad.Samples.Mnist;

/// <summary>Labelled images of digits.</summary>
/// <remarks>The pixels stay bytes, a quarter of what floats take; a batch is converted when it is used.</remarks>
public sealed class MnistData
{
    /// <summary>The number of pixels of an image, 28 by 28.</summary>
    public const int PixelCount = Side * Side;

    /// <summary>The number of digits.</summary>
    public const int ClassCount = 10;

    private const int Side = 28;

    private readonly byte[] _pixels;
    private readonly byte[] _labels;

    private MnistData(byte[] pixels, byte[] labels) => (_pixels, _labels) = (pixels, labels);

    public int Count => _labels.Length;

    /// <summary>The 60,000 images to train on.</summary>
    public static MnistData ReadTraining(string folder) => Read(folder, "train");

    /// <summary>The 10,000 images to test on.</summary>
    public static MnistData ReadTest(string folder) => Read(folder, "t10k");

    /// <summary>Reads the pair of files NAME-images-idx3-ubyte.gz and NAME-labels-idx1-ubyte.gz.</summary>
    /// <exception cref="InvalidInputException">A file is missing or damaged, or the two do not belong together.</exception>
    public static MnistData Read(string folder, string name)
    {
        string imagePath = Path.Combine(folder, $"{name}-images-idx3-ubyte.gz");
        string labelPath = Path.Combine(folder, $"{name}-labels-idx1-ubyte.gz");
        var (imageSizes, pixels) = IdxFile.Read(imagePath, dimensions: 3);
        var (labelSizes, labels) = IdxFile.Read(labelPath, dimensions: 1);

        if (imageSizes[1] != Side || imageSizes[2] != Side)
            throw new InvalidInputException($"The data file {imagePath} has images of {imageSizes[1]} by {imageSizes[2]} pixels instead of 28 by 28.");
        if (imageSizes[0] != labelSizes[0])
            throw new InvalidInputException($"The data file {imagePath} has {imageSizes[0]} images, but {labelPath} has {labelSizes[0]} labels.");
        int wrong = Array.FindIndex(labels, label => label >= ClassCount);
        if (wrong >= 0)
            throw new InvalidInputException($"The data file {labelPath} has the label {labels[wrong]} at position {wrong}; labels are the digits 0 to 9.");
        return new MnistData(pixels, labels);
    }

    /// <summary>Copies the examples of the given numbers, with pixels from 0 to 1.</summary>
    public void CopyTo<T>(ReadOnlySpan<int> examples, Span2D<T> images, Span<int> labels)
        where T : IFloatingPointIeee754<T>
    {
        T scale = T.One / T.CreateChecked(byte.MaxValue);
        for (int n = 0; n < examples.Length; n++)
        {
            ReadOnlySpan<byte> pixels = _pixels.AsSpan(examples[n] * PixelCount, PixelCount);
            Span<T> image = images.GetRowSpan(n);
            for (int i = 0; i < image.Length; i++)
                image[i] = T.CreateTruncating(pixels[i]) * scale;
            labels[n] = _labels[examples[n]];
        }
    }
}
