using System.Globalization;
using TradingLogging.Analytics;
using TradingLogging.Analytics.Figures;
using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Orders;
using TradingLogging.Analytics.Statements;
using TradingLogging.Forwarding;
using TradingLogging.Live.Summaries;
using TradingLogging.Reading;

namespace TradingLogging.Live.Dashboard.Snapshots;

/// <summary>Writes a summary as the page shows it: amounts as texts with all their digits, times by the clock of the
/// summary's zone.</summary>
/// <param name="summary">The summary.</param>
internal sealed class StateJson(LiveSummary summary)
{
    private const int ListedPositions = 200;
    private const int ListedFindings = 20;

    private readonly PageJson _json = new();

    /// <summary>The JSON of the state.</summary>
    public byte[] Write()
    {
        TradeActivity activity = summary.Activity;
        return _json.Object(null, () =>
        {
            WriteHead();
            WriteFigures(activity);
            WriteCurve(activity);
            _json.Objects("orders", summary.OpenOrders.Reverse(), WriteOrder);
            _json.Number("orderCount", summary.OpenOrderCount);
            _json.Objects("positions", activity.OpenPositions.Take(ListedPositions), WritePosition);
            _json.Number("positionCount", activity.OpenPositions.Count);
            _json.Objects("fills", summary.LastFills.Reverse(), WriteFill);
            WriteRates(summary.Rates);
            _json.Objects("problems", summary.LastProblems.Reverse(), WriteProblem);
            _json.Objects("findings", activity.FindingCounts, WriteFindingCount);
            _json.Objects("lastFindings", activity.Findings.Reverse().Take(ListedFindings), WriteFinding);
            WriteAlerts(summary.Alerts);
            WriteHealth(summary.Health);
        }).ToArray();
    }

    private void WriteHead()
    {
        _json.Text("directory", summary.LogDirectory, most: 1000);
        _json.Text("day", summary.Day.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture));
        _json.Text("time", summary.Time.ToString("HH:mm:ss", CultureInfo.InvariantCulture));
        _json.Text("zone", summary.Time.ToString("zzz", CultureInfo.InvariantCulture));
        _json.Flag("isCaughtUp", summary.IsCaughtUp);
    }

    private void WriteFigures(TradeActivity activity)
    {
        _json.Number("events", activity.Events);
        _json.Number("fillCount", activity.Fills);
        _json.Number("ordersPlaced", activity.OrdersPlaced);
        _json.Number("closed", activity.PositionsClosed);
        _json.Number("wins", activity.Wins);
        _json.Number("losses", activity.Losses);
        _json.Amount("winRate", activity.WinRate, Display.Percent);
        _json.Amount("fillRatio", activity.FillRatio, Display.Percent);
        _json.Objects("currencies", activity.ByCurrency, amounts => _json
            .Text("currency", amounts.Currency)
            .Amount("net", amounts.NetPnl, Display.Gain)
            .Amount("gross", amounts.GrossPnl, Display.Gain)
            .Amount("fees", amounts.Fees, Display.Amount)
            .Amount("drawdown", amounts.MaxDrawdown, Display.Amount));
        _json.List("latencies", Latencies(activity), latency => WriteLatency(latency.Name, latency.Summary));
    }

    private static (string Name, LatencySummary Summary)[] Latencies(TradeActivity activity) =>
    [
        ("Signal to order", activity.SignalToOrder),
        ("Order to fill", activity.OrderToFill),
        ("Signal to fill", activity.SignalToFill),
    ];

    private void WriteLatency(string name, LatencySummary latency) => _json.Object(null, () => _json
        .Text("name", name)
        .Number("count", latency.Count)
        .Text("p50", Span(latency.P50))
        .Text("p95", Span(latency.P95))
        .Text("p99", Span(latency.P99))
        .Text("maximum", Span(latency.Maximum)));

    private void WriteCurve(TradeActivity activity)
    {
        _json.Text("equityCurrency", activity.EquityCurrency);
        _json.List("equity", EquityPath.Of(activity.EquityCurve), point => _json.List(
            null,
            [(long)(point.Time - summary.Day).TotalMilliseconds],
            milliseconds => _json.Number(null, milliseconds).Text(null, Display.Value(point.NetPnl))));
        _json.Number("now", (long)(summary.Time - summary.Day).TotalMilliseconds);
        decimal[] levels = [0, .. activity.EquityCurve.Select(point => point.NetPnl)];
        _json.Amount("lowest", levels.Min(), Display.Gain);
        _json.Amount("highest", levels.Max(), Display.Gain);
        _json.Amount("level", levels[levels.Length - 1], Display.Gain);
    }

    private void WriteOrder(TradeOrder order) => _json
        .Text("time", Moment(order.PlacedAt))
        .Text("id", order.OrderId)
        .Text("symbol", order.Symbol)
        .Text("strategy", order.Strategy)
        .Text("side", order.Side)
        .Amount("quantity", order.Quantity, Display.Exact)
        .Amount("filled", order.FilledQuantity, Display.Exact)
        .Amount("price", order.Price, Display.Exact);

    private void WritePosition(TradePosition position) => _json
        .Text("symbol", position.Symbol)
        .Text("strategy", position.Strategy)
        .Text("account", position.Account)
        .Text("side", position.Side)
        .Amount("quantity", position.Quantity, Display.Exact)
        .Amount("price", position.AveragePrice, Display.Amount);

    private void WriteFill(TradeFill fill) => _json
        .Text("time", fill.Time is { } time ? Moment(time) : Display.Nothing)
        .Text("symbol", fill.Symbol)
        .Text("side", fill.Side)
        .Amount("quantity", fill.Quantity, Display.Exact)
        .Amount("price", fill.Price, Display.Exact)
        .Amount("fee", fill.Fee, Display.Exact)
        .Text("feeCurrency", fill.FeeCurrency)
        .Text("order", fill.OrderId);

    private void WriteRates(LiveRates rates)
    {
        _json.Text("eventsPerSecond", rates.EventsPerSecond.ToString(
            rates.EventsPerSecond < 10 ? "0.0" : "#,0", CultureInfo.InvariantCulture));
        _json.Number("errors", rates.ErrorsPerMinute);
        _json.Number("warnings", rates.WarningsPerMinute);
        _json.Objects("minutes", rates.Minutes, minute => _json
            .Text("start", minute.Start.ToString("HH:mm", CultureInfo.InvariantCulture))
            .Number("events", minute.Events)
            .Number("warnings", minute.Warnings)
            .Number("errors", minute.Errors));
    }

    private void WriteProblem(TradingLogEntry entry) => _json
        .Text("time", Shown.Second(entry.Timestamp, summary.Day))
        .Text("level", entry.Level.ToString().ToUpperInvariant())
        .Text("logger", entry.Logger)
        .Text("message", entry.Message, most: 1000);

    private void WriteFindingCount(KeyValuePair<string, long> count) => _json
        .Text("kind", count.Key)
        .Number("count", count.Value);

    private void WriteFinding(TradeFinding finding) => _json
        .Text("time", finding.Time is { } time ? Moment(time) : Display.Nothing)
        .Text("kind", finding.Kind.ToString())
        .Text("message", finding.Message, most: 1000)
        .Text("place", finding.Places.Count > 0 ? finding.Places[finding.Places.Count - 1].ToString() : "");

    private void WriteAlerts(LiveAlerts alerts) => _json.Object("alerts", () => _json
        .Objects("alerters", alerts.Alerters, alerter => _json
            .Text("name", alerter.Name)
            .Text("state", alerter.IsRunning switch
            {
                true => "running",
                false => alerter.LastRun is { } last ? $"not running, last run {Age(last)} ago" : "not running",
                null => "not known whether it runs",
            }))
        .Objects("firing", alerts.Firing, alert => _json
            .Text("since", Moment(TimeZoneInfo.ConvertTime(alert.StartsAt, summary.TimeZone)))
            .Text("name", alert.Name)
            .Text("severity", alert.Severity)
            .Text("summary", alert.Summary, most: 1000)));

    private void WriteHealth(LiveHealth health) => _json.Object("health", () => _json
        .Text("lastEvent", health.LastEvent is { } last ? Moment(last) : null)
        .Text("lastEventAge", health.LastEvent is { } since ? Age(since) : null)
        .Text("freeDisk", health.FreeDisk is { } free ? Shown.Size(free) : null)
        .Flag("isDiskLow", health is { FreeDisk: { } left, DiskSize: { } size } && left < size / 20)
        .Number("chainNumber", health.ChainNumber)
        .Number("chainBreaks", health.ChainBreaks)
        .Number("damage", health.Damage)
        .Number("findings", health.Findings)
        .List("troubles", health.Troubles, trouble => _json.Text(null, trouble, most: 1000))
        .Objects("writers", health.Writers, WriteWriter)
        .Objects("forwarders", health.Forwarders, WriteForwarder));

    private void WriteWriter(LiveWriter writer) => _json
        .Text("host", writer.Host)
        .Text("process", writer.ProcessId)
        .Text("session", writer.Session)
        .Text("age", Age(writer.LastEvent))
        .Number("events", writer.Events);

    private void WriteForwarder(ForwarderState forwarder) => _json
        .Text("name", forwarder.Name)
        .Text("running", forwarder.IsRunning switch { true => "running", false => "stopped", null => "unknown" })
        .Text("lag", LagOf(forwarder))
        .Text("error", forwarder.Held ?? forwarder.LagError ?? (IsErrorNewest(forwarder) ? forwarder.LastError : null))
        .Number("deadLetters", forwarder.DeadLetters)
        .Number("gaps", forwarder.Gaps);

    private string LagOf(ForwarderState forwarder)
    {
        if (forwarder.OldestUnsent is { } oldest)
        {
            string events = forwarder.LagEvents is { } count ? Display.Count(count) + " events" : "events";
            return $"{events} since {Age(oldest)}";
        }

        return forwarder is { LagBytes: null, LagEvents: null } ? "unknown" : "none";
    }

    private static bool IsErrorNewest(ForwarderState forwarder) =>
        forwarder.LastErrorTime is { } failed && !(forwarder.LastSuccess > failed);

    private string Age(DateTimeOffset moment)
    {
        TimeSpan age = summary.Time - moment;
        return ShortTime.Of(TimeSpan.FromSeconds(Math.Max(0, Math.Floor(age.TotalSeconds))));
    }

    private string Moment(DateTimeOffset moment) => Shown.Time(moment, summary.Day);

    private static string Span(TimeSpan? span) => span is { } time ? ShortTime.Of(time) : Display.Nothing;
}
