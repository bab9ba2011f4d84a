using System.Runtime.InteropServices;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Documentation;

public sealed class BuildScriptTests
{
    [Fact]
    public void The_package_is_a_module_folder_that_can_be_imported()
    {
        Assert.SkipUnless(PwshProcess.IsInstalled, "There is no pwsh on this machine.");
        using var directory = new TemporaryDirectory("with [brackets] and spaces");
        var version = typeof(TradingLogger).Assembly.GetName().Version!.ToString(3);

        Succeed(PwshProcess.Run(
            ["-File", RepositoryRoot.File("build.ps1"), "Package", "-OutputDirectory", directory.FullName, "-Runtime", Runtime], directory.FullName));

        var package = directory.File(Path.Combine("TradingLogger", version));
        string[] files = [.. Directory.EnumerateFiles(package, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(package, file))];
        Assert.Contains("TradingLogger.psd1", files);
        Assert.Contains("LICENSE", files);
        foreach (string build in (string[])["net10.0", $"net10.0-{Runtime}"])
        {
            Assert.Equal(
                ["TradingLogger.Core.dll", "TradingLogger.dll"],
                files.Where(file => Path.GetDirectoryName(file) == Path.Combine("module", "bin", build)).Select(Path.GetFileName).Order());
        }

        Assert.Contains(Path.Combine("module", "bin", "netstandard2.0", "System.Text.Json.dll"), files);
        Assert.Contains(Path.Combine("module", "bin", "net10.0", "reports", "TradingLogger.Reports.dll"), files);
        Assert.DoesNotContain(files, file => Path.GetExtension(file) is ".pdb" or ".cs");

        var imported = PwshProcess.Run(
            [
                "-Command",
                "(Import-Module ([WildcardPattern]::Escape(\"$PWD/TradingLogger.psd1\")) -PassThru).Version.ToString();"
                + "[System.IO.Path]::GetFileName((Get-Command Write-TradeEvent).ImplementingType.Assembly.Location.Replace('/TradingLogger.dll', ''))",
            ],
            package);
        Succeed(imported);
        Assert.Equal([version, $"net10.0-{Runtime}"], imported.OutputLines);
        AssertCmdletsAreCompiled(package, directory.File("compiled.txt"));
    }

    [Fact]
    public void An_unknown_task_is_refused_with_the_list_of_tasks()
    {
        Assert.SkipUnless(PwshProcess.IsInstalled, "There is no pwsh on this machine.");

        var result = PwshProcess.Run(["-File", RepositoryRoot.File("build.ps1"), "Deploy"], RepositoryRoot.Directory);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("Build,Test,Bench,Soak,Package", result.StandardError, StringComparison.Ordinal);
    }

    // The runtime tells what it had to compile; of the module that are only kinds of generic types.
    private static void AssertCmdletsAreCompiled(string package, string report)
    {
        Succeed(PwshProcess.Run(
            [
                "-Command",
                "Import-Module ([WildcardPattern]::Escape(\"$PWD/TradingLogger.psd1\"));"
                + "Initialize-TradingLogger -LogDirectory ../logs -NoConsole; Write-TradeEvent X @{ symbol = 'BTCUSDT' }",
            ],
            package,
            ("DOTNET_JitStdOutFile", report),
            ("DOTNET_JitDisasmSummary", "1")));

        string[] compiled = File.ReadAllLines(report);
        Assert.Contains(compiled, line => line.Contains("Tier0", StringComparison.Ordinal));
        Assert.DoesNotContain(compiled, line => line.Contains("TradingLogging.PowerShell.WriteTradeEventCommand:", StringComparison.Ordinal));
    }

    private static string Runtime => RuntimeInformation.RuntimeIdentifier;

    private static void Succeed(HostResult result) =>
        Assert.True(result.ExitCode == 0, result.StandardOutput + result.StandardError);
}
