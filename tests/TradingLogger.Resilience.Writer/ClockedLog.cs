using TradingLogging.Configuration;
using TradingLogging.Logging;

namespace TradingLogging.Resilience.Writer;

/// <summary>The same log behind a clock that the test sets: real processes, files and locks, and a time that is
/// known.</summary>
internal sealed class ClockedLog : Log
{
    private readonly LoggingSession _session;
    private readonly Logger _logger;

    public ClockedLog(LoggingConfig config, SetClock clock, string zone)
    {
        TimeZoneInfo zoneInfo = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var hierarchy = new LoggerHierarchy(new LogClock(() => clock.UtcNow, () => zoneInfo));
        _logger = hierarchy.GetLogger("load");
        _session = new LoggingSession(hierarchy, config);
        _session.Attach();
    }

    public override void Info(string text) => _logger.Info(text, lineNumber: 1);

    public override void LogTrade(string action, Dictionary<string, object?> data) =>
        _session.LogTrade(action, data, eventTime: null, lineNumber: 1);

    public override void LogTrades(string action, IEnumerable<Dictionary<string, object?>> data)
    {
        TradeBatch batch = _session.CreateBatch();
        foreach (Dictionary<string, object?> one in data)
            batch.Add(action, one);
        _session.LogTrades(batch, lineNumber: 1);
    }

    public override IEnumerable<HandlerState> GetHandlerStates() =>
        _session.Handlers.Select(handler => handler.GetState());

    public override void Dispose() => _session.Dispose();
}
