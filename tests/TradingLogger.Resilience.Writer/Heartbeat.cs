using System.Diagnostics;

namespace TradingLogging.Resilience.Writer;

/// <summary>Notes for how long the machine does not let this process run, so that a test on a busy one does not blame
/// the logger.</summary>
internal sealed class Heartbeat : IDisposable
{
    private readonly Thread _thread;
    private long _longest;
    private volatile bool _isDisposed;

    public Heartbeat()
    {
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    public TimeSpan LongestPause => Stopwatch.GetElapsedTime(0, Interlocked.Read(ref _longest));

    public void Reset() => Interlocked.Exchange(ref _longest, 0);

    public void Dispose()
    {
        _isDisposed = true;
        _thread.Join();
    }

    private void Run()
    {
        while (!_isDisposed)
        {
            long before = Stopwatch.GetTimestamp();
            Thread.Sleep(1);
            long pause = Stopwatch.GetTimestamp() - before;
            if (pause > Interlocked.Read(ref _longest))
                Interlocked.Exchange(ref _longest, pause);
        }
    }
}
