using TradingLogging.Logging;

namespace TradingLogging.Tests.Python.Scenarios;

/// <summary>The product's clock, with hands that the test turns.</summary>
internal sealed class ManualClock
{
    private readonly LogClock _clock;
    private DateTime _utcNow;

    public ManualClock(string zone)
    {
        TimeZoneInfo zoneInfo = TestZone.Find(zone);
        _clock = new LogClock(() => _utcNow, () => zoneInfo);
    }

    /// <summary>What the clock tells at a moment.</summary>
    public DateTimeOffset At(DateTime utc)
    {
        _utcNow = utc;
        return _clock.Now;
    }
}
