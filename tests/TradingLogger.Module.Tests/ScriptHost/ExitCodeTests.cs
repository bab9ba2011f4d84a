using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.ScriptHost;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData(0, "'done'")]
    [InlineData(3, "exit 3")]
    [InlineData(7, "function Stop-All { exit 7 }; try { Stop-All } finally { 'tidy' }")]
    [InlineData(6, "1 | ForEach-Object { exit 6 }")]
    [InlineData(4, "[CmdletBinding()] param() exit 4")]
    [InlineData(0, "& /bin/sh -c 'exit 9'; 'its number is not the script''s'")]
    [InlineData(0, "[ThisTypeDoesNotExist]::Call; 'a script goes on after an error, unless told to stop'")]
    [InlineData(1, "throw 'end'")]
    [InlineData(1, "$ErrorActionPreference = 'Stop'; Get-Nothing")]
    [InlineData(1, "if (")]
    [InlineData(1, "param([Parameter(Mandatory)] $Needed)")]
    public void The_exit_code_is_that_of_pwsh(int expected, string script) =>
        Assert.Equal(expected, HostProcess.RunScript(script).ExitCode);

    [Fact]
    public void Exit_in_another_script_ends_only_that_one()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("inner.ps1", "exit 5");
        var outer = directory.Write("outer.ps1", "& $PSScriptRoot/inner.ps1; \"inner gave $LASTEXITCODE\"");

        var result = HostProcess.Run([outer]);

        Assert.Equal((0, "inner gave 5\n"), (result.ExitCode, result.StandardOutput));
    }

    [Fact]
    public void Without_a_script_the_usage_is_shown()
    {
        var result = HostProcess.Run([]);

        Assert.Equal(64, result.ExitCode);
        Assert.Contains("Usage: TradingLogger.Host <script.ps1>", result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_that_does_not_exist_is_named_with_the_place_it_was_looked_for()
    {
        using var directory = new TemporaryDirectory();

        var result = HostProcess.Run(["gone.ps1"], directory.FullName);

        Assert.Equal((64, ""), (result.ExitCode, result.StandardOutput));
        Assert.Contains("'gone.ps1'", result.StandardError, StringComparison.Ordinal);
        Assert.Contains(directory.File("gone.ps1"), result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public void Work_left_in_the_background_does_not_keep_the_process()
    {
        var result = HostProcess.RunScript(
            "$null = [powershell]::Create().AddScript('while (1) { [Threading.Thread]::Sleep(10) }').BeginInvoke(); 'end'");

        Assert.Equal((0, "end\n"), (result.ExitCode, result.StandardOutput));
    }
}
