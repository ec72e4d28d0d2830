using SymbolicGrad.GradBench.Protocol;

namespace SymbolicGrad.GradBench.Objectives;

/// <summary>The objectives of the GradBench suite.</summary>
public static class Suite
{
    public static IReadOnlyList<SuiteModule> Modules { get; } =
    [
        Hello.Module,
        GaussianMixture.Module,
        BundleAdjustment.Module,
        HandTracking.Module,
        Lstm.Module,
        KMeans.Module,
        LeastSquares.Module,
        LogSumExp.Module,
        Ode.Module,
        Particle.Module,
        Saddle.Module,
        Determinant.Module,
    ];
}
