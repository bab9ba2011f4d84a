namespace TradingLogging;

/// <summary>Takes the events out of a line: one as a rule; more when the writer of an earlier one died before its line feed;
/// none when the line is damaged.</summary>
internal sealed class TradeLineSplitter(Action<LogDamage>? damaged)
{
    private readonly List<TradeEvent> _events = [];

    private static ReadOnlySpan<byte> Start => "{\"timestamp\":"u8;

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="location">Where it begins.</param>
    /// <returns>Its events; valid until the next call.</returns>
    public IReadOnlyList<TradeEvent> Read(ReadOnlySpan<byte> line, LogLocation location)
    {
        _events.Clear();
        ReadOnlySpan<byte> json = LoneSurrogates.Replace(line);
        int damageStart = 0;
        string? damage = null;
        int index = JsonSpace.Skip(json, 0);
        while (index < json.Length)
        {
            if (TradeLine.TryScan(json[index..], out TradeLine scanned, out string? reason))
            {
                Report(location, damageStart, index, damage);
                damage = null;
                _events.Add(scanned.ToEvent(json[index..], location with { Offset = location.Offset + index }));
                damageStart = index = JsonSpace.Skip(json, index + scanned.End);
            }
            else
            {
                damage ??= reason;
                index = NextStart(json, index);
            }
        }

        Report(location, damageStart, json.Length, damage);
        return _events;
    }

    /// <summary>Reports a line that is too long to be read.</summary>
    public IReadOnlyList<TradeEvent> Skip(LogLocation location, long length)
    {
        damaged?.Invoke(new LogDamage(location, length, "The line is longer than 16 MiB."));
        return [];
    }

    private static int NextStart(ReadOnlySpan<byte> json, int index)
    {
        int found = json[(index + 1)..].IndexOf(Start);
        return found < 0 ? json.Length : index + 1 + found;
    }

    private void Report(LogLocation location, int start, int end, string? reason)
    {
        if (reason is not null)
            damaged?.Invoke(new LogDamage(location with { Offset = location.Offset + start }, end - start, reason));
    }
}
