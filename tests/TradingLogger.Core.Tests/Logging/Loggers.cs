using TradingLogging.Logging;

namespace TradingLogging.Tests.Logging;

/// <summary>A hierarchy of loggers of the test's own, whose root records everything.</summary>
internal sealed class Loggers
{
    public static readonly DateTimeOffset Moment = new(2025, 12, 18, 10, 30, 45, TimeSpan.Zero);

    public Loggers()
    {
        Root.AddHandler(Handler);
    }

    public LoggerHierarchy Hierarchy { get; } = new(new LogClock(() => Moment.UtcDateTime, () => TimeZoneInfo.Utc));

    public RecordingHandler Handler { get; } = new();

    public Logger Root => Hierarchy.Root;

    public Logger this[string name] => Hierarchy.GetLogger(name);
}
