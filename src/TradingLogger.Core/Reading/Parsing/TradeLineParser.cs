using System.Runtime.CompilerServices;
using TradingLogging.Formatting;
using TradingLogging.Text;

namespace TradingLogging.Reading.Parsing;

/// <summary>Reads the wanted events from lines. A line normally has one event. It has more when the writer of an
/// earlier one died before its line feed, and none when it is damaged or not wanted. Not thread-safe.</summary>
/// <param name="query">Which events are wanted; its numbers of events do not matter.</param>
/// <param name="damaged">Is told of damage; null for nobody. Damage inside a line that is not wanted is not
/// reported.</param>
/// <param name="countsOnly">Whether wanted events are counted instead of made.</param>
/// <param name="decryption">Decrypts members before the query decides on them; null: they are texts like
/// others.</param>
internal sealed class TradeLineParser(
    TradeQuery query, Action<LogDamage>? damaged, bool countsOnly = false, LineDecryption? decryption = null)
{
    /// <summary>The reason of the damage that is a line too long to be read.</summary>
    public const string TooLong = "The line is longer than 64 MiB.";

    // A symbol that may be encrypted is looked at when it is plain.
    private readonly TradeLineScanner _scanner = new(decryption is null ? query : query with { Symbol = null })
    {
        MakesTexts = !countsOnly || query.AsksForMembers,
    };

    private readonly TradeLineScanner? _plainScanner = decryption is null ? null : new(query);
    private readonly TradeLineConditions _conditions = new(query);
    private readonly List<TradeEvent> _events = [];
    private TradeLine _judged;

    /// <summary>Where wanted events go as lines; null: objects are made of them.</summary>
    public BatchTarget? Target { get; private set; }

    /// <summary>How many wanted events were counted.</summary>
    public long Count { get; private set; }

    /// <summary>Lets wanted events go to a batch as lines from now on.</summary>
    public void Fill(BatchTarget target)
    {
        Target = target;
        _scanner.NotePlaces();
    }

    /// <summary>Passes over lines that need not be taken apart: those that are surely not wanted and, when events are
    /// only counted, those that surely are. The line behind them is judged, and is not judged again by
    /// <see cref="Read(ReadOnlySpan{byte}, ILocatedLine)"/> if that is called next.</summary>
    /// <param name="bytes">Begin with a line.</param>
    /// <param name="lines">How many lines were passed over.</param>
    /// <returns>The number of bytes of these lines, with their line feeds.</returns>
    [MethodImpl(HotPath.CompiledAtOnce)]
    public int PassOver(ReadOnlySpan<byte> bytes, out int lines)
    {
        lines = 0;
        int passed = 0;
        bool counts = countsOnly && !query.AsksForMembers && decryption is null;
        while (true)
        {
            LineVerdict verdict = _scanner.Judge(bytes[passed..], out _judged, out int length);
            if (verdict == LineVerdict.Unclear)
                _judged = default;
            if (verdict != LineVerdict.Unwanted && !(counts && verdict == LineVerdict.Wanted))
                return passed;
            if (verdict == LineVerdict.Wanted)
                Count++;
            passed += length;
            lines++;
        }
    }

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="source">Where it begins.</param>
    /// <returns>Its events; valid until the next call.</returns>
    public IReadOnlyList<TradeEvent> Read(ReadOnlySpan<byte> line, ILocatedLine source)
    {
        _events.Clear();
        TradeLine judged = _judged;
        _judged = default;
        if (judged.IsWanted && judged.End == line.Length)
            Take(line, judged, source, 0);
        else
            ReadAny(line, source);
        return _events;
    }

    /// <summary>Reports a line that is too long to be read.</summary>
    public void Skip(ILocatedLine source, long length)
    {
        _judged = default;
        damaged?.Invoke(new LogDamage(source.Location, length, TooLong));
    }

    private static LogLocation LocationOf(ILocatedLine source, int index)
    {
        LogLocation location = source.Location;
        return location with { Offset = location.Offset + index };
    }

    /// <summary>Finds where the next event of a damaged line may begin.</summary>
    /// <param name="json">The line.</param>
    /// <param name="index">Behind which to look.</param>
    /// <returns>The length of the line when there is none.</returns>
    public static int NextStart(ReadOnlySpan<byte> json, int index)
    {
        int found = json[(index + 1)..].IndexOf(TradeLineFormat.OpeningName);
        return found < 0 ? json.Length : index + 1 + found;
    }

    /// <summary>Whether an object of a damaged line is surely a value of what is damaged, such as a copy of an event,
    /// and no event that was written behind it: it stands behind a colon, a comma or a bracket, and more of the line
    /// follows than a further event.</summary>
    /// <param name="json">The line.</param>
    /// <param name="start">Where the object begins.</param>
    /// <param name="end">Where it has ended.</param>
    public static bool IsValue(ReadOnlySpan<byte> json, int start, int end)
    {
        if (json[..start].TrimEnd((byte)' ') is not [.., (byte)':' or (byte)',' or (byte)'['])
            return false;
        ReadOnlySpan<byte> rest = json[PlainJson.SkipSpace(json, end)..];
        return !rest.IsEmpty && !rest.StartsWith(TradeLineFormat.OpeningName);
    }

    private void ReadAny(ReadOnlySpan<byte> line, ILocatedLine source)
    {
        // PassOver does not report damage in a line that is not wanted. So it is not reported here either.
        if (_scanner.IsSurelyUnwanted(line))
            return;
        ReadOnlySpan<byte> json = LoneSurrogates.Replace(line);
        int damageStart = 0;
        string? damage = null;
        int index = PlainJson.SkipSpace(json, 0);
        while (index < json.Length)
        {
            ReadOnlySpan<byte> rest = json[index..];
            if (_scanner.TryScan(rest, out TradeLine scanned, out string? reason)
                && !(damage is not null && IsValue(json, index, index + scanned.End)))
            {
                Report(source, damageStart, index, damage);
                damage = null;
                if (scanned.IsWanted)
                    Take(rest, scanned, source, index);
                damageStart = index = PlainJson.SkipSpace(json, index + scanned.End);
            }
            else
            {
                damage ??= reason;
                index = NextStart(json, index);
            }
        }

        Report(source, damageStart, json.Length, damage);
    }

    private void Take(ReadOnlySpan<byte> json, in TradeLine line, ILocatedLine source, int index)
    {
        if (decryption is null)
        {
            TakePlain(json, line, source, index);
            return;
        }

        ReadOnlySpan<byte> plain = decryption.Restore(
            json[line.Start..line.End], LocationOf(source, index), _plainScanner!, out TradeLine restored);
        if (restored.IsWanted)
            TakePlain(plain, restored, source, index);
    }

    private void TakePlain(ReadOnlySpan<byte> json, in TradeLine line, ILocatedLine source, int index)
    {
        if (!_conditions.AreMetBy(json, line))
            return;
        TradeEvent? judged = null;
        if (query.Event is { } isWanted && !isWanted(judged = line.ToEvent(json, LocationOf(source, index))))
            return;
        if (countsOnly)
        {
            Count++;
            return;
        }

        LogLocation location = LocationOf(source, index);
        if (line.MayRepeatNames && damaged is not null
            && TradeLineMembers.RepeatedName(json[line.Start..line.End]) is { } name)
        {
            damaged(new LogDamage(location, 0, TradeLineMembers.RepeatedNameReason(name)));
        }

        if (Target is not null)
            Target.Batch.Add(line, json, location, _scanner.Places);
        else
            _events.Add(judged ?? line.ToEvent(json, location));
    }

    private void Report(ILocatedLine source, int start, int end, string? reason)
    {
        if (reason is null || damaged is null)
            return;
        damaged(new LogDamage(LocationOf(source, start), end - start, reason));
    }
}
