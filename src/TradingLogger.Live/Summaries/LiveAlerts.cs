using TradingLogging.Live.Alerts;
using TradingLogging.Text;

namespace TradingLogging.Live.Summaries;

/// <summary>What the alerters of a log say, as of the last look, which is no older than 5 seconds.</summary>
public sealed record LiveAlerts
{
    /// <summary>The alerters that were ever started for the log; none when nobody watches it.</summary>
    public required IReadOnlyList<LiveAlerter> Alerters { get; init => field = ReadableList.Of(value); }

    /// <summary>The alerts that fire, by their beginning; those of an alerter that does not run are as of its last
    /// run.</summary>
    public required IReadOnlyList<Alert> Firing { get; init => field = ReadableList.Of(value); }
}

/// <summary>An alerter of a log: <c>Watch-TradeAlert</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsRunning">Whether it runs at this moment; null when that cannot be found out.</param>
/// <param name="LastRun">When it last remembered something; null when that is not known.</param>
public sealed record LiveAlerter(string Name, bool? IsRunning, DateTimeOffset? LastRun);
