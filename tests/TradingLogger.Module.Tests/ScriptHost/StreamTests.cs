using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.ScriptHost;

public sealed class StreamTests
{
    private const string AllStreams = """
        [CmdletBinding()] param()
        $VerbosePreference = $DebugPreference = 'Continue'
        'text'
        $PSCmdlet.WriteWarning('careful')
        $PSCmdlet.WriteVerbose('detail')
        $PSCmdlet.WriteDebug('inside')
        $message = [System.Management.Automation.HostInformationMessage] @{ Message = 'hello'; ForegroundColor = 'Green' }
        $PSCmdlet.WriteInformation($message, [string[]] 'PSHOST')
        $PSCmdlet.WriteInformation('only with a preference', [string[]] @())
        $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'busy', 'half') )
        $Host.UI.Write('no newline; ')
        $Host.UI.WriteLine('Red', 'Black', 'red')
        """;

    private static readonly string[] ShownOutput =
        ["text", "WARNING: careful", "VERBOSE: detail", "DEBUG: inside", "hello", "no newline; red"];

    [Fact]
    public void In_a_pipe_every_stream_is_plain_text()
    {
        var result = HostProcess.RunScript(AllStreams);

        Assert.Equal(ShownOutput, result.OutputLines);
        Assert.Equal("", result.StandardError);
    }

    [Fact]
    public void On_a_terminal_messages_have_colours()
    {
        var shown = OnTerminal(AllStreams, noColor: null);

        Assert.Contains("\e[33;1mWARNING: careful\e[0m", shown, StringComparison.Ordinal);
        Assert.Contains("hello\e[0m", shown, StringComparison.Ordinal);
        Assert.Contains("busy: half", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void With_NO_COLOR_a_terminal_gets_plain_text()
    {
        var shown = OnTerminal(AllStreams, noColor: "1");

        Assert.DoesNotMatch("\e\\[[0-9;]*m", shown);
        Assert.EndsWith(string.Join("\r\n", ShownOutput[1..]), shown.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_are_shown_in_their_views()
    {
        var result = HostProcess.RunScript(
            "[pscustomobject] @{ Symbol = 'BTCUSDT'; Side = 'BUY' }, [pscustomobject] @{ Symbol = 'ETHUSDT'; Side = 'SELL' }");

        Assert.Equal(
            ["", "Symbol  Side", "------  ----", "BTCUSDT BUY", "ETHUSDT SELL"],
            result.OutputLines.Select(line => line.TrimEnd()));
    }

    [Fact]
    public void A_long_string_stays_one_line() =>
        Assert.Equal([new string('x', 500)], HostProcess.RunScript("'x' * 500").OutputLines);

    [Fact]
    public void An_error_goes_to_stderr_with_its_position_and_the_script_goes_on()
    {
        var result = HostProcess.RunScript("'before'\n'x'.NoSuchMethod()\n'after'");

        Assert.Equal(["before", "after"], result.OutputLines);
        Assert.Contains("script.ps1:2", result.StandardError, StringComparison.Ordinal);
        Assert.Contains("'x'.NoSuchMethod()", result.StandardError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'first'\nthrow 'bad price'", "Exception: ", "script.ps1:2", "bad price")]
    [InlineData("'first'\nif (", "ParserError: ", "script.ps1:2", "if (")]
    [InlineData("$ErrorActionPreference = 'Stop'\n\nGet-Nothing", "Get-Nothing: ", "script.ps1:3", "not recognized")]
    [InlineData("function Get-Price { throw [FormatException]::new('no digits') }\nGet-Price", "OperationStopped: ", "script.ps1:1", "no digits")]
    public void An_error_that_ends_the_script_goes_to_stderr_as_pwsh_shows_it(
        string script, string kind, string position, string text)
    {
        var result = HostProcess.RunScript(script);

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith(kind, result.StandardError, StringComparison.Ordinal);
        Assert.Contains(position, result.StandardError, StringComparison.Ordinal);
        Assert.Contains(text, result.StandardError, StringComparison.Ordinal);
        Assert.DoesNotContain(text, result.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_is_an_error_instead_of_waiting_for_ever()
    {
        var result = HostProcess.RunScript("$Host.UI.PromptForChoice('Sell?', 'All of it?', @('&Yes', '&No'), 0)");

        Assert.Contains("runs scripts unattended", result.StandardError, StringComparison.Ordinal);
    }

    private static string OnTerminal(string script, string? noColor)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "Needs script of util-linux.");
        using var directory = new TemporaryDirectory();
        var path = directory.Write("script.ps1", script);
        var environment = new Dictionary<string, string?> { ["TERM"] = "xterm-256color", ["NO_COLOR"] = noColor };
        return HostProcess.RunOnTerminal([path], environment).StandardOutput;
    }
}
