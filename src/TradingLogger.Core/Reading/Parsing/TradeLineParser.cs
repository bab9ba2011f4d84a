using TradingLogging.Formatting;
using TradingLogging.Reading.Sources;
using TradingLogging.Text;

namespace TradingLogging.Reading.Parsing;

/// <summary>Takes the wanted events out of a line: one as a rule; more when the writer of an earlier one died before its line
/// feed; none when the line is damaged or not wanted. Not thread-safe.</summary>
/// <param name="query">Which events are wanted; its numbers of events are the caller's business.</param>
/// <param name="damaged">Hears of damage; null for nobody. Not of damage inside a line that is not wanted.</param>
internal sealed class TradeLineParser(TradeQuery query, Action<LogDamage>? damaged) : ILineSkipper
{
    private readonly TradeLineFilter _filter = new(query);
    private readonly FastTradeLineScanner _flat = new();
    private readonly TradeLineConditions _conditions = new(query.Where);
    private readonly List<TradeEvent> _events = [];

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="source">Where it begins.</param>
    /// <returns>Its events; valid until the next call.</returns>
    public IReadOnlyList<TradeEvent> Read(ReadOnlySpan<byte> line, ILocatedLine source)
    {
        _events.Clear();
        Read(line, source, _events);
        return _events;
    }

    /// <summary>Counts the wanted events of a line.</summary>
    public int Count(ReadOnlySpan<byte> line, ILocatedLine source) => Read(line, source, events: null);

    /// <inheritdoc/>
    public int Measure(ReadOnlySpan<byte> bytes, out int lines) => _filter.MeasureUnwanted(bytes, out lines);

    /// <summary>Reports a line that is too long to be read.</summary>
    public void Skip(ILocatedLine source, long length) =>
        damaged?.Invoke(new LogDamage(source.Location, length, LogFileLines.TooLong));

    private static int NextStart(ReadOnlySpan<byte> json, int index)
    {
        int found = json[(index + 1)..].IndexOf(TradeLineFormat.OpeningName);
        return found < 0 ? json.Length : index + 1 + found;
    }

    private int Read(ReadOnlySpan<byte> line, ILocatedLine source, List<TradeEvent>? events)
    {
        if (_filter.Rejects(line))
            return 0;
        ReadOnlySpan<byte> json = LoneSurrogates.Replace(line);
        int count = 0;
        int damageStart = 0;
        string? damage = null;
        int index = JsonSpace.Skip(json, 0);
        while (index < json.Length)
        {
            ReadOnlySpan<byte> rest = json[index..];
            string? reason = null;
            if (_flat.TryScan(rest, out TradeLine scanned) || TradeLine.TryScan(rest, out scanned, out reason))
            {
                Report(source, damageStart, index, damage);
                damage = null;
                count += Take(rest, scanned, source, index, events);
                damageStart = index = JsonSpace.Skip(json, index + scanned.End);
            }
            else
            {
                damage ??= reason;
                index = NextStart(json, index);
            }
        }

        Report(source, damageStart, json.Length, damage);
        return count;
    }

    private int Take(ReadOnlySpan<byte> json, in TradeLine line, ILocatedLine source, int index, List<TradeEvent>? events)
    {
        if (!_filter.Accepts(json, line) || !_conditions.AreMetBy(json, line))
            return 0;
        if (events is null)
            return 1;
        LogLocation location = source.Location;
        events.Add(line.ToEvent(json, _filter, location with { Offset = location.Offset + index }));
        return 1;
    }

    private void Report(ILocatedLine source, int start, int end, string? reason)
    {
        if (reason is null || damaged is null)
            return;
        LogLocation location = source.Location;
        damaged(new LogDamage(location with { Offset = location.Offset + start }, end - start, reason));
    }
}
