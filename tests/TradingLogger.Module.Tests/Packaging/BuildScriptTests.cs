using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Packaging;

[Collection(ModulePackageTests.Name)]
[Trait("Category", "Long")]
public sealed class BuildScriptTests(ModulePackage package)
{
    [Fact]
    public void The_package_holds_the_module_for_every_host_and_nothing_that_only_a_build_needs()
    {
        string[] own =
        [
            .. Directory.EnumerateFiles(RepositoryRoot.File("module/bin/net10.0"), "*.dll")
                .Select(file => Path.GetFileName(file)),
        ];

        Assert.All(own, file => Assert.StartsWith("TradingLogger", file, StringComparison.Ordinal));
        Assert.All((string[])["net10.0", $"net10.0-{ModulePackage.Runtime}"], build => Assert.Equal(
            own
                .Concat(["en-US/TradingLogger.dll-Help.xml", "en-US/about_TradingLogger.help.txt"])
                .Order(StringComparer.Ordinal),
            package.Files.Where(file => file.StartsWith($"module/bin/{build}/", StringComparison.Ordinal))
                .Select(file => file[$"module/bin/{build}/".Length..])
                .Where(file => !file.StartsWith("reports/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)));
        Assert.Contains("module/bin/netstandard2.0/System.Text.Json.dll", package.Files);
        Assert.Contains("module/bin/net10.0/reports/TradingLogger.Reports.dll", package.Files);
        Assert.Contains("LICENSE", package.Files);
        Assert.DoesNotContain(package.Files, file => Path.GetExtension(file) is ".pdb" or ".cs" or ".json");
    }

    [Fact]
    public void The_package_is_a_module_folder_whose_fastest_build_is_imported()
    {
        var imported = PwshProcess.Run(
            [
                "-Command",
                "(Import-Module ([WildcardPattern]::Escape(\"$PWD/TradingLogger.psd1\")) -PassThru).Version.ToString();"
                + "Split-Path -Leaf (Split-Path (Get-Command Write-TradeEvent).ImplementingType.Assembly.Location)",
            ],
            package.Folder);

        Succeed(imported);
        Assert.Equal([ModulePackage.Version, $"net10.0-{ModulePackage.Runtime}"], imported.OutputLines);
    }

    // The runtime tells what it had to compile; of the module that are only kinds of generic types.
    [Fact]
    public void The_cmdlets_are_compiled_ahead_of_time()
    {
        using var directory = new TemporaryDirectory();
        string report = directory.File("compiled.txt");

        Succeed(RunWithReport(
            report,
            "Import-Module ([WildcardPattern]::Escape(\"$PWD/TradingLogger.psd1\"));"
            + $"Initialize-TradingLogger -LogDirectory '{directory.FullName}' -NoConsole; "
            + "Write-TradeEvent X @{ symbol = 'BTCUSDT' }"));

        string[] compiled = File.ReadAllLines(report);
        Assert.Contains(compiled, line => line.Contains("Tier0", StringComparison.Ordinal));
        Assert.DoesNotContain(compiled, line => line.Contains("WriteTradeEventCommand:", StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_task_is_refused_with_the_list_of_tasks()
    {
        Assert.SkipUnless(PwshProcess.IsInstalled, "There is no pwsh on this machine.");

        var result = PwshProcess.Run(["-File", RepositoryRoot.File("build.ps1"), "Deploy"], RepositoryRoot.Directory);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("Build,Test,Bench,Soak,Package", result.StandardError, StringComparison.Ordinal);
    }

    // The runtime itself crashes in one of ten processes while it closes this report at their end, whatever they did.
    private HostResult RunWithReport(string report, string command)
    {
        const int EndedBySignal = 128;
        for (int attempt = 1; ; attempt++)
        {
            HostResult result = PwshProcess.Run(
                ["-Command", command],
                package.Folder,
                ("DOTNET_JitStdOutFile", report),
                ("DOTNET_JitDisasmSummary", "1"));
            if (attempt == 10 || result.ExitCode < EndedBySignal)
                return result;
        }
    }

    private static void Succeed(HostResult result) =>
        Assert.True(result.ExitCode == 0, result.StandardOutput + result.StandardError);
}
