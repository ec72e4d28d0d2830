using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace SymbolicGrad.Generators.Tests.Packaging;

/// <summary>The one package, used as a stranger would: from a feed, in a fresh project that knows nothing of this repository.</summary>
public sealed class PackageTests : IDisposable
{
    private const string Version = "0.0.1-consumer.test";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("symbolicgrad-consumer-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_fresh_project_gets_its_gradient_from_the_package()
    {
        string package = Pack();
        using (ZipArchive archive = ZipFile.OpenRead(package))
        {
            archive.Entries.Select(entry => entry.FullName).ShouldSatisfyAllConditions(
                names => names.ShouldContain("lib/net10.0/SymbolicGrad.dll"),
                names => names.ShouldContain("lib/net10.0/SymbolicGrad.xml"),
                names => names.ShouldContain("analyzers/dotnet/cs/SymbolicGrad.Generators.dll"),
                names => names.ShouldContain("analyzers/dotnet/cs/SymbolicGrad.Compiler.dll"),
                names => names.ShouldContain("analyzers/dotnet/cs/SymbolicGrad.CodeFixes.dll"),
                names => names.ShouldContain("build/SymbolicGrad.props"),
                names => names.ShouldContain("README.md"),
                names => names.ShouldContain("LICENSE"));
        }

        string consumer = WriteConsumer();
        DotnetCommand.Run(consumer, "build", "-c", "Release");
        string printed = DotnetCommand.Run(consumer, "run", "-c", "Release", "--no-build");

        // The residual is ½·2 − ¼ − 1 = −¼: every number below is exact in binary.
        printed.Trim().ShouldBe("0.03125 -0.5 -0.25 -0.125");
        Directory.EnumerateFiles(Path.Combine(consumer, "obj"), "*.g.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("LossGradient(", StringComparison.Ordinal))
            .ShouldHaveSingleItem();
    }

    private string Pack([CallerFilePath] string thisFile = "")
    {
        string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
        string feed = _folder.CreateSubdirectory("feed").FullName;
        // Built apart from the repository's own output, which the running tests have open.
        string artifacts = Path.Combine(_folder.FullName, "artifacts");
        DotnetCommand.Run(
            root,
            "pack", Path.Combine("src", "SymbolicGrad", "SymbolicGrad.csproj"), "-c", "Release", "-o", feed, "--artifacts-path", artifacts, $"-p:Version={Version}");
        return Path.Combine(feed, $"SymbolicGrad.{Version}.nupkg");
    }

    private string WriteConsumer()
    {
        DirectoryInfo consumer = _folder.CreateSubdirectory("consumer");

        // The feed comes in addition to the sources of the machine, from which the dependencies are restored; the folder of
        // its own keeps the package, whose version never changes, out of the user's cache.
        Write("nuget.config", """
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="packages" />
              </config>
              <packageSources>
                <add key="feed" value="../feed" />
              </packageSources>
            </configuration>
            """);
        Write("Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NuGetAudit>false</NuGetAudit>
                <DefaultItemExcludes>$(DefaultItemExcludes);packages/**</DefaultItemExcludes>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="SymbolicGrad" Version="{Version}" />
              </ItemGroup>
            </Project>
            """);
        Write("Program.cs", """
            using System;
            using SymbolicGrad;

            double loss = Net.LossGradient(0.5, -0.25, 2, 1, out double dw, out double db, out double dx);
            Console.WriteLine(FormattableString.Invariant($"{loss} {dw} {db} {dx}"));

            public static partial class Net
            {
                [Differentiable]
                public static double Loss(double w, double b, double x, [NoGradient] double target)
                {
                    double residual = w * x + b - target;
                    return 0.5 * residual * residual;
                }
            }
            """);
        return consumer.FullName;

        void Write(string name, string text) => File.WriteAllText(Path.Combine(consumer.FullName, name), text);
    }
}
