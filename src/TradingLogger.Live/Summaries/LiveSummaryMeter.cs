using TradingLogging.Analytics;
using TradingLogging.Analytics.Orders;
using TradingLogging.Analytics.Statements;
using TradingLogging.Live.Sources;
using TradingLogging.Logging;
using TradingLogging.Reading;

namespace TradingLogging.Live.Summaries;

/// <summary>Makes the summary of one day from the records of a log. Not for several threads at once.</summary>
internal sealed class LiveSummaryMeter
{
    private const int ListedOrders = 100;

    private readonly LiveSummaryOptions _options;
    private readonly TradeActivityMeter _activity;
    private readonly RateMeter _rates = new();
    private readonly WriterMeter _writers = new();
    private readonly Recent<TradeFill> _fills = new(50);
    private readonly Recent<LiveEvent> _events = new(LiveSummary.KeptEvents);
    private readonly Recent<TradingLogEntry> _problems = new(20);
    private DateTimeOffset? _lastRecord;
    private long _damage;

    /// <param name="options">What the summary is made of.</param>
    /// <param name="day">The midnight at which the day began.</param>
    /// <param name="readFrom">The moment from which the log is read, if it goes back further.</param>
    public LiveSummaryMeter(LiveSummaryOptions options, DateTimeOffset day, DateTimeOffset? readFrom)
    {
        _options = options;
        Day = day;
        _activity = new TradeActivityMeter(options.Activity with { CountFrom = day })
        {
            ReadFrom = readFrom,
            Filled = (fact, order, quantity) => _fills.Add(TradeStatementMeter.FillOf(fact, order, quantity)),
        };
    }

    /// <summary>The midnight at which the day began.</summary>
    public DateTimeOffset Day { get; }

    /// <summary>How many events were read.</summary>
    public long Events { get; private set; }

    /// <summary>Takes the next record.</summary>
    public void Add(LiveRecord record)
    {
        DateTimeOffset now = _options.Now();
        if (record.Event is { } written)
        {
            _activity.Add(written);
            _rates.AddEvent(written.Timestamp, now);
            _writers.Add(written, now);
            _events.Add(new LiveEvent(++Events, written));
        }
        else if (record.Damage is { } damage)
        {
            _activity.Add(damage);
            _damage++;
        }
        else if (record.Entry is { } entry)
        {
            Add(entry, now);
        }
    }

    /// <summary>The summary at this moment.</summary>
    /// <param name="isCaughtUp">Whether all that stood in the log was read.</param>
    /// <param name="found">What was found out beside the log.</param>
    /// <param name="troubles">What could not be read.</param>
    public LiveSummary Summarize(bool isCaughtUp, SystemProbe.Found found, IEnumerable<string> troubles)
    {
        DateTimeOffset now = _options.Now();
        TradeActivity activity = _activity.Measure(listedOrders: 0);
        IReadOnlyList<TradeOrder> orders = _activity.MeasureOpenOrders(ListedOrders, out int orderCount);
        return new LiveSummary
        {
            LogDirectory = Path.GetFullPath(_options.LogDirectory),
            Time = LocalOf(now),
            Day = Day,
            TimeZone = _options.Activity.TimeZone,
            IsCaughtUp = isCaughtUp,
            Activity = activity,
            OpenOrders = orders,
            OpenOrderCount = orderCount,
            LastFills = [.. _fills.Kept.Select(
                fill => fill.Time is { } time ? fill with { Time = LocalOf(time) } : fill)],
            LastEvents = _events.Kept,
            LastProblems = [.. _problems.Kept.Where(problem => IsOfLastHour(problem, now)).Select(
                problem => problem with { Timestamp = LocalOf(problem.Timestamp) })],
            Rates = _rates.Measure(now, _options.Activity.TimeZone),
            Alerts = found.Alerts,
            Health = new LiveHealth
            {
                LastEvent = _writers.LastEvent is { } last ? LocalOf(last) : null,
                LastRecord = _lastRecord is { } record ? LocalOf(record) : null,
                Writers = _writers.Writers(now),
                Forwarders = found.Forwarders,
                FreeDisk = found.FreeDisk,
                DiskSize = found.DiskSize,
                ChainNumber = _writers.ChainNumber,
                ChainBreaks = _writers.ChainBreaks,
                Damage = _damage,
                Findings = activity.FindingCounts.Values.Sum(),
                Troubles = [.. troubles, .. found.Trouble is { } trouble ? [trouble] : Array.Empty<string>()],
            },
        };
    }

    private static bool IsOfLastHour(TradingLogEntry entry, DateTimeOffset now) =>
        now - entry.Timestamp < TimeSpan.FromHours(1);

    private DateTimeOffset LocalOf(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(
        moment, _options.Activity.TimeZone);

    private void Add(TradingLogEntry entry, DateTimeOffset now)
    {
        if (!IsOfLastHour(entry, now))
            return;
        _lastRecord = entry.Timestamp;
        _rates.AddRecord(entry.Timestamp, entry.Level, now);
        if (entry.Level >= LogLevel.Warning)
            _problems.Add(entry);
    }
}
