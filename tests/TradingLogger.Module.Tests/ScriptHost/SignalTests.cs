using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.ScriptHost;

public sealed class SignalTests
{
    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void A_signal_stops_the_script_and_its_finally_blocks_run(string signal, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no kill.");
        using var directory = new TemporaryDirectory();
        var script = directory.Write("wait.ps1", """
            try { 'ready'; while ($true) { [Threading.Thread]::Sleep(10) } }
            finally { $Host.UI.WriteLine("tidied up with $((Get-Module).Name)") }
            """);
        using var host = HostProcess.Start([script]);
        host.WaitForLine("ready");

        host.Signal(signal);

        var result = host.WaitForExit();
        Assert.Equal((exitCode, ""), (result.ExitCode, result.StandardError));
        Assert.Equal("tidied up with TradingLogger", result.OutputLines[^1]);
    }

    [Fact]
    public void A_script_that_does_not_stop_is_ended_by_the_second_signal()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no kill.");
        using var directory = new TemporaryDirectory();
        var script = directory.Write("stubborn.ps1", """
            try { 'ready'; while ($true) { [Threading.Thread]::Sleep(10) } }
            finally { $Host.UI.WriteLine('stopping'); [Threading.Thread]::Sleep(-1) }
            """);
        using var host = HostProcess.Start([script]);
        host.WaitForLine("ready");

        host.Signal("TERM");
        host.WaitForLine("stopping");
        host.Signal("TERM");

        Assert.Equal(143, host.WaitForExit().ExitCode);
    }
}
