using System.Globalization;
using TradingLogging.Reading;
using TradingLogging.Storage.Chain;

namespace TradingLogging.Live.Summaries;

/// <summary>Watches who writes a log, and whether the numbers of its chained lines follow each other.</summary>
internal sealed class WriterMeter
{
    private const int MostWriters = 100;
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(15);

    private readonly Dictionary<(string?, string?, string?), LiveWriter> _writers = [];
    private readonly byte[] _hash = new byte[ChainMembers.HashSize];

    /// <summary>The number of the last chained line; 0 before the first.</summary>
    public long ChainNumber { get; private set; }

    /// <summary>How often a number did not follow.</summary>
    public long ChainBreaks { get; private set; }

    /// <summary>The timestamp of the last event; null before the first.</summary>
    public DateTimeOffset? LastEvent { get; private set; }

    private static ReadOnlySpan<byte> Evidence => "\"evidence\": {"u8;

    /// <summary>Takes the next event.</summary>
    public void Add(TradeEvent written, DateTimeOffset now)
    {
        LastEvent = written.Timestamp;
        FollowChain(written);
        if (now - written.Timestamp < Remembered && written.Utf8Json.IndexOf(Evidence) >= 0)
            AddWriter(written);
    }

    /// <summary>Those who wrote lately, the last one first.</summary>
    public IReadOnlyList<LiveWriter> Writers(DateTimeOffset now)
    {
        foreach (KeyValuePair<(string?, string?, string?), LiveWriter> old in _writers
            .Where(pair => now - pair.Value.LastEvent >= Remembered).ToArray())
        {
            _writers.Remove(old.Key);
        }

        return [.. _writers.Values.OrderByDescending(writer => writer.LastEvent)];
    }

    private void FollowChain(TradeEvent written)
    {
        bool isChained = ChainMembers.TryRead(written.Utf8Json, out long number, _hash);
        if (ChainNumber > 0 && number != ChainNumber + 1)
            ChainBreaks++;
        if (isChained)
            ChainNumber = number;
    }

    private void AddWriter(TradeEvent written)
    {
        if (written.Members.FirstOrDefault(member => member.Key == "evidence").Value
            is not IReadOnlyList<KeyValuePair<string, object?>> evidence)
        {
            return;
        }

        (string? Host, string? Pid, string? Session) key = (
            TextOf(evidence, "host"), TextOf(evidence, "pid"), TextOf(evidence, "session"));
        if (key == default)
            return;
        if (_writers.TryGetValue(key, out LiveWriter? known))
            _writers[key] = known with { LastEvent = written.Timestamp, Events = known.Events + 1 };
        else if (_writers.Count < MostWriters)
            _writers[key] = new LiveWriter(key.Host, key.Pid, key.Session, written.Timestamp, 1);
    }

    private static string? TextOf(IReadOnlyList<KeyValuePair<string, object?>> members, string name) =>
        Convert.ToString(
            members.FirstOrDefault(member => member.Key == name).Value, CultureInfo.InvariantCulture) is { Length: > 0 }
            text ? text : null;
}
