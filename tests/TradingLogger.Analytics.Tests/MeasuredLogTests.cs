using System.Text.Json;
using TradingLogging.Analytics.Findings;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Analytics.Tests;

public sealed class MeasuredLogTests : IDisposable
{
    private const int Trades = 3_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tradinglogger-measured-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_log_gives_the_figures_that_its_events_give_one_by_one()
    {
        TradeEvent[] events = [.. Enumerable.Range(0, Trades).SelectMany(TradeOf)];
        Write(string.Concat(events.Select(trade => trade + "\n")));
        var oneByOne = new TradeActivityMeter(Options);
        foreach (TradeEvent trade in events)
            oneByOne.Add(trade);

        TradeActivity expected = oneByOne.Measure(), measured = Measured();

        Assert.Equal(4 * Trades, measured.Events);
        Assert.Equal(
            (expected.GrossPnl, expected.Fees, expected.Turnover, expected.MaxDrawdown, expected.Wins),
            (measured.GrossPnl, measured.Fees, measured.Turnover, measured.MaxDrawdown, measured.Wins));
        Assert.Equal(expected.Orders[^1].PlacedAt, measured.Orders[^1].PlacedAt);
        Assert.Equal((4 * Trades) - 1, measured.Orders[^1].Place.Line);
        Assert.True(measured.IsReconciled);
    }

    [Fact]
    public void A_line_of_a_log_that_is_no_event_is_a_finding_at_its_place()
    {
        Write($"{TradeScript.Event("10:00:00", "NOTE", "")}\ntorn\n{TradeScript.Event("10:00:01", "NOTE", "")}\n");
        var told = new List<LogDamage>();

        TradeActivity measured = Measured(new LogReadOptions { Damaged = told.Add });

        TradeFinding finding = Assert.Single(measured.Findings);
        Assert.Equal((TradeFindingKind.DamagedLine, 2), (finding.Kind, finding.Places[0].Line));
        Assert.Equal(2, Assert.Single(told).Location.Line);
        Assert.Equal(2, measured.Events);
    }

    [Fact]
    public void A_log_gives_the_findings_that_its_events_give_one_by_one_in_their_order()
    {
        TradeActivityOptions options = Options with { Currency = "EUR" };
        TradeEvent[] events =
        [
            TradeScript.Event("10:00:00", "ORDER_FILLED", "\"symbol\": \"BTCUSDT\", \"quantity\": 1, \"price\": 5"),
            TradeScript.Event("10:00:01", TradeEvent.UnfinishedBatch, "\"lines\": 1, \"of\": 8000"),
            TradeScript.Event("10:00:02", "ORDER_FILLED", "\"symbol\": \"BTCUSDT\", \"quantity\": \"x\", \"fee\": 1"),
        ];
        Write(string.Concat(events.Select(trade => trade + "\n")));
        var oneByOne = new TradeActivityMeter(options);
        foreach (TradeEvent trade in events)
            oneByOne.Add(trade);
        var ofLog = new TradeActivityMeter(options);
        ofLog.Add(TradeLog.InDirectory(_folder.FullName));

        (TradeFindingKind, string)[] found = [.. Told(ofLog)];

        Assert.Equal(Told(oneByOne), found);
        Assert.Contains(found, finding => finding.Item1 == TradeFindingKind.UnfinishedBatch);
        Assert.Contains(found, finding => finding.Item1 == TradeFindingKind.UnusableValue);
        Assert.Equal(TradeFindingKind.MissingRate, found[^1].Item1);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("symbol", "action")]
    [InlineData("event_time", "timestamp")]
    [InlineData("quantity", "lots")]
    public void A_log_gives_what_its_events_give_whatever_their_members_are(string? canonical, string? own)
    {
        Write(string.Concat(Enumerable.Range(0, Trades).Select(LineOfAnyForm)));
        var log = TradeLog.InDirectory(_folder.FullName);
        TradeActivityOptions options = canonical is null ? Options
            : Options with { Map = new Dictionary<string, IReadOnlyList<string>> { [canonical] = [own!] } };
        TradeActivityMeter ofLog = new(options), oneByOne = new(options);
        foreach (TradeEvent trade in log.Read())
            oneByOne.Add(trade);

        ofLog.Add(log);

        Assert.Equal(Trades, ofLog.Measure().Events);
        Assert.Equal(JsonSerializer.Serialize(oneByOne.Measure()), JsonSerializer.Serialize(ofLog.Measure()));
    }

    [Fact]
    public void A_log_that_goes_back_further_than_it_is_read_may_turn_a_position_round_and_says_so()
    {
        var lines = new List<string>();
        foreach ((string hour, string side, int price) in new[] { ("10", "BUY", 100), ("11", "SELL", 110) })
        {
            string order = $"\"symbol\": \"A\", \"order_id\": \"{hour}\", \"side\": \"{side}\", \"quantity\": 1";
            lines.Add(TradeScript.Event($"{hour}:00:00", "ORDER_PLACED", order) + "\n");
            lines.Add(TradeScript.Event($"{hour}:00:01", "FILL", $"{order}, \"price\": {price}") + "\n");
        }

        Write(string.Concat(lines));
        var from = new DateTimeOffset(2025, 12, 18, 11, 0, 0, TimeSpan.FromHours(1));

        TradeActivity part = Measured(query: new TradeQuery { Since = from });
        TradeActivity whole = Measured(query: new TradeQuery { Since = from.AddDays(-1) });

        TradeFinding finding = Assert.Single(part.Findings);
        Assert.Equal(TradeFindingKind.Ambiguous, finding.Kind);
        Assert.StartsWith("The log is read from 2025-12-18 11:00:00 and goes back further", finding.Message);
        Assert.Empty(whole.Findings);
        Assert.Equal(10m, whole.GrossPnl);
    }

    // Names that mean the same, names that differ by case only, and values of all kinds, in any order.
    private static string LineOfAnyForm(int number)
    {
        var random = new Random(number);
        string[] actions = ["ORDER_PLACED", "ORDER_FILLED", "POSITION_CLOSED", "NOTE", "ORDER_CANCELLED"];
        string[] names =
        [
            "symbol", "Symbol", "order_id", "OrderId", "quantity", "qty", "lots", "price", "Price", "fee", "Fee",
            "commission", "pnl", "side", "Action", "TIMESTAMP", "note", "strategy", "exec_id", "status",
        ];
        string[] values =
        [
            "1", "0.5", "-2", "12345.678", "123456789.123456789", "0.30000000000000004", "1e2", "null", "true", "\"\"",
            "\"7\"", "\"BUY\"", "\"SELL\"", "\"A\"", "\"\\u0042\"", "\"é\"", "{\"cost\": 1}", "[1, 2]", "\"  \"", "8",
        ];
        string members = string.Concat(names.OrderBy(_ => random.Next()).Take(random.Next(10)).Select(
            name => $", \"{name}\": {values[random.Next(values.Length)]}"));
        string time = FormattableString.Invariant($"2025-12-18T10:{number / 60 % 60:00}:{number % 60:00}.000000+01:00");
        return $"{{\"timestamp\": \"{time}\", \"action\": \"{actions[random.Next(actions.Length)]}\"{members}}}\n";
    }

    private static IEnumerable<(TradeFindingKind Kind, string Message)> Told(TradeActivityMeter meter) =>
        meter.Measure().Findings.Select(finding => (finding.Kind, finding.Message));

    private static TradeActivityOptions Options => new() { TimeZone = TradeScript.Zone };

    private static IEnumerable<TradeEvent> TradeOf(int number)
    {
        string side = number % 2 == 0 ? "BUY" : "SELL", exit = number % 2 == 0 ? "SELL" : "BUY";
        foreach ((string kind, string way, int price) in new[] { ("in", side, 100), ("out", exit, 100 + (number % 7)) })
        {
            string order = $"\"symbol\": \"A\", \"order_id\": \"{kind}{number}\", \"side\": \"{way}\", \"quantity\": 2";
            yield return TradeScript.Event("10:00:00", "ORDER_PLACED", order);
            yield return TradeScript.Event(
                "10:00:00", "ORDER_FILLED",
                $"{order}, \"price\": {price}, \"fee\": 0.25, \"exec_id\": \"{kind}{number}\"");
        }
    }

    private void Write(string lines) => File.WriteAllText(Path.Combine(_folder.FullName, "trades.log"), lines);

    private TradeActivity Measured(LogReadOptions? options = null, TradeQuery? query = null)
    {
        var meter = new TradeActivityMeter(Options);
        meter.Add(TradeLog.InDirectory(_folder.FullName), query, options);
        return meter.Measure();
    }
}
