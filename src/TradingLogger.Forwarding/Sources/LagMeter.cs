using TradingLogging.Forwarding.Checkpoints;
using TradingLogging.Storage.Paths;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Forwarding.Sources;

/// <summary>Measures what a forwarder has still to send. It remembers what it has counted, so that a backlog is counted
/// once, and files that were sent are not opened again. Not thread-safe.</summary>
/// <param name="files">The file system.</param>
/// <param name="paths">The log and the files of the forwarder.</param>
/// <param name="mostCounted">How many bytes one call counts at most, apart from the rest of a compressed file. The next
/// one goes on from there.</param>
internal sealed class LagMeter(PlatformFiles files, ForwarderFiles paths, long mostCounted)
{
    /// <summary>What takes a few seconds for files that are in the memory of the system.</summary>
    public const long MostCounted = 16L * 1024 * 1024 * 1024;

    /// <summary>What keeps no event waiting: some hundredths of a second.</summary>
    public const long CountedWhileSending = 64 * 1024 * 1024;

    private const int BufferSize = 256 * 1024;
    private const int LinesTried = 16;
    private const byte LineFeed = (byte)'\n';

    private readonly Dictionary<string, Counted> _counted = [];
    private readonly Dictionary<string, Measured> _measured = [];
    private readonly EventObjects _objects = new();
    private readonly byte[] _buffer = new byte[BufferSize];
    private (string Path, long Offset, DateTimeOffset? Time) _oldest;
    private long _room;

    /// <summary>What a forwarder has still to send; also while it runs in another process.</summary>
    /// <param name="options">The log and the name of the forwarder.</param>
    /// <exception cref="IOException">It cannot be found out.</exception>
    public static ForwardLag Read(ForwarderOptions options)
    {
        var paths = new ForwarderFiles(options.LogDirectory, options.Name);
        var checkpoint = new Checkpoint(PlatformFiles.Current, paths);
        checkpoint.Load(warn: _ => { });
        return new LagMeter(PlatformFiles.Current, paths, MostCounted)
            .Measure(checkpoint.Positions, CancellationToken.None);
    }

    /// <summary>Measures.</summary>
    /// <param name="positions">Up to where files were sent, by their names.</param>
    /// <param name="cancellation">Ends counting.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Counting was cancelled.</exception>
    public ForwardLag Measure(IReadOnlyDictionary<string, SentFile> positions, CancellationToken cancellation)
    {
        _room = mostCounted;
        long? events = 0;
        long bytes = 0;
        DateTimeOffset? oldest = null;
        foreach (EventFilePlace place in EventFilePlace.List(files, paths).Concat(ListMerging()))
        {
            cancellation.ThrowIfCancellationRequested();
            if (EventFileStamp.Of(files, place.Path) is not { } stamp)
                continue;
            try
            {
                Measured file = MeasureChanged(place, stamp, positions, ref oldest, cancellation);
                bytes += file.Bytes;
                events += file.Events;
            }
            catch (IOException) when (place.Kind == EventFileKind.Archive || !stamp.IsRegular)
            {
                // It cannot be decompressed, or not be read by this user, or is a link.
                bytes += stamp.IsRegular ? stamp.Length : 0;
                events = null;
            }
        }

        return new ForwardLag(events, bytes, oldest);
    }

    // A log may have thousands of archives. Those that are as they were at the last call are not opened.
    private Measured MeasureChanged(
        EventFilePlace place,
        EventFileStamp stamp,
        IReadOnlyDictionary<string, SentFile> positions,
        ref DateTimeOffset? oldest,
        CancellationToken cancellation)
    {
        bool isArchive = place.Kind == EventFileKind.Archive;
        if (!positions.TryGetValue(place.Name, out SentFile? position) && isArchive)
            positions.TryGetValue(LoggingSession.TradeLogName, out position);
        if (isArchive && _measured.TryGetValue(place.Path, out Measured known)
            && known.Stamp == stamp && known.Position == position
            && known.Events is not null && (known.Bytes == 0 || oldest is not null))
        {
            return known;
        }

        (long bytes, long? events) = Measure(place, positions, ref oldest, cancellation);
        return _measured[place.Path] = new Measured(stamp, position, bytes, events);
    }

    private (long Bytes, long? Events) Measure(
        EventFilePlace place,
        IReadOnlyDictionary<string, SentFile> positions,
        ref DateTimeOffset? oldest,
        CancellationToken cancellation)
    {
        using EventFile? file = EventFile.TryOpen(place);
        if (file is null)
            return (0, 0);
        SentFile? position = PositionOf(file, positions);
        if (position is not null && file.EndsAt(position))
            return (0, 0);
        (long bytes, long? events) = Count(file, position, cancellation);
        if (bytes > 0)
            oldest ??= FindTime(file, position, cancellation);
        return (bytes, events);
    }

    // What a writer is adding to the log, or has begun to.
    private IEnumerable<EventFilePlace> ListMerging() =>
        from path in FallbackNote.Read(paths.Log)
        select new EventFilePlace(path + FallbackNote.MergingSuffix, path, EventFileKind.Fallback);

    // The file that was sent as the current one may have been set aside since.
    private static SentFile? PositionOf(EventFile file, IReadOnlyDictionary<string, SentFile> positions)
    {
        positions.TryGetValue(file.Place.Name, out SentFile? position);
        if (position?.FirstLine != file.FirstLine && file.Place.Kind == EventFileKind.Archive)
            positions.TryGetValue(LoggingSession.TradeLogName, out position);
        return position?.FirstLine == file.FirstLine ? position : null;
    }

    private (long Bytes, long? Events) Count(EventFile file, SentFile? position, CancellationToken cancellation)
    {
        long offset = position?.Offset ?? 0;
        long lines = position?.Lines ?? 0;
        string path = file.Place.Path;
        bool isKnown = _counted.TryGetValue(path, out Counted counted) && counted.FirstLine == file.FirstLine;
        bool isWhole = true;
        if (file.IsCompressed)
        {
            isWhole = isKnown || _room > 0;
            if (!isKnown && isWhole)
                (counted, _) = CountOn(file, new Counted(file.FirstLine, 0, 0), isBounded: false, cancellation);
        }
        else
        {
            if (!isKnown || counted.End < offset)
                counted = new Counted(file.FirstLine, offset, lines);
            (counted, isWhole) = CountOn(file, counted, isBounded: true, cancellation);
        }

        if (!isWhole && file.IsCompressed)
            return (file.Length, null);
        _counted[path] = counted;
        if (!isWhole)
            return (Math.Max(0, file.Length - offset), null);
        return counted.End < offset ? (0, 0) : (counted.End - offset, counted.Lines - lines);
    }

    private (Counted Counted, bool IsWhole) CountOn(
        EventFile file, Counted counted, bool isBounded, CancellationToken cancellation)
    {
        using ByteSource bytes = file.OpenBytes(counted.End);
        long offset = counted.End;
        while (!isBounded || _room > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            int read = bytes.Read(_buffer, 0, _buffer.Length);
            if (read == 0)
                return (counted, true);
            _room -= read;
            ReadOnlySpan<byte> block = _buffer.AsSpan(0, read);
            int last = block.LastIndexOf(LineFeed);
            if (last >= 0)
                counted = counted with { End = offset + last + 1, Lines = counted.Lines + block.Count(LineFeed) };
            offset += read;
        }

        return (counted, false);
    }

    private DateTimeOffset? FindTime(EventFile file, SentFile? position, CancellationToken cancellation)
    {
        var place = (file.Place.Path, position?.Offset ?? 0);
        if ((_oldest.Path, _oldest.Offset) == place)
            return _oldest.Time;
        if (position is not null)
            file.TryResume(position, cancellation);
        DateTimeOffset? time = null;
        for (int tried = 0; tried < LinesTried && time is null && file.Lines.TryRead(out var line); tried++)
            time = _objects.TimeOf(line.Span);

        _oldest = (place.Path, place.Item2, time);
        return time;
    }

    private readonly record struct Counted(string FirstLine, long End, long Lines);

    private readonly record struct Measured(EventFileStamp Stamp, SentFile? Position, long Bytes, long? Events);
}
