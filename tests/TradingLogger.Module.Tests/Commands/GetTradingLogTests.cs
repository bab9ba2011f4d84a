using TradingLogging.Logging;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Commands;

public sealed class GetTradingLogTests : IDisposable
{
    private readonly PowerShellSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_record_has_its_parts_and_its_further_lines()
    {
        var result = _session.Invoke("""
            Initialize-TradingLogger -NoConsole
            try { throw 'no price' } catch { Write-TradingLog 'Failed' -Level ERROR -Logger trading.data -ErrorRecord $_ }
            $entry = Get-TradingLog
            $entry.Level; $entry.Logger; $entry.Line; $entry.Message.Split("`n")[0]; $entry.Message -match 'no price'; $entry.Timestamp.GetType().Name
            """).Succeeded();

        Assert.Equal([LogLevel.Error, "trading.data", 2, "Failed", true, "DateTimeOffset"], result.Values);
    }

    [Theory]
    [InlineData("-Level Warning", "b c")]
    [InlineData("-Logger trading", "a b")]
    [InlineData("-Logger TRADING.signals", "a")]
    [InlineData("-Pattern '^(A|c)$'", "a c")]
    [InlineData("-Since '2025-12-18 10:30:46'", "b c")]
    [InlineData("-Until '2025-12-18 10:30:46'", "a")]
    public void A_filter_gives_what_it_says(string filter, string expected)
    {
        Directory.CreateDirectory(_session.File("logs"));
        File.WriteAllText(_session.File("logs/trading.log.1"), "2025-12-18 10:30:45 | INFO     | trading.signals:87 | a\n");
        File.WriteAllText(
            _session.File("logs/trading.log"),
            "2025-12-18 10:30:46 | WARNING  | trading:1 | b\n2025-12-18 10:30:47 | CRITICAL | tradings:1 | c\n");

        Assert.Equal(expected, string.Join(" ", _session.Invoke($"(Get-TradingLog logs {filter}).Message").Succeeded().Values));
    }

    [Fact]
    public void A_line_of_no_record_is_one_warning_and_with_strict_one_error()
    {
        Directory.CreateDirectory(_session.File("logs"));
        File.WriteAllText(_session.File("logs/trading.log"), "torn\n2025-12-18 10:30:46 | INFO     | trading:1 | b\n");

        var result = _session.Invoke("(Get-TradingLog logs).Message").Succeeded();
        var strict = _session.Invoke("(Get-TradingLog logs -Strict).Message");

        Assert.Equal(["b"], result.Values);
        Assert.Contains("trading.log, line 1, byte 0: ", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(["b"], strict.Values);
        Assert.Equal("DamagedLogLine,TradingLogging.PowerShell.GetTradingLogCommand", Assert.Single(strict.Errors).FullyQualifiedErrorId);
    }

    [Fact]
    public void A_pattern_that_is_none_is_an_error() => Assert.Equal(
        "InvalidCondition,TradingLogging.PowerShell.GetTradingLogCommand",
        Assert.Single(_session.Invoke("Get-TradingLog . -Pattern '('").Errors).FullyQualifiedErrorId);
}
