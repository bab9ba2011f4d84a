using TradingLogging.Forwarding.Checkpoints;
using TradingLogging.Live.Alerts;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Live.Notifications;

/// <summary>The book of a watch with its file and the lock of its name. For several threads at once.</summary>
internal sealed class NotificationState : IDisposable
{
    /// <summary>The directory of the files of all watches, in that of the log.</summary>
    public const string DirectoryName = ".trades.log.alerts";

    private static readonly TimeSpan LongestUnsaved = TimeSpan.FromMinutes(1);

    private readonly object _gate = new();
    private readonly object _writing = new();
    private readonly NotificationBook _book;
    private readonly NotificationStateFile _file;
    private readonly ForwarderLock _lock;
    private readonly Func<DateTimeOffset> _now;
    private WatchTimes _times;
    private bool _isChanged = true;

    private NotificationState(
        NotificationBook book,
        NotificationStateFile file,
        ForwarderLock held,
        WatchTimes? times,
        Func<DateTimeOffset> now)
    {
        (_book, _file, _lock, _now) = (book, file, held, now);
        DateTimeOffset start = now();
        _times = times ?? new WatchTimes(start, start, start);
        PreviousRun = times?.Run;
    }

    /// <summary>When the run before this one remembered something for the last time; null when there was
    /// none.</summary>
    public DateTimeOffset? PreviousRun { get; }

    /// <summary>When the watch was started for the first time.</summary>
    public DateTimeOffset Begun => _times.Begun;

    /// <summary>Takes the lock of the name and reads what is remembered.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="logDirectory">The directory of the log.</param>
    /// <param name="name">The name of the watch.</param>
    /// <param name="book">The book, empty.</param>
    /// <param name="now">The time of day.</param>
    /// <param name="warn">Receives warnings.</param>
    /// <exception cref="FileOperationException">Another watch of the name runs, or a file cannot be used.</exception>
    public static NotificationState Open(
        PlatformFiles files,
        string logDirectory,
        string name,
        NotificationBook book,
        Func<DateTimeOffset> now,
        Action<string> warn)
    {
        string path = Path.Combine(Path.GetFullPath(logDirectory), DirectoryName, name);
        ForwarderLock held = ForwarderLock.Take(files, path + ".lock", "watch of alerts");
        try
        {
            var file = new NotificationStateFile(files, path + ".state");
            return new NotificationState(book, file, held, file.Read(book, warn), now);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>The moment up to which alerts are in the book, in the time of the events; not later than now, because
    /// the clock may have been set back.</summary>
    public DateTimeOffset TellFrom()
    {
        DateTimeOffset now = _now();
        lock (_gate)
            return _times.Watermark < now ? _times.Watermark : now;
    }

    /// <summary>Begins a run.</summary>
    /// <param name="receivers">The keys of its receivers.</param>
    public void Begin(IReadOnlyCollection<string> receivers) => Change(book =>
    {
        book.SetReceivers(receivers, _now());
        return true;
    });

    /// <summary>Reads the book.</summary>
    public T Read<T>(Func<NotificationBook, T> read)
    {
        lock (_gate)
            return read(_book);
    }

    /// <summary>Changes the book.</summary>
    /// <param name="change">Returns whether it changed anything that is remembered.</param>
    /// <returns>The same.</returns>
    public bool Change(Func<NotificationBook, bool> change)
    {
        lock (_gate)
        {
            bool isChanged = change(_book);
            _isChanged |= isChanged;
            return isChanged;
        }
    }

    /// <summary>Takes what was decided up to a moment.</summary>
    /// <param name="changes">What began to fire or was resolved.</param>
    /// <param name="firing">What fires, as it is at the moment.</param>
    /// <param name="watermark">The moment.</param>
    /// <returns>Whether any of it was new.</returns>
    public bool Apply(IReadOnlyList<Alert> changes, IReadOnlyList<Alert> firing, DateTimeOffset watermark)
    {
        lock (_gate)
        {
            bool isNew = _book.Apply(changes);
            _book.Refresh(firing);
            _times = _times with { Watermark = watermark };
            _isChanged |= isNew | _book.Prune(_now());
            return isNew;
        }
    }

    /// <summary>Writes the file, if something has changed or it is a minute old.</summary>
    /// <param name="always">Whether to write it in any case.</param>
    /// <returns>Null, or why it could not be written; then the next call tries again.</returns>
    public string? TrySave(bool always = false)
    {
        lock (_writing)
        {
            IReadOnlyList<string> lines;
            lock (_gate)
            {
                DateTimeOffset now = _now();
                bool isOld = now - _times.Run >= LongestUnsaved || now < _times.Run;
                if (!_isChanged && !isOld && !always)
                    return null;
                _times = _times with { Run = now };
                lines = NotificationStateFile.LinesOf(_book, _times);
                _isChanged = false;
            }

            try
            {
                _file.Write(lines);
                return null;
            }
            catch (FileOperationException exception)
            {
                lock (_gate)
                    _isChanged = true;
                return exception.Message;
            }
        }
    }

    /// <summary>Gives the name back.</summary>
    public void Dispose() => _lock.Dispose();
}
