using TradingLogging.Text;

namespace TradingLogging.Live.Alerts;

/// <summary>What a rule watches.</summary>
public enum AlertRuleKind
{
    /// <summary>How many events or text records there are in the window.</summary>
    Count,

    /// <summary>That there was no event or text record for as long as the window.</summary>
    Silence,

    /// <summary>How far the net pnl has fallen from its highest point in the window.</summary>
    Drawdown,

    /// <summary>Which part of the orders of the window was rejected, 0 to 1.</summary>
    RejectRatio,

    /// <summary>A percentile of a latency over the window, in seconds.</summary>
    Latency,

    /// <summary>How many things of the window do not reconcile.</summary>
    Finding,

    /// <summary>How long the oldest event that a forwarder has still to send has waited, in seconds.</summary>
    Lag,

    /// <summary>How many bytes are free on the disk of the log; the alert fires below the threshold.</summary>
    DiskSpace,

    /// <summary>What is not as usual, as <c>Find-TradeAnomaly</c> finds it: each measure and subject has an alert of
    /// its own, which fires for as long as the window.</summary>
    Anomaly,
}

/// <summary>Which latency a rule watches, as <c>Measure-TradeActivity</c> defines them.</summary>
public enum AlertMeasure
{
    /// <summary>From an order to the fill that completed it. The default.</summary>
    OrderToFill,

    /// <summary>From a signal to the order that followed it.</summary>
    SignalToOrder,

    /// <summary>From a signal to the fill that completed the order that followed it.</summary>
    SignalToFill,
}

/// <summary>When somebody is told, and of what. docs/alerts.md describes each kind.</summary>
public sealed record AlertRule
{
    /// <summary>The name, 1 to 128 characters without control characters; a set of rules has each name
    /// once.</summary>
    public required string Name { get; init; }

    /// <summary>What is watched.</summary>
    public required AlertRuleKind Kind { get; init; }

    /// <summary>The actions of the events that are meant; wildcards are allowed. Default all.</summary>
    public IReadOnlyList<string> Action
    {
        get;
        init => field = ReadableList.Of(value);
    } = ReadableList.Of<string>([]);

    /// <summary>The symbols of the events that are meant; wildcards are allowed. Default all, and events without
    /// one.</summary>
    public IReadOnlyList<string> Symbol
    {
        get;
        init => field = ReadableList.Of(value);
    } = ReadableList.Of<string>([]);

    /// <summary>The strategies of the events that are meant; wildcards are allowed. Default all, and events without
    /// one.</summary>
    public IReadOnlyList<string> Strategy
    {
        get;
        init => field = ReadableList.Of(value);
    } = ReadableList.Of<string>([]);

    /// <summary>The lowest level of the text records that are meant, such as <c>ERROR</c>. Default null: all, if a
    /// rule is about text records.</summary>
    public string? Level { get; init; }

    /// <summary>The loggers of the text records that are meant; wildcards are allowed. Default all.</summary>
    public IReadOnlyList<string> Logger
    {
        get;
        init => field = ReadableList.Of(value);
    } = ReadableList.Of<string>([]);

    /// <summary>What the messages of the text records that are meant are like; wildcards are allowed. Default
    /// anything.</summary>
    public IReadOnlyList<string> Pattern
    {
        get;
        init => field = ReadableList.Of(value);
    } = ReadableList.Of<string>([]);

    /// <summary>The kinds of the findings that are meant, such as <c>FillWithoutOrder</c>; wildcards are allowed.
    /// Default all.</summary>
    public IReadOnlyList<string> Finding
    {
        get;
        init => field = ReadableList.Of(value);
    } = ReadableList.Of<string>([]);

    /// <summary>The names of the forwarders that are meant; wildcards are allowed. Default all.</summary>
    public IReadOnlyList<string> Forwarder
    {
        get;
        init => field = ReadableList.Of(value);
    } = ReadableList.Of<string>([]);

    /// <summary>The value beyond which the alert fires: above it, or below it for <see
    /// cref="AlertRuleKind.DiskSpace"/>. Default 0 for <see cref="AlertRuleKind.Count"/>,
    /// <see cref="AlertRuleKind.Finding"/> and <see cref="AlertRuleKind.Anomaly"/>;
    /// <see cref="AlertRuleKind.Silence"/> has none; the others need one.</summary>
    public decimal? Threshold { get; init; }

    /// <summary>How far back events count, above 0 and at most 7 days. Default 5 minutes; 1 hour for
    /// <see cref="AlertRuleKind.Anomaly"/>, 1 day for <see cref="AlertRuleKind.Drawdown"/>.
    /// <see cref="AlertRuleKind.Silence"/> needs one;
    /// <see cref="AlertRuleKind.Lag"/> and <see cref="AlertRuleKind.DiskSpace"/> have none.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>How long the condition must hold before the alert fires, 0 to 7 days. Default 0.</summary>
    public TimeSpan For { get; init; }

    /// <summary>How long the condition must no longer hold before the alert is resolved, 0 to 7 days. Default
    /// 0.</summary>
    public TimeSpan ClearAfter { get; init; }

    /// <summary>After what time an alert that still fires is sent again, 1 minute or more. Default 4 hours.</summary>
    public TimeSpan RepeatAfter { get; init; } = TimeSpan.FromHours(4);

    /// <summary>The members by which events are put into groups; each group has an alert of its own. Default none: all
    /// are one group.</summary>
    public IReadOnlyList<string> GroupBy
    {
        get;
        init => field = ReadableList.Of(value);
    } = ReadableList.Of<string>([]);

    /// <summary>The label <c>severity</c> of the alerts. Default <c>warning</c>.</summary>
    public string Severity { get; init; } = "warning";

    /// <summary>The hours in which silence is watched, such as <c>08:00-22:00</c>. Hours that end before they begin go
    /// into the next day. Default null: always.</summary>
    public string? Hours { get; init; }

    /// <summary>The days on which such hours begin. Default all.</summary>
    public IReadOnlyList<DayOfWeek> Days
    {
        get;
        init => field = ReadableList.Of(value);
    } = ReadableList.Of<DayOfWeek>([]);

    /// <summary>The time zone of hours and days, by a name that this machine knows, such as <c>Europe/Berlin</c>.
    /// Default null: the machine's.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The latency that is watched.</summary>
    public AlertMeasure Measure { get; init; }

    /// <summary>The percentile of the latency, above 0 and at most 100. Default 95.</summary>
    public decimal Percentile { get; init; } = 95;

    /// <summary>The fewest orders or latencies in the window for which a ratio or a percentile is taken, 1 to
    /// 1,000,000. Default 10.</summary>
    public int AtLeast { get; init; } = 10;

    /// <summary>What the summary of an alert begins with. Default nothing: the numbers alone.</summary>
    public string? Summary { get; init; }

    /// <summary>The window, given or not; zero for a kind that has none.</summary>
    internal TimeSpan WindowOrDefault => Window ?? Kind switch
    {
        AlertRuleKind.Drawdown => TimeSpan.FromDays(1),
        AlertRuleKind.Anomaly => TimeSpan.FromHours(1),
        AlertRuleKind.Lag or AlertRuleKind.DiskSpace => TimeSpan.Zero,
        _ => TimeSpan.FromMinutes(5),
    };

    /// <summary>Whether it is about the text log.</summary>
    internal bool IsAboutText => Level is not null || Logger.Count > 0 || Pattern.Count > 0;

    /// <summary>Checks rules that are to work together.</summary>
    /// <param name="rules">The rules.</param>
    /// <exception cref="ArgumentNullException"><paramref name="rules"/> is null.</exception>
    /// <exception cref="Configuration.ConfigurationException">One is wrong, two have one name, or there is
    /// none.</exception>
    public static void Check(IReadOnlyList<AlertRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        AlertRuleCheck.Check(rules);
    }

    /// <summary>Checks this rule by itself.</summary>
    /// <exception cref="Configuration.ConfigurationException">It is wrong.</exception>
    public void Check() => AlertRuleCheck.Check(this);

    /// <summary>The name, for people.</summary>
    public override string ToString() => Name;
}
