using System.Globalization;

namespace TradingLogging.Resilience.Writer;

/// <summary>A clock that is set while the process runs, and goes on from there. Processes that are told the same offset
/// show the same time.</summary>
internal sealed class SetClock
{
    private long _offset;

    public DateTime UtcNow => DateTime.UtcNow.AddTicks(Volatile.Read(ref _offset));

    /// <summary>Sets the clock.</summary>
    /// <param name="offset">Ticks by which it is ahead of the machine's.</param>
    public void Set(string offset) => Volatile.Write(ref _offset, long.Parse(offset, CultureInfo.InvariantCulture));
}
