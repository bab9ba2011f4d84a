using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.ScriptHost;

public sealed class ScriptPlaceTests
{
    private const string Script = """
        $PSScriptRoot
        $PSCommandPath
        $MyInvocation.MyCommand.Path
        $PWD.ProviderPath
        [Environment]::CurrentDirectory
        """;

    [Theory]
    [InlineData("plain")]
    [InlineData("with a space")]
    [InlineData("with [brackets] and `ticks`")]
    [InlineData("取引 ログ ü")]
    public void A_script_knows_where_it_is_and_where_it_was_started(string name)
    {
        using var directory = new TemporaryDirectory(name);
        var path = directory.Write($"in/{name} [1].ps1", Script);

        var result = HostProcess.Run([Path.Combine("in", $"{name} [1].ps1")], directory.FullName);

        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        Assert.Equal([directory.File("in"), path, path, directory.FullName, directory.FullName], result.OutputLines);
    }

    [Fact]
    public void A_script_runs_without_telemetry() =>
        Assert.Equal(["1"], HostProcess.RunScript("$env:POWERSHELL_TELEMETRY_OPTOUT").OutputLines);

    [Fact]
    public void Parallel_blocks_work()
    {
        var result = HostProcess.RunScript("(1..5 | ForEach-Object -Parallel { $_ * $_ } | Where-Object { $_ -gt 0 }).Count");

        Assert.Equal((0, "5\n"), (result.ExitCode, result.StandardOutput));
    }
}
