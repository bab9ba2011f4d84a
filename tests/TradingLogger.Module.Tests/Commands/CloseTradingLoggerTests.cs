using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Commands;

public sealed class CloseTradingLoggerTests
{
    [Fact]
    public void The_files_can_be_deleted_afterwards()
    {
        using var session = LogFiles.LoggingSession();

        session.Invoke("Write-TradeEvent X; Close-TradingLogger").Succeeded();

        Directory.Delete(session.File("logs"), recursive: true);
        Assert.Equal([false], session.Invoke("(Get-TradingLogger).IsInitialized").Values);
    }

    [Fact]
    public void Verbose_tells_what_was_written()
    {
        using var session = LogFiles.LoggingSession();

        var verbose = session.Invoke("Write-TradeEvent X; Close-TradingLogger -Verbose").Succeeded().Verbose;

        Assert.Equal([$"Closed the logger of '{session.File("logs")}': 2 records written, 0 failures."], verbose);
    }

    [Fact]
    public void Closing_what_is_closed_is_harmless()
    {
        using var session = new PowerShellSession();

        var result = session.Invoke("Close-TradingLogger; Close-TradingLogger -Verbose").Succeeded();

        Assert.Equal(["Logging was not initialised; there was nothing to close."], result.Verbose);
    }
}
