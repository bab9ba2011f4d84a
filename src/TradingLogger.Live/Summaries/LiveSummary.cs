using TradingLogging.Analytics;
using TradingLogging.Analytics.Orders;
using TradingLogging.Analytics.Statements;
using TradingLogging.Reading;
using TradingLogging.Text;

namespace TradingLogging.Live.Summaries;

/// <summary>A trade log at one moment: the figures of today, what is open, what came last, and its health.</summary>
public sealed record LiveSummary
{
    internal const int KeptEvents = 500;

    /// <summary>The full path of the log directory.</summary>
    public required string LogDirectory { get; init; }

    /// <summary>When the summary was made.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The midnight at which today began, in the time zone of the summary.</summary>
    public required DateTimeOffset Day { get; init; }

    /// <summary>Whose clock times have.</summary>
    internal TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Local;

    /// <summary>Whether all that stood in the log was read. Before, the figures are those of a part of it.</summary>
    public bool IsCaughtUp { get; init; }

    /// <summary>The figures of today, as <c>Measure-TradeActivity</c> gives them for the events since <see
    /// cref="Day"/>. Its list of orders is empty: <see cref="OpenOrders"/> has those that matter now.</summary>
    public required TradeActivity Activity { get; init; }

    /// <summary>The 100 orders placed last that are neither filled nor ended, the first of them first; also those of
    /// former days.</summary>
    public required IReadOnlyList<TradeOrder> OpenOrders { get; init => field = ReadableList.Of(value); }

    /// <summary>How many such orders there are.</summary>
    public int OpenOrderCount { get; init; }

    /// <summary>The 50 fills counted last, the first of them first; also those of former days.</summary>
    public required IReadOnlyList<TradeFill> LastFills { get; init => field = ReadableList.Of(value); }

    /// <summary>The 500 events written last, the first of them first; also those of former days.</summary>
    public required IReadOnlyList<LiveEvent> LastEvents { get; init => field = ReadableList.Of(value); }

    /// <summary>The 20 records of the text log of WARNING and above that were written last, the first of them first;
    /// those of the last hour.</summary>
    public required IReadOnlyList<TradingLogEntry> LastProblems { get; init => field = ReadableList.Of(value); }

    /// <summary>How much is written.</summary>
    public required LiveRates Rates { get; init; }

    /// <summary>What the alerters of the log say.</summary>
    public required LiveAlerts Alerts { get; init; }

    /// <summary>Whether the log itself is well.</summary>
    public required LiveHealth Health { get; init; }

    /// <summary>Day and net pnl in one line, for people.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Day:yyyy-MM-dd}: net {string.Join(", ", Activity.ByCurrency)}").TrimEnd();
}

/// <summary>An event that was written.</summary>
/// <param name="Number">Its number among the events that were read, from 1.</param>
/// <param name="Event">The event.</param>
public sealed record LiveEvent(long Number, TradeEvent Event)
{
    /// <summary>The event as JSON.</summary>
    public override string ToString() => Event.ToString();
}

/// <summary>How much is written to a log.</summary>
public sealed record LiveRates
{
    /// <summary>Events of the trade log a second, the mean of the last 10 whole seconds.</summary>
    public double EventsPerSecond { get; init; }

    /// <summary>Records of the text log of ERROR and above in the last 60 seconds.</summary>
    public long ErrorsPerMinute { get; init; }

    /// <summary>Records of the text log of WARNING in the last 60 seconds.</summary>
    public long WarningsPerMinute { get; init; }

    /// <summary>The last 60 minutes of the clock, the earliest first; the last one has only begun.</summary>
    public required IReadOnlyList<LiveMinute> Minutes { get; init => field = ReadableList.Of(value); }
}

/// <summary>What was written in one minute.</summary>
/// <param name="Start">When it began.</param>
/// <param name="Events">Events of the trade log.</param>
/// <param name="Warnings">Records of the text log of WARNING.</param>
/// <param name="Errors">Records of the text log of ERROR and above.</param>
public sealed record LiveMinute(DateTimeOffset Start, long Events, long Warnings, long Errors);
