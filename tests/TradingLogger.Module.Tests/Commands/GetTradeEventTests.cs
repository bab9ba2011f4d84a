using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Commands;

public sealed class GetTradeEventTests : IDisposable
{
    private readonly PowerShellSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void The_members_of_an_event_are_properties_with_their_types()
    {
        _session.Invoke("""
            Initialize-TradingLogger -NoConsole
            Write-TradeEvent ORDER_FILLED ([ordered]@{ symbol = 'BTCUSDT'; price = 50000.0; quantity = 0.10d; legs = @(@{ id = 1 }, 2); Members = 'm'; SIDE = 'BUY' })
            """).Succeeded();

        var values = _session.Invoke("""
            $event = Get-TradeEvent
            $event.GetType().FullName; $event.Timestamp.GetType().Name; $event.action; $event.SYMBOL
            $event.Price; $event.quantity; $event.legs[0].id; $event.legs[1]; $event.members; $event.side; $null -eq $event.nothing
            $event.Location.Line
            """).Succeeded().Values;

        Assert.Equal(
            ["TradingLogging.Reading.TradeEvent", "DateTimeOffset", "ORDER_FILLED", "BTCUSDT", 50000.0, 0.10m, 1L, 2L, "m", "BUY", true, 1L],
            values);
    }

    [Fact]
    public void The_properties_are_listed_in_the_order_of_the_line_and_cannot_be_set()
    {
        WriteLog(Line("A", ", \"symbol\": \"S\", \"b\": 1, \"a\": 2, \"B\": 3"));

        var result = _session.Invoke("""
            $event = Get-TradeEvent logs
            $event.PSObject.Properties.Name
            try { $event.b = 5 } catch { 'refused' }
            """).Succeeded();

        Assert.Equal(["Timestamp", "Action", "Symbol", "b", "a"], result.Values.Take(5));
        Assert.Equal("refused", result.Values.Last());
    }

    [Theory]
    [InlineData("-Action order_*", "1 2")]
    [InlineData("-Action SIGNAL, ORDER_FILLED", "0 2")]
    [InlineData("-Symbol btc*", "0 2")]
    [InlineData("-Since '2025-12-18T10:30:01+01:00'", "1 2")]
    [InlineData("-Until '2025-12-18T10:30:01+01:00'", "0")]
    [InlineData("-First 2", "0 1")]
    [InlineData("-Last 1", "2")]
    [InlineData("-Where @{ side = 'buy' }", "1")]
    [InlineData("-Where @{ n = 2 }", "2")]
    [InlineData("-Where @{ n = 1, 2.0 }", "1 2")]
    [InlineData("-Where @{ n = { $_ -ge 1 }; side = $null }", "2")]
    [InlineData("-Where @{ missing = { $true } }", "")]
    [InlineData("-Where @{ action = 'signal'; symbol = 'BTCUSDT'; timestamp = { $_.Year -eq 2025 } }", "0")]
    public void A_filter_gives_what_it_says(string filter, string expected)
    {
        WriteLog(
            Line("SIGNAL", ", \"symbol\": \"BTCUSDT\", \"n\": 0", second: 0),
            Line("ORDER_PLACED", ", \"n\": 1, \"side\": \"BUY\"", second: 1),
            Line("ORDER_FILLED", ", \"symbol\": \"BTCUSDT\", \"n\": 2", second: 2));

        var numbers = _session.Invoke($"Get-TradeEvent logs {filter} | ForEach-Object {{ $_.n }}").Succeeded().Values;

        Assert.Equal(expected, string.Join(" ", numbers));
    }

    [Fact]
    public void A_damaged_line_is_one_warning_and_with_strict_one_error()
    {
        WriteLog(Line("A"), Line("B")[..20] + "\n", Line("C"));

        var result = _session.Invoke("(Get-TradeEvent logs).Action").Succeeded();
        var strict = _session.Invoke("(Get-TradeEvent logs -Strict).Action");

        Assert.Equal(["A", "C"], result.Values);
        Assert.Contains($"trades.log, line 2, byte {Line("A").Length}: ", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(["A", "C"], strict.Values);
        Assert.Equal("DamagedLogLine,TradingLogging.PowerShell.GetTradeEventCommand", Assert.Single(strict.Errors).FullyQualifiedErrorId);
    }

    [Fact]
    public void A_file_that_is_no_log_is_not_told_line_by_line_for_ever()
    {
        File.WriteAllText(_session.File("notes.txt"), string.Concat(Enumerable.Repeat("not a log\n", 200)));

        var result = _session.Invoke("Get-TradeEvent -Path notes.txt").Succeeded();

        Assert.Equal(51, result.Warnings.Length);
        Assert.Contains("150 further damaged lines", result.Warnings.Last(), StringComparison.Ordinal);
        Assert.Equal(51, _session.Invoke("Get-TradeEvent -Path notes.txt -Strict").Errors.Length);
    }

    [Fact]
    public void Paths_may_have_wildcards_and_stand_for_themselves_where_there_is_a_file()
    {
        File.WriteAllText(_session.File("a[1].log"), Line("A"));
        File.WriteAllText(_session.File("b.log"), Line("B"));

        Assert.Equal(["A"], _session.Invoke("(Get-TradeEvent -Path 'a[1].log').Action").Succeeded().Values);
        Assert.Equal(["A", "B"], _session.Invoke("(Get-TradeEvent -Path *.log).Action").Succeeded().Values);
        Assert.Equal(["A", "B"], _session.Invoke("('a[1].log', 'b.log' | Get-TradeEvent).Action").Succeeded().Values);
        Assert.Empty(_session.Invoke("Get-TradeEvent -Path none*").Succeeded().Values);
    }

    [Theory]
    [InlineData("Get-TradeEvent -Path logs/trades.log*")]
    [InlineData("[IO.FileInfo[]] ('logs/trades.log', 'logs/trades.log.2025-12-16', 'logs/trades.log.2025-12-17').ForEach({ \"$PWD/$_\" }) | Get-TradeEvent")]
    public void Archives_that_a_wildcard_or_the_pipeline_names_are_read_in_the_order_of_time(string command)
    {
        WriteLog(Line("C"));
        File.WriteAllText(_session.File("logs/trades.log.2025-12-17"), Line("B"));
        File.WriteAllText(_session.File("logs/trades.log.2025-12-16"), Line("A"));

        Assert.Equal(["A", "B", "C"], _session.Invoke($"({command}).Action").Succeeded().Values);
    }

    [Theory]
    [InlineData("Get-TradeEvent", "NoLogGiven")]
    [InlineData("Get-TradeEvent nowhere", "LogDirectoryNotFound")]
    [InlineData("Get-TradeEvent -Path nothing.log", "LogFileNotFound")]
    [InlineData("Get-TradeEvent -Path .", "LogPathIsDirectory")]
    [InlineData("Get-TradeEvent . -First 1 -Last 1", "ContradictoryParameters")]
    [InlineData("Get-TradeEvent . -Where @{ '' = 1 }", "InvalidCondition")]
    [InlineData("Get-TradeEvent -Path broken.gz", "LogFileNotReadable")]
    public void An_error_has_its_id(string script, string id)
    {
        File.WriteAllText(_session.File("broken.gz"), "no gzip");

        var result = _session.Invoke(script);

        Assert.Equal(
            id + ",TradingLogging.PowerShell.GetTradeEventCommand",
            (result.Failure ?? Assert.Single(result.Errors)).FullyQualifiedErrorId);
    }

    [Fact]
    public void A_later_command_that_has_enough_ends_it()
    {
        WriteLog([.. Enumerable.Repeat(Line("A"), 1000)]);

        Assert.Equal(
            [1],
            _session.Invoke("$n = 0; foreach ($x in 1) { Get-TradeEvent logs | ForEach-Object { $n++; break } }; $n").Values);
    }

    internal static string Line(string action, string members = "", int second = 0) => FormattableString.Invariant(
        $"{{\"timestamp\": \"2025-12-18T10:30:{second:D2}.000000+01:00\", \"action\": \"{action}\"{members}}}\n");

    private void WriteLog(params string[] lines)
    {
        Directory.CreateDirectory(_session.File("logs"));
        File.WriteAllText(_session.File("logs/trades.log"), string.Concat(lines));
    }
}
