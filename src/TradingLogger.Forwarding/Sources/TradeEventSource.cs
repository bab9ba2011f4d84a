using TradingLogging.Forwarding.Checkpoints;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Forwarding.Sources;

/// <summary>The events of a trade log that a forwarder has not sent yet: of its archived days, compressed or not, of
/// its current file and of its fallback files, and the gaps of days that were deleted unsent. Holds the lock of the
/// forwarder's name. Not thread-safe.</summary>
internal sealed class TradeEventSource : IEventSource
{
    // How long, in milliseconds, other files than the current one are not looked at when nothing was read.
    private const int LookInterval = 200;

    private readonly PlatformFiles _files;
    private readonly ForwarderFiles _paths;
    private readonly Action<string> _warn;
    private readonly ForwarderLock _lock;
    private readonly Checkpoint _checkpoint;
    private readonly FallbackIds _fallbackIds;
    private readonly EventReading _reading;
    private readonly EventPositions _positions;
    private readonly LagMeter _lag;
    private readonly UnfinishedMerges _merges;
    private readonly Dictionary<string, EventFileStamp> _ended = [];
    private readonly DeferredFiles _deferred;
    private Dictionary<string, SentFile> _committed;
    private EventFile? _file;
    private EventFileStamp _opened;
    private EventFileStamp? _current;
    private long _looked;
    private string? _lastFailure;
    private bool _mustLook = true;
    private bool _isDelivering;

    /// <param name="options">The log and the name of the forwarder.</param>
    /// <param name="warn">Receives warnings.</param>
    /// <param name="deadLetter">Writes a line that cannot be sent. The disk must have it before <see cref="Commit"/> is
    /// called. What it throws, <see cref="TryRead"/> throws; the line then comes again.</param>
    /// <exception cref="IOException">Another forwarder of the name runs, or its files cannot be used.</exception>
    public TradeEventSource(ForwarderOptions options, Action<string> warn, Action<DeadLetter> deadLetter)
        : this(options, warn, deadLetter, PlatformFiles.Current)
    {
    }

    internal TradeEventSource(
        ForwarderOptions options,
        Action<string> warn,
        Action<DeadLetter> deadLetter,
        PlatformFiles files,
        Func<TimeSpan>? elapsed = null)
    {
        _deferred = new DeferredFiles(warn, elapsed);
        _files = files;
        _warn = warn;
        _paths = new ForwarderFiles(options.LogDirectory, options.Name);
        _lock = ForwarderLock.Take(files, _paths.Lock);
        try
        {
            _checkpoint = new Checkpoint(files, _paths);
            _checkpoint.Load(warn);
            _checkpoint.Announce();
            _fallbackIds = new FallbackIds(files, _paths.FallbackIds, _checkpoint.Used);
            _fallbackIds.Load(warn);
            _positions = new EventPositions(_checkpoint, _paths, files, warn);
            _reading = new EventReading(options, _fallbackIds, warn, deadLetter);
            _lag = new LagMeter(files, _paths, LagMeter.CountedWhileSending);
            _merges = new UnfinishedMerges(files, _paths, warn);
            _committed = _positions.Copy();
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public string? Unreadable => _deferred.Faults;

    /// <summary>How many gaps the receiver was told of: days that rotation deleted unsent.</summary>
    public long Gaps => _positions.Find(Path.GetFileName(_paths.Gaps))?.Lines ?? 0;

    /// <inheritdoc/>
    public bool TryRead(EventBatch batch, CancellationToken cancellation)
    {
        try
        {
            bool isRead = TryFill(batch, cancellation);
            _isDelivering |= isRead;
            if (!isRead && !_isDelivering && !_reading.HasDeadLetters && _positions.HasChanged)
                WarnOnFailure(Commit);
            return isRead;
        }
        catch
        {
            // What was read in this call comes again.
            Close();
            _fallbackIds.RollBack();
            batch.Clear();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Commit()
    {
        _positions.Save();
        _isDelivering = false;
        _reading.HasDeadLetters = false;
        _committed = _positions.Copy();
        WarnOnFailure(_fallbackIds.Compact);
    }

    /// <inheritdoc/>
    public ForwardLag GetLag(CancellationToken cancellation) => _lag.Measure(_committed, cancellation);

    /// <summary>Releases the lock of the name.</summary>
    public void Dispose()
    {
        Close();
        _reading.Dispose();
        _lock.Dispose();
    }

    private bool TryFill(EventBatch batch, CancellationToken cancellation)
    {
        batch.Clear();
        while (_file is not null || TryOpenNext(cancellation))
        {
            EventFile file = _file!;
            bool hasEnded = Fill(batch, file, cancellation);
            if (file.Place.Kind == EventFileKind.Fallback && batch.Count > 0 && !TryKeepFallbackIds(batch, file))
                continue;
            if (file.Taken is { } position)
                _positions.Set(position);
            _fallbackIds.Accept();
            if (file.Fault is not null)
                Defer(file, isUseless: batch.Count == 0);
            else if (hasEnded)
                End(file);
            if (batch.Count > 0)
                return true;
        }

        return false;
    }

    // A file that cannot be read to its end, such as a damaged compressed one, keeps no other one waiting.
    private bool Fill(EventBatch batch, EventFile file, CancellationToken cancellation)
    {
        try
        {
            return _reading.Fill(batch, file, cancellation);
        }
        catch (IOException exception)
            when (ReferenceEquals(exception, file.Fault) && file.Place.Kind != EventFileKind.Current)
        {
            return false;
        }
    }

    // What could be read of it is sent first.
    private void Defer(EventFile file, bool isUseless)
    {
        if (isUseless)
            Defer(file.Place, _opened, file.Fault!);
        Close();
    }

    private void Defer(EventFilePlace place, EventFileStamp stamp, IOException fault)
    {
        _ended[place.Path] = stamp;
        _deferred.Add(place.Path, fault.Message);
    }

    // A writer that adds the fallback to the log renames it first. As long as it has its name, none of its lines was
    // read from the log before its id was on the disk.
    private bool TryKeepFallbackIds(EventBatch batch, EventFile file)
    {
        _fallbackIds.Flush();
        if (_files.GetStatus(file.Place.Path)?.Identity == file.Identity)
            return true;
        batch.Clear();
        Close();
        return false;
    }

    private void End(EventFile file)
    {
        _positions.End(file);
        _deferred.Remove(file.Place.Path);
        _ended[file.Place.Path] = _opened;
        if (file.Place.Kind == EventFileKind.Current)
            _current = _opened;
        Close();
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
        _mustLook = true;
    }

    private bool TryOpenNext(CancellationToken cancellation)
    {
        if (!_mustLook && Environment.TickCount - _looked is >= 0 and < LookInterval
            && EventFileStamp.Of(_files, _paths.Log) == _current)
        {
            return false;
        }

        foreach (string path in _deferred.TakeDue())
            _ended.Remove(path);
        bool isComplete;
        var seen = new HashSet<string>();
        do
        {
            cancellation.ThrowIfCancellationRequested();
            isComplete = true;
            foreach (EventFilePlace place in EventFilePlace.List(_files, _paths))
            {
                if (EventFileStamp.Of(_files, place.Path) is not { } stamp)
                    continue;
                seen.Add(place.Path);
                if (!IsWanted(place, stamp))
                    continue;
                _opened = stamp;
                _file = Open(place, cancellation, out bool isRotated);
                if (_file is not null)
                    return true;
                isComplete &= !isRotated;
                if (!isRotated)
                    _ended[place.Path] = stamp;
                if (place.Kind == EventFileKind.Current)
                    _current = stamp;
            }
        }
        while (!isComplete);
        _deferred.EndLook(_paths, seen);
        _positions.FindVanished();
        _merges.Look();
        _mustLook = false;
        _looked = Environment.TickCount;
        return false;
    }

    private bool IsWanted(EventFilePlace place, EventFileStamp stamp) =>
        !(_ended.TryGetValue(place.Path, out EventFileStamp ended) && ended == stamp)
        && !(place.Kind == EventFileKind.Fallback && _fallbackIds.IsFull);

    // Null when nothing of the file is to be sent.
    private EventFile? Open(EventFilePlace place, CancellationToken cancellation, out bool isRotated)
    {
        isRotated = false;
        EventFile? file = null;
        try
        {
            file = EventFile.TryOpen(place);
            if (file is null || _positions.IsSent(file) || (isRotated = !_positions.TryResume(file, cancellation)))
            {
                _deferred.Remove(place.Path);
                return null;
            }

            EventFile opened = file;
            file = null;
            return opened;
        }
        catch (IOException exception) when (place.Kind != EventFileKind.Current || !_opened.IsRegular)
        {
            Defer(place, _opened, exception);
            return null;
        }
        finally
        {
            file?.Dispose();
        }
    }

    private void WarnOnFailure(Action action)
    {
        try
        {
            action();
        }
        catch (IOException exception)
        {
            if (_lastFailure != exception.Message)
                _warn(exception.Message);
            _lastFailure = exception.Message;
        }
    }
}
