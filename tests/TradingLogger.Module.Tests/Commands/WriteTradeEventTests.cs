using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Commands;

public sealed class WriteTradeEventTests : IDisposable
{
    private readonly PowerShellSession _session = new("de-DE");

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("2025-01-02T03:04:05Z", "2025-01-02T03:04:05.000000+00:00")]
    [InlineData("2025-01-02 03:04:05.1234567+02:00", "2025-01-02T03:04:05.123456+02:00")]
    [InlineData("2025-01-02T03:04+0200", "2025-01-02T03:04:00.000000+02:00")]
    public void An_event_time_is_ISO_8601(string time, string expected)
    {
        _session.Invoke($"Initialize-TradingLogger -NoConsole; Write-TradeEvent X -EventTime '{time}'").Succeeded();

        Assert.EndsWith($"\"event_time\": \"{expected}\"}}", _session.TradeLines().Single());
    }

    [Theory]
    [InlineData("03/04/2025")]
    [InlineData("03.04.2025 10:00")]
    [InlineData("4 March 2025")]
    [InlineData("10:30")]
    [InlineData("2025-13-01")]
    [InlineData("2025-01-02T03:04:05 tomorrow")]
    public void A_time_that_depends_on_a_culture_is_refused_and_nothing_is_written(string time)
    {
        ScriptResult result = _session.Invoke(
            $"Initialize-TradingLogger -NoConsole; Write-TradeEvent X -EventTime '{time}'");

        Assert.Contains("2025-12-18T10:30:45+01:00", Assert.Single(result.Errors).ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(_session.File("logs/trades.log")));
    }
}
