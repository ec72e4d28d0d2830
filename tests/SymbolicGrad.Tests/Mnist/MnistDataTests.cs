using CommunityToolkit.HighPerformance;
using SymbolicGrad.Samples.Mnist;

namespace SymbolicGrad.Tests.Mnist;

public sealed class MnistDataTests : IDisposable
{
    private const string Name = "train";

    private readonly TemporaryFolder _folder = new();

    public MnistDataTests() => IdxFiles.WriteDigits(_folder.Path, Name, count: 3);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Examples_are_copied_by_number_with_pixels_from_0_to_1()
    {
        byte[] pixels = new byte[2 * MnistData.PixelCount];
        pixels[MnistData.PixelCount] = 255;
        pixels[MnistData.PixelCount + 28] = 51;
        WriteImages([IdxFiles.ImageMagic, 2, 28, 28], pixels);
        WriteLabels([IdxFiles.LabelMagic, 2], [7, 9]);

        MnistData data = MnistData.Read(_folder.Path, Name);
        data.Count.ShouldBe(2);
        float[,] images = new float[2, MnistData.PixelCount];
        int[] labels = new int[2];
        data.CopyTo<float>([1, 0], images, labels);

        labels.ShouldBe([9, 7]);
        images[0, 0].ShouldBe(1, 1e-6);
        images[0, 28].ShouldBe(0.2f, 1e-6);
        images[1, 0].ShouldBe(0);
    }

    [Fact]
    public void The_data_beside_the_program_is_the_whole_of_MNIST()
    {
        MnistData.ReadTraining(Options.DefaultData).Count.ShouldBe(60_000);
        MnistData.ReadTest(Options.DefaultData).Count.ShouldBe(10_000);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        string path = _folder.File("train-labels-idx1-ubyte.gz");
        File.Delete(path);
        ErrorShouldSay(path, "does not exist");
    }

    [Fact]
    public void A_file_that_is_not_gzip_is_refused()
    {
        IdxFiles.WriteImages(_folder.Path, Name, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
        ErrorShouldSay("not a gzip file");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(600)]
    public void A_file_that_was_cut_off_is_refused(int length)
    {
        string path = _folder.File("train-images-idx3-ubyte.gz");
        byte[] whole = File.ReadAllBytes(path);
        whole.Length.ShouldBeGreaterThan(length);
        File.WriteAllBytes(path, whole[..length]);
        ErrorShouldSay(path);
    }

    /// <summary>The whole content can be there already; what is missing is the checksum that vouches for it.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(9)]
    public void A_file_that_was_cut_off_in_its_last_bytes_is_refused(int missing)
    {
        string path = _folder.File("train-labels-idx1-ubyte.gz");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^missing]);
        ErrorShouldSay(path, "cut off");
    }

    [Fact]
    public void One_changed_byte_in_the_compressed_stream_is_noticed()
    {
        string path = _folder.File("train-images-idx3-ubyte.gz");
        byte[] whole = File.ReadAllBytes(path);
        whole[^6] ^= 1; // In gzip's own checksum.
        File.WriteAllBytes(path, whole);
        ErrorShouldSay(path, "damaged");
    }

    [Fact]
    public void Images_in_the_place_of_labels_are_refused_by_their_magic_number()
    {
        WriteLabels([IdxFiles.ImageMagic, 1, 28, 28], new byte[784]);
        ErrorShouldSay("0x00000803", "0x00000801");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(int.MaxValue)]
    public void An_impossible_count_is_refused(int count)
    {
        WriteImages([IdxFiles.ImageMagic, count, 28, 28], new byte[784]);
        ErrorShouldSay("size");
    }

    [Fact]
    public void Less_content_than_the_header_states_is_refused()
    {
        WriteImages([IdxFiles.ImageMagic, 3, 28, 28], new byte[(3 * 784) - 1]);
        ErrorShouldSay("ends too early");
    }

    [Fact]
    public void More_content_than_the_header_states_is_refused()
    {
        WriteImages([IdxFiles.ImageMagic, 3, 28, 28], new byte[(3 * 784) + 1]);
        ErrorShouldSay("more content");
    }

    /// <summary>As many pixels as 28 by 28 are not enough: their rows would be read across.</summary>
    [Theory]
    [InlineData(32, 32)]
    [InlineData(14, 56)]
    public void Images_of_another_size_are_refused(int rows, int columns)
    {
        WriteImages([IdxFiles.ImageMagic, 3, rows, columns], new byte[3 * rows * columns]);
        ErrorShouldSay($"{rows} by {columns}");
    }

    [Fact]
    public void Different_numbers_of_images_and_labels_are_refused()
    {
        WriteLabels([IdxFiles.LabelMagic, 2], [1, 2]);
        ErrorShouldSay("3 images", "2 labels");
    }

    [Fact]
    public void A_label_that_is_no_digit_is_refused()
    {
        WriteLabels([IdxFiles.LabelMagic, 3], [1, 10, 2]);
        ErrorShouldSay("label 10", "position 1");
    }

    private void WriteImages(ReadOnlySpan<int> header, ReadOnlySpan<byte> content) =>
        IdxFiles.WriteImages(_folder.Path, Name, IdxFiles.Compressed(IdxFiles.Content(header, content)));

    private void WriteLabels(ReadOnlySpan<int> header, ReadOnlySpan<byte> content) =>
        IdxFiles.WriteLabels(_folder.Path, Name, IdxFiles.Compressed(IdxFiles.Content(header, content)));

    private void ErrorShouldSay(params string[] parts)
    {
        string message = Should.Throw<InvalidInputException>(() => MnistData.Read(_folder.Path, Name)).Message;
        foreach (string part in parts)
            message.ShouldContain(part);
    }
}
