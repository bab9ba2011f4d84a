using TradingLogging.Forwarding.Checkpoints;
using TradingLogging.Reading;
using TradingLogging.Reading.Parsing;
using TradingLogging.Reading.Sources;
using TradingLogging.Storage.Paths;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Forwarding.Sources;

/// <summary>Measures what a forwarder has still to send. It remembers the lines that it counted, so that those of a
/// backlog are counted once. Not thread-safe.</summary>
/// <param name="files">The file system.</param>
/// <param name="paths">The log and the files of the forwarder.</param>
internal sealed class LagMeter(PlatformFiles files, ForwarderFiles paths)
{
    // A few seconds for files that are in the memory of the system.
    private const long MostCounted = 16L * 1024 * 1024 * 1024;

    private const int BufferSize = 256 * 1024;
    private const int LinesTried = 16;
    private const byte LineFeed = (byte)'\n';

    private readonly Dictionary<string, Counted> _counted = [];
    private readonly TradeLineScanner _scanner = new(new TradeQuery()) { MakesTexts = false };
    private readonly byte[] _buffer = new byte[BufferSize];
    private (string Path, long Offset, DateTimeOffset? Time) _oldest;
    private long _room;

    /// <summary>Measures.</summary>
    /// <param name="positions">Up to where files were sent, by their names.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public ForwardLag Measure(IReadOnlyDictionary<string, SentFile> positions)
    {
        _room = MostCounted;
        long? events = 0;
        long bytes = 0;
        DateTimeOffset? oldest = null;
        foreach (EventFilePlace place in EventFilePlace.List(files, paths).Concat(ListMerging()))
        {
            if (!EventFilePlace.Exists(files, place.Path))
                continue;
            try
            {
                (long fileBytes, long? fileEvents) = Measure(place, positions, ref oldest);
                bytes += fileBytes;
                events += fileEvents;
            }
            catch (IOException) when (place.Kind == EventFileKind.Archive)
            {
                // It cannot be decompressed, or not be read by this user.
                bytes += files.GetStatus(place.Path)?.Length ?? 0;
                events = null;
            }
        }

        return new ForwardLag(events, bytes, oldest);
    }

    private (long Bytes, long? Events) Measure(
        EventFilePlace place, IReadOnlyDictionary<string, SentFile> positions, ref DateTimeOffset? oldest)
    {
        using EventFile? file = EventFile.TryOpen(place);
        if (file is null)
            return (0, 0);
        SentFile? position = PositionOf(file, positions);
        if (position is not null && file.EndsAt(position))
            return (0, 0);
        (long bytes, long? events) = Count(file, position);
        if (bytes > 0)
            oldest ??= FindTime(file, position);
        return (bytes, events);
    }

    // What a writer is adding to the log, or has begun to.
    private IEnumerable<EventFilePlace> ListMerging() =>
        from path in FallbackNote.Read(paths.Log)
        where Path.IsPathRooted(path)
        select new EventFilePlace(path + FallbackNote.MergingSuffix, path, EventFileKind.Fallback);

    // The file that was sent as the current one may have been set aside since.
    private static SentFile? PositionOf(EventFile file, IReadOnlyDictionary<string, SentFile> positions)
    {
        positions.TryGetValue(file.Place.Name, out SentFile? position);
        if (position?.FirstLine != file.FirstLine && file.Place.Kind == EventFileKind.Archive)
            positions.TryGetValue(LoggingSession.TradeLogName, out position);
        return position?.FirstLine == file.FirstLine ? position : null;
    }

    private (long Bytes, long? Events) Count(EventFile file, SentFile? position)
    {
        long offset = position?.Offset ?? 0;
        long lines = position?.Lines ?? 0;
        string path = file.Place.Path;
        bool isKnown = _counted.TryGetValue(path, out Counted counted) && counted.FirstLine == file.FirstLine;
        if (file.IsCompressed)
        {
            if (!isKnown)
                counted = CountOn(file, new Counted(file.FirstLine, 0, 0));
        }
        else
        {
            if (!isKnown || counted.End < offset)
                counted = new Counted(file.FirstLine, offset, lines);
            if (file.Length - counted.End > _room)
                return (Math.Max(0, file.Length - offset), null);
            _room -= file.Length - counted.End;
            counted = CountOn(file, counted);
        }

        _counted[path] = counted;
        return counted.End < offset ? (0, 0) : (counted.End - offset, counted.Lines - lines);
    }

    private Counted CountOn(EventFile file, Counted counted)
    {
        using ByteSource bytes = file.OpenBytes(counted.End);
        long offset = counted.End;
        int read;
        while ((read = bytes.Read(_buffer, 0, _buffer.Length)) > 0)
        {
            ReadOnlySpan<byte> block = _buffer.AsSpan(0, read);
            int last = block.LastIndexOf(LineFeed);
            if (last >= 0)
                counted = counted with { End = offset + last + 1, Lines = counted.Lines + block.Count(LineFeed) };
            offset += read;
        }

        return counted;
    }

    private DateTimeOffset? FindTime(EventFile file, SentFile? position)
    {
        var place = (file.Place.Path, position?.Offset ?? 0);
        if ((_oldest.Path, _oldest.Offset) == place)
            return _oldest.Time;
        if (position is not null)
            file.TryResume(position, CancellationToken.None);
        DateTimeOffset? time = null;
        for (int tried = 0; tried < LinesTried && time is null && file.Lines.TryRead(out var line); tried++)
        {
            if (_scanner.TryScan(line.Span, out TradeLine scanned, out _))
                time = scanned.Timestamp;
        }

        _oldest = (place.Path, place.Item2, time);
        return time;
    }

    private readonly record struct Counted(string FirstLine, long End, long Lines);
}
