using SymbolicGrad.Samples.Mnist;

namespace SymbolicGrad.Tests.Mnist;

public sealed class WeightsFileTests : IDisposable
{
    private const string Design = "2-3 elu";

    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public WeightsFileTests() => _path = _folder.File("weights");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_saved_is_loaded_bit_for_bit()
    {
        NamedMatrix<float>[] saved = State();
        float[] values = [float.NaN, float.NegativeInfinity, -0f, float.Epsilon, 1 / 3f, float.MaxValue];
        values.CopyTo(saved[0].Values, 0);
        WeightsFile.Save(_path, Design, saved);

        NamedMatrix<float>[] loaded = State();
        WeightsFile.Load(_path, Design, loaded);
        loaded[0].Values.Select(BitConverter.SingleToInt32Bits).ShouldBe(values.Select(BitConverter.SingleToInt32Bits));
        loaded[1].Values.ShouldBe(saved[1].Values);
    }

    [Fact]
    public void Saving_replaces_the_file_and_leaves_nothing_beside_it()
    {
        WeightsFile.Save(_path, Design, State());
        NamedMatrix<float>[] changed = State();
        changed[1].Values[0] = 42;
        WeightsFile.Save(_path, Design, changed);

        NamedMatrix<float>[] loaded = State();
        WeightsFile.Load(_path, Design, loaded);
        loaded[1].Values[0].ShouldBe(42);
        Directory.GetFileSystemEntries(_folder.Path).ShouldBe([_path]);
    }

    [Fact]
    public void A_failed_save_names_the_file_and_leaves_nothing()
    {
        Directory.CreateDirectory(_path); // A folder cannot be replaced by a file.
        ErrorShouldSay(() => WeightsFile.Save(_path, Design, State()), "cannot be written");
        Directory.GetFileSystemEntries(_folder.Path).ShouldBe([_path]);
    }

    [Fact]
    public void A_missing_file_is_named() => ErrorShouldSay(Load, "cannot be read");

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void A_file_without_our_start_is_foreign(int length)
    {
        File.WriteAllBytes(_path, new byte[length]);
        ErrorShouldSay(Load, "not a weights file");
    }

    [Fact]
    public void A_file_cut_off_anywhere_after_its_start_is_refused()
    {
        WeightsFile.Save(_path, Design, State());
        byte[] whole = File.ReadAllBytes(_path);
        for (int length = 8; length < whole.Length; length++)
        {
            File.WriteAllBytes(_path, whole[..length]);
            ErrorShouldSay(Load, "damaged or cut off");
        }
    }

    [Fact]
    public void Any_changed_byte_is_noticed_and_nothing_is_loaded()
    {
        WeightsFile.Save(_path, Design, State());
        byte[] whole = File.ReadAllBytes(_path);
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= 0x10;
            File.WriteAllBytes(_path, damaged);
            NamedMatrix<float>[] state = State();
            state[1].Values[0] = 42;
            ErrorShouldSay(() => WeightsFile.Load(_path, Design, state));
            state[1].Values[0].ShouldBe(42);
        }
    }

    [Fact]
    public void Another_version_is_named()
    {
        WeightsFile.Save(_path, Design, State());
        byte[] content = File.ReadAllBytes(_path);
        content[8] = 7;
        File.WriteAllBytes(_path, content);
        ErrorShouldSay(Load, "version 7");
    }

    [Fact]
    public void Weights_of_another_design_are_refused()
    {
        WeightsFile.Save(_path, "2-3 tanh", State());
        ErrorShouldSay(Load, "2-3 tanh", "2-3 elu");
    }

    [Fact]
    public void Weights_of_another_shape_are_refused()
    {
        WeightsFile.Save(_path, Design, [new NamedMatrix<float>("w", 3, 2), new NamedMatrix<float>("b", 1, 3)]);
        ErrorShouldSay(Load, "shape of w");
    }

    [Fact]
    public void Another_number_of_matrices_is_refused()
    {
        WeightsFile.Save(_path, Design, State()[..1]);
        ErrorShouldSay(Load, "number of matrices");
    }

    private static NamedMatrix<float>[] State()
    {
        NamedMatrix<float> weights = new("w", 2, 3), biases = new("b", 1, 3);
        biases.Values[2] = 0.5f;
        return [weights, biases];
    }

    private void Load() => WeightsFile.Load(_path, Design, State());

    private void ErrorShouldSay(Action action, params string[] parts)
    {
        string message = Should.Throw<InvalidInputException>(action).Message;
        message.ShouldContain(_path);
        foreach (string part in parts)
            message.ShouldContain(part);
    }
}
