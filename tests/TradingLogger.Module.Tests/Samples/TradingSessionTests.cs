using System.Text.Json;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Samples;

public sealed class TradingSessionTests
{
    private static readonly string Script = Sample.File("trading-session.ps1");

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void The_series_of_a_seed_gives_the_same_session_in_every_culture(string culture)
    {
        using var session = new PowerShellSession(culture);

        var summary = Run(session);

        Assert.Equal((240, 7, 3, 4, 15.280m), (
            summary.Value<int>("Bars"),
            summary.Value<int>("Orders"),
            summary.Value<int>("Won"),
            summary.Value<int>("Lost"),
            summary.Value<decimal>("Pnl")));
        Assert.Contains(
            "\"pnl\": 25.325,",
            File.ReadAllText(summary.Value<string>("TradeLog")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Every_signal_is_placed_filled_and_closed_in_this_order()
    {
        using var session = new PowerShellSession();

        var events = Sample.Events(Run(session).Value<string>("TradeLog"));

        Assert.Equal(7, events.Length / 4);
        foreach (var (signal, order, fill, close) in events.Chunk(4)
            .Select(four => (four[0], four[1], four[2], four[3])))
        {
            Assert.Equal(
                ["SIGNAL_GENERATED", "ORDER_PLACED", "ORDER_FILLED", "POSITION_CLOSED"],
                new[] { signal, order, fill, close }.Select(Sample.Action));
            Assert.Equal(order.Text("order_id"), fill.Text("order_id"));
            Assert.Equal(fill.Text("position_id"), close.Text("position_id"));

            var direction = signal.Text("type") == "LONG_ENTRY" ? 1 : -1;
            Assert.Equal(direction == 1 ? "BUY" : "SELL", order.Text("side"));
            Assert.InRange(direction * (signal.Number("tp") - signal.Number("entry")), 0.01m, decimal.MaxValue);
            Assert.InRange(direction * (signal.Number("entry") - signal.Number("sl")), 0.01m, decimal.MaxValue);
        }
    }

    [Fact]
    public void The_pnl_follows_from_the_prices_and_sums_up_to_the_summary()
    {
        using var session = new PowerShellSession();

        var summary = Run(session);

        var events = Sample.Events(summary.Value<string>("TradeLog"));
        var fills = events
            .Where(item => item.Action() == "ORDER_FILLED")
            .ToDictionary(fill => fill.Text("position_id"));
        var closes = events.Where(item => item.Action() == "POSITION_CLOSED").ToArray();
        Assert.All(closes, close => Assert.Equal(
            (close.Number("exit_price") - fills[close.Text("position_id")].Number("price"))
                * (fills[close.Text("position_id")].Text("side") == "BUY" ? 1 : -1)
                * close.Number("quantity"),
            close.Number("pnl")));
        Assert.Equal(summary.Value<decimal>("Pnl"), closes.Sum(close => close.Number("pnl")));
        Assert.Equal(
            ["SESSION_END", "SIGNAL_REVERSED", "STOP_LOSS", "TAKE_PROFIT"],
            closes.Select(close => close.Text("reason")).Distinct().Order());
    }

    [Fact]
    public void Every_event_has_the_time_of_its_bar()
    {
        using var session = new PowerShellSession();

        var times = Sample.Events(Run(session).Value<string>("TradeLog")).Select(Time).ToArray();

        Assert.All(times, time => Assert.Equal(new DateOnly(2025, 12, 18), DateOnly.FromDateTime(time.UtcDateTime)));
        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public void The_configuration_file_of_the_location_is_read_and_the_indicators_are_timed()
    {
        using var session = new PowerShellSession();
        Directory.CreateDirectory(session.File("configs"));
        File.WriteAllText(
            session.File("configs/trading_config.ini"),
            "[logging]\nlog_level = DEBUG\nlog_dir = elsewhere\n");

        var summary = Run(session);

        Assert.Equal(session.File("elsewhere/trading.log"), summary.Value<string>("TradingLog"));
        Assert.Equal(2, File.ReadAllLines(session.File("elsewhere/trading.log")).Count(line =>
            line.Contains("| DEBUG    | trading.indicators:", StringComparison.Ordinal)
            && line.Contains(" calculation completed in ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_second_session_appends()
    {
        using var session = new PowerShellSession();
        var first = File.ReadAllText(Run(session).Value<string>("TradeLog"));

        var both = File.ReadAllText(Run(session).Value<string>("TradeLog"));

        Assert.StartsWith(first, both, StringComparison.Ordinal);
        var ids = Sample.Events(session.File("logs/trades.log"))
            .Where(item => item.Action() == "ORDER_PLACED")
            .Select(order => order.Text("order_id"))
            .ToArray();
        Assert.Equal(14, ids.Distinct().Count());
    }

    [Fact]
    public void A_price_file_is_traded_with_its_own_digits_and_times()
    {
        using var session = new PowerShellSession("de-DE");
        File.WriteAllText(
            session.File("prices.csv"),
            Sample.ThreeBars + "\n2022-12-13T00:03:00Z,17221.70,17222,17200.10,17201.00,1\n");

        var summary = Run(session, "-PriceFile prices.csv -FastPeriod 1 -SlowPeriod 2");

        Assert.Equal(4, summary.Value<int>("Bars"));
        var signal = Sample.Events(summary.Value<string>("TradeLog"))[0];
        Assert.Equal("17221.70", signal.GetProperty("entry").GetRawText());
        Assert.Equal(new DateTimeOffset(2022, 12, 13, 0, 2, 0, TimeSpan.Zero), Time(signal));
    }

    [Theory]
    [InlineData(
        "time_utc,open,high,low\n2022-12-13T00:00:00Z,1,2,1\n",
        "Bar 1 of 'prices.csv' cannot be read: The property 'close' cannot be found")]
    [InlineData(
        "time_utc,open,high,low,close\n2022-12-13T00:00:00Z,1,2,1,many\n", "Bar 1 of 'prices.csv' cannot be read: ")]
    [InlineData("time_utc,open,high,low,close\n2022-12-13T00:00:00Z,1\n", "Bar 1 of 'prices.csv' cannot be read: ")]
    [InlineData("time_utc,open,high,low,close\n", "'prices.csv' has no bars.")]
    [InlineData(
        "time_utc,open,high,low,close\n2022-12-13T00:00:00Z,1,2,1,1\n", "1 bars are too few for an average over 30.")]
    public void What_is_wrong_with_a_price_file_is_logged_and_thrown(string text, string message)
    {
        using var session = new PowerShellSession();
        File.WriteAllText(session.File("prices.csv"), text);

        var result = session.Invoke($"& '{Script}' -PriceFile prices.csv");

        Assert.Contains(message, result.Failure!.ToString(), StringComparison.Ordinal);
        var log = File.ReadAllText(session.File("logs/trading.log"));
        Assert.Contains("| ERROR    | trading.main:", log, StringComparison.Ordinal);
        Assert.Contains(message, log, StringComparison.Ordinal);
    }

    [Fact]
    public void The_script_host_runs_it_to_exit_code_0()
    {
        using var directory = new TemporaryDirectory();

        var result = HostProcess.Run([Script], directory.FullName);

        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        Assert.Contains("Trading system starting...", result.OutputLines[0], StringComparison.Ordinal);
        Assert.Contains("Orders     : 7", result.OutputLines);
    }

    private static DateTimeOffset Time(JsonElement tradeEvent) =>
        tradeEvent.GetProperty("event_time").GetDateTimeOffset();

    private static Summary Run(PowerShellSession session, string arguments = "") =>
        new(Assert.Single(session.Invoke($"& '{Script}' {arguments}").Succeeded().Output));
}
