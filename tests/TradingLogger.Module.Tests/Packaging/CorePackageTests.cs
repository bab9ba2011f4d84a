using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;
using TradingLogging.PowerShell.Tests.Documentation;
using TradingLogging.PowerShell.Tests.Hosting;
using TradingLogging.Tests;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Packaging;

/// <summary>The core as C# programs get it: the NuGet package <c>TradingLogger.Core</c>.</summary>
[Trait("Category", "Long")]
public sealed class CorePackageTests(CorePackageTests.Package package) : IClassFixture<CorePackageTests.Package>
{
    [Fact]
    public void It_carries_readme_icon_licence_comments_and_symbols_for_both_frameworks()
    {
        Assert.Superset(
            new HashSet<string>
            {
                "README.md", "icon.png",
                "lib/net10.0/TradingLogger.Core.dll", "lib/net10.0/TradingLogger.Core.xml",
                "lib/netstandard2.0/TradingLogger.Core.dll", "lib/netstandard2.0/TradingLogger.Core.xml",
            },
            Entries("nupkg"));
        Assert.Superset(
            new HashSet<string> { "lib/net10.0/TradingLogger.Core.pdb", "lib/netstandard2.0/TradingLogger.Core.pdb" },
            Entries("snupkg"));
        Assert.Equal("MIT", Metadata("license"));
        Assert.Equal(
            Metadata("projectUrl"),
            package.Specification.Descendants()
                .Single(element => element.Name.LocalName == "repository")
                .Attribute("url")!.Value);
    }

    [Fact]
    public void It_brings_no_other_package_to_a_program_for_NET_10() =>
        Assert.Empty(package.Specification.Descendants()
            .Single(
                element => element.Name.LocalName == "group"
                    && element.Attribute("targetFramework")!.Value == "net10.0")
            .Elements());

    [Fact]
    public void The_program_of_its_readme_builds_against_it_and_logs_a_trade_event()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("configs/trading_config.ini", "[logging]\nlog_level = DEBUG\nconsole = false\n");
        directory.Write("Program.cs", Document.Load("docs/csharp.md").Blocks[0].Text);
        directory.Write("nuget.config", $"""
            <configuration>
              <packageSources><clear /><add key="local" value="{package.Directory}" /></packageSources>
            </configuration>
            """);
        directory.Write("Program.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <ImplicitUsings>enable</ImplicitUsings>
                <RestorePackagesPath>packages</RestorePackagesPath>
                <UseAppHost>false</UseAppHost>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="TradingLogger.Core" Version="{ModulePackage.Version}" />
              </ItemGroup>
            </Project>
            """);

        DotNet(directory.FullName, "run");

        Assert.Equal(
            """{"timestamp": "<time>", "action": "ORDER_FILLED", "symbol": "BTCUSDT", "quantity": 0.10}""",
            TimelessText.Of(Assert.Single(File.ReadAllLines(directory.File("logs/trades.log")))));
        Assert.Contains(
            "SMA calculation completed in ",
            File.ReadAllText(directory.File("logs/trading.log")),
            StringComparison.Ordinal);
    }

    private static void DotNet(string workingDirectory, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory,
        };
        // A build server would outlive the test.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEndAsync().InTime();
        process.EndInTime();
        Assert.True(process.ExitCode == 0, output + error.InTime());
    }

    private HashSet<string> Entries(string extension)
    {
        using var archive = ZipFile.OpenRead(
            Path.Combine(package.Directory, $"TradingLogger.Core.{ModulePackage.Version}.{extension}"));
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }

    private string Metadata(string name) =>
        package.Specification.Descendants().Single(element => element.Name.LocalName == name).Value;

    /// <summary>The package, made once for all tests of it.</summary>
    public sealed class Package : IDisposable
    {
        private readonly TemporaryDirectory _directory = new();

        public Package()
        {
            DotNet(
                RepositoryRoot.Directory,
                "pack",
                "src/TradingLogger.Core",
                "--configuration",
                "Release",
                "--output",
                Directory);
            using var archive = ZipFile.OpenRead(
                Path.Combine(Directory, $"TradingLogger.Core.{ModulePackage.Version}.nupkg"));
            using var specification = archive.GetEntry("TradingLogger.Core.nuspec")!.Open();
            Specification = XDocument.Load(specification);
        }

        /// <summary>The folder that holds the package and its symbols.</summary>
        public string Directory => _directory.FullName;

        /// <summary>What the package says of itself.</summary>
        public XDocument Specification { get; }

        /// <inheritdoc/>
        public void Dispose() => _directory.Dispose();
    }
}
