using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests;

/// <summary>The console is PowerShell's own. Tested is that it finds the module of this checkout, and that arguments,
/// exit codes and errors come through.</summary>
public sealed class HostTests
{
    private const string WhichModule = "Import-Module TradingLogger; (Get-Module TradingLogger).Path";

    private static readonly string Loader = RepositoryRoot.File("module/TradingLogger.psm1");

    [Fact]
    public void A_script_gets_its_arguments_and_gives_its_exit_code()
    {
        var result = HostProcess.RunScript(
            "param([string] $Symbol, [switch] $Fast) \"$Symbol $Fast\"; exit 7", ["-Symbol", "BTC USDT", "-Fast"]);

        Assert.Equal((7, "BTC USDT True\n", ""), (result.ExitCode, result.StandardOutput, result.StandardError));
    }

    [Theory]
    [InlineData("-File")]
    [InlineData("-Command")]
    public void A_script_or_a_command_can_be_named(string option)
    {
        using var directory = new TemporaryDirectory();
        directory.Write("script.ps1", "'it ran'");

        Assert.Equal("it ran\n", HostProcess.Run([option, "./script.ps1"], directory.FullName).StandardOutput);
    }

    [Fact]
    public void An_error_that_ends_a_script_goes_to_stderr_with_its_position()
    {
        var result = HostProcess.RunScript("'first'\nthrow 'bad price'");

        Assert.Equal((1, "first\n"), (result.ExitCode, result.StandardOutput));
        Assert.Contains("script.ps1:2", result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_script_it_is_a_prompt_with_the_module_imported()
    {
        var result = HostProcess.Run([], input: "(Get-Module TradingLogger).Path\nexit 3\n");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("Write-TradeEvent", result.StandardOutput, StringComparison.Ordinal);
        Assert.Contains(Loader, result.OutputLines);
    }

    [Fact]
    public void The_module_is_that_of_the_checkout_though_another_is_installed()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("data/powershell/Modules/TradingLogger/TradingLogger.psd1", "@{ ModuleVersion = '99.0' }");
        directory.Write("shared/TradingLogger/TradingLogger.psd1", "@{ ModuleVersion = '99.0' }");

        var result = HostProcess.Run(["-Command", WhichModule], environment: new Dictionary<string, string?>
        {
            ["XDG_DATA_HOME"] = directory.File("data"),
            ["PSModulePath"] = directory.File("shared"),
        });

        Assert.Equal((Loader + "\n", ""), (result.StandardOutput, result.StandardError));
    }

    [Fact]
    public void Its_cmdlets_are_found_without_an_import_also_in_parallel_blocks()
    {
        const string Ask = "(Get-TradingLogger).IsInitialized";

        var result = HostProcess.Run(["-Command", $"{Ask}; 1..2 | ForEach-Object -Parallel {{ {Ask} }}"]);

        Assert.Equal("", result.StandardError);
        Assert.Equal(["False", "False", "False"], result.OutputLines);
    }
}
