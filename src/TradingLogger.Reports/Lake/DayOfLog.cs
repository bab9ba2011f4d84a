using TradingLogging.Reading;

namespace TradingLogging.Reports.Lake;

/// <summary>A day that a log has events of.</summary>
/// <param name="date">The day as the events write it.</param>
internal sealed class DayOfLog(DateTime date)
{
    private readonly Dictionary<string, long> _files = new(StringComparer.Ordinal);
    private Dictionary<string, long>? _counts;
    private long _begin = long.MaxValue;
    private long _end = long.MinValue;
    private DateTimeOffset _first = DateTimeOffset.MaxValue;
    private DateTimeOffset _last = DateTimeOffset.MinValue;

    /// <summary>The day as the events write it.</summary>
    public DateTime Date => date;

    /// <summary>How many events it has.</summary>
    public long Count { get; private set; }

    /// <summary>How many of each log, by its current file; asked for when all are added.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts ??= _files
        .GroupBy(file => TradeLog.CurrentFileOf(file.Key), file => file.Value)
        .ToDictionary(log => log.Key, log => log.Sum());

    /// <summary>Adds an event.</summary>
    public void Add(DateTimeOffset time, string file)
    {
        long midnight = time.UtcTicks - time.TimeOfDay.Ticks;
        _begin = Math.Min(_begin, midnight);
        _end = Math.Max(_end, midnight + TimeSpan.TicksPerDay);
        _first = time < _first ? time : _first;
        _last = time > _last ? time : _last;
        _files[file] = 1 + (_files.TryGetValue(file, out long others) ? others : 0);
        Count++;
    }

    /// <summary>Whether it has a moment between two, in one of the offsets of its events.</summary>
    public bool IsWithin(DateTimeOffset? since, DateTimeOffset? until) =>
        !(_end <= since?.UtcTicks || _begin >= until?.UtcTicks);

    /// <summary>Reads its events where they were found. Each enumeration reads anew.</summary>
    public IEnumerable<TradeEvent> Read(CancellationToken cancellation)
    {
        DateTimeOffset? end = _last < DateTimeOffset.MaxValue ? _last.AddTicks(1) : null;
        return Of(TradeLog.OfFiles(_files.Keys), new TradeQuery { Since = _first, Until = end }, cancellation);
    }

    /// <summary>Reads its events wherever they are in a log.</summary>
    public IEnumerable<TradeEvent> Read(TradeLog log, CancellationToken cancellation) =>
        Of(log, new TradeQuery(), cancellation);

    private IEnumerable<TradeEvent> Of(TradeLog log, TradeQuery query, CancellationToken cancellation) =>
        log.Read(query, new LogReadOptions { Damaged = _ => { }, Cancellation = cancellation })
            .Where(tradeEvent => tradeEvent.Timestamp.Date == date);
}
