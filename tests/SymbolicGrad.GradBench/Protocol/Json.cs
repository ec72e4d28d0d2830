using System.Text.Json.Serialization;
using SymbolicGrad.GradBench.Objectives;

namespace SymbolicGrad.GradBench.Protocol;

/// <summary>How everything that travels in messages is written: the names are those of the suite.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(Response))]
[JsonSerializable(typeof(Runs))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(double[]))]
[JsonSerializable(typeof(Matrix))]
[JsonSerializable(typeof(BundleAdjustmentInput))]
[JsonSerializable(typeof(BundleAdjustmentErrors))]
[JsonSerializable(typeof(SparseExcerpt))]
[JsonSerializable(typeof(DeterminantInput))]
[JsonSerializable(typeof(GaussianMixtureInput))]
[JsonSerializable(typeof(GaussianMixtureGradient))]
[JsonSerializable(typeof(HandTrackingInput))]
[JsonSerializable(typeof(KMeansInput))]
[JsonSerializable(typeof(LeastSquaresInput))]
[JsonSerializable(typeof(LogSumExpInput))]
[JsonSerializable(typeof(LstmInput))]
[JsonSerializable(typeof(OdeInput))]
[JsonSerializable(typeof(ParticleInput))]
[JsonSerializable(typeof(SaddleInput))]
internal sealed partial class Json : JsonSerializerContext;
