using System.Text;
using TradingLogging.Configuration;
using TradingLogging.Formatting;
using TradingLogging.Logging;

namespace TradingLogging.Tests.Specification;

/// <summary>Logging with a clock and a zone of the test's own.</summary>
internal sealed class TestSession : IDisposable
{
    private readonly LoggerHierarchy _hierarchy;
    private readonly LoggingSession _session;

    public TestSession(LoggingConfig config, string zone = "Europe/Berlin")
    {
        TimeZoneInfo zoneInfo = TestZone.Find(zone);
        _hierarchy = new LoggerHierarchy(new LogClock(() => UtcNow, () => zoneInfo));
        _session = new LoggingSession(_hierarchy, config);
        _session.Attach();
    }

    /// <summary>The time. Default 2025-12-18 09:30:45.123456 UTC, in Berlin 10:30:45.</summary>
    public DateTime UtcNow { get; set; } =
        new DateTime(2025, 12, 18, 9, 30, 45, DateTimeKind.Utc).AddTicks(123456 * TimeSpan.TicksPerMicrosecond);

    public IReadOnlyList<LogHandler> Handlers => _session.Handlers;

    public Logger GetLogger(string name) => _hierarchy.GetLogger(name);

    public TradeLineNotes LogTrade(string action, object? data, int line = 1) =>
        _session.LogTrade(action, data, eventTime: null, line);

    public OperationTimer MeasureTime(string operation, int line = 1) =>
        new(GetLogger("trading"), operation, line);

    /// <summary>The lines of a file of the log directory.</summary>
    public string[] Lines(string name) => Encoding.UTF8
        .GetString(SharedFile.ReadAllBytes(PathOf(name)))
        .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public bool HasFile(string name) => File.Exists(PathOf(name));

    public string PathOf(string name) => Path.Combine(_session.LogDirectory, name);

    public void Dispose() => _session.Dispose();
}
